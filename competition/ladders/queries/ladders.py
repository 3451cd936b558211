"""Ladders, their tiers, and the events in them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import Subquery, func, select
from sqlalchemy.orm import Session

from competition.ladders.models import Ladder as Ladder
from competition.ladders.models import Rung as Rung
from competition.ladders.models import Tier as Tier
from competition.store import Refused


def ladder(s: Session, ladder_id: str) -> Ladder:
    """One ladder. Refused: not_there (404)."""
    found = s.get(Ladder, ladder_id)
    if found is None:
        raise Refused("not_there", 404)
    return found


def shown_ladder_of(s: Session, event_id: str) -> Ladder | None:
    """The ladder an event is part of, when the public may see it."""
    query = select(Ladder).join(Rung, Rung.ladder_id == Ladder.id)
    return s.scalar(query.where(Rung.event_id == event_id, Ladder.shown.is_(True)))


def ladders(s: Session, *, shown: bool = False) -> list[Ladder]:
    """Every ladder, the latest first; with `shown` those that the public may see."""
    query = select(Ladder).order_by(Ladder.created_at.desc(), Ladder.id.desc())
    return list(s.scalars(query.where(Ladder.shown.is_(True)) if shown else query))


def named_ladder(s: Session, name: str) -> Ladder | None:
    """The ladder of this name."""
    return s.scalar(select(Ladder).where(Ladder.name == name))


def rung_counts(s: Session) -> dict[str, int]:
    """How many events each ladder has; one without any is not there."""
    query = select(Rung.ladder_id, func.count()).group_by(Rung.ladder_id)
    return {row[0]: row[1] for row in s.execute(query)}


def tiers(s: Session, ladder_id: str) -> list[Tier]:
    """The tiers of a ladder, the lowest first."""
    return list(s.scalars(select(Tier).where(Tier.ladder_id == ladder_id).order_by(Tier.position)))


def tiers_of_all(s: Session) -> dict[str, list[Tier]]:
    """The tiers of every ladder, the lowest first, by ladder."""
    found: dict[str, list[Tier]] = {}
    for one in s.scalars(select(Tier).order_by(Tier.ladder_id, Tier.position)):
        found.setdefault(one.ladder_id, []).append(one)
    return found


def tier(s: Session, ladder_id: str, tier_id: str) -> Tier:
    """A tier of this ladder. Refused: not_there (404)."""
    found = s.get(Tier, tier_id)
    if found is None or found.ladder_id != ladder_id:
        raise Refused("not_there", 404)
    return found


def rung(s: Session, rung_id: str) -> Rung:
    """One rung. Refused: not_there (404)."""
    found = s.get(Rung, rung_id)
    if found is None:
        raise Refused("not_there", 404)
    return found


def rungs(s: Session, ids: Iterable[str]) -> dict[str, Rung]:
    """These rungs, those of them that there are."""
    return {one.id: one for one in s.scalars(select(Rung).where(Rung.id.in_(list(ids))))}


def rungs_of_ladder(s: Session, ladder_id: str, tier_id: str | None = None) -> list[Rung]:
    """The rungs of a ladder, or of one of its tiers, in the order in which they were added."""
    query = select(Rung).where(Rung.ladder_id == ladder_id).order_by(Rung.added_at, Rung.id)
    return list(s.scalars(query if tier_id is None else query.where(Rung.tier_id == tier_id)))


def rung_of_event(s: Session, event_id: str) -> Rung | None:
    """The rung that an event is, or None."""
    return s.scalar(select(Rung).where(Rung.event_id == event_id))


def rungs_of_events(s: Session, event_ids: Collection[str]) -> dict[str, Rung]:
    """The rungs that these events are, by event; an event of no ladder is not there."""
    return {one.event_id: one for one in s.scalars(select(Rung).where(Rung.event_id.in_(list(event_ids))))}


def events_of_ladders(s: Session) -> set[str]:
    """The ids of all events that are a rung of any ladder."""
    return set(s.scalars(select(Rung.event_id)))


def feeding(s: Session, rung_ids: Collection[str]) -> list[Rung]:
    """The rungs that go on to one of these, in the order in which they were added."""
    query = select(Rung).where(Rung.feeds_id.in_(list(rung_ids))).order_by(Rung.added_at, Rung.id)
    return list(s.scalars(query))


def tiered_events(ladder_id: str) -> Subquery:
    """event_id and tier_id of every rung of a ladder, as a table to ask within another question."""
    return select(Rung.event_id, Rung.tier_id).where(Rung.ladder_id == ladder_id).subquery("tiered")
