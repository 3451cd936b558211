"""What can be done to one member: adding, changing, transferring, leaving, looking at the whole numbers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from competition.members import numbers, queries
from competition.members.actions import changing
from competition.members.actions.changing import Before
from competition.members.actions.ground import not_ahead, open_unit, same, sound_reason
from competition.members.checking import clean_name, is_name
from competition.members.facts import MemberAdded, MemberChanged, MemberLeft, MemberTransferred, MemberUnmasked
from competition.members.models import Member
from competition.organisations import queries as organisations
from competition.store import Refused, happened, new_id, transaction, utcnow
from competition.store.vault import vault
from competition.web import id_numbers


@dataclass(frozen=True, kw_only=True)
class Details:
    """What a form says of a member. `categories` are keys; `id_number`, `phone` and `card_number` None stay as they are."""

    name: str
    sex: str
    id_number: str | None
    phone: str | None
    card_number: str | None
    categories: tuple[str, ...]
    joined_on: dt.date | None
    consent_on: dt.date | None


def add_member(actor: str, organisation_id: str, details: Details) -> str:
    """Put a person on the roll in a unit; returns the id. The day of birth, and the sex where none is given, follow from
    the number.

    Refused: organisation_not_there, organisation_is_closed, id_number_needed, and what `edit_member` refuses.
    """
    member_id = new_id()
    with transaction() as s:
        unit = open_unit(s, organisation_id)
        if not details.id_number:
            raise Refused("id_number_needed", 422)
        one = Member(
            id=member_id,
            name="",
            sex="",
            categories=0,
            organisation_id=None,
            created_at=utcnow(),
            changed_at=utcnow(),
            rev=1,
        )
        _fill(s, one, details)
        s.add(one)
        s.flush()
        changing.begin_membership(s, one, organisation_id, details.joined_on, "joined")
        happened(
            MemberAdded(
                actor=actor, member_id=member_id, organisation_id=organisation_id, name=one.name, organisation=unit
            )
        )
    return member_id


def edit_member(actor: str, member_id: str, details: Details, *, rev: int | None, reason: str = "") -> list[str]:
    """Change what the roll says of a person; returns the fields that changed.

    Refused: not_there, changed_meanwhile, name_bad, id_number_bad, id_number_taken, sex_disagrees, phone_bad, card_bad,
    card_taken, reason_has_number.
    """
    with transaction() as s:
        one = queries.member(s, member_id)
        same(one, rev)
        before = Before(one)
        _fill(s, one, details)
        changed = changing.log_change(s, actor, before, reason=sound_reason(reason, needed=False))
        if changed:
            happened(MemberChanged(actor=actor, member_id=member_id, fields=changed))
    return changed


def transfer(
    actor: str, member_id: str, organisation_id: str, *, on: dt.date, reason: str, rev: int | None = None
) -> None:
    """Move a member to another unit from a day on; whoever has left comes back by it.

    Refused: not_there, changed_meanwhile, same_unit, organisation_not_there, organisation_is_closed,
    date_before_joining, date_ahead, reason_needed, reason_has_number.
    """
    reason = sound_reason(reason)
    with transaction() as s:
        one = queries.member(s, member_id)
        same(one, rev)
        not_ahead(on)
        unit = open_unit(s, organisation_id)
        if one.organisation_id == organisation_id:
            raise Refused("same_unit", name=unit)
        before, left = Before(one), one.organisation_id
        names = organisations.named_ids(s, [left])
        changing.close_membership(s, one, on, "transferred", reason)
        changing.begin_membership(s, one, organisation_id, on, "transferred" if left else "joined")
        changing.log_change(s, actor, before, reason=reason)
        happened(
            MemberTransferred(
                actor=actor, member_id=member_id, organisation_id=organisation_id, before=names.get(left or "", ""),
                after=unit, on=on, reason=reason,
            )
        )  # fmt: skip


def leave(actor: str, member_id: str, *, on: dt.date, reason: str, rev: int | None = None) -> None:
    """End a membership on a day; the person stays on the roll as one who has left.

    Refused: not_there, changed_meanwhile, left_already, date_before_joining, date_ahead, reason_needed,
    reason_has_number.
    """
    reason = sound_reason(reason)
    with transaction() as s:
        one = queries.member(s, member_id)
        same(one, rev)
        not_ahead(on)
        if one.organisation_id is None:
            raise Refused("left_already", name=one.name)
        before, unit_id = Before(one), one.organisation_id
        unit = organisations.named_ids(s, [unit_id]).get(unit_id, "")
        changing.close_membership(s, one, on, "left", reason)
        changing.log_change(s, actor, before, reason=reason)
        happened(
            MemberLeft(actor=actor, member_id=member_id, organisation_id=unit_id, before=unit, on=on, reason=reason)
        )


def unmask(actor: str, member_id: str, *, reason: str) -> dict[str, str]:
    """A member's whole numbers, by field; that somebody looked, and why, stays on record.

    Refused: not_there, reason_needed, reason_has_number.
    """
    reason = sound_reason(reason)
    with transaction() as s:
        one = queries.member(s, member_id)
        happened(MemberUnmasked(actor=actor, member_id=member_id, reason=reason))
        return queries.opened(s, [one], whole=True)[0].numbers


def _fill(s: Session, one: Member, details: Details) -> None:
    """Put what a form says on a member, each field looked at. What the house knows already of a number is refused."""
    name = clean_name(details.name)
    if not is_name(name):
        raise Refused("name_bad", 422)
    if name != one.name:
        changing.name(one, name)
    if details.id_number:
        _id_number(s, one, details.id_number)
    known = _known_sex(one)
    if details.sex and known and details.sex != known:
        raise Refused("sex_disagrees", 422)
    one.sex = details.sex or known
    if details.phone is not None:
        phone = numbers.phone(details.phone)
        if phone is None:
            raise Refused("phone_bad", 422)
        _put(one, "phone", phone)
    if details.card_number is not None:
        card = numbers.card(details.card_number)
        if card is None:
            raise Refused("card_bad", 422)
        if card and _taken(s, Member.card_number_index, "card_number", card, one.id):
            raise Refused("card_taken", 422)
        _put(one, "card_number", card)
    one.categories = queries.categories(s).bits(details.categories)
    one.joined_on = details.joined_on
    if details.consent_on != one.consent_on:
        one.consent_on = details.consent_on
        one.consent_version = queries.latest_consent(s) if details.consent_on else None
        if details.consent_on and one.consent_version is None:
            raise Refused("consent_no_text", 422)


def _id_number(s: Session, one: Member, said: str) -> None:
    try:
        found = id_numbers.read(said, utcnow().date())
    except id_numbers.BadIdNumber as bad:
        raise Refused("id_number_bad", 422) from bad
    if _taken(s, Member.id_number_index, "id_number", found.number, one.id):
        raise Refused("id_number_taken", 422)
    _put(one, "id_number", found.number)
    one.born_on = found.born


def _known_sex(one: Member) -> str:
    """The sex that a member's number says."""
    number = queries.opened_number(one, "id_number")
    return ("m" if int(number[16]) % 2 else "f") if len(number) == 18 else ""


def _put(one: Member, column: str, text: str) -> None:
    if vault().index(column, text) != getattr(one, f"{column}_index") if text else getattr(one, f"{column}_index"):
        changing.seal(one, column, text)


def _taken(s: Session, column: Any, purpose: str, text: str, member_id: str) -> bool:
    index = vault().index(purpose, text)
    return s.scalar(select(Member.id).where(column == index, Member.id != member_id)) is not None
