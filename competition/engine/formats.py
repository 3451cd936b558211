"""What a value earns, kind by kind, before any rounding (field rules WS-3, TF-5, TF-7, TF-10).

Every function takes an aspect and the number of a value and returns a numerator: points times the aspect's `divisor`,
so that a third of a mark is kept exactly until the one rounding at the end.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from competition.engine.plans import Aspect, Band, Counted, Deduction, Judgement, Measurement, Points, Timed, YesNo

NONE = Decimal(0)


def numerator(aspect: Aspect, number: Decimal) -> Decimal:
    """Points of the value times `aspect.divisor`; negative for points off."""
    return _EARNS[type(aspect)](aspect, number)


def band_of(bands: tuple[Band, ...], number: Decimal) -> Band | None:
    """The first band that holds the number, both ends included."""
    for band in bands:
        if (band.low is None or band.low <= number) and (band.high is None or number <= band.high):
            return band
    return None


def started_units(excess: Decimal, unit: Decimal) -> int:
    """How many units have been started: 30.0 of 10 are three, 30.1 are four (field rule TF-7)."""
    if excess <= 0:
        return 0
    whole = int(excess // unit)
    return whole + 1 if excess % unit else whole


def measured(aspect: Measurement, number: Decimal) -> Decimal:
    """The points of the first band that holds the figure, none outside every band."""
    band = band_of(aspect.bands, number)
    return NONE if band is None else band.points


def share_of_max(aspect: YesNo | Judgement, number: Decimal) -> Decimal:
    """The score times the maximum; a judgement's divisor is its highest score."""
    return number * aspect.max


def given(aspect: Points, number: Decimal) -> Decimal:
    """The points as they were given."""
    return number


def deducted(aspect: Deduction, number: Decimal) -> Decimal:
    """Points off for each occurrence, never more than the cap; zero or negative."""
    off = aspect.step * number
    return NONE - (off if aspect.cap is None else min(off, aspect.cap))


def counted(aspect: Counted, number: Decimal) -> Decimal:
    """Points for each, never more than the maximum."""
    return min(aspect.max, aspect.each * number)


def timed(aspect: Timed, number: Decimal) -> Decimal:
    """The points of the band reached, less the points off for every started unit of overtime (TF-5, TF-7)."""
    band = band_of(aspect.bands, number)
    earned = aspect.beyond if band is None else band.points
    over = aspect.over
    if over is None:
        return earned
    off = over.points * started_units(number - over.start, over.unit)
    return earned - (off if over.cap is None else min(off, over.cap))


_EARNS: Mapping[type[Aspect], Callable[[Any, Decimal], Decimal]] = {
    Measurement: measured,
    YesNo: share_of_max,
    Judgement: share_of_max,
    Points: given,
    Deduction: deducted,
    Counted: counted,
    Timed: timed,
}
