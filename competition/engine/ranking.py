"""Ranks 1, 2, 2, 4: by total, then by the tie chain, then shared (field rule CN-2).

Works on kept standings (total and tie key as text), so a board can be ranked without reading a single mark.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from competition.engine.tiebreaks import comparable

STATUSES = ("DNF", "DNS", "WD", "DQ")


@dataclass(frozen=True, slots=True)
class Standing:
    """An entry to be ranked. `total` is None while nothing has been marked; `status` '' or one of STATUSES."""

    entry: str
    total: Decimal | None
    tie: tuple[str, ...] = ()
    status: str = ""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A standing with its place: `rank` None without a mark or with a status, `tied` when the rank is shared."""

    standing: Standing
    rank: int | None
    tied: bool

    @property
    def entry(self) -> str:
        """The key of the entry."""
        return self.standing.entry


def rank(entries: Sequence[Standing]) -> list[Ranked]:
    """All entries in the order of a result list.

    Ranked ones first, equals by entry key; then entries without a mark; then DNF, DNS, WD and DQ, which are never
    ranked. An unknown status comes after the known ones.
    """
    ranked = [standing for standing in entries if standing.total is not None and not standing.status]
    others = [standing for standing in entries if standing.total is None or standing.status]
    order: list[Ranked] = []
    strongest = sorted(sorted(ranked, key=lambda standing: standing.entry), key=_strength, reverse=True)
    for _, equals in groupby(strongest, key=_strength):
        group = list(equals)
        place = len(order) + 1
        order.extend(Ranked(standing, place, len(group) > 1) for standing in group)
    order.extend(Ranked(standing, None, False) for standing in sorted(others, key=_unranked))
    return order


def _strength(standing: Standing) -> tuple[Decimal, tuple[Decimal, ...]]:
    return (standing.total or Decimal(0), comparable(standing.tie))


def _unranked(standing: Standing) -> tuple[int, str]:
    known = ("", *STATUSES)
    place = known.index(standing.status) if standing.status in known else len(known)
    return (place, standing.entry)
