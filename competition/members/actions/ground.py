"""What every act on members asks first."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from competition.members import numbers
from competition.members.models import Member
from competition.organisations import queries as organisations
from competition.store import Refused, utcnow

LONGEST_REASON = 200


def same(one: Member, rev: int | None) -> None:
    """Nobody changed the member since a form was opened. Refused: changed_meanwhile."""
    if rev is not None and rev != one.rev:
        raise Refused("changed_meanwhile", 409)


def not_ahead(on: dt.date) -> None:
    """A day that has come, wherever on earth. Refused: date_ahead."""
    if on > utcnow().date() + dt.timedelta(days=1):
        raise Refused("date_ahead", 422)


def open_unit(s: Session, organisation_id: str) -> str:
    """The name of a unit that is open. Refused: organisation_not_there, organisation_is_closed."""
    unit = organisations.organisation(s, organisation_id)
    if unit is None:
        raise Refused("organisation_not_there", 404)
    if unit.closed_on is not None:
        raise Refused("organisation_is_closed", name=unit.name)
    return unit.name


def sound_reason(said: str, *, needed: bool = True) -> str:
    """A reason as it may stand on record. Refused: reason_needed, reason_has_number."""
    reason = said.strip()[:LONGEST_REASON]
    if needed and not reason:
        raise Refused("reason_needed", 422)
    if numbers.has_number(reason):
        raise Refused("reason_has_number", 422)
    return reason
