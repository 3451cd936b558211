"""How the figures of several judges become one (field rule CN-3). Absent is left out, it is never zero."""

from collections.abc import Sequence
from decimal import Decimal

from competition.engine.plans import Panel
from competition.engine.rounding import Rounding

FEWEST_TO_TRIM = 5


def kept(panel: Panel, figures: Sequence[Decimal]) -> list[Decimal]:
    """The figures that count, lowest first; their mean is the panel's figure.

    A trimmed mean drops `high` of the highest and `low` of the lowest, only one of equals each, and nobody while
    there are fewer than five marks or nobody would remain; a median keeps the middle one or two.
    """
    ordered = sorted(figures)
    count = len(ordered)
    if panel.method == "median":
        return ordered[(count - 1) // 2 : count // 2 + 1]
    if panel.method == "trimmed_mean" and count >= FEWEST_TO_TRIM and panel.high + panel.low < count:
        return ordered[panel.low : count - panel.high]
    return ordered


def panel_figure(panel: Panel, figures: Sequence[Decimal], rule: Rounding, divisor: int = 1) -> Decimal | None:
    """One figure of the panel, rounded once by `rule`; None when nobody has marked.

    `figures` may be numerators over `divisor`: three scores 1, 2, 2 of 0..3 and maximum 1.00 are 5 / 9 = 0.56 (WS-3).
    """
    counting = kept(panel, figures)
    if not counting:
        return None
    return rule.ratio(sum(counting, Decimal(0)), divisor * len(counting))


def spread(scores: Sequence[Decimal]) -> Decimal:
    """Highest less lowest; zero for one score or none (field rule WS-3)."""
    return max(scores) - min(scores) if scores else Decimal(0)
