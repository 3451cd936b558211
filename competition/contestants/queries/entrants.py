"""The people of an event's entries with what rules of entry ask of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from competition.contestants.models import Contestant, Entry, Team, TeamMember
from competition.contestants.queries.entries import once

CHUNK = 500


@dataclass(frozen=True, kw_only=True)
class Entrant:
    """A person in an entry, alone or in a team (reserves too), with employer, union and level as frozen then.

    `entry_name` is the team's where he is in one. `numbered` says whether the house knows his ID number: of who has none
    nobody can say whether he is on the roll.
    """

    entry_id: str
    person_id: str
    trade_id: str
    division_id: str | None
    number: int
    created_at: datetime
    name: str
    entry_name: str
    pinyin: str
    initials: str
    organisation_id: str | None
    organisation_name: str
    employer: str
    union_name: str
    skill_level: int
    sex: str
    born_on: date | None
    member_id: str | None
    numbered: bool
    batch_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class Related:
    """Whom to look for: entries by id, entries of these people, those of these organisations or employers."""

    entry_ids: Collection[str] = ()
    people: Collection[str] = ()
    organisation_ids: Collection[str] = ()
    employers: Collection[str] = ()


_OF_ENTRY = (
    Entry.id.label("entry_id"), Entry.trade_id, Entry.division_id, Entry.number, Entry.created_at,
    Entry.name.label("entry_name"), Entry.pinyin, Entry.initials, Entry.organisation_id, Entry.organisation_name, Entry.batch_id,
)  # fmt: skip
_OF_PERSON = (
    Contestant.id.label("person_id"), Contestant.name, Contestant.sex, Contestant.born_on, Contestant.member_id,
    Contestant.id_number_index.is_not(None).label("numbered"),
)  # fmt: skip


def entrants(s: Session, event_id: str, related: Related | None = None) -> list[Entrant]:
    """Everybody in the entries of an event that were not withdrawn, or the related ones among them; three questions.
    Who went on to a later stage is there once, with the entry that was made first."""
    alone: Any = select(*_OF_ENTRY, *_OF_PERSON, Entry.employer, Entry.union_name, Entry.skill_level)
    alone = alone.join(Contestant, Contestant.id == Entry.contestant_id)
    teams: Any = select(*_OF_ENTRY, *_OF_PERSON, TeamMember.employer, TeamMember.union_name, TeamMember.skill_level)
    teams = teams.join(TeamMember, TeamMember.team_id == Entry.team_id)
    teams = teams.join(Contestant, Contestant.id == TeamMember.contestant_id)
    found, first = [], once(s, [event_id])
    for query in (alone, teams):
        asked = query.where(Entry.event_id == event_id, Entry.status != "WD", *first)
        found += [Entrant(**row._mapping) for row in s.execute(_related(asked, related))]
    return sorted(found, key=lambda one: (one.created_at, one.entry_id, one.person_id))


def _related(query: Select[Any], related: Related | None) -> Select[Any]:
    if related is None:
        return query
    in_teams = select(TeamMember.team_id).join(Team, Team.id == TeamMember.team_id)
    ways = []
    if related.entry_ids:
        ways.append(Entry.id.in_(list(related.entry_ids)))
    if related.people:
        ways.append(Entry.contestant_id.in_(list(related.people)))
        ways.append(Entry.team_id.in_(in_teams.where(TeamMember.contestant_id.in_(list(related.people)))))
    if related.organisation_ids:
        ways.append(Entry.organisation_id.in_(list(related.organisation_ids)))
    if related.employers:
        ways.append(Entry.employer.in_(list(related.employers)))
    return query.where(or_(*ways)) if ways else query.where(Entry.id.is_(None))


def state_of(s: Session, event_id: str) -> str:
    """A text that is another one as soon as any entry of the event was made, changed or taken out."""
    query = select(func.count(), func.coalesce(func.sum(Entry.rev), 0), func.max(Entry.id))
    count, revs, last = s.execute(query.where(Entry.event_id == event_id)).one()
    return f"{count}.{revs}.{last or ''}"


def people_of(s: Session, entry_ids: Collection[str]) -> dict[str, list[str]]:
    """Who is in these entries: a person alone, or a team's members and reserves."""
    wanted = list(entry_ids)
    found: dict[str, list[str]] = {}
    for at in range(0, len(wanted), CHUNK):
        some = wanted[at : at + CHUNK]
        alone: Any = select(Entry.id, Entry.contestant_id).where(Entry.id.in_(some), Entry.contestant_id.is_not(None))
        teams: Any = select(Entry.id, TeamMember.contestant_id).join(TeamMember, TeamMember.team_id == Entry.team_id)
        for query in (alone, teams.where(Entry.id.in_(some))):
            for entry_id, person_id in s.execute(query):
                found.setdefault(entry_id, []).append(person_id)
    return found
