"""People who may stand in the house twice: pairs, and why they look like one person.

Records that share something are found by the indexes alone, and only those are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from competition.contestants.models import Contestant, DistinctPeople, Entry, Team, TeamMember

MOST = 200
MOST_GROUPS = 2_000
MOST_ALIKE = 20

ALIKE: dict[str, tuple[Any, ...]] = {
    "name_phone": (Contestant.phone_index, Contestant.name),
    "name_organisation": (Contestant.name, Contestant.organisation_id),
    "pinyin_born": (Contestant.pinyin, Contestant.born_on),
}


@dataclass(frozen=True)
class Pair:
    """Two who may be one person, the older record first; `reasons` are keys of `words.LIKENESSES`."""

    first: Contestant
    second: Contestant
    reasons: tuple[str, ...]


def pairs(s: Session, limit: int = MOST) -> list[Pair]:
    """Likely duplicates in the whole house, the surest first; nobody who was said to be somebody else."""
    return _told_apart(s, _pairs(s))[:limit]


def pairs_of_event(s: Session, event_id: str, limit: int = MOST) -> list[Pair]:
    """Likely duplicates of whom at least one takes part in the event, alone or in a team."""
    found = _told_apart(s, _pairs(s))
    here = _entered(s, event_id, {person.id for pair in found for person in (pair.first, pair.second)})
    return [pair for pair in found if {pair.first.id, pair.second.id} & here][:limit]


def _pairs(s: Session) -> list[Pair]:
    reasons: dict[tuple[str, str], list[str]] = {}
    people: dict[str, Contestant] = {}
    for reason, columns in ALIKE.items():
        for group in _groups(s, columns):
            for first, second in combinations(group[:MOST_ALIKE], 2):
                if _likely(reason, first, second):
                    people |= {first.id: first, second.id: second}
                    reasons.setdefault((first.id, second.id), []).append(reason)
    found = [Pair(people[first], people[second], tuple(why)) for (first, second), why in reasons.items()]
    return sorted(found, key=lambda pair: (-len(pair.reasons), pair.first.pinyin, pair.first.id, pair.second.id))


def _groups(s: Session, columns: tuple[Any, ...]) -> Iterator[list[Contestant]]:
    """People, not merged, who share these columns; the older record first."""
    shared = select(*columns).where(*(one.is_not(None) for one in columns), columns[0] != _nothing(columns[0]))
    keys = shared.group_by(*columns).having(func.count() > 1).limit(MOST_GROUPS).subquery()
    same = and_(*(one == key for one, key in zip(columns, keys.c, strict=True)))
    query = select(Contestant).join(keys, same).where(Contestant.merged_into_id.is_(None)).order_by(Contestant.id)
    groups: dict[tuple[Any, ...], list[Contestant]] = {}
    for person in s.scalars(query):
        groups.setdefault(tuple(getattr(person, one.key) for one in columns), []).append(person)
    return iter(groups.values())


def _nothing(column: Any) -> Any:
    return b"" if column.key == "phone_index" else ""


def _likely(reason: str, first: Contestant, second: Contestant) -> bool:
    """Two ID numbers that differ make two people, unless name and telephone agree, or name and birthday: then one of
    the numbers may be mistyped."""
    one_number = first.id_number_index is None or second.id_number_index is None
    return one_number or reason == "name_phone" or (reason == "pinyin_born" and first.name == second.name)


def _told_apart(s: Session, found: list[Pair]) -> list[Pair]:
    """Without those of whom somebody has said that they are two people."""
    ids = list({pair.first.id for pair in found})
    said: set[tuple[str, str]] = set()
    for some in _chunks(ids):
        for row in s.scalars(select(DistinctPeople).where(DistinctPeople.first_id.in_(some))):
            said.add((row.first_id, row.second_id))
    return [pair for pair in found if (pair.first.id, pair.second.id) not in said]


def _entered(s: Session, event_id: str, ids: set[str]) -> set[str]:
    """Those of these people who take part in the event."""
    here: set[str] = set()
    for some in _chunks(list(ids)):
        alone = select(Entry.contestant_id).where(Entry.event_id == event_id, Entry.contestant_id.in_(some))
        team = select(TeamMember.contestant_id).join(Team, Team.id == TeamMember.team_id)
        here |= {one for one in s.scalars(alone) if one is not None}
        here |= set(s.scalars(team.where(Team.event_id == event_id, TeamMember.contestant_id.in_(some))))
    return here


def _chunks(ids: list[str], size: int = 500) -> Iterable[list[str]]:
    return (ids[at : at + size] for at in range(0, len(ids), size))
