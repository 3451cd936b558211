"""What the public sees of a ladder: its tiers, its events, and the rules by which one goes on."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template, request
from flask.typing import ResponseReturnValue

from competition.accounts.guard import permitted, public
from competition.events import queries as events
from competition.events.queries import Event
from competition.events.words import EVENT_STATES, STATE_TONES
from competition.ladders import queries
from competition.ladders.pages.blueprint import pages
from competition.ladders.queries import Passage, Tier, lists
from competition.ladders.queries.lists import PassageRow
from competition.ladders.telling import limits, ways
from competition.series.queries import trade_key
from competition.store import Refused, reading
from competition.web.words import named


@dataclass(frozen=True)
class Announced:
    """One rule as it is announced: the events into which it leads, what it says, and the passages that say so."""

    events: list[Event]
    ways: list[str]
    limits: list[str]
    passages: list[Passage]


@dataclass(frozen=True)
class Step:
    """A tier with the events of it that the public may see, and the rules by which one comes into it."""

    tier: Tier
    events: list[Event]
    hidden: int
    rules: list[Announced]


@pages.get("/<ladder_id>/public")
@public
def public_page(ladder_id: str) -> ResponseReturnValue:
    """For everybody once the ladder is shown, before that for the desk. Refused: not_there (404)."""
    with reading() as s:
        one = queries.ladder(s, ladder_id)
        if not one.shown and not permitted("ladder.read"):
            raise Refused("not_there", 404)
        rungs = queries.rungs_of_ladder(s, ladder_id)
        known = {event.id: event for event in events.events(s, [rung.event_id for rung in rungs])}
        rows = [row for row in lists.passage_rows(s, ladder_id) if row.event.public]
        tiers = queries.tiers(s, ladder_id)[::-1]
    trades = {trade_key(row.trade): row.trade for row in sorted(rows, key=lambda row: row.trade.name)}
    chosen = request.args.get("trade", "")
    ruled = {trade_key(row.trade) for row in rows if row.passage}
    chosen = chosen if chosen in trades else next((key for key in trades if key in ruled), next(iter(trades), ""))
    steps = []
    for tier in tiers:
        here = [known[rung.event_id] for rung in rungs if rung.tier_id == tier.id and rung.event_id in known]
        seen = sorted((event for event in here if event.public), key=lambda event: (event.starts_on, event.name))
        mine = [row for row in rows if row.tier.id == tier.id and trade_key(row.trade) == chosen]
        steps.append(Step(tier, seen, len(here) - len(seen), _announced(mine)))
    return render_template(
        "ladders/public.html",
        one=one,
        steps=steps,
        trades=trades,
        chosen=chosen,
        states=EVENT_STATES,
        tones=STATE_TONES,
    )


def _announced(rows: list[PassageRow]) -> list[Announced]:
    """The rules of these passages, each once, the commonest first."""
    by_hash: dict[str, list[PassageRow]] = {}
    for row in rows:
        if row.passage is not None:
            by_hash.setdefault(f"{row.passage.rule_hash} {row.passage.late_reason}", []).append(row)
    found = []
    for some in sorted(by_hash.values(), key=len, reverse=True):
        passages = [row.passage for row in some if row.passage is not None]
        rule = queries.rule_of(passages[0])
        ordered = sorted((row.event for row in some), key=lambda event: named(event.name, event.name_en))
        found.append(Announced(ordered, ways(rule), limits(rule), passages))
    return found
