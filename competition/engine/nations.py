"""Tables over the trades of an event: points for medals, averages, the best of a member (field rule WS-6)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from competition.engine.ranking import natural
from competition.engine.rounding import Rounding

POINTS = {"gold": 4, "silver": 3, "bronze": 2}
MEDALLION = 1
FIGURES = ("points", "average_points", "scale", "average_scale")


@dataclass(frozen=True, slots=True)
class Achieved:
    """What an entry of a member (a nation, a delegation) achieved in its trade; a team entry is one competitor."""

    entry: str
    member: str
    scale_score: Decimal
    medal: str = ""
    medallion: bool = False

    @property
    def points(self) -> int:
        """Four, three, two for the medals, one for the medallion."""
        return POINTS.get(self.medal, MEDALLION if self.medallion else 0)


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member in the table. `best` are the entries with its highest scale score (Best of Nation)."""

    member: str
    rank: int
    entries: int
    points: int
    average_points: Decimal
    scale: Decimal
    average_scale: Decimal
    best: tuple[str, ...]

    def figure(self, by: str) -> Decimal:
        """One of FIGURES."""
        figures = (Decimal(self.points), self.average_points, self.scale, self.average_scale)
        return dict(zip(FIGURES, figures, strict=True))[by]


def member_table(achieved: Sequence[Achieved], by: str, rounding: Rounding) -> tuple[MemberRow, ...]:
    """All members by one of FIGURES, the highest first, equals sharing the rank; averages are rounded once."""
    members = sorted({one.member for one in achieved}, key=natural)
    rows = [_row(member, [one for one in achieved if one.member == member], rounding) for member in members]
    figures = sorted((row.figure(by) for row in rows), reverse=True)
    ranked = [replace(row, rank=figures.index(row.figure(by)) + 1) for row in rows]
    return tuple(sorted(ranked, key=lambda row: row.rank))


def highest(achieved: Sequence[Achieved]) -> tuple[str, ...]:
    """The entries with the highest scale score, who share it when there are several (Albert Vidal Award)."""
    most = max((one.scale_score for one in achieved), default=None)
    return tuple(sorted((one.entry for one in achieved if one.scale_score == most), key=natural))


def _row(member: str, own: Sequence[Achieved], rounding: Rounding) -> MemberRow:
    points = sum(one.points for one in own)
    scale = sum((one.scale_score for one in own), Decimal(0))
    return MemberRow(
        member,
        rank=1,
        entries=len(own),
        points=points,
        average_points=rounding.exactly(Fraction(points, len(own))),
        scale=scale,
        average_scale=rounding.exactly(Fraction(scale) / len(own)),
        best=highest(own),
    )
