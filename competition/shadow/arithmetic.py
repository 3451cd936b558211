"""Exact numbers of the shadow: reading texts, rounding, middle figures, roots and writing texts again.

Everything is a `Fraction`; nothing is rounded but by `rounded`, and nothing is cut but the root of a variance and a
text that would never end.
"""

from collections.abc import Mapping, Sequence
from enum import Enum
from fractions import Fraction
from math import isqrt
from typing import Any

ROOT_DIGITS = 30
ZERO = Fraction(0)


class Gap(Enum):
    """What stands where a figure should be: nobody marked it, or it was tried and there is none."""

    UNMARKED = "unmarked"
    VOID = "none"


Figure = Fraction | Gap


def number(text: str) -> Fraction:
    """The number of a decimal text such as `-0.25`; `ValueError` for anything else, exponents and fractions included."""
    if not text or not set(text) <= set("-0123456789."):
        raise ValueError(f"not a decimal: {text!r}")
    return Fraction(text)


def written(figure: Fraction) -> str:
    """A decimal text with no needless zeros; a figure without an end is cut after 30 decimals."""
    scaled, rest = divmod(abs(figure).numerator * 10**ROOT_DIGITS, figure.denominator)
    whole, decimals = divmod(scaled, 10**ROOT_DIGITS)
    tail = f"{decimals:0{ROOT_DIGITS}d}" if rest else f"{decimals:0{ROOT_DIGITS}d}".rstrip("0")
    sign = "-" if figure < 0 and scaled else ""
    return f"{sign}{whole}.{tail}" if tail else f"{sign}{whole}"


def rounded(figure: Fraction, rule: Mapping[str, Any]) -> Fraction:
    """The figure by a rule `{digits, mode}`: half_up goes away from zero, half_even to the even neighbour, down to zero."""
    unit = 10 ** int(rule["digits"])
    whole, rest = divmod(abs(figure) * unit, 1)
    mode = rule["mode"]
    if mode == "half_up":
        up = rest >= Fraction(1, 2)
    elif mode == "half_even":
        up = rest > Fraction(1, 2) or (rest == Fraction(1, 2) and whole % 2 == 1)
    elif mode == "down":
        up = False
    else:
        raise ValueError(f"no such rounding: {mode!r}")
    size = Fraction(whole + up, unit)
    return -size if figure < 0 else size


def clipped(figure: Fraction, least: Fraction | None, most: Fraction | None) -> Fraction:
    """The figure kept between two bounds, each of which may be missing."""
    if least is not None and figure < least:
        return least
    if most is not None and figure > most:
        return most
    return figure


def mean(figures: Sequence[Fraction]) -> Fraction:
    """The exact mean of at least one figure."""
    return sum(figures, ZERO) / len(figures)


def middle(figures: Sequence[Fraction]) -> list[Fraction]:
    """The middle figure, or the two of an even number."""
    ordered = sorted(figures)
    return ordered[(len(ordered) - 1) // 2 : len(ordered) // 2 + 1]


def median(figures: Sequence[Fraction]) -> Fraction:
    """The middle figure, or the mean of the middle two."""
    return mean(middle(figures))


def deviation(figures: Sequence[Fraction]) -> Fraction:
    """The standard deviation of a whole population, cut down after 30 decimals."""
    centre = mean(figures)
    variance = mean([(figure - centre) ** 2 for figure in figures])
    cut = isqrt(variance.numerator * 10 ** (2 * ROOT_DIGITS) // variance.denominator)
    return Fraction(cut, 10**ROOT_DIGITS)


def started(excess: Fraction, unit: Fraction) -> int:
    """How many units of a positive size were begun; none where there is no excess."""
    return -int(-excess // unit) if excess > 0 else 0
