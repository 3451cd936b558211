"""The list of members: what fits, sorted, page by page, quick at 600,000 rows.

Whatever a list searches and filters by stands in one index in the list's own order (`ix_member_list`), so a page is a
short walk; a unit is walked by its own index, a whole number found by its blind index. What fits is counted up to
MOST_COUNTED, so that no question reads the whole roll for a figure nobody pages to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from competition.members.models import Member
from competition.members.queries.people import has_number, is_number, named
from competition.organisations import queries as organisations

MOST_COUNTED = 10_000


@dataclass(frozen=True)
class Wanted:
    """What the list should show: `unit` is an organisation's id (with everything below it), `category` a bit's number or
    "", `state` "" for members of today, "left" or "any", `consent` "" any, "none" or "given"."""

    text: str = ""
    unit: str = ""
    category: str = ""
    sex: str = ""
    state: str = ""
    consent: str = ""
    sort: str = "name"
    down: bool = False


@dataclass(frozen=True)
class Listed:
    """One row of the list: the member, opened and masked, and the unit's name."""

    member: Member
    organisation: str
    numbers: dict[str, str]

    @property
    def id(self) -> str:
        """The member's id, by which the list ticks rows."""
        return self.member.id


def search(s: Session, wanted: Wanted, offset: int = 0, limit: int = 50) -> list[Member]:
    """The members that fit, sorted by name as it sounds or by when they were added, from `offset` on."""
    query = _ordered(_fitting(s, select(Member.id), wanted), wanted).offset(offset).limit(limit)
    return of_ids(s, list(s.scalars(query)))


def of_ids(s: Session, ids: Sequence[str]) -> list[Member]:
    """The members of one page, in the order of their ids there."""
    found = {one.id: one for one in s.scalars(select(Member).where(Member.id.in_(ids)))}
    return [found[one] for one in ids if one in found]


def count_found(s: Session, wanted: Wanted) -> int:
    """How many members fit, MOST_COUNTED when they are that many or more."""
    some = _fitting(s, select(Member.id), wanted).limit(MOST_COUNTED)
    return s.scalar(select(func.count()).select_from(some.subquery())) or 0


def ids_found(s: Session, wanted: Wanted, limit: int) -> list[str]:
    """The ids of the members that fit, in the list's order, at most `limit`: whoever narrows a list asks once for all its
    pages, since a rare thing is looked for in the whole index either way."""
    return list(s.scalars(_ordered(_fitting(s, select(Member.id), wanted), wanted).limit(limit)))


def _ordered(query: Select[Any], wanted: Wanted) -> Select[Any]:
    columns = (Member.id,) if wanted.sort == "added" else (Member.pinyin, Member.id)
    return query.order_by(*(column.desc() if wanted.down else column.asc() for column in columns))


def _fitting(s: Session, query: Select[Any], wanted: Wanted) -> Select[Any]:
    for condition in _conditions(s, wanted):
        query = query.where(condition)
    return query


def _conditions(s: Session, wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.state != "any":
        gone = Member.organisation_id.is_(None)
        conditions.append(gone if wanted.state == "left" else ~gone)
    if wanted.unit:
        units = sorted(organisations.below(s, wanted.unit))
        conditions.append(Member.organisation_id == units[0] if len(units) == 1 else Member.organisation_id.in_(units))
    if wanted.category:
        conditions.append(Member.categories.op("&")(1 << int(wanted.category)) != 0)
    if wanted.sex:
        conditions.append(Member.sex == wanted.sex)
    if wanted.consent:
        none = Member.consent_version.is_(None)
        conditions.append(none if wanted.consent == "none" else ~none)
    if wanted.text:
        conditions.append(has_number(wanted.text) if is_number(wanted.text) else named(wanted.text))
    return conditions
