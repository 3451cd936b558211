"""Rungs and passages as lists show them: filtered, sorted, with what belongs to each; a ladder has hundreds, not millions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from competition.contestants import queries as contestants
from competition.events import queries as events
from competition.events.queries import Event, Trade
from competition.events.states import phase
from competition.ladders.models import Passage, Rung, Tier
from competition.ladders.queries.ladders import feeding, rungs_of_ladder, tiers
from competition.ladders.queries.passages import Source, passages_of_ladder, sources_of_trades
from competition.organisations import queries as organisations
from competition.series.queries import trade_key


@dataclass(frozen=True)
class RungRow:
    """A rung with its event; `feeds` is the name of the event it goes on to, "" at the top. `entries` is 0 where the list
    did not ask."""

    id: str
    event_id: str
    tier_id: str
    name: str
    name_en: str
    state: str
    starts_on: date
    ends_on: date
    organisation: str
    feeds_id: str | None
    feeds: str
    entries: int


@dataclass(frozen=True)
class PassageRow:
    """A trade of an upper event with its rule, if it has one; `id` is the trade's. `state` none, open, frozen or late;
    `sources` are empty where the list did not ask."""

    id: str
    trade: Trade
    event: Event
    rung: Rung
    tier: Tier
    passage: Passage | None
    sources: tuple[Source, ...] = ()

    @property
    def state(self) -> str:
        """Where its rule stands."""
        return state_of(self.passage)


def state_of(one: Passage | None) -> str:
    """Where the rule of a passage stands: none, open, frozen, or late when it was only set after a stage had started."""
    if one is None:
        return "none"
    return "late" if one.late_reason else "frozen" if one.frozen else "open"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a list should show. Rungs: words in a name or organisation, `phase` of the event's state, `feeds` a rung id or
    "-" for none. Passages: words in trade or event, `tier`, `rung`, `trade` (a key), `state`."""

    text: str = ""
    sort: str = ""
    down: bool = False
    phase: str = ""
    feeds: str = ""
    tier: str = ""
    rung: str = ""
    trade: str = ""
    state: str = ""


def rung_rows(s: Session, ladder_id: str, tier_id: str | None = None, wanted: Wanted | None = None) -> list[RungRow]:
    """The rungs of a ladder or of one tier that fit, by the name of their organisation and event unless asked otherwise."""
    wanted = wanted or Wanted()
    everything = rungs_of_ladder(s, ladder_id)
    by_id = {one.id: one for one in everything}
    rungs = [one for one in everything if tier_id in (None, one.tier_id)]
    heads = [by_id[one.feeds_id].event_id for one in rungs if one.feeds_id in by_id]
    known = {one.id: one for one in events.events(s, {one.event_id for one in rungs} | set(heads))}
    names = organisations.named_ids(s, [one.organisation_id for one in rungs])
    counts = contestants.counts_of_events(s, [one.event_id for one in rungs])
    rows = []
    for one in rungs:
        event = known.get(one.event_id)
        if event is None:
            continue
        above = known.get(by_id[one.feeds_id].event_id) if one.feeds_id in by_id else None
        found = counts.get(one.event_id)
        rows.append(
            RungRow(
                one.id, event.id, one.tier_id, event.name, event.name_en, event.state, event.starts_on, event.ends_on,
                names.get(one.organisation_id or "", "") or event.host, one.feeds_id, above.name if above else "",
                found.all if found else 0,
            )
        )  # fmt: skip
    rows = [one for one in rows if _rung_fits(one, wanted)]
    return _sorted(rows, RUNG_SORTS, wanted, "name")


RUNG_SORTS: dict[str, Callable[[RungRow], Any]] = {
    "name": lambda one: one.name,
    "organisation": lambda one: (one.organisation, one.name),
    "state": lambda one: (one.state, one.name),
    "starts_on": lambda one: (one.starts_on, one.name),
    "feeds": lambda one: (one.feeds, one.name),
    "entries": lambda one: (one.entries, one.name),
}


def passage_rows(s: Session, ladder_id: str, wanted: Wanted | None = None) -> list[PassageRow]:
    """The trades that are filled from below, with their rules, by tier, event and trade unless asked otherwise."""
    wanted = wanted or Wanted()
    everything = rungs_of_ladder(s, ladder_id)
    heads = {one.feeds_id for one in everything if one.feeds_id}
    known = {one.trade_id: one for one in passages_of_ladder(s, ladder_id)}
    heads |= {one.rung_id for one in known.values() if one.rung_id}
    upper = {one.event_id: one for one in everything if one.id in heads}
    ranks = {one.id: one for one in tiers(s, ladder_id)}
    named = {one.id: one for one in events.events(s, upper)}
    rows = [
        PassageRow(
            one.id, one, named[one.event_id], upper[one.event_id], ranks[upper[one.event_id].tier_id], known.get(one.id)
        )
        for one in events.trades_of_events(s, upper)
        if one.event_id in named
    ]
    rows = [one for one in rows if _passage_fits(one, wanted)]
    return _sorted(rows, PASSAGE_SORTS, wanted, "event")


PASSAGE_SORTS: dict[str, Callable[[PassageRow], Any]] = {
    "trade": lambda one: (one.trade.name, one.tier.position, one.event.name),
    "event": lambda one: (one.tier.position, one.event.name, one.trade.position),
    "tier": lambda one: (one.tier.position, one.event.name, one.trade.position),
    "state": lambda one: (one.state, one.trade.name, one.event.name),
    "capacity": lambda one: ((one.passage.capacity if one.passage else None) or 0, one.trade.name),
}


def with_sources(s: Session, rows: Sequence[PassageRow]) -> list[PassageRow]:
    """These rows with the pools each is filled from."""
    found = sources_of_trades(s, {one.id: one.rung.id for one in rows})
    return [
        PassageRow(one.id, one.trade, one.event, one.rung, one.tier, one.passage, tuple(found[one.id])) for one in rows
    ]


def rows_into(s: Session, rung: Rung) -> list[PassageRow]:
    """The trades of one event that are filled from below, with their rules; none where nothing feeds it."""
    if not feeding(s, [rung.id]):
        return []
    return passage_rows(s, rung.ladder_id, Wanted(rung=rung.id))


def _rung_fits(one: RungRow, wanted: Wanted) -> bool:
    text = wanted.text.casefold()
    return (
        (not text or any(text in words.casefold() for words in (one.name, one.name_en, one.organisation)))
        and (not wanted.phase or phase(one.state) == wanted.phase)
        and (not wanted.feeds or (one.feeds_id or "-") == wanted.feeds)
    )


def _passage_fits(one: PassageRow, wanted: Wanted) -> bool:
    return fits(one.trade, one.event, one.tier.id, one.rung.id, wanted) and wanted.state in ("", one.state)


def fits(trade: Trade, event: Event, tier_id: str, rung_id: str, wanted: Wanted) -> bool:
    """Whether a trade that is filled from below is what a list wants to show, whatever the state of its rule."""
    text = wanted.text.casefold()
    said = (trade.name, trade.name_en, event.name, event.name_en)
    return (
        (not text or any(text in words.casefold() for words in said))
        and wanted.tier in ("", tier_id)
        and wanted.rung in ("", rung_id)
        and wanted.trade in ("", trade_key(trade))
    )


def _sorted(rows: list[Any], sorts: dict[str, Callable[[Any], Any]], wanted: Wanted, usual: str) -> list[Any]:
    return sorted(rows, key=sorts.get(wanted.sort, sorts[usual]), reverse=wanted.down)
