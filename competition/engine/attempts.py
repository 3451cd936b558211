"""How the figures of several attempts become one (field rule TF-15; WCA Regulations 9f8 to 9f14).

An attempt not made yet is left out, it is never zero; a failed one has no figure, and the plan says what follows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from competition.engine.plans.shape import Attempts

ZERO = Fraction(0)
Attempt = tuple[int, Fraction | None]


@dataclass(frozen=True, slots=True)
class Joined:
    """What the attempts come to: `figure` (None: it cannot be had), and the numbers of the attempts it is made of."""

    figure: Fraction | None
    counted: tuple[int, ...]


def joined(rules: Attempts, made: Sequence[Attempt]) -> Joined:
    """The figure of the attempts made so far, each with its number and its figure (None: failed).

    Provisional before `rules.minimum` are made; drops wait until more attempts stand than are dropped. Only one of
    equals is dropped. Too many failed ones, or a failed one among those that count, leave no figure.
    """
    if sum(figure is None for _, figure in made) > rules.most_failed:
        return Joined(None, ())
    chosen = _chosen(rules, _standing(rules, made))
    numbers = tuple(sorted(number for number, _ in chosen))
    figures = [figure for _, figure in chosen if figure is not None]
    if not figures or len(figures) < len(chosen):
        return Joined(None, numbers)
    total = sum(figures, ZERO)
    figure = total / len(figures) if rules.rule == "mean" else total
    if rules.rounding is not None:
        figure = Fraction(rules.rounding.exactly(figure))
    return Joined(figure, numbers)


def _standing(rules: Attempts, made: Sequence[Attempt]) -> list[Attempt]:
    """The attempts that are looked at: failed ones are left out, stand as the worst, or bring nothing."""
    if rules.failed == "out":
        return [attempt for attempt in made if attempt[1] is not None]
    if rules.failed == "void":
        return [(number, ZERO if figure is None else figure) for number, figure in made]
    return list(made)


def _chosen(rules: Attempts, standing: list[Attempt]) -> list[Attempt]:
    """Those that count: one for best, worst and last, else all that are not dropped."""
    if rules.rule == "last":
        return sorted(standing, key=lambda one: one[0])[-1:]
    sign = 1 if rules.better == "low" else -1
    best_first = sorted(standing, key=lambda one: (one[1] is None, ZERO if one[1] is None else sign * one[1], one[0]))
    if rules.rule == "best":
        return best_first[:1]
    if rules.rule == "worst":
        return best_first[-1:]
    if rules.drop_best + rules.drop_worst >= len(best_first):
        return best_first
    return best_first[rules.drop_best : len(best_first) - rules.drop_worst]
