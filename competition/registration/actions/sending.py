"""What is done in public: people sent in, and each one's own registration corrected and withdrawn."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from competition.contestants import actions as contestants
from competition.contestants.actions import ContestantDetails
from competition.events import queries as events
from competition.events.rows import MOST
from competition.registration import queries, states
from competition.registration.actions.moving import alone, move, seal, written
from competition.registration.facts import ApplicationsSent
from competition.registration.models import Application, Submission
from competition.store import Refused, happened, new_id, transaction, utcnow
from competition.store.vault import vault

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 26
MOST_PEOPLE = MOST
ANSWERED_AGAIN = dt.timedelta(minutes=30)
APPLICANT = states.APPLICANT


@dataclass(frozen=True, kw_only=True)
class Applying:
    """Somebody to be registered for a trade."""

    trade_id: str
    details: ContestantDetails


@dataclass(frozen=True, kw_only=True)
class Sender:
    """Who sends: a unit of the tree, or one by name alone; whom to ask, and under which number."""

    kind: str
    organisation_id: str | None
    unit_name: str
    contact: str
    phone: str


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What the sender is told and nobody can read again: the codes, the people's in the order they were sent."""

    submission_id: str
    code: str
    codes: tuple[tuple[str, str], ...]


def send(event_id: str, sender: Sender, people: Sequence[Applying], key: str) -> Sent:
    """Register people for an event, all or none.

    `key` is the form's own secret: the same people sent with it again (pressed twice, loaded again) are not registered
    twice but answered as before, for half an hour. Refused: not_there, registration_closed, too_many_people,
    registration_teams_only, applied_already (with the name), sent_already.
    """
    if not 0 < len(people) <= MOST_PEOPLE:
        raise Refused("too_many_people", 422, most=MOST_PEOPLE)
    whole = _whole(event_id, sender, people, key)
    sent_as = vault().index("registration_sending", whole)
    codes = [_code(whole, number) for number in range(len(people) + 1)]
    own = tuple((one.details.name, code) for one, code in zip(people, codes[1:], strict=True))
    with transaction() as s:
        alone([event_id])
        event = events.public_event(s, event_id)
        known = queries.sent_as(s, sent_as)
        if known is not None:
            if known.at < utcnow() - ANSWERED_AGAIN:
                raise Refused("sent_already")
            return Sent(submission_id=known.id, code=codes[0], codes=own)
        if not queries.is_open(event, utcnow()):
            raise Refused("registration_closed")
        submission_id = _submitted(s, event_id, sender, codes[0], sent_as)
        ids = [
            _apply(s, event_id, submission_id, sender, one, code) for one, code in zip(people, codes[1:], strict=True)
        ]
        happened(
            ApplicationsSent(
                chain=f"event:{event_id}", actor=APPLICANT, event_id=event_id, submission_id=submission_id,
                application_ids=ids, unit=sender.unit_name, count=len(ids),
            )
        )  # fmt: skip
    return Sent(submission_id=submission_id, code=codes[0], codes=own)


def correct(application_id: str, details: ContestantDetails, rev: int | None) -> None:
    """The person corrects what was said; it waits for approval again, and an entry keeps what it has until then.

    What changes nothing is not sent again. Refused: not_there, changed_meanwhile, application_fixed, applied_already.
    """
    with transaction() as s:
        one = _alone_with(s, application_id)
        if rev is not None and rev != one.rev:
            raise Refused("changed_meanwhile", 409)
        _still_open(s, one)
        if details == queries.details_of(one) and one.state in ("SENT", "ENTERED"):
            return
        _refuse_twice(s, one.trade_id, details, one.id)
        seal(one, details)
        one.sent_at = utcnow()
        move(s, one, "SENT", APPLICANT, "")


def withdraw(application_id: str, reason: str) -> None:
    """The person withdraws; an entry that was made is withdrawn with it. Refused: not_there, application_fixed."""
    with transaction() as s:
        one = _alone_with(s, application_id)
        _still_open(s, one)
        if one.state == "WITHDRAWN":
            return
        if one.entry_id is not None:
            contestants.set_status(APPLICANT, one.entry_id, "WD", reason or _("Withdrew in public registration"))
        move(s, one, "WITHDRAWN", APPLICANT, reason)


def _submitted(s: Session, event_id: str, sender: Sender, code: str, sent_as: bytes) -> str:
    submission_id = new_id()
    sealed = vault().seal("submission", submission_id, "phone", sender.phone) if sender.phone else None
    s.add(
        Submission(
            id=submission_id, event_id=event_id, kind=sender.kind, organisation_id=sender.organisation_id,
            unit_name=sender.unit_name, contact=sender.contact, phone_sealed=sealed, code_index=_indexed(code),
            sent_as=sent_as,
        )
    )  # fmt: skip
    s.flush()
    return submission_id


def _apply(s: Session, event_id: str, submission_id: str, sender: Sender, person: Applying, code: str) -> str:
    trade = events.trade(s, person.trade_id, event_id)
    if trade.team_size > 1:
        raise Refused("registration_teams_only", trade=trade.name)
    _refuse_twice(s, trade.id, person.details, None)
    one = Application(
        id=new_id(), submission_id=submission_id, event_id=event_id, trade_id=trade.id, unit_name=sender.unit_name,
        organisation_id=sender.organisation_id, code_index=_indexed(code), state="SENT", sent_at=utcnow(),
    )  # fmt: skip
    seal(one, person.details)
    s.add(one)
    s.flush()
    return one.id


def _alone_with(s: Session, application_id: str) -> Application:
    """The application, while nobody else writes about its event. Refused: not_there (404)."""
    alone(queries.events_of(s, [application_id]))
    return queries.application(s, application_id)


def _refuse_twice(s: Session, trade_id: str, details: ContestantDetails, own: str | None) -> None:
    if not details.id_number:
        return
    there = queries.standing(s, trade_id, vault().index("id_number", details.id_number), own)
    if there is not None:
        raise Refused("applied_already", name=details.name, trade=events.trade(s, trade_id).name)


def _still_open(s: Session, one: Application) -> None:
    if one.state not in states.OPEN or events.first_stage(s, one.trade_id).state != "DRAFT":
        raise Refused("application_fixed")


def _whole(event_id: str, sender: Sender, people: Sequence[Applying], key: str) -> str:
    """All that was sent, as one text; it is only ever indexed with the vault's key."""
    said = [[one.trade_id, written(one.details)] for one in people]
    return json.dumps([key, event_id, asdict(sender), said])


def _code(whole: str, number: int) -> str:
    """A code of 128 bits to be typed by hand: drawn from the vault's key and what was sent, so that it need not be kept."""
    bits = int.from_bytes(vault().index("registration_code_of", f"{number}:{whole}"))
    return "".join(ALPHABET[bits >> 5 * place & 31] for place in range(CODE_LENGTH))


def _indexed(code: str) -> bytes:
    return vault().index(queries.CODE, queries.plain_code(code))
