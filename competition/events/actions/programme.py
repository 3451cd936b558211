"""Venues of an event and the points of its programme."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from competition.events import queries
from competition.events.facts import PointSet, ProgrammeRemoved, VenueSet
from competition.events.models import ProgrammePoint, Venue
from competition.store import Refused, happened, new_id, transaction

Row = TypeVar("Row", Venue, ProgrammePoint)


@dataclass(frozen=True, kw_only=True)
class VenueDetails:
    """What a person says of a venue."""

    name: str
    name_en: str = ""
    address: str = ""


@dataclass(frozen=True, kw_only=True)
class PointDetails:
    """What a person says of a point of the programme; instants are aware, no end means that it is open."""

    title: str
    starts_at: datetime
    title_en: str = ""
    ends_at: datetime | None = None
    venue_id: str | None = None
    trade_id: str | None = None


def add_venue(actor: str, event_id: str, details: VenueDetails) -> str:
    """Add a venue; returns its id. Refused: not_there, venue_exists."""
    venue_id = new_id()
    with transaction() as s:
        queries.event(s, event_id)
        _free_name(s, event_id, details.name)
        s.add(Venue(id=venue_id, event_id=event_id, **vars(details)))
        s.flush()
        _venue_happened(actor, event_id, venue_id, {}, vars(details))
    return venue_id


def edit_venue(actor: str, event_id: str, venue_id: str, details: VenueDetails, *, rev: int | None = None) -> None:
    """Change a venue; nothing is recorded when nothing differs. Refused: not_there, venue_exists, changed_meanwhile."""
    with transaction() as s:
        one = _its(s, Venue, event_id, venue_id)
        differs = _apply(one, vars(details), rev)
        if "name" in differs:
            _free_name(s, event_id, details.name, venue_id)
        if differs:
            s.flush()
            _venue_happened(actor, event_id, venue_id, differs, {key: getattr(details, key) for key in differs})


def remove_venue(actor: str, event_id: str, venue_id: str) -> None:
    """Take a venue away that no point of the programme names. Refused: not_there, venue_in_use."""
    with transaction() as s:
        one = _its(s, Venue, event_id, venue_id)
        query = select(func.count()).select_from(ProgrammePoint).where(ProgrammePoint.venue_id == venue_id)
        used = s.scalar(query) or 0
        if used:
            raise Refused("venue_in_use", name=one.name, count=used)
        s.delete(one)
        s.flush()
        _removed(actor, event_id, venue_id, one.name)


def add_point(actor: str, event_id: str, details: PointDetails) -> str:
    """Add a point to the programme; returns its id. Refused: not_there (also a venue or trade of another event)."""
    point_id = new_id()
    with transaction() as s:
        queries.event(s, event_id)
        _of_event(s, event_id, details)
        s.add(ProgrammePoint(id=point_id, event_id=event_id, **vars(details)))
        s.flush()
        _point_happened(actor, event_id, point_id, details.title, {}, vars(details))
    return point_id


def edit_point(actor: str, event_id: str, point_id: str, details: PointDetails, *, rev: int | None = None) -> None:
    """Change a point; nothing is recorded when nothing differs. Refused: not_there, changed_meanwhile."""
    with transaction() as s:
        one = _its(s, ProgrammePoint, event_id, point_id)
        _of_event(s, event_id, details)
        differs = _apply(one, vars(details), rev)
        if differs:
            s.flush()
            after = {key: getattr(details, key) for key in differs}
            _point_happened(actor, event_id, point_id, details.title, differs, after)


def remove_point(actor: str, event_id: str, point_id: str) -> None:
    """Take a point out of the programme. Refused: not_there."""
    with transaction() as s:
        one = _its(s, ProgrammePoint, event_id, point_id)
        s.delete(one)
        s.flush()
        _removed(actor, event_id, point_id, one.title)


def _its(s: Session, kind: type[Row], event_id: str, row_id: str) -> Row:
    """The row of this event. Refused: not_there."""
    found = s.get(kind, row_id)
    if found is None or found.event_id != event_id:
        raise Refused("not_there", 404)
    return found


def _apply(one: Venue | ProgrammePoint, after: dict[str, Any], rev: int | None) -> dict[str, Any]:
    """Set what differs and raise the row's rev; returns what it was before. Refused: changed_meanwhile."""
    if rev is not None and rev != one.rev:
        raise Refused("changed_meanwhile", 409)
    before = {key: getattr(one, key) for key, value in after.items() if getattr(one, key) != value}
    for key in before:
        setattr(one, key, after[key])
    if before:
        one.rev += 1
    return before


def _free_name(s: Session, event_id: str, name: str, own_id: str = "") -> None:
    with s.no_autoflush:
        query = select(Venue.id).where(Venue.event_id == event_id, Venue.name == name, Venue.id != own_id)
        if s.scalar(query) is not None:
            raise Refused("venue_exists", name=name)


def _of_event(s: Session, event_id: str, details: PointDetails) -> None:
    """Refuse (not_there) a venue or a trade of another event."""
    if details.venue_id is not None:
        _its(s, Venue, event_id, details.venue_id)
    if details.trade_id is not None:
        queries.trade(s, details.trade_id, event_id)


def _venue_happened(actor: str, event_id: str, venue_id: str, before: dict[str, Any], after: dict[str, Any]) -> None:
    name = str(after.get("name") or before.get("name") or "")
    happened(
        VenueSet(
            chain=f"event:{event_id}", actor=actor, event_id=event_id, venue_id=venue_id, name=name, before=before,
            after=after,
        )
    )  # fmt: skip


def _point_happened(
    actor: str, event_id: str, point_id: str, title: str, before: dict[str, Any], after: dict[str, Any]
) -> None:
    happened(
        PointSet(
            chain=f"event:{event_id}", actor=actor, event_id=event_id, point_id=point_id, title=title, before=before,
            after=after,
        )
    )  # fmt: skip


def _removed(actor: str, event_id: str, row_id: str, name: str) -> None:
    happened(ProgrammeRemoved(chain=f"event:{event_id}", actor=actor, event_id=event_id, removed_id=row_id, name=name))
