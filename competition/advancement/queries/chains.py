"""By which way an entry came up, tier by tier, down to where it began."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import literal, select
from sqlalchemy.orm import Session

from competition.advancement.models import ACCEPTED, Qualification
from competition.contestants import queries as contestants
from competition.contestants.queries import EntryRow
from competition.events import queries as events
from competition.events.queries import Event, Stage, Trade
from competition.ladders import queries as ladders
from competition.ladders.queries import Rung, Tier

DEEPEST = 12


@dataclass(frozen=True)
class Link:
    """One entry of a chain in its event; `won` is the place it won there, None for the entry one began with. `stage` is the
    entry's own, `several` whether its trade has more than that."""

    entry: EntryRow
    event: Event
    trade: Trade
    stage: Stage
    several: bool
    rung: Rung | None
    tier: Tier | None
    won: Qualification | None


def chain(s: Session, entry_id: str) -> list[Link]:
    """The entry itself and everything it came from, the highest first. A direct entry ends the chain.

    One recursive question for the way, and as many as there are kinds of things for what is shown. Refused: not_there.
    """
    top = contestants.entry(s, entry_id)
    won = _won(s, entry_id)
    entries = contestants.entries_by_id(s, [one.from_entry_id for one in won if one.from_entry_id])
    rows = [top, *(entries[one.from_entry_id] for one in won if one.from_entry_id)]
    known = {one.id: one for one in events.events(s, {row.event_id for row in rows})}
    trades = {one.id: one for one in events.trades_by_id(s, {row.trade_id for row in rows})}
    stages = events.stages_of_trades(s, trades)
    rungs = ladders.rungs_of_events(s, known)
    tiers = {one.id: one for key in {rung.ladder_id for rung in rungs.values()} for one in ladders.tiers(s, key)}
    found = []
    for number, row in enumerate(rows):
        rung = rungs.get(row.event_id)
        place = won[number - 1] if number else None
        tier = tiers[rung.tier_id] if rung else None
        own = stages[row.trade_id]
        stage = next(one for one in own if one.id == row.stage_id)
        found.append(Link(row, known[row.event_id], trades[row.trade_id], stage, len(own) > 1, rung, tier, place))
    return found


def _won(s: Session, entry_id: str) -> list[Qualification]:
    """The places by which an entry came up, the highest first."""
    place = Qualification
    way = (
        select(place.id, place.from_entry_id, literal(1).label("depth"))
        .where(place.to_entry_id == entry_id, place.state == ACCEPTED)
        .cte("way", recursive=True)
    )
    way = way.union_all(
        select(place.id, place.from_entry_id, way.c.depth + 1).where(
            place.to_entry_id == way.c.from_entry_id, place.state == ACCEPTED, way.c.depth < DEEPEST
        )
    )
    query = select(place).join(way, way.c.id == place.id).order_by(way.c.depth)
    return list(s.scalars(query))
