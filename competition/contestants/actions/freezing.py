"""What an entry keeps of a person as of the day it is made: employer, level, union, age, division, and its sounds.

What is frozen never follows later changes elsewhere, only corrections made on the entry itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from competition.contestants.id_numbers import age_on
from competition.events import queries as events
from competition.members import queries as members
from competition.store import Refused
from competition.web.pinyin import initials, pinyin


@dataclass(frozen=True)
class Ground:
    """What the entries of an event are made on: its first day, whether only members may enter, divisions by trade."""

    starts_on: date
    members_only: bool
    divisions: Mapping[str, Sequence[events.Division]]


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known of a person when an entry is made; `division_id` None asks for the one that fits the age."""

    name: str
    sex: str
    employer: str
    skill_level: int
    born_on: date | None
    coach: str = ""
    division_id: str | None = None


def ground_of(s: Session, event_id: str) -> Ground:
    """What entries of this event freeze from elsewhere. Refused: not_there (404)."""
    event = events.event(s, event_id)
    return Ground(event.starts_on, event.members_only, events.divisions_of_event(s, event_id))


def members_of(s: Session, numbers: Iterable[str]) -> dict[str, members.KnownMember]:
    """Who of these ID numbers stands on the union's roll."""
    wanted = [number for number in numbers if number]
    return members.by_id_numbers(s, wanted) if wanted else {}


def frozen(ground: Ground, trade_id: str, facts: Facts, member: members.KnownMember | None) -> dict[str, Any]:
    """The columns of an entry that are frozen, by name; without number, organisation and batch.

    Refused: not_a_member, division_not_there (404), division_age.
    """
    refuse_strangers(ground, facts.name, member)
    age = age_on(facts.born_on, ground.starts_on) if facts.born_on else None
    return {
        **sounds(facts.name), "sex": facts.sex, "employer": facts.employer, "skill_level": facts.skill_level,
        "union_name": member.organisation_name if member else "", "age": age, "coach": facts.coach,
        "division_id": division_for(ground.divisions.get(trade_id, ()), facts, age),
    }  # fmt: skip


def sounds(name: str) -> dict[str, str]:
    """A name and how it is found by its sound."""
    return {"name": name, "pinyin": pinyin(name), "initials": initials(name)}


def refuse_strangers(ground: Ground, name: str, member: members.KnownMember | None) -> None:
    """Where only members may enter, whoever is not on the roll stays out. Refused: not_a_member."""
    if ground.members_only and member is None:
        raise Refused("not_a_member", name=name)


def division_for(divisions: Sequence[events.Division], facts: Facts, age: int | None) -> str | None:
    """The division of an entry: the one chosen, else the first that fits the age; None where neither is known.

    Refused: division_not_there (404), division_age when the age does not fit the one chosen.
    """
    if facts.division_id:
        chosen = next((one for one in divisions if one.id == facts.division_id), None)
        if chosen is None:
            raise Refused("division_not_there", 404)
        if age is not None and not fits(chosen, age):
            raise Refused("division_age", name=facts.name, age=age, division=chosen.name)
        return chosen.id
    if age is None:
        return None
    return next((one.id for one in divisions if fits(one, age)), None)


def fits(division: events.Division, age: int) -> bool:
    """Whether somebody of this age may compete in the division; both bounds belong to it."""
    return (division.min_age is None or division.min_age <= age) and (
        division.max_age is None or age <= division.max_age
    )
