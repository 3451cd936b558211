"""What a single mark is worth, by the kind of its aspect: exact, before any rounding."""

from collections.abc import Callable
from fractions import Fraction

from competition.shadow.arithmetic import ZERO, Figure, Gap, clipped, number, started
from competition.shadow.outline import Place, Rule


def worth(place: Place, value: Fraction, formula: Callable[[Fraction], Figure]) -> Figure:
    """The exact points of a value; `formula` works out a measurement's formula for the entry."""
    rule, top = place.rule, number(place.rule["max"])
    if place.kind == "yesno":
        return value * top
    if place.kind == "judgement":
        steps = rule.get("values")
        return number(steps[int(value)]) if steps else value * top / (rule["steps"] - 1)
    if place.kind == "points":
        return value
    if place.kind == "counted":
        return min(clipped(value, None, place.amount("target")) * number(rule["each"]), top)
    if place.kind == "timed":
        return _timed(place, value)
    if place.kind == "deduction":
        cap = place.amount("cap")
        return -clipped(value * number(rule["step"]), None, cap)
    if place.kind != "measurement":
        raise ValueError(f"nobody marks a {place.kind}")
    if rule.get("formula") is None:
        return _banded(rule, value)
    figure = formula(value)
    if isinstance(figure, Gap):
        return figure
    floor = place.amount("floor")
    return clipped(figure, ZERO if floor is None else floor, top)


def _banded(rule: Rule, value: Fraction) -> Fraction:
    """The points of the first band that reaches from below the value to above it, both ends included."""
    for band in rule["bands"]:
        least, most = band.get("from"), band.get("to")
        if (least is None or value >= number(least)) and (most is None or value <= number(most)):
            return number(band["points"])
    return ZERO


def _timed(place: Place, seconds: Fraction) -> Fraction:
    """The points of the first band the time is within, less what is taken for units over and under."""
    rule = place.rule
    points = next((number(band["points"]) for band in rule["bands"] if seconds <= number(band["to"])), None)
    if points is None:
        points = number(rule["beyond"])
    for side, sign in (("over", 1), ("under", -1)):
        limit = rule.get(side)
        if limit is not None:
            units = started(sign * (seconds - number(limit["from"])), number(limit["unit"]))
            most = number(limit["cap"]) if limit.get("cap") is not None else None
            points -= clipped(units * number(limit["points"]), None, most)
    return points
