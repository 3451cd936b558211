"""How few and how many points an aspect can still bring, whatever of its missing marks comes or stays away.

Every span is sound: no completion leaves it. A mark that is there is taken as it is. Where each missing mark decides by
itself, which is without attempts, formulas and expressions, both ends can be reached.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from competition.engine.aggregation import joined_figure, kept_places
from competition.engine.formats import started_units
from competition.engine.marked import AspectWork, Earned
from competition.engine.plans.shape import (
    Aspect,
    Attempts,
    Computed,
    Counted,
    Deduction,
    Judgement,
    Measurement,
    Over,
    Panel,
    Points,
    Timed,
    YesNo,
)
from competition.engine.sums import Exact
from competition.engine.values import MOST_DEDUCTED, MOST_SECONDS

ZERO = Fraction(0)
NONE = Decimal(0)


@dataclass(frozen=True, slots=True)
class Span:
    """The least and the most a figure can come to, both included and exact."""

    low: Fraction
    high: Fraction

    @property
    def with_nothing(self) -> Span:
        """The same, where it may also stay without points."""
        return Span(min(self.low, ZERO), max(self.high, ZERO))

    def each(self, change: Callable[[Fraction], Exact]) -> Span:
        """The same after a change that never turns the order of two figures round."""
        return Span(Fraction(change(self.low)), Fraction(change(self.high)))


NOTHING = Span(ZERO, ZERO)


def only(figure: Exact) -> Span:
    """What is settled."""
    return Span(Fraction(figure), Fraction(figure))


def hull(spans: Iterable[Span]) -> Span:
    """What holds all of at least one span."""
    found = list(spans)
    return Span(min(span.low for span in found), max(span.high for span in found))


def together(spans: Iterable[Span]) -> Span:
    """What figures add up to, each within its span."""
    found = list(spans)
    return Span(sum((span.low for span in found), ZERO), sum((span.high for span in found), ZERO))


@dataclass(frozen=True, slots=True)
class Panelled:
    """The marks of one slot that count: what is `marked`, by how many judges the sheet was begun, how many there are."""

    marked: Sequence[Earned]
    begun: int
    judges: int


def numerators(aspect: Aspect) -> tuple[Decimal, Decimal]:
    """The least and most numerator that one mark of an aspect can earn by itself; never asked of a formula."""
    return _RANGES[type(aspect)](aspect)


def mark_span(work: AspectWork) -> Span:
    """What one mark of an aspect can earn, rounded and times the factor."""
    low, high = (work.scaled(work.rules.aspect.ratio(worth, work.aspect.divisor)) for worth in numerators(work.aspect))
    return Span(Fraction(low), Fraction(high))


def panel_span(work: AspectWork, panel: Panel, slot: Panelled) -> Span:
    """The points a panel can give one slot: by how many judges in the end, and each missing one as low or high as can be.

    Points off that somebody who has begun his sheet does not note are none.
    """
    figures = [earned.numerator for earned in slot.marked]
    least = slot.begun if work.deducts else len(figures)
    low, high = (
        [
            _of_panel(work, panel, [*figures, *[worth] * (count - len(figures))])
            for count in range(max(least, 1), slot.judges + 1)
        ]
        for worth in numerators(work.aspect)
    )
    spans = [Span(*ends) for ends in zip(low, high, strict=True)]
    return hull(spans if figures else [*spans, NOTHING])


def _of_panel(work: AspectWork, panel: Panel, figures: Sequence[Decimal]) -> Fraction:
    counting = [figures[place] for place in kept_places(panel, figures)]
    figure = joined_figure(panel, counting, work.rules.aspect, work.aspect.divisor, averaged=work.deducts)
    return Fraction(work.scaled(figure))


def free_span(work: AspectWork, judges: int = 1) -> Span:
    """Everything that an expression, or a formula on the figures of so many judges added up, can come to; or nothing."""
    aspect = work.aspect
    least = aspect.min if isinstance(aspect, Computed) else aspect.floor if isinstance(aspect, Measurement) else NONE
    rule = work.rules.worked if isinstance(aspect, Computed) else work.rules.aspect
    ends = Span(Fraction(min(least, judges * least)), Fraction(max(aspect.max, judges * aspect.max)))
    return ends.each(lambda figure: work.scaled(rule.exactly(figure))).with_nothing


def attempts_span(rules: Attempts, each: Sequence[Span]) -> Span:
    """What attempts whose points become one can come to, each being anywhere in its span, failed or not made."""
    spans = [span.with_nothing for span in each]
    whole = together(spans) if rules.rule == "sum" else hull(spans)
    return _rounded(rules, whole)


def _rounded(rules: Attempts, span: Span) -> Span:
    """The span with what its ends are rounded to; rounding what lies between does not lead further out."""
    return span if rules.rounding is None else hull([span, span.each(rules.rounding.exactly)])


def own_attempts_span(work: AspectWork, rules: Attempts, marked: Mapping[int, Earned]) -> Span:
    """The points of attempts that one seat marks, without a formula; `marked` are those made, by their number."""
    if rules.on == "value":
        return _by_value(work, rules)
    open_span = mark_span(work)
    each = [only(marked[n].points) if n in marked else open_span for n in range(1, rules.count + 1)]
    span = attempts_span(rules, each)
    if not stands(rules, marked) or rules.better == "low":
        return span
    made = only(max(one.points for one in marked.values() if not one.none))
    if rules.rounding is not None:
        made = made.each(rules.rounding.exactly)
    return Span(max(span.low, made.low), span.high)


def stands(rules: Attempts, marked: Mapping[int, Earned]) -> bool:
    """Whether a figure is sure: the best attempt counts, one has not failed, and too many cannot fail any more."""
    failed = sum(earned.none for earned in marked.values())
    may_fail = failed + rules.count - len(marked)
    return rules.rule == "best" and failed < len(marked) and may_fail <= rules.most_failed


def _by_value(work: AspectWork, rules: Attempts) -> Span:
    """Whatever value comes of the attempts: of added values more than one alone, of rounded ones a bit more."""
    times = rules.count if rules.rule == "sum" else 1
    aspect = work.aspect
    low, high = _timed(aspect, times * MOST_SECONDS + 1) if isinstance(aspect, Timed) else numerators(aspect)
    span = Span(Fraction(low), Fraction(high)).with_nothing
    if isinstance(aspect, Points):
        span = _rounded(rules, Span(times * span.low, times * span.high))
    return span.each(lambda worth: work.scaled(work.rules.aspect.exactly(worth)))


def _measured(aspect: Measurement) -> tuple[Decimal, Decimal]:
    return NONE, max(band.points for band in aspect.bands)


def _yesno(aspect: YesNo) -> tuple[Decimal, Decimal]:
    return NONE, aspect.max


def _judged(aspect: Judgement) -> tuple[Decimal, Decimal]:
    return (aspect.values[0], aspect.values[-1]) if aspect.values else (NONE, aspect.max * (aspect.steps - 1))


def _given(aspect: Points) -> tuple[Decimal, Decimal]:
    return aspect.min, aspect.max


def _deducted(aspect: Deduction) -> tuple[Decimal, Decimal]:
    most = aspect.step * MOST_DEDUCTED
    return NONE - (most if aspect.cap is None else min(most, aspect.cap)), NONE


def _counted(aspect: Counted) -> tuple[Decimal, Decimal]:
    return NONE, aspect.max


def _timed(aspect: Timed, longest: Decimal = MOST_SECONDS) -> tuple[Decimal, Decimal]:
    """Sound, and at the lower end not always within reach: the worst band with all that can be taken off."""
    bands = [aspect.beyond, *(band.points for band in aspect.bands)]
    off = NONE
    if aspect.over is not None:
        off += _most_off(aspect.over, longest - aspect.over.start)
    if aspect.under is not None:
        off += _most_off(aspect.under, aspect.under.start)
    return min(*bands, NONE) - off, max(*bands, NONE)


def _most_off(rule: Over, excess: Decimal) -> Decimal:
    most = rule.points * started_units(excess, rule.unit)
    return most if rule.cap is None else min(most, rule.cap)


_RANGES: Mapping[type[Aspect], Callable[[Any], tuple[Decimal, Decimal]]] = {
    Measurement: _measured,
    YesNo: _yesno,
    Judgement: _judged,
    Points: _given,
    Deduction: _deducted,
    Counted: _counted,
    Timed: _timed,
}
