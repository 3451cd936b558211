"""Entries of events and stages as other rooms read them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from competition.contestants.models import Entry, EntryChange
from competition.events import queries as events
from competition.store import Refused

STATUSES = ("", "WD", "DNS", "DNF", "DQ")


@dataclass(frozen=True)
class EntryRow:
    """One entry, of a person or of a team; what it says of them is as it was when it was made.

    `contestant_id` is None for a team, `team_id` None for a person. `age` is in full years on the event's first day,
    None where nobody said when the person was born; `skill_level` is 1 (highest) to 5, 0 not known.
    """

    id: str
    event_id: str
    trade_id: str
    stage_id: str
    contestant_id: str | None
    number: int
    station_code: str
    name: str
    sex: str
    organisation_id: str | None
    organisation_name: str
    badge: str
    status: str
    batch_id: str | None
    team_id: str | None
    division_id: str | None
    employer: str
    union_name: str
    skill_level: int
    age: int | None
    coach: str
    created_at: datetime
    rev: int


@dataclass(frozen=True)
class Counted:
    """How many entries a trade has, and how many of them still compete."""

    all: int
    competing: int


def entries_of_stage(s: Session, stage_id: str) -> list[EntryRow]:
    """All entries of a stage by number, whatever their status."""
    return rows(s, select(Entry).where(Entry.stage_id == stage_id).order_by(Entry.number))


def entries_of_stages(s: Session, stage_ids: Collection[str]) -> list[EntryRow]:
    """All entries of these stages, by stage and number."""
    return rows(s, select(Entry).where(Entry.stage_id.in_(stage_ids)).order_by(Entry.stage_id, Entry.number))


def entries_of_event(s: Session, event_id: str) -> list[EntryRow]:
    """All entries of an event, by trade and number."""
    return rows(s, select(Entry).where(Entry.event_id == event_id).order_by(Entry.trade_id, Entry.number))


def entry(s: Session, entry_id: str) -> EntryRow:
    """One entry. Refused: not_there (404)."""
    one = s.get(Entry, entry_id)
    if one is None:
        raise Refused("not_there", 404)
    return row_of(one)


def entries_by_id(s: Session, ids: Collection[str]) -> dict[str, EntryRow]:
    """These entries, those of them that there are."""
    return {one.id: one for one in rows(s, select(Entry).where(Entry.id.in_(list(ids))))}


def entry_ids(s: Session, event_id: str, ids: Collection[str]) -> list[str]:
    """Those of these ids that are entries of the event, by trade and number."""
    query = select(Entry.id).where(Entry.event_id == event_id, Entry.id.in_(list(ids)))
    return list(s.scalars(query.order_by(Entry.trade_id, Entry.number)))


def counts(s: Session, event_id: str) -> dict[str, Counted]:
    """How many entries each trade of an event has, in its first stage; a trade without any is not there."""
    competing = func.count().filter(Entry.status == "")
    query = select(Entry.trade_id, func.count(), competing).where(Entry.event_id == event_id).group_by(Entry.trade_id)
    query = query.where(*once(s, [event_id]))
    return {trade_id: Counted(total, still) for trade_id, total, still in s.execute(query)}


def counts_of_events(s: Session, event_ids: Collection[str]) -> dict[str, Counted]:
    """How many entries each of these events has, in the first stages; an event without any is not there."""
    competing = func.count().filter(Entry.status == "")
    query = select(Entry.event_id, func.count(), competing).where(Entry.event_id.in_(list(event_ids)))
    query = query.where(*once(s, event_ids))
    return {event_id: Counted(total, still) for event_id, total, still in s.execute(query.group_by(Entry.event_id))}


def once(s: Session, event_ids: Collection[str]) -> list[ColumnElement[bool]]:
    """What leaves out the entries of stages that people only went on to; nothing where there are none."""
    later = events.later_stages(s, event_ids)
    return [Entry.stage_id.not_in(later)] if later else []


def competing_by_division(s: Session, stage_ids: Collection[str]) -> dict[str, dict[str | None, int]]:
    """How many entries of each of these stages still compete, by division (None: in none)."""
    query = select(Entry.stage_id, Entry.division_id, func.count())
    query = query.where(Entry.stage_id.in_(list(stage_ids)), Entry.status == "")
    found: dict[str, dict[str | None, int]] = {}
    for stage_id, division_id, count in s.execute(query.group_by(Entry.stage_id, Entry.division_id)):
        found.setdefault(stage_id, {})[division_id] = count
    return found


def changes(s: Session, entry_id: str) -> list[EntryChange]:
    """What was changed on an entry, the latest first."""
    return list(s.scalars(select(EntryChange).where(EntryChange.entry_id == entry_id).order_by(EntryChange.id.desc())))


def out(s: Session, event_id: str) -> set[str]:
    """The entries of an event that do not take part, or no longer."""
    return set(s.scalars(select(Entry.id).where(Entry.event_id == event_id, Entry.status != "")))


def statuses(s: Session, entry_ids: Collection[str]) -> dict[str, str]:
    """The status of these entries: "" competes, else WD, DNS, DNF or DQ. An id that is no entry's, such as a work's,
    competes."""
    found = s.execute(select(Entry.id, Entry.status).where(Entry.id.in_(entry_ids)))
    return dict.fromkeys(entry_ids, "") | {row.id: row.status for row in found}


def rows(s: Session, query: Select[Entry]) -> list[EntryRow]:
    """The entries that a query of this room finds."""
    return [row_of(one) for one in s.scalars(query)]


def row_of(one: Entry) -> EntryRow:
    """An entry as other rooms see it."""
    return EntryRow(
        one.id, one.event_id, one.trade_id, one.stage_id, one.contestant_id, one.number, one.station_code, one.name,
        one.sex, one.organisation_id, one.organisation_name, one.badge, one.status, one.batch_id, one.team_id,
        one.division_id, one.employer, one.union_name, one.skill_level, one.age, one.coach, one.created_at, one.rev,
    )  # fmt: skip
