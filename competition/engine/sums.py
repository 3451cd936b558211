"""Adding up points: in decimals as long as decimals say them, in fractions where a plan leaves something unrounded."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from competition.engine.rounding import Rounding
from competition.engine.scores import AspectScore

ZERO = Decimal(0)
Exact: TypeAlias = Decimal | Fraction


def summed(scores: Iterable[AspectScore]) -> Exact:
    """The points of the aspects that have any."""
    total, unsaid = ZERO, Fraction(0)
    for score in scores:
        if score.exact is not None:
            unsaid += score.exact
        elif score.points is not None:
            total += score.points
    return plus(unsaid, total) if unsaid else total


def plus(figure: Exact, more: Decimal) -> Exact:
    """The exact sum."""
    return figure + Fraction(more) if isinstance(figure, Fraction) else figure + more


def within(figure: Exact, floor: Decimal | None, ceiling: Decimal | None) -> Exact:
    """The figure, no lower and no higher than this where there are bounds."""
    if floor is not None and figure < floor:
        return floor
    return ceiling if ceiling is not None and figure > ceiling else figure


def rounded(rule: Rounding, figure: Exact) -> Decimal:
    """The figure, rounded once."""
    return rule.exactly(figure) if isinstance(figure, Fraction) else rule.of(figure)
