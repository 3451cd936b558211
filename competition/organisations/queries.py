"""What other rooms may know of the union tree."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from competition.organisations.models import Organisation


@dataclass(frozen=True)
class Branch:
    """One unit in the printed tree: `depth` 0 is a root."""

    id: str
    name: str
    short: str
    badge: str
    level: str
    parent_id: str | None
    depth: int


def organisation(s: Session, organisation_id: str) -> Organisation | None:
    """The unit with this id."""
    return s.get(Organisation, organisation_id)


def find_or_none(s: Session, name: str) -> Organisation | None:
    """The unit whose name or short name is exactly `name`; the full name wins."""
    found = s.scalars(select(Organisation).where((Organisation.name == name) | (Organisation.short == name))).all()
    return next((one for one in found if one.name == name), found[0] if found else None)


def by_names(s: Session) -> dict[str, Organisation]:
    """Every unit by its full name, for an import that asks thousands of times."""
    return {one.name: one for one in s.scalars(select(Organisation))}


def tree(s: Session) -> list[Branch]:
    """The whole tree, each unit straight after its parent, siblings by name."""
    children: dict[str | None, list[Organisation]] = {}
    for one in s.scalars(select(Organisation).order_by(Organisation.name)):
        children.setdefault(one.parent_id, []).append(one)
    branches: list[Branch] = []
    waiting = [(one, 0) for one in reversed(children.get(None, []))]
    while waiting:
        one, depth = waiting.pop()
        branches.append(Branch(one.id, one.name, one.short, one.badge, one.level, one.parent_id, depth))
        waiting += [(child, depth + 1) for child in reversed(children.get(one.id, []))]
    return branches


def below(s: Session, organisation_id: str) -> set[str]:
    """The ids of a unit and of everything under it."""
    parents = {row.id: row.parent_id for row in s.execute(select(Organisation.id, Organisation.parent_id))}
    found = {organisation_id}
    while True:
        more = {child for child, parent in parents.items() if parent in found} - found
        if not more:
            return found
        found |= more
