"""The list of units: what fits, sorted, page by page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVarTuple

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from competition.organisations.models import Grouping, Organisation
from competition.organisations.queries.trees import under
from competition.organisations.queries.units import fits

Fields = TypeVarTuple("Fields")

NONE = "-"


@dataclass(frozen=True)
class Wanted:
    """What the list should show: `level`, `industry` and `ownership` are keys ("" any, "-" none), `state` is "" for open
    units, "closed" or "any"; `below` the id of a unit that they stand below. `sort` is a key of SORTS."""

    text: str = ""
    level: str = ""
    industry: str = ""
    ownership: str = ""
    state: str = ""
    below: str = ""
    sort: str = "name"
    down: bool = False


@dataclass(frozen=True)
class Listed:
    """One unit of the list, with the names of those it stands below."""

    id: str
    name: str
    short: str
    badge: str
    code: str
    level: str
    industry: str
    ownership: str
    parent_id: str | None
    parent: str
    industry_parent: str
    opened_on: Any
    closed_on: Any
    merged: bool


PARENT, FEDERATION, LEVEL, INDUSTRY, OWNERSHIP = (
    aliased(Organisation), aliased(Organisation), aliased(Grouping), aliased(Grouping), aliased(Grouping),
)  # fmt: skip
SORTS: dict[str, InstrumentedAttribute[Any]] = {
    "name": Organisation.pinyin,
    "code": Organisation.code,
    "short": Organisation.short,
    "level": LEVEL.position,
    "industry": INDUSTRY.position,
    "ownership": OWNERSHIP.position,
    "parent": PARENT.pinyin,
    "federation": FEDERATION.pinyin,
    "opened": Organisation.opened_on,
    "closed": Organisation.closed_on,
}


def search(s: Session, wanted: Wanted, offset: int = 0, limit: int | None = None) -> list[Listed]:
    """The units that fit, sorted, from `offset` on."""
    query = (
        select(
            Organisation,
            PARENT.name.label("parent"),
            FEDERATION.name.label("federation"),
        )
        .outerjoin(PARENT, PARENT.id == Organisation.parent_id)
        .outerjoin(FEDERATION, FEDERATION.id == Organisation.industry_parent_id)
    )
    for kind, group in (("level", LEVEL), ("industry", INDUSTRY), ("ownership", OWNERSHIP)):
        if wanted.sort == kind:
            query = query.outerjoin(group, and_(group.kind == kind, group.key == getattr(Organisation, kind)))
    column = SORTS[wanted.sort]
    order = column.desc().nulls_last() if wanted.down else column.asc().nulls_last()
    query = _fitting(query, wanted).order_by(order, Organisation.pinyin, Organisation.id)
    return [
        Listed(
            one.id, one.name, one.short, one.badge, one.code, one.level, one.industry, one.ownership, one.parent_id,
            parent or "", federation or "", one.opened_on, one.closed_on, one.merged_into_id is not None,
        )
        for one, parent, federation in s.execute(query.offset(offset).limit(limit))
    ]  # fmt: skip


def count_found(s: Session, wanted: Wanted) -> int:
    """How many units `search` would find."""
    return s.scalar(_fitting(select(func.count()).select_from(Organisation), wanted)) or 0


def ids_found(s: Session, wanted: Wanted) -> list[str]:
    """The ids of all units that `search` would find, by name."""
    query = _fitting(select(Organisation.id), wanted)
    return list(s.scalars(query.order_by(Organisation.pinyin, Organisation.id)))


def _fitting(query: Select[*Fields], wanted: Wanted) -> Select[*Fields]:
    if wanted.state != "any":
        closed = Organisation.closed_on
        query = query.where(closed.is_not(None) if wanted.state == "closed" else closed.is_(None))
    for kind in ("level", "industry", "ownership"):
        key = getattr(wanted, kind)
        if key:
            query = query.where(getattr(Organisation, kind) == ("" if key == NONE else key))
    if wanted.below:
        query = query.where(Organisation.id.in_(under(wanted.below)), Organisation.id != wanted.below)
    if wanted.text:
        query = query.where(fits(wanted.text))
    return query
