"""Single units: by id, by name, by what somebody typed."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import ColumnElement, case, or_, select
from sqlalchemy.orm import Session, aliased

from competition.organisations.models import Organisation as Organisation
from competition.store import Refused
from competition.web.lists import Found

CHUNK = 500
LEAST_INITIALS = 2


def organisation(s: Session, organisation_id: str) -> Organisation | None:
    """The unit with this id, whether open, closed or merged."""
    return s.get(Organisation, organisation_id)


def named_ids(s: Session, ids: Iterable[str | None]) -> dict[str, str]:
    """The names of these units by id."""
    wanted = sorted({one for one in ids if one})
    names: dict[str, str] = {}
    for start in range(0, len(wanted), CHUNK):
        chunk = wanted[start : start + CHUNK]
        rows = s.execute(select(Organisation.id, Organisation.name).where(Organisation.id.in_(chunk)))
        names |= {row.id: row.name for row in rows}
    return names


def children_of(s: Session, organisation_id: str, tree: str = "region") -> list[Organisation]:
    """The open units straight below one in a tree, by name."""
    parent = Organisation.industry_parent_id if tree == "industry" else Organisation.parent_id
    query = select(Organisation).where(parent == organisation_id, Organisation.closed_on.is_(None))
    return list(s.scalars(query.order_by(Organisation.pinyin, Organisation.id)))


def merged_into(s: Session, organisation_id: str) -> list[Organisation]:
    """The units that this one took in."""
    query = select(Organisation).where(Organisation.merged_into_id == organisation_id)
    return list(s.scalars(query.order_by(Organisation.closed_on, Organisation.id)))


def find_or_none(s: Session, name: str) -> Organisation | None:
    """The unit whose name or short name is exactly `name`; the full name wins, then an open one.

    The name of a unit that was merged finds the one that took it in.
    """
    open_first = case((Organisation.closed_on.is_(None), 0), else_=1)
    query = select(Organisation).where(or_(Organisation.name == name, Organisation.short == name))
    rows = s.scalars(query.order_by(open_first, Organisation.id)).all()
    one = next((row for row in rows if row.name == name), rows[0] if rows else None)
    if one is not None and one.merged_into_id is not None:
        return s.get(Organisation, one.merged_into_id)
    return one


def by_names(s: Session) -> dict[str, Organisation]:
    """Every unit by its full name, for an import that asks thousands of times; a merged one's name leads to the other."""
    units = s.scalars(select(Organisation)).all()
    ids = {one.id: one for one in units}
    return {one.name: ids[one.merged_into_id] if one.merged_into_id else one for one in units}


def picked(s: Session, sent_id: str, sent_name: str) -> Organisation | None:
    """The unit that a form's picker sent: an id with the name as it stood, or a name that was typed; None when both are empty.

    An id counts only with its own name beside it, so that a name typed over a picked one wins. Refused:
    organisation_not_known (name), organisation_is_closed (name).
    """
    sent_id, sent_name = sent_id.strip(), sent_name.strip()
    one = s.get(Organisation, sent_id) if sent_id else None
    if one is not None and sent_name in (one.name, one.short):
        return one
    if not sent_name:
        return None
    one = find_or_none(s, sent_name)
    if one is None:
        raise Refused("organisation_not_known", name=sent_name[:120])
    if one.closed_on is not None:
        raise Refused("organisation_is_closed", name=one.name)
    return one


def fits(text: str) -> ColumnElement[bool]:
    """Units that what somebody typed may mean: part of the name or short name, the beginning of the code or of the name
    in pinyin, initials anywhere; the name of a merged unit finds the one that took it in."""
    plain = text.lower().replace(" ", "")
    taken = aliased(Organisation)
    former = select(taken.merged_into_id).where(
        taken.merged_into_id.is_not(None), taken.name.contains(text, autoescape=True)
    )
    ways = [
        Organisation.name.contains(text, autoescape=True),
        Organisation.short.contains(text, autoescape=True),
        Organisation.code.startswith(text, autoescape=True),
        Organisation.id.in_(former),
    ]
    if plain.isascii() and plain.isalnum():
        ways.append(Organisation.pinyin.startswith(plain, autoescape=True))
        if len(plain) >= LEAST_INITIALS:
            ways.append(Organisation.initials.contains(plain, autoescape=True))
    return or_(*ways)


def suggested(s: Session, text: str, limit: int = 10, without: Collection[str] = ()) -> list[Organisation]:
    """Open units that what was typed may mean, those whose name begins with it first."""
    begins = case(
        (Organisation.name == text, 0),
        (Organisation.name.startswith(text, autoescape=True), 1),
        (Organisation.short.startswith(text, autoescape=True), 2),
        else_=3,
    )
    query = select(Organisation).where(Organisation.closed_on.is_(None))
    if text:
        query = query.where(fits(text)).order_by(begins)
    if without:
        query = query.where(Organisation.id.not_in(list(without)))
    return list(s.scalars(query.order_by(Organisation.pinyin, Organisation.id).limit(limit)))


def found(s: Session, text: str, limit: int = 5) -> list[Found]:
    """What the search over everything finds among units: open ones first."""
    if not text:
        return []
    above = aliased(Organisation)
    closed_last = case((Organisation.closed_on.is_(None), 0), else_=1)
    query = (
        select(Organisation.id, Organisation.name, Organisation.code, above.name.label("above"))
        .outerjoin(above, above.id == Organisation.parent_id)
        .where(fits(text))
        .order_by(closed_last, Organisation.pinyin, Organisation.id)
        .limit(limit)
    )
    return [
        Found(
            row.name, " ".join(part for part in (row.above, row.code) if part), f"/organisations/{row.id}", "building"
        )
        for row in s.execute(query)
    ]
