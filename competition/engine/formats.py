"""What a value earns, kind by kind, before any rounding (field rules WS-3, TF-5, TF-7, TF-8, TF-10).

Every function takes an aspect and the number of a value and returns a numerator: points times the aspect's `divisor`,
so that a third of a mark is kept exactly until the one rounding at the end. A number that came of several attempts may
be a fraction; what it earns is one then. What a formula makes of a figure rests on other figures: see `known`.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeVar

from competition.engine.plans import (
    Aspect,
    Band,
    Counted,
    Deduction,
    Judgement,
    Measurement,
    Over,
    Points,
    Timed,
    YesNo,
)

Number = TypeVar("Number", Decimal, Fraction)


def numerator(aspect: Aspect, number: Number) -> Number:
    """Points of the value times `aspect.divisor`; negative for points off."""
    earned: Number = _EARNS[type(aspect)](aspect, number)
    return earned


def band_of(bands: tuple[Band, ...], number: Number) -> Band | None:
    """The first band that holds the number, both ends included."""
    for band in bands:
        if (band.low is None or band.low <= number) and (band.high is None or number <= band.high):
            return band
    return None


def started_units(excess: Number, unit: Number) -> int:
    """How many units have been started: 30.0 of 10 are three, 30.1 are four (field rule TF-7)."""
    if excess <= 0:
        return 0
    whole = int(excess // unit)
    return whole + 1 if excess % unit else whole


def measured(aspect: Measurement, number: Number) -> Number:
    """The points of the first band that holds the figure, none outside every band."""
    band = band_of(aspect.bands, number)
    return type(number)(0 if band is None else band.points)


def share_of_max(aspect: YesNo, number: Number) -> Number:
    """All points or none."""
    return number * type(number)(aspect.max)


def judged(aspect: Judgement, number: Number) -> Number:
    """What the plan says for the step, else the score times the maximum; the divisor is the highest score then."""
    kind = type(number)
    return kind(aspect.values[int(number)]) if aspect.values else number * kind(aspect.max)


def given(aspect: Points, number: Number) -> Number:
    """The points as they were given."""
    return number


def deducted(aspect: Deduction, number: Number) -> Number:
    """Points off for each occurrence, never more than the cap; zero or negative."""
    kind = type(number)
    off = kind(aspect.step) * number
    return kind(0) - (off if aspect.cap is None else min(off, kind(aspect.cap)))


def counted(aspect: Counted, number: Number) -> Number:
    """Points for each, never more than the maximum."""
    kind = type(number)
    return min(kind(aspect.max), kind(aspect.each) * number)


def timed(aspect: Timed, number: Number) -> Number:
    """The points of the band reached, less the points off for every started unit over or under (TF-5, TF-7, TF-8)."""
    kind = type(number)
    band = band_of(aspect.bands, number)
    earned = kind(aspect.beyond if band is None else band.points)
    if aspect.over is not None:
        earned -= _off(aspect.over, number - kind(aspect.over.start))
    if aspect.under is not None:
        earned -= _off(aspect.under, kind(aspect.under.start) - number)
    return earned


def _off(rule: Over, excess: Number) -> Number:
    kind = type(excess)
    off = kind(rule.points) * started_units(excess, kind(rule.unit))
    return off if rule.cap is None else min(off, kind(rule.cap))


_EARNS: Mapping[type[Aspect], Callable[[Any, Any], Any]] = {
    Measurement: measured,
    YesNo: share_of_max,
    Judgement: judged,
    Points: given,
    Deduction: deducted,
    Counted: counted,
    Timed: timed,
}
