"""Single members: by number, by id, by what somebody typed; what is known of one, and what was changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, union_all
from sqlalchemy.orm import Session

from competition.accounts import queries as accounts
from competition.members import numbers
from competition.members.models import Member, MemberChange, Membership
from competition.members.privacy import SEALED, shown
from competition.organisations import queries as organisations
from competition.store import Refused
from competition.store.vault import vault
from competition.web import id_numbers
from competition.web.lists import Found
from competition.web.pinyin import readings

CHUNK = 500
LEAST_NUMBER = 6
LEAST_INITIALS = 2
LAST = "\U0010ffff"


@dataclass(frozen=True)
class KnownMember:
    """A member as other rooms may know one; without a unit the person has left."""

    id: str
    name: str
    organisation_id: str | None
    organisation_name: str


@dataclass(frozen=True)
class Opened:
    """A member with the sealed fields as they may be seen: masked, or whole when unmasked."""

    member: Member
    organisation: str
    numbers: dict[str, str]


@dataclass(frozen=True)
class Period:
    """One membership with the name of its unit."""

    membership: Membership
    organisation: str


@dataclass(frozen=True)
class Told:
    """One change on a member: {field: [before, after]}, sensitive values masked, units by name."""

    at: dt.datetime
    by: str
    reason: str
    batch_id: str | None
    changed: dict[str, list[Any]]


def member(s: Session, member_id: str) -> Member:
    """The member. Refused: not_there (404)."""
    one = s.get(Member, member_id)
    if one is None:
        raise Refused("not_there", 404)
    return one


def by_id_numbers(s: Session, numbers: Iterable[str]) -> dict[str, KnownMember]:
    """The members with these ID numbers, by number; a few short queries however many there are."""
    indexes = {vault().index("id_number", number): number for number in set(numbers) if number}
    wanted = list(indexes)
    rows = [
        row
        for at in range(0, len(wanted), CHUNK)
        for row in s.execute(
            select(Member.id_number_index, Member.id, Member.name, Member.organisation_id).where(
                Member.id_number_index.in_(wanted[at : at + CHUNK])
            )
        )
    ]
    units = organisations.named_ids(s, {row.organisation_id for row in rows})
    return {
        indexes[bytes(row.id_number_index)]: KnownMember(
            row.id, row.name, row.organisation_id, units.get(row.organisation_id or "", "")
        )
        for row in rows
    }


def joined_on(s: Session, member_ids: Collection[str]) -> dict[str, dt.date | None]:
    """Since when these people are members, None where nobody said; a few short queries however many there are."""
    wanted = sorted(set(member_ids))
    found: dict[str, dt.date | None] = {}
    for at in range(0, len(wanted), CHUNK):
        query = select(Member.id, Member.joined_on).where(Member.id.in_(wanted[at : at + CHUNK]))
        found |= {row.id: row.joined_on for row in s.execute(query)}
    return found


def known_by_number(s: Session, number: str) -> KnownMember | None:
    """The member whose ID, telephone or card number this is, whole; the first to join when several share a telephone.

    A number that nobody has takes the same queries as one that somebody has.
    """
    found = s.execute(
        select(Member.id, Member.name, Member.organisation_id).where(has_number(number)).order_by(Member.id).limit(1)
    ).first()
    units = organisations.named_ids(s, [found.organisation_id if found and found.organisation_id else "-"])
    if found is None:
        return None
    return KnownMember(found.id, found.name, found.organisation_id, units.get(found.organisation_id or "", ""))


def has_number(text: str) -> ColumnElement[bool]:
    """Members one of whose numbers this is, by blind index: nothing is opened."""
    plain = id_numbers.plain(text)
    index = vault().index
    ways = (
        Member.id_number_index == index("id_number", plain),
        Member.phone_index == index("phone", numbers.phone(text) or plain),
        Member.card_number_index == index("card_number", numbers.card(text) or plain),
    )
    return Member.id.in_(union_all(*(select(Member.id).where(way) for way in ways)))


def is_number(text: str) -> bool:
    """Whether somebody typed a whole number rather than a name."""
    plain = id_numbers.plain(text)
    return len(plain) >= LEAST_NUMBER and plain.isascii() and sum(c.isdigit() for c in plain) >= LEAST_NUMBER


def begins(column: Any, text: str) -> ColumnElement[bool]:
    """Texts that begin with `text`, as a range of the column's index."""
    return (column >= text) & (column < text + LAST)  # type: ignore[no-any-return]


def named(text: str) -> ColumnElement[bool]:
    """Members whose name begins so, or, for letters, its pinyin or initials: each a stretch of the list's own index."""
    plain = text.lower().replace(" ", "")
    if not (plain.isascii() and plain.isalnum()):
        return or_(*(begins(Member.pinyin, one) for one in sorted(readings(text)))) & begins(Member.name, text)
    if len(plain) < LEAST_INITIALS:
        return begins(Member.pinyin, plain)
    return begins(Member.pinyin, plain[0]) & (begins(Member.pinyin, plain) | begins(Member.initials, plain))


def found(s: Session, text: str, limit: int = 5) -> list[Found]:
    """What the search over everything finds among members: open fields alone."""
    text = text.strip()
    if not text:
        return []
    query = select(Member.id, Member.name, Member.organisation_id)
    query = query.where(has_number(text) if is_number(text) else named(text)).order_by(Member.pinyin, Member.id)
    rows = s.execute(query.limit(limit)).all()
    units = organisations.named_ids(s, {row.organisation_id for row in rows})
    return [Found(row.name, units.get(row.organisation_id or "", ""), f"/members/{row.id}", "people") for row in rows]


def count_of(s: Session, organisation_id: str) -> int:
    """How many members a unit has today, without those of units below it."""
    return s.scalar(select(func.count()).where(Member.organisation_id == organisation_id)) or 0


def counts_of(s: Session, ids: Collection[str]) -> dict[str, int]:
    """How many members each of these units has today; units without any are left out."""
    wanted = sorted(set(ids))
    counts: dict[str, int] = {}
    for at in range(0, len(wanted), CHUNK):
        query = select(Member.organisation_id, func.count()).where(Member.organisation_id.in_(wanted[at : at + CHUNK]))
        counts |= {str(unit): count for unit, count in s.execute(query.group_by(Member.organisation_id))}
    return counts


def opened(s: Session, members: Sequence[Member], *, whole: bool = False) -> list[Opened]:
    """Members with their sealed fields opened and, unless `whole`, masked."""
    units = organisations.named_ids(s, {one.organisation_id for one in members})
    return [Opened(one, units.get(one.organisation_id or "", ""), numbers_of(one, whole=whole)) for one in members]


def numbers_of(one: Member, *, whole: bool = False) -> dict[str, str]:
    """A member's sealed fields as they may be seen; "" where there is none."""
    return {field: shown(field, opened_number(one, field), whole=whole) for field in SEALED}


def opened_number(one: Member, field: str) -> str:
    """A sealed field as it was given, for this room's own acts; "" where there is none."""
    sealed = getattr(one, f"{field}_sealed")
    return vault().open("member", one.id, field, sealed) if sealed else ""


def periods(s: Session, member_id: str) -> list[Period]:
    """A member's memberships, the latest first."""
    query = select(Membership).where(Membership.member_id == member_id).order_by(Membership.position.desc())
    rows = s.scalars(query).all()
    units = organisations.named_ids(s, {row.organisation_id for row in rows})
    return [Period(row, units.get(row.organisation_id, "")) for row in rows]


def changes(s: Session, member_id: str, limit: int = 100) -> list[Told]:
    """What was changed on a member, the latest first."""
    query = select(MemberChange).where(MemberChange.member_id == member_id)
    rows = s.scalars(query.order_by(MemberChange.at.desc(), MemberChange.id.desc()).limit(limit)).all()
    names = accounts.names(s, {row.by for row in rows})
    units = organisations.named_ids(s, {unit for row in rows for unit in row.changed.get("organisation", ())})
    told = []
    for row in rows:
        changed = dict(row.changed)
        if "organisation" in changed:
            changed["organisation"] = [units.get(unit or "", "") for unit in changed["organisation"]]
        told.append(Told(row.at, names.get(row.by, ""), row.reason, row.batch_id, changed))
    return told
