"""The people behind entries: made once, known again by their ID numbers, their numbers sealed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from competition.contestants import queries
from competition.contestants.actions.freezing import sounds
from competition.contestants.models import Contestant
from competition.members.queries import KnownMember
from competition.organisations import queries as organisations
from competition.store import Refused, new_id
from competition.store.vault import vault


@dataclass(frozen=True, kw_only=True)
class ContestantDetails:
    """What a person says of a contestant; empty numbers mean none. `born_on` is asked only of who gives no ID number,
    since that tells it; `division_id` None leaves the division to the age."""

    name: str
    sex: str
    organisation_id: str | None
    employer: str
    id_number: str
    phone: str
    skill_level: int = 0
    born_on: date | None = None
    coach: str = ""
    division_id: str | None = None


def known_or_new(s: Session, details: ContestantDetails, member: KnownMember | None) -> Contestant:
    """The person of this ID number, brought up to date, or a new one. Refused: id_number_of_another."""
    if details.id_number:
        index = vault().index("id_number", details.id_number)
        known = s.scalars(select(Contestant).where(Contestant.id_number_index == index)).one_or_none()
        if known is not None:
            if known.name != details.name:
                raise Refused("id_number_of_another")
            update_person(known, details)
            if member is not None:
                known.member_id = member.id
            return known
    person = Contestant(
        id=new_id(), sex=details.sex, organisation_id=details.organisation_id, employer=details.employer,
        skill_level=details.skill_level, born_on=born_on(details), member_id=member.id if member else None,
        **sounds(details.name),
    )  # fmt: skip
    reseal(s, person, details)
    s.add(person)
    s.flush()
    return person


def update_person(person: Contestant, details: ContestantDetails, *, current: bool = True) -> None:
    """Bring a person up to date with what is said now; what was not said is kept.

    What is said of an older entry (`current` False) puts right who he is, and not where he works today.
    """
    columns: dict[str, Any] = {
        **sounds(details.name), "sex": details.sex or person.sex, "born_on": born_on(details) or person.born_on,
    }  # fmt: skip
    if current:
        columns |= {
            "organisation_id": details.organisation_id, "employer": details.employer,
            "skill_level": details.skill_level or person.skill_level,
        }  # fmt: skip
    for name, after in columns.items():
        setattr(person, name, after)
    person.rev = (person.rev or 1) + 1


def reseal(s: Session, person: Contestant, details: ContestantDetails) -> list[str]:
    """Seal the numbers that were given; returns which changed. Refused: id_number_of_another."""
    changed: list[str] = []
    for column in ("id_number", "phone"):
        text = getattr(details, column)
        index = vault().index(column, text) if text else None
        if index is None or index == getattr(person, f"{column}_index"):
            continue
        if column == "id_number" and s.scalar(select(Contestant.id).where(Contestant.id_number_index == index)):
            raise Refused("id_number_of_another")
        setattr(person, f"{column}_index", index)
        setattr(person, f"{column}_sealed", vault().seal("contestant", person.id, column, text))
        changed.append(column)
    return changed


def born_on(details: ContestantDetails) -> date | None:
    """The birthday that the ID number tells, else what was said."""
    number = details.id_number
    if len(number) != 18:
        return details.born_on
    return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))


def unit_of(s: Session, organisation_id: str | None, employer: str) -> tuple[str, str]:
    """The name and badge that an entry keeps: the organisation's, else the employer's. Refused: organisation_not_there."""
    if organisation_id is None:
        return employer, employer[:1]
    unit = organisations.organisation(s, organisation_id)
    if unit is None:
        raise Refused("organisation_not_there", 404)
    return unit.name, unit.badge


def picked(s: Session, contestant_id: str) -> ContestantDetails:
    """What the house knows of a person, as if it had just been said; of merged ones, the one they became."""
    person = queries.standing_for(s, contestant_id)
    return ContestantDetails(
        name=person.name, sex=person.sex, organisation_id=person.organisation_id, employer=person.employer,
        id_number=queries.open_field(person, "id_number"), phone=queries.open_field(person, "phone"),
        skill_level=person.skill_level, born_on=person.born_on,
    )  # fmt: skip
