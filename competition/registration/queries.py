"""What may be known of registration: whether it is open, and what was sent in."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from competition.contestants.actions import ContestantDetails
from competition.organisations import queries as organisations
from competition.registration.models import Application, ApplicationMove, Submission
from competition.store import Refused
from competition.store.vault import vault

CODE = "registration_code"
OFFICER = "unit_officer"


class Registrable(Protocol):
    """What registration asks of an event."""

    state: str
    registration_opens_at: dt.datetime | None
    registration_closes_at: dt.datetime | None


class Granted(Protocol):
    """What registration asks of a person."""

    @property
    def grants(self) -> Sequence[tuple[str, str]]:
        """The roles held, each with its scope."""


@dataclass(frozen=True)
class Wanted:
    """What a list should show: of an event, or of a unit and all below it; `state` "" means every state."""

    event_id: str | None = None
    unit_id: str | None = None
    trade_id: str = ""
    state: str = ""
    text: str = ""
    sort: str = "sent"
    down: bool = True


SORTS: dict[str, Any] = {
    "sent": Application.sent_at,
    "name": Application.pinyin,
    "unit": Application.unit_name,
    "state": Application.state,
}


def is_open(event: Registrable, now: dt.datetime) -> bool:
    """Whether somebody may register now: the event says so, and the window holds."""
    if event.state != "REGISTRATION_OPEN":
        return False
    opens, closes = event.registration_opens_at, event.registration_closes_at
    return (opens is None or opens <= now) and (closes is None or now < closes)


def application(s: Session, application_id: str) -> Application:
    """One application. Refused: not_there (404)."""
    found = s.get(Application, application_id)
    if found is None:
        raise Refused("not_there", 404)
    return found


def submission(s: Session, submission_id: str) -> Submission:
    """One sending. Refused: not_there (404)."""
    found = s.get(Submission, submission_id)
    if found is None:
        raise Refused("not_there", 404)
    return found


def contact_phone(one: Submission) -> str:
    """The number under which a unit wants to be asked about its list; "" for a person's own, which stays masked."""
    if one.kind != "unit" or one.phone_sealed is None:
        return ""
    return vault().open("submission", one.id, "phone", one.phone_sealed)


def by_code(s: Session, code: str) -> Application | Submission:
    """What a code opens: a person's application, or all that a unit sent. Refused: code_not_known (404)."""
    index = vault().index(CODE, plain_code(code))
    found = s.scalar(select(Application).where(Application.code_index == index)) or s.scalar(
        select(Submission).where(Submission.code_index == index)
    )
    if found is None:
        raise Refused("code_not_known", 404)
    return found


def plain_code(code: str) -> str:
    """A code as it is indexed: typed letters in any case, with or without spaces and dashes; O and I, L read as 0 and 1."""
    letters = "".join(letter for letter in code.upper() if letter.isalnum())
    return letters.translate(str.maketrans("OIL", "011"))


def of_submission(s: Session, submission_id: str) -> list[Application]:
    """The applications of one sending, by name."""
    query = select(Application).where(Application.submission_id == submission_id)
    return list(s.scalars(query.order_by(Application.pinyin, Application.id)))


def sent_as(s: Session, index: bytes) -> Submission | None:
    """The sending that was made of exactly this form, or None."""
    return s.scalar(select(Submission).where(Submission.sent_as == index))


def events_of(s: Session, ids: Collection[str]) -> list[str]:
    """The events that these applications are for."""
    return list(s.scalars(select(Application.event_id).where(Application.id.in_(list(ids))).distinct()))


def trades_of(s: Session, ids: Collection[str]) -> list[str]:
    """The trades that these applications are for."""
    return list(s.scalars(select(Application.trade_id).where(Application.id.in_(list(ids))).distinct()))


def details_of(one: Application) -> ContestantDetails:
    """What was said of the person, opened."""
    return details_in(vault().open("application", one.id, "details", one.details_sealed))


def details_in(text: str) -> ContestantDetails:
    """Details as they were written down before they were sealed."""
    said = json.loads(text)
    if said["born_on"]:
        said["born_on"] = date.fromisoformat(said["born_on"])
    return ContestantDetails(**said)


def moves_of(s: Session, application_id: str) -> list[ApplicationMove]:
    """How an application moved, the latest first."""
    query = select(ApplicationMove).where(ApplicationMove.application_id == application_id)
    return list(s.scalars(query.order_by(ApplicationMove.at.desc(), ApplicationMove.id.desc())))


def standing(s: Session, trade_id: str, number_index: bytes, without: str | None = None) -> Application | None:
    """The application of this person for this trade that stands, `without` aside: neither rejected nor withdrawn, or
    once made an entry."""
    query = select(Application).where(Application.trade_id == trade_id, Application.number_index == number_index)
    stands = or_(Application.state.in_(("SENT", "RETURNED", "ENTERED")), Application.entry_id.is_not(None))
    return s.scalar(query.where(stands, Application.id != without) if without else query.where(stands))


def search(s: Session, wanted: Wanted, offset: int = 0, limit: int | None = None) -> list[Application]:
    """One page of applications."""
    column = SORTS.get(wanted.sort, Application.sent_at)
    order = column.desc() if wanted.down else column.asc()
    query = _fitting(select(Application), wanted).order_by(order, Application.id)
    return list(s.scalars(query.offset(offset).limit(limit)))


def count_found(s: Session, wanted: Wanted) -> int:
    """How many applications fit."""
    return s.scalar(_fitting(select(func.count()).select_from(Application), wanted)) or 0


def ids_found(s: Session, wanted: Wanted, limit: int) -> list[str]:
    """The ids of those that fit, the longest waiting first, at most `limit`."""
    query = _fitting(select(Application.id), wanted).order_by(Application.sent_at, Application.id)
    return list(s.scalars(query.limit(limit)))


def ids_within(s: Session, ids: Collection[str], wanted: Wanted) -> list[str]:
    """Those of these ids that are of the event, or of the unit and all below it."""
    scope = Wanted(event_id=wanted.event_id, unit_id=wanted.unit_id)
    return list(s.scalars(_fitting(select(Application.id).where(Application.id.in_(list(ids))), scope)))


def by_ids(s: Session, ids: Collection[str]) -> list[Application]:
    """These applications, those of them that there are, by name."""
    query = select(Application).where(Application.id.in_(list(ids)))
    return list(s.scalars(query.order_by(Application.pinyin, Application.id)))


def counts_by_state(s: Session, event_id: str) -> dict[str, int]:
    """How many applications of an event stand in each state; a state without any is not there."""
    query = select(Application.state, func.count()).where(Application.event_id == event_id).group_by(Application.state)
    return {row[0]: row[1] for row in s.execute(query)}


def waiting(s: Session, unit_ids: Sequence[str]) -> dict[str, int]:
    """How many applications wait for a decision of each of these units, those below them included; one query."""
    if not unit_ids:
        return {}
    waits = select(func.count()).select_from(Application).where(Application.state == "SENT")
    columns = [
        waits.where(Application.organisation_id.in_(organisations.under(one))).scalar_subquery() for one in unit_ids
    ]
    return dict(zip(unit_ids, s.execute(select(*columns)).one(), strict=True))


def units_of(person: Granted) -> list[str]:
    """The units that somebody approves for."""
    return [scope.split("/")[2] for role, scope in person.grants if role == OFFICER and scope.count("/") == 2]


def _fitting(query: Select[Any], wanted: Wanted) -> Select[Any]:
    if wanted.event_id is not None:
        query = query.where(Application.event_id == wanted.event_id)
    if wanted.unit_id is not None:
        query = query.where(Application.organisation_id.in_(organisations.under(wanted.unit_id)))
    if wanted.trade_id:
        query = query.where(Application.trade_id == wanted.trade_id)
    if wanted.state:
        query = query.where(Application.state == wanted.state)
    text = wanted.text.strip()
    if not text:
        return query
    plain = text.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    fits: list[ColumnElement[bool]] = [
        Application.name.like(f"%{plain}%", escape="\\"),
        Application.unit_name.like(f"%{plain}%", escape="\\"),
        Application.pinyin.like(f"{plain}%", escape="\\"),
        Application.initials.like(f"{plain}%", escape="\\"),
    ]
    return query.where(or_(*fits))
