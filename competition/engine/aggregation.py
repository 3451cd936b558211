"""How the figures of several judges become one (field rule CN-3). Absent is left out, it is never zero."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from competition.engine.plans import Panel
from competition.engine.rounding import Rounding

Number = TypeVar("Number", Decimal, Fraction)
_TRIMS = ("trimmed_mean", "olympic")


def kept_places(panel: Panel, figures: Sequence[Number]) -> list[int]:
    """Where the figures that count stand, those of the lowest first.

    A trimmed mean drops `high` of the highest and `low` of the lowest, only one of equals each, and nobody while
    there are fewer than `trim_from` marks or nobody would remain; a median keeps the middle one or two.
    """
    count = len(figures)
    places = sorted(range(count), key=figures.__getitem__)
    if panel.method in _TRIMS:
        if count >= panel.trim_from and panel.high + panel.low < count:
            return places[panel.low : count - panel.high]
    elif panel.method == "median":
        return places[(count - 1) // 2 : count // 2 + 1]
    return places


def kept(panel: Panel, figures: Sequence[Number]) -> list[Number]:
    """The figures that count, lowest first; their mean (or sum) is the panel's figure."""
    return [figures[place] for place in kept_places(panel, figures)]


def joined_figure(
    panel: Panel, counting: Sequence[Number], rule: Rounding, divisor: int = 1, *, averaged: bool = False
) -> Decimal:
    """The mean of the figures that count, or their sum where the plan says so (unless `averaged`), rounded once.

    `counting` may be numerators over `divisor`: three scores 1, 2, 2 of 0..3 and maximum 1.00 are 5 / 9 = 0.56 (WS-3).
    """
    if averaged or panel.figure == "mean":
        divisor *= len(counting)
    total = sum(counting)
    if isinstance(total, Fraction):
        return rule.exactly(total / divisor)
    return rule.ratio(Decimal(total), divisor)


def panel_figure(panel: Panel, figures: Sequence[Number], rule: Rounding, divisor: int = 1) -> Decimal | None:
    """One figure of the panel, rounded once by `rule`; None when nobody has marked."""
    return joined_figure(panel, kept(panel, figures), rule, divisor) if figures else None


def spread(scores: Sequence[Decimal]) -> Decimal:
    """Highest less lowest; zero for one score or none (field rule WS-3)."""
    return max(scores) - min(scores) if scores else Decimal(0)
