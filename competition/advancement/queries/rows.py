"""Cuts of a ladder and places of a passage as lists show them: filtered and sorted; hundreds, not millions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from sqlalchemy.orm import Session

from competition.advancement.models import ACCEPTED, OFFERED
from competition.advancement.queries.cuts import latest_cuts, place_counts, places, who_of
from competition.contestants import queries as contestants
from competition.events import queries as events
from competition.events.queries import Event, Stage, Trade
from competition.ladders import queries as ladders
from competition.ladders.queries import Passage, Source, Tier
from competition.ladders.queries import lists as ladder_lists
from competition.web.words import named


@dataclass(frozen=True)
class CutRow:
    """A passage with the state of its cut ("" none, PROPOSED, CONFIRMED); `held` places, `accepted` of them; `pools` and
    how many of them have `ended` are 0 where the list did not ask."""

    id: str
    trade: Trade
    event: Event
    tier: Tier
    passage: Passage
    state: str
    held: int
    accepted: int
    pools: int = 0
    ended: int = 0


@dataclass(frozen=True)
class PlaceRow:
    """A place with whom it belongs to; `pool` is the event it was won in, `number` the entry above."""

    id: str
    position: int
    name: str
    organisation: str
    pool_id: str
    pool: str
    why: str
    state: str
    reason: str
    entry_id: str
    to_entry_id: str
    number: int | None


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a list of cuts should show: words in trade or event, `tier`, `rung`, `trade` (a key), `state` ("-" none)."""

    text: str = ""
    sort: str = ""
    down: bool = False
    tier: str = ""
    rung: str = ""
    trade: str = ""
    state: str = ""


@dataclass(frozen=True, kw_only=True)
class WantedPlaces:
    """What a list of places should show: words in name or organisation, `state`, `pool` (the id of a trade)."""

    text: str = ""
    sort: str = ""
    down: bool = False
    state: str = ""
    pool: str = ""


@dataclass(frozen=True)
class StageRow:
    """A later stage of a trade, after `before`, with the passage into it, None while it has no rule; `state` of its cut as
    in `CutRow`, `held` places in it."""

    trade: Trade
    before: Stage
    stage: Stage
    passage: Passage | None
    state: str
    held: int


CUT_SORTS: dict[str, Callable[[CutRow], Any]] = {
    "trade": lambda one: (one.trade.name, one.tier.position, one.event.name),
    "event": lambda one: (one.tier.position, one.event.name, one.trade.position),
    "tier": lambda one: (one.tier.position, one.event.name, one.trade.position),
    "state": lambda one: (one.state, one.trade.name, one.event.name),
    "held": lambda one: (one.held, one.trade.name),
}
PLACE_SORTS: dict[str, Callable[[PlaceRow], Any]] = {
    "position": lambda one: one.position,
    "name": lambda one: one.name,
    "organisation": lambda one: (one.organisation, one.name),
    "pool": lambda one: (one.pool, one.position),
    "why": lambda one: (one.why, one.position),
    "state": lambda one: (one.state, one.position),
    "number": lambda one: (one.number is None, one.number or 0, one.position),
}


def cut_rows(s: Session, ladder_id: str, wanted: Wanted | None = None) -> list[CutRow]:
    """The passages of a ladder that have a rule and fit, by tier, event and trade unless asked otherwise."""
    return fitting(_rows(s, ladder_lists.passage_rows(s, ladder_id)), wanted or Wanted())


def fitting(some: Sequence[CutRow], wanted: Wanted) -> list[CutRow]:
    """Those of a ladder's passages that fit, in the order that is asked for."""
    asked = ladder_lists.Wanted(text=wanted.text, tier=wanted.tier, rung=wanted.rung, trade=wanted.trade)
    found = [
        one
        for one in some
        if ladder_lists.fits(one.trade, one.event, one.tier.id, one.passage.rung_id or "", asked)
        and wanted.state in ("", one.state or "-")
    ]
    return _sorted(found, CUT_SORTS, wanted, "event")


def cut_rows_into(s: Session, event_id: str) -> list[CutRow]:
    """The passages into the trades of an event, with their pools."""
    rung = ladders.rung_of_event(s, event_id)
    return [] if rung is None else with_pools(s, _rows(s, ladder_lists.rows_into(s, rung)))


def stage_rows(s: Session, trade_ids: Sequence[str]) -> list[StageRow]:
    """The later stages of these trades in their order, with the cuts into them."""
    trades = {one.id: one for one in events.trades_by_id(s, trade_ids)}
    stages = events.stages_of_trades(s, trade_ids)
    known = ladders.stage_passages(s, [key for key, some in stages.items() if len(some) > 1])
    ids = [one.id for one in known.values()]
    states, counts = latest_cuts(s, ids), place_counts(s, ids)
    found = []
    for trade in sorted(trades.values(), key=lambda one: one.position):
        for before, stage in pairwise(stages[trade.id]):
            one = known.get(stage.id)
            count = counts.get(one.id, {}) if one else {}
            held = count.get(OFFERED, 0) + count.get(ACCEPTED, 0)
            found.append(StageRow(trade, before, stage, one, states.get(one.id, "") if one else "", held))
    return found


def with_pools(s: Session, rows: Sequence[CutRow]) -> list[CutRow]:
    """These rows with how many pools each has, and how many of them have ended."""
    sources = ladders.sources_of_passages(s, [one.passage for one in rows])
    return [replace(one, pools=len(sources[one.id]), ended=_ended(sources[one.id])) for one in rows]


def place_rows(s: Session, passage_id: str, wanted: WantedPlaces | None = None) -> list[PlaceRow]:
    """The places of a passage that fit, in their order unless asked otherwise."""
    wanted = wanted or WantedPlaces()
    found = places(s, passage_id)
    who = who_of(s, [one.key for one in found])
    above = contestants.entries_by_id(s, [one.to_entry_id for one in found if one.to_entry_id])
    pools = {one.trade_id: named(one.name, one.name_en) for one in ladders.sources(s, passage_id)}
    rows = []
    for one in found:
        entry = who[one.key].entry
        pool_id = entry.trade_id if entry else ""
        made = above.get(one.to_entry_id or "")
        rows.append(
            PlaceRow(
                one.id, one.position, who[one.key].name, who[one.key].organisation_name, pool_id,
                pools.get(pool_id, ""), one.why, one.state, one.reason, one.from_entry_id or "", one.to_entry_id or "",
                made.number if made else None,
            )
        )  # fmt: skip
    text = wanted.text.casefold()
    rows = [
        one
        for one in rows
        if (not text or text in one.name.casefold() or text in one.organisation.casefold())
        and wanted.state in ("", one.state)
        and wanted.pool in ("", one.pool_id)
    ]
    return _sorted(rows, PLACE_SORTS, wanted, "position")


def _rows(s: Session, some: Sequence[ladder_lists.PassageRow]) -> list[CutRow]:
    ids = [one.passage.id for one in some if one.passage is not None]
    states, counts = latest_cuts(s, ids), place_counts(s, ids)
    rows = []
    for one in some:
        if one.passage is None:
            continue
        count = counts.get(one.passage.id, {})
        accepted = count.get(ACCEPTED, 0)
        rows.append(
            CutRow(
                one.passage.id, one.trade, one.event, one.tier, one.passage, states.get(one.passage.id, ""),
                count.get(OFFERED, 0) + accepted, accepted,
            )
        )  # fmt: skip
    return rows


def _ended(sources: Sequence[Source]) -> int:
    return sum(one.stage.state == "ENDED" for one in sources)


def _sorted(
    rows: list[Any], sorts: dict[str, Callable[[Any], Any]], wanted: Wanted | WantedPlaces, usual: str
) -> list[Any]:
    return sorted(rows, key=sorts.get(wanted.sort, sorts[usual]), reverse=wanted.down)
