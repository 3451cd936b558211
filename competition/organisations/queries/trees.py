"""The trees of regions and of industries: what stands above and below, now and before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from competition.organisations.models import Organisation, Place

REGION = "region"
INDUSTRY = "industry"
TREES = (REGION, INDUSTRY)
AT_ONCE = 500


@dataclass(frozen=True)
class Branch:
    """One unit in a tree: `depth` 0 is a root; `children` how many open units stand straight below, where asked for."""

    id: str
    name: str
    short: str
    badge: str
    level: str
    parent_id: str | None
    depth: int
    children: int = 0


@dataclass(frozen=True)
class Rooted:
    """A unit with what it belongs to today: `path` holds the ids from the topmost unit of its region down to itself."""

    id: str
    industry: str
    ownership: str
    path: tuple[str, ...]


@dataclass(frozen=True)
class Standing:
    """Where a unit stood in a tree for a time; `parent` is the name of the unit above, "" at the top."""

    tree: str
    parent_id: str | None
    parent: str
    since: dt.date | None
    until: dt.date | None


def parent_name(tree: str) -> str:
    """The name of the column that says where a unit stands today in a tree."""
    return "industry_parent_id" if tree == INDUSTRY else "parent_id"


def parent_column(tree: str) -> InstrumentedAttribute[str | None]:
    """The column that says where a unit stands today in a tree."""
    return Organisation.industry_parent_id if tree == INDUSTRY else Organisation.parent_id


def tree(s: Session) -> list[Branch]:
    """All open units by region, each straight after its parent, siblings by name."""
    told = (Organisation.id, Organisation.name, Organisation.short, Organisation.badge, Organisation.level)
    query = select(*told, Organisation.parent_id).where(Organisation.closed_on.is_(None)).order_by(Organisation.name)
    units = s.execute(query).all()
    there = {one.id for one in units}
    children: dict[str | None, list[Any]] = {}
    for one in units:
        children.setdefault(one.parent_id if one.parent_id in there else None, []).append(one)
    branches: list[Branch] = []
    waiting = [(one, 0) for one in reversed(children.get(None, []))]
    while waiting:
        one, depth = waiting.pop()
        branches.append(Branch(one.id, one.name, one.short, one.badge, one.level, one.parent_id, depth))
        waiting += [(child, depth + 1) for child in reversed(children.get(one.id, []))]
    return branches


def below(s: Session, organisation_id: str, tree: str = REGION) -> set[str]:
    """The ids of a unit and of everything under it in a tree, closed units among them."""
    return set(s.scalars(under(organisation_id, tree)))


def under(organisation_id: str, tree: str = REGION) -> Select[tuple[str]]:
    """The ids of `below` as a query, to be asked within another."""
    parent = parent_column(tree)
    found = select(Organisation.id).where(Organisation.id == organisation_id).cte(recursive=True)
    found = found.union(select(Organisation.id).where(parent == found.c.id))
    return select(found.c.id)


def subtrees(organisation_ids: Collection[str] | None) -> Subquery:
    """root_id and id of these units (None: of every unit) and of all that stand below them in their regions, as a table to
    ask within another question."""
    found = select(Organisation.id.label("root_id"), Organisation.id.label("id"))
    if organisation_ids is not None:
        found = found.where(Organisation.id.in_(list(organisation_ids)))
    found_cte = found.cte("subtrees", recursive=True)
    below_them = select(found_cte.c.root_id, Organisation.id).where(Organisation.parent_id == found_cte.c.id)
    found_cte = found_cte.union(below_them)
    return select(found_cte.c.root_id, found_cte.c.id).subquery("within")


def grouped_units() -> Subquery:
    """id, name, industry and ownership of every unit, as a table to ask within another question."""
    columns = (Organisation.id, Organisation.name, Organisation.industry, Organisation.ownership)
    return select(*columns).subquery("units")


def above(s: Session, organisation_id: str, tree: str = REGION) -> list[tuple[str, str]]:
    """(id, name) of the units a unit stands below in a tree, the topmost first."""
    parent = parent_column(tree)
    start = select(Organisation.id, Organisation.name, parent.label("up")).where(Organisation.id == organisation_id)
    over = start.cte("over", recursive=True)
    over = over.union(
        select(Organisation.id, Organisation.name, parent.label("up")).where(Organisation.id == over.c.up)
    )
    rows = {row.id: row for row in s.execute(select(over.c.id, over.c.name, over.c.up))}
    path: list[tuple[str, str]] = []
    up: str | None = rows[organisation_id].up if organisation_id in rows else None
    while up is not None and up in rows and len(path) < len(rows):
        path.append((up, rows[up].name))
        up = rows[up].up
    return path[::-1]


def rooted(s: Session, organisation_ids: Collection[str]) -> dict[str, Rooted]:
    """These units by id, each with the way up through its region: as many questions as there are five hundred of them."""
    wanted = sorted(set(organisation_ids))
    rows: dict[str, Any] = {}
    columns = (Organisation.id, Organisation.parent_id, Organisation.industry, Organisation.ownership)
    for at in range(0, len(wanted), AT_ONCE):
        over = select(*columns).where(Organisation.id.in_(wanted[at : at + AT_ONCE])).cte("over", recursive=True)
        over = over.union(select(*columns).where(Organisation.id == over.c.parent_id))
        rows |= {row.id: row for row in s.execute(select(over))}
    found = {}
    for one in wanted:
        path: list[str] = []
        up: str | None = one
        while up is not None and up in rows and up not in path:
            path.append(up)
            up = rows[up].parent_id
        if path:
            found[one] = Rooted(one, rows[one].industry, rows[one].ownership, tuple(reversed(path)))
    return found


def ancestors(s: Session, organisation_id: str) -> dict[str, list[tuple[str, str]]]:
    """What stands above a unit, by tree."""
    return {tree: above(s, organisation_id, tree) for tree in TREES}


def branches(s: Session, tree: str, parent_id: str | None, limit: int) -> tuple[list[Branch], int]:
    """The open units straight below one (None: the roots) in a tree, by name, at most `limit`, and how many there are."""
    return _branches(s, parent_column(tree) == parent_id, tree, limit)


def loose(s: Session, kind: str, key: str, limit: int) -> tuple[list[Branch], int]:
    """The open units of an industry or kind of ownership that stand below no unit of its tree, and how many there are."""
    of_group = getattr(Organisation, kind) == key
    if kind == INDUSTRY:
        return _branches(s, and_(of_group, Organisation.industry_parent_id.is_(None)), INDUSTRY, limit)
    return _branches(s, of_group, None, limit)


def counts_of_groups(s: Session, kind: str) -> dict[str, int]:
    """How many open units `loose` finds for each key of a kind, "" among them."""
    column = getattr(Organisation, kind)
    query = select(column, func.count()).where(Organisation.closed_on.is_(None)).group_by(column)
    if kind == INDUSTRY:
        query = query.where(Organisation.industry_parent_id.is_(None))
    return {row[0]: row[1] for row in s.execute(query)}


def _branches(s: Session, which: ColumnElement[bool], tree: str | None, limit: int) -> tuple[list[Branch], int]:
    fitting = (which, Organisation.closed_on.is_(None))
    total = s.scalar(select(func.count()).select_from(Organisation).where(*fitting)) or 0
    query = select(Organisation).where(*fitting).order_by(Organisation.pinyin, Organisation.id).limit(limit)
    rows = list(s.scalars(query))
    counts: dict[str | None, int] = {}
    if tree is not None and rows:
        parent = parent_column(tree)
        counted = select(parent, func.count()).where(parent.in_([one.id for one in rows]))
        counted = counted.where(Organisation.closed_on.is_(None)).group_by(parent)
        counts = {row[0]: row[1] for row in s.execute(counted)}
    return [
        Branch(one.id, one.name, one.short, one.badge, one.level, one.parent_id, 0, counts.get(one.id, 0))
        for one in rows
    ], total


def history(s: Session, organisation_id: str) -> list[Standing]:
    """Where a unit stood, by tree, the latest first."""
    parent = aliased(Organisation)
    query = (
        select(Place, parent.name)
        .outerjoin(parent, parent.id == Place.parent_id)
        .where(Place.organisation_id == organisation_id)
    )
    standings = [
        Standing(place.tree, place.parent_id, name or "", place.since, place.until) for place, name in s.execute(query)
    ]
    latest = sorted(standings, key=lambda one: one.since or dt.date.min, reverse=True)
    return sorted(latest, key=lambda one: (TREES.index(one.tree), one.until is not None))
