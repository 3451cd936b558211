"""Levels, industries and kinds of ownership: data that the house edits itself."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from competition.organisations.models import Grouping, Organisation

KINDS = ("level", "industry", "ownership")


@dataclass(frozen=True)
class Group:
    """One level, industry or kind of ownership; `units` is how many units have it, closed ones among them, where asked for."""

    kind: str
    key: str
    name: str
    name_en: str
    position: int
    units: int = 0


def groups(s: Session, *, counted: bool = False) -> dict[str, list[Group]]:
    """All groupings by kind, each list in its order; `counted` says how many units have each."""
    units = _counts(s) if counted else {}
    found: dict[str, list[Group]] = {kind: [] for kind in KINDS}
    for one in s.scalars(select(Grouping).order_by(Grouping.kind, Grouping.position, Grouping.key)):
        count = units.get((one.kind, one.key), 0)
        found[one.kind].append(Group(one.kind, one.key, one.name, one.name_en, one.position, count))
    return found


def levels(s: Session) -> list[Group]:
    """The levels, from the shift team upwards."""
    return groups(s)["level"]


def industries(s: Session) -> list[Group]:
    """The industries, in their order."""
    return groups(s)["industry"]


def ownerships(s: Session) -> list[Group]:
    """The kinds of ownership, in their order."""
    return groups(s)["ownership"]


def _counts(s: Session) -> dict[tuple[str, str], int]:
    counted: dict[tuple[str, str], int] = {}
    for kind in KINDS:
        column = getattr(Organisation, kind)
        for key, units in s.execute(select(column, func.count()).group_by(column)):
            counted[kind, key] = units
    return counted
