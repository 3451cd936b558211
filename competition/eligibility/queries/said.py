"""What people noted of single entries: facts the house stores nowhere else, and rules set aside."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from competition.eligibility.models import EntryFact as EntryFact
from competition.eligibility.models import OverrideMove as OverrideMove
from competition.engine.eligibility import Override

KINDS = ("employed_since", "employees", "categories", "honours")
SET, WITHDRAWN = "SET", "WITHDRAWN"
MOST_ASKED = 500


class Said(NamedTuple):
    """Of whom something is known."""

    entry_id: str
    person_id: str


def facts_of_event(s: Session, event_id: str, entry_ids: Collection[str] | None = None) -> dict[Said, dict[str, Any]]:
    """What is known of each person of an event beside the entry itself, by kind; the latest word holds."""
    query = select(EntryFact).where(EntryFact.event_id == event_id)
    found: dict[Said, dict[str, Any]] = {}
    for one in s.scalars(_of(query, EntryFact.entry_id, entry_ids).order_by(EntryFact.at, EntryFact.id)):
        found.setdefault(Said(one.entry_id, one.person_id), {})[one.kind] = one.value
    return found


def facts_of_entry(s: Session, entry_id: str) -> list[EntryFact]:
    """What was noted of an entry's people, the latest first."""
    query = select(EntryFact).where(EntryFact.entry_id == entry_id)
    return list(s.scalars(query.order_by(EntryFact.at.desc(), EntryFact.id.desc())))


def overrides(s: Session, event_id: str, entry_ids: Collection[str] | None = None) -> list[Override]:
    """The rules that are set aside now, for whom, by whom and why."""
    query = select(OverrideMove).where(OverrideMove.event_id == event_id)
    last: dict[tuple[str, str, str], OverrideMove] = {}
    for one in s.scalars(_of(query, OverrideMove.entry_id, entry_ids).order_by(OverrideMove.at, OverrideMove.id)):
        last[one.entry_id, one.person_id, one.rule] = one
    return [
        Override(one.entry_id, one.person_id, one.rule, one.by, one.reason) for one in last.values() if one.kind == SET
    ]


def moves_of_entry(s: Session, entry_id: str) -> list[OverrideMove]:
    """How rules were set aside for an entry's people and held again, the latest first."""
    query = select(OverrideMove).where(OverrideMove.entry_id == entry_id)
    return list(s.scalars(query.order_by(OverrideMove.at.desc(), OverrideMove.id.desc())))


def _of(query: Select[Any], column: Any, entry_ids: Collection[str] | None) -> Select[Any]:
    """Of a few entries they are asked for one by one, of many all of the event are read."""
    if entry_ids is None or len(entry_ids) > MOST_ASKED:
        return query
    return query.where(column.in_(list(entry_ids)))
