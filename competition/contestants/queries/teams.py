"""Teams and who is in them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from competition.contestants.models import Contestant, Entry, Team, TeamMember
from competition.store import Refused


@dataclass(frozen=True)
class Joined:
    """A person in a team; `role` is member or reserve, the rest is as it was when he joined."""

    contestant_id: str
    name: str
    sex: str
    role: str
    position: int
    employer: str
    union_name: str
    skill_level: int
    age: int | None
    photo: str | None


def team(s: Session, team_id: str) -> Team:
    """The team. Refused: not_there (404)."""
    found = s.get(Team, team_id)
    if found is None:
        raise Refused("not_there", 404)
    return found


def team_of_entry(s: Session, entry_id: str) -> Team | None:
    """The team that an entry is of; None where a person competes alone."""
    return s.scalars(select(Team).join(Entry, Entry.team_id == Team.id).where(Entry.id == entry_id)).one_or_none()


def team_people(s: Session, team_ids: Collection[str]) -> dict[str, list[Joined]]:
    """Who is in these teams: members before reserves, each in their order."""
    query = select(TeamMember, Contestant.name, Contestant.sex, Contestant.photo)
    query = query.join(Contestant, Contestant.id == TeamMember.contestant_id)
    query = query.where(TeamMember.team_id.in_(list(team_ids))).order_by(TeamMember.role, TeamMember.position)
    people: dict[str, list[Joined]] = {team_id: [] for team_id in team_ids}
    for one, name, sex, photo in s.execute(query):
        people[one.team_id].append(
            Joined(
                one.contestant_id, name, sex, one.role, one.position, one.employer, one.union_name, one.skill_level,
                one.age, photo,
            )
        )  # fmt: skip
    return people


def team_entries_of(s: Session, trade_id: str, contestant_ids: Collection[str]) -> dict[str, str]:
    """Those of these people who are in a team of the trade that competes: contestant id -> the entry's id."""
    query = select(TeamMember.contestant_id, Entry.id).join(Entry, Entry.team_id == TeamMember.team_id)
    query = query.where(Entry.trade_id == trade_id, Entry.status != "WD")
    found = s.execute(query.where(TeamMember.contestant_id.in_(list(contestant_ids))))
    return {row.contestant_id: row.id for row in found}
