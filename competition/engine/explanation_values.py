"""How one value earned its points, kind by kind, line by line (field rules WS-3, TF-5, TF-7, TF-8, TF-10)."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from competition.engine.explanation_steps import Paper, written
from competition.engine.expressions import NONE, Expression, Figure, Missing
from competition.engine.formats import band_of, numerator, started_units
from competition.engine.known import Known
from competition.engine.plans.shape import (
    Aspect,
    Counted,
    Deduction,
    Judgement,
    Measurement,
    Over,
    Points,
    Timed,
    YesNo,
)

UNKNOWN = "?"
_KEY = r"\[\s*([A-Za-z0-9][A-Za-z0-9._-]*)\s*\]"
_NAMED = re.compile(rf"(?:([a-z_]+)\s*\(\s*{_KEY}\s*\))|{_KEY}|\b(value)\b")
_OF_ASPECT = "points"
Lines = Callable[[Any, "Line"], None]


class Line:
    """Where the lines of one value go: on the paper, so far in, with whoever marked it or the attempt it was."""

    def __init__(
        self, paper: Paper, depth: int, known: Known, who: Mapping[str, str], number: Decimal | Fraction
    ) -> None:
        self._paper, self._depth, self._who = paper, depth, who
        self.known, self.number, self.exact = known, number, Fraction(number)

    def write(self, code: str, **facts: str) -> None:
        """One line."""
        self._paper.write(code, self._depth, **self._who, **facts)


def worth_of(aspect: Aspect, number: Decimal | Fraction, known: Known) -> Figure:
    """What a number earns, exactly, before factor and rounding."""
    if isinstance(aspect, Measurement) and aspect.formula is not None:
        figure = known.evaluate(aspect.formula, Fraction(number))
        if isinstance(figure, Missing):
            return figure
        return min(max(figure, Fraction(aspect.floor)), Fraction(aspect.max))
    return numerator(aspect, Fraction(number)) / aspect.divisor


def explain_value(
    paper: Paper, depth: int, aspect: Aspect, number: Decimal | Fraction, known: Known, **who: str
) -> None:
    """The lines of one value; `who` goes into each: the judge, or the attempt."""
    _KINDS[type(aspect)](aspect, Line(paper, depth, known, who, number))


def in_figures(expression: Expression, known: Known, value: Fraction | None = None) -> str:
    """The expression with figures in the place of what it names; a question mark where there is none."""

    def figure(match: re.Match[str]) -> str:
        function, inside, key, _value = match.groups()
        if function is None:
            found = value if key is None else known.figure(key)
            return UNKNOWN if found is None else _said(found)
        if function == _OF_ASPECT:
            return _said(known.points(inside))
        if (function, inside) in expression.population:
            return _said(known.of_population(function, inside))
        return f"{function}({_said(known.figure(inside))})"

    return _NAMED.sub(figure, expression.text)


def _said(figure: Figure) -> str:
    return UNKNOWN if isinstance(figure, Missing) else written(figure)


def _measurement(aspect: Measurement, line: Line) -> None:
    value = written(line.number)
    if aspect.formula is not None:
        _formula(aspect, aspect.formula, line)
        return
    band = band_of(aspect.bands, line.exact)
    if band is None:
        line.write("no_band", value=value, unit=aspect.unit)
    else:
        line.write(
            "in_band", value=value, unit=aspect.unit, low=written(band.low), high=written(band.high), points=written(band.points)
        )  # fmt: skip


def _formula(aspect: Measurement, formula: Expression, line: Line) -> None:
    exact = line.known.evaluate(formula, line.exact)
    facts = {"value": written(line.number), "unit": aspect.unit, "formula": formula.text}
    if isinstance(exact, Missing):
        line.write("formula_undefined" if exact is NONE else "formula_unmarked", **facts)
        return
    line.write("by_formula", **facts, worked=in_figures(formula, line.known, line.exact), exact=written(exact))
    _clamped(line, exact, aspect.floor, aspect.max)


def _clamped(line: Line, exact: Fraction, low: Decimal, high: Decimal) -> None:
    if exact < Fraction(low):
        line.write("not_below", least=written(low))
    elif exact > Fraction(high):
        line.write("not_above", most=written(high))


def _yesno(aspect: YesNo, line: Line) -> None:
    line.write("said_yes" if line.exact else "said_no", points=written(aspect.max if line.exact else Decimal(0)))


def _judgement(aspect: Judgement, line: Line) -> None:
    score = written(line.number)
    if aspect.values:
        line.write("score_step", score=score, points=written(aspect.values[int(line.exact)]))
    else:
        exact = written(line.exact * Fraction(aspect.max) / aspect.divisor)
        line.write("score", score=score, most=str(aspect.steps - 1), max=written(aspect.max), exact=exact)


def _points(aspect: Points, line: Line) -> None:
    line.write("given", points=written(line.number))


def _deduction(aspect: Deduction, line: Line) -> None:
    times, off = written(line.number), line.exact * Fraction(aspect.step)
    if aspect.critical and line.exact:
        line.write("critical_missed", times=times)
    elif aspect.cap is not None and off > aspect.cap:
        line.write("off_capped", times=times, step=written(aspect.step), cap=written(aspect.cap))
    else:
        line.write("off", times=times, step=written(aspect.step), off=written(off))


def _counted(aspect: Counted, line: Line) -> None:
    facts = {"number": written(line.number), "each": written(aspect.each)}
    exact = line.exact * Fraction(aspect.each)
    if exact > Fraction(aspect.max):
        line.write("counted_most", **facts, exact=written(exact), max=written(aspect.max))
    else:
        line.write("counted", **facts, exact=written(exact))


def _timed(aspect: Timed, line: Line) -> None:
    value, band = written(line.number), band_of(aspect.bands, line.exact)
    if band is None:
        line.write("time_beyond", value=value, points=written(aspect.beyond))
    else:
        line.write("in_time", value=value, high=written(band.high), points=written(band.points))
    if aspect.over is not None:
        _time_off("over_time", aspect.over, line.exact - Fraction(aspect.over.start), line)
    if aspect.under is not None:
        _time_off("under_time", aspect.under, Fraction(aspect.under.start) - line.exact, line)


def _time_off(code: str, rule: Over, excess: Fraction, line: Line) -> None:
    units = started_units(excess, Fraction(rule.unit))
    if not units:
        return
    off = units * Fraction(rule.points)
    facts = {
        "excess": written(excess), "start": written(rule.start), "unit": written(rule.unit), "units": str(units),
        "each": written(rule.points), "off": written(off),
    }  # fmt: skip
    if rule.cap is not None and off > rule.cap:
        line.write(f"{code}_capped", **facts, cap=written(rule.cap))
    else:
        line.write(code, **facts)


_KINDS: Mapping[type[Aspect], Lines] = {
    Measurement: _measurement,
    YesNo: _yesno,
    Judgement: _judgement,
    Points: _points,
    Deduction: _deduction,
    Counted: _counted,
    Timed: _timed,
}
