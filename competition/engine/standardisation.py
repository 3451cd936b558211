"""Scale scores from totals (field rule WS-4).

The official formula of WorldSkills is not public; a plan names the method and its figures, and the result is called a
scale score. Everything is exact up to the one rounding; a standard deviation is cut down to 30 decimals.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from competition.engine.plans.shape import ScaleScore
from competition.engine.rounding import root

NORMAL = Fraction(14826, 10000)


def scale_scores(rule: ScaleScore, totals: Sequence[Decimal]) -> list[Decimal]:
    """The scale score of every total of the field, in the same order.

    Where the totals do not spread (all equal, or more than half of them for `median_mad`), everybody has the centre.
    """
    if rule.method == "none":
        return list(totals)
    if not totals:
        return []
    figures = {total: Fraction(total) for total in totals}
    field = sorted(figures[total] for total in totals)
    middle = mean(field) if rule.method == "mean_sd" else median(field)
    width = _width(rule.method, field, middle)
    centre = Fraction(rule.centre)
    slope = Fraction(rule.spread) / width if width else Fraction(0)
    scores = {total: _clamped(rule, centre + slope * (figure - middle)) for total, figure in figures.items()}
    return [scores[total] for total in totals]


def mean(figures: Sequence[Fraction]) -> Fraction:
    """The exact mean of at least one figure."""
    return sum(figures, Fraction(0)) / len(figures)


def median(ordered: Sequence[Fraction]) -> Fraction:
    """The middle one of figures in order, or the mean of the middle two."""
    count = len(ordered)
    return (ordered[(count - 1) // 2] + ordered[count // 2]) / 2


def deviation(figures: Sequence[Fraction]) -> Fraction:
    """The standard deviation of the figures as a whole population, cut down to 30 decimals."""
    count = len(figures)
    total = sum(figures, Fraction(0))
    squares = sum((figure * figure for figure in figures), Fraction(0))
    return root((squares * count - total * total) / (count * count))


def _width(method: str, ordered: Sequence[Fraction], middle: Fraction) -> Fraction:
    if method == "median_mad":
        return NORMAL * median(sorted(abs(figure - middle) for figure in ordered))
    return deviation(ordered)


def _clamped(rule: ScaleScore, figure: Fraction) -> Decimal:
    if rule.low is not None and figure < Fraction(rule.low):
        figure = Fraction(rule.low)
    if rule.high is not None and figure > Fraction(rule.high):
        figure = Fraction(rule.high)
    return rule.rounding.exactly(figure)
