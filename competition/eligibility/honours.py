"""Who won which prize in the earlier editions of an event, as far as the house holds them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from competition.eligibility.models import PastEdition, PastHonour
from competition.engine.eligibility import Honour
from competition.events import queries as events

STANDS = ("CONFIRMED", "NOTICE", "AWARDED", "ARCHIVED")
"""The states in which nothing can change an edition's prizes any more without going back."""
MOST_EDITIONS = 30


@dataclass(frozen=True)
class Past:
    """The editions before an event: the numbers of those whose prizes are known, those whose prizes have still to be
    looked up, and by person what he won."""

    known: frozenset[int]
    waiting: tuple[str, ...] = ()
    won: dict[str, tuple[Honour, ...]] = field(default_factory=dict)


def editions_before(s: Session, event: events.Event) -> list[events.Event]:
    """The editions before this one that the house holds, the latest first."""
    found: list[events.Event] = []
    previous_id = event.previous_id
    while previous_id is not None and len(found) < MOST_EDITIONS:
        previous = s.get(events.Event, previous_id)
        if previous is None:
            break
        if previous.removed_at is None:
            found.append(previous)
        previous_id = previous.previous_id
    return found


def past_of(s: Session, event: events.Event, people: Collection[str] | None = None) -> Past:
    """What is known of the editions before; of these people when they are given."""
    before = {one.id: one for one in editions_before(s, event) if one.state in STANDS}
    looked = {
        one.event_id: one.moved_at
        for one in s.scalars(select(PastEdition).where(PastEdition.event_id.in_(list(before))))
    }
    moves = moved_at(s, looked) if looked else {}
    fresh = {event_id for event_id, at in looked.items() if at == moves.get(event_id)}
    query = select(PastHonour).where(PastHonour.event_id.in_(list(fresh)))
    if people is not None:
        query = query.where(PastHonour.person_id.in_(list(people)))
    won: dict[str, list[Honour]] = {}
    for one in s.scalars(query.order_by(PastHonour.event_id, PastHonour.trade_key, PastHonour.prize)):
        won.setdefault(one.person_id, []).append(Honour(one.trade_key, before[one.event_id].edition, one.prize))
    known = frozenset(before[event_id].edition for event_id in fresh)
    return Past(known, tuple(sorted(before.keys() - fresh)), {who: tuple(some) for who, some in won.items()})


def moved_at(s: Session, event_ids: Collection[str]) -> dict[str, dt.datetime]:
    """When each of these events last moved from state to state; one that never did is not there."""
    move = events.EventMove
    query = select(move.event_id, func.max(move.at)).where(move.event_id.in_(list(event_ids))).group_by(move.event_id)
    return {row[0]: row[1] for row in s.execute(query)}
