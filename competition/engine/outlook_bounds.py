"""The least and the greatest total an entry can still reach, whatever of its missing marks comes or stays away.

Sound for every plan. Tight where each missing mark decides by itself: measurement by bands, yes or no, judgement, points,
counts and deductions under any panel, with any weights. Where marks of the field, formulas, expressions, attempts, times
or leniency decide, what is not settled counts from the least to the most the plan allows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from competition.engine.aggregation import joined_figure, kept_places
from competition.engine.known import Known
from competition.engine.marked import AspectWork, Earned, ModuleWork, PlanWork, Sheet, read_sheets, work_of
from competition.engine.outlook_aspects import (
    NOTHING,
    Panelled,
    Span,
    attempts_span,
    free_span,
    hull,
    mark_span,
    only,
    own_attempts_span,
    panel_span,
    stands,
    together,
)
from competition.engine.plans import Plan
from competition.engine.plans.shape import Component
from competition.engine.scores import AspectScore, EntryScore
from competition.engine.scoring import own_score
from competition.engine.sums import summed, within
from competition.engine.totals import score_entry
from competition.engine.values import may_be_missing

SURELY, PERHAPS, NEVER = ("surely", "perhaps", "never")
BEYOND = Fraction(10**15)
Marks = Mapping[tuple[str, int, str], str]
Seats = Mapping[str, Sequence[int]]


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and greatest total an entry can end with, if it is ranked; `finishes` surely | perhaps | never, as a mark
    can end its contest, and nothing marked at all leaves it without a rank."""

    low: Decimal
    high: Decimal
    finishes: str = SURELY


def bounds(plan: Plan, marks: Marks, seats: Seats) -> Bounds:
    """The bounds of one entry: `marks` by (module, seat, slot) as they are, `seats` its panels (module -> seats).

    Every missing mark comes in any way its aspect allows, or never, because a judge stays away. Raises Impossible
    not_a_number for a text that never was a value.
    """
    entry = _Entry(work_of(plan), marks, seats, score_entry(plan, marks, seats))
    spans = {module.module.key: entry.module(module) for module in entry.work.modules}
    total = together(
        _component(plan, one, [spans[module.key] for module in plan.modules_of(one.key)]) for one in plan.components
    )
    ends = total.each(lambda figure: within(figure, plan.total_floor, plan.total_ceiling))
    rule = plan.rounding.total
    return Bounds(rule.exactly(ends.low), rule.exactly(ends.high), entry.finishes(bool(marks)))


def _component(plan: Plan, component: Component, modules: Sequence[Span]) -> Span:
    """What a component adds to the total, as `totals` works it out."""

    def weighted(earned: Fraction) -> Fraction:
        figure = within(earned * Fraction(plan.scale) / Fraction(component.max), component.floor, component.ceiling)
        return Fraction(component.weight * plan.rounding.component.exactly(Fraction(figure)))

    return together(modules).each(weighted)


class _Entry:
    """One entry while its bounds are worked out."""

    def __init__(self, work: PlanWork, marks: Marks, seats: Seats, score: EntryScore) -> None:
        self.work = work
        self._plan = work.plan
        self._score = {one.key: one for module in score.modules for one in module.aspects}
        self._sheets: dict[str, list[Sheet]] = {}
        self._home: dict[str, ModuleWork] = {}
        for module in work.modules:
            self._sheets[module.module.key] = read_sheets(module, seats.get(module.module.key, ()), marks)
            self._home |= dict.fromkeys((one.key for one in module.aspects), module)
        self._closed: dict[str, bool] = {key: self._all_marked(one) for key, one in work.aspects.items()}
        for key in self._plan.order_of_work:
            named = self._plan.expressions[key].keys
            self._closed[key] &= key not in self._plan.on_population and all(self._closed[one] for one in named)

    def finishes(self, marked: bool) -> str:
        """Whether it ends with a rank: nothing that ends a contest may lack its figure."""
        ending = [one for one in self.work.aspects.values() if one.aspect.dnf_if_none]
        if any(self._closed[one.key] and self._score[one.key].none for one in ending):
            return NEVER
        return SURELY if marked and not any(self._may_end(one) for one in ending) else PERHAPS

    def module(self, work: ModuleWork) -> Span:
        """What a module can come to, failed or not."""
        rules, module = work.rules, work.module
        sheets = self._sheets[module.key]
        if any(sheet.missed(critical) for critical in work.criticals for sheet in sheets):
            return NOTHING
        adding = [one for one in work.aspects if one.counts and not one.deducts]
        if module.panel.leniency != "none":
            shared = Span(-BEYOND, BEYOND)
        elif module.panel.level == "sheet":
            shared = self._panel_of_sheets(work)
        else:
            shared = together(self._aspect(one) for one in adding if one.shared).each(rules.panel.exactly)
        others = [one for one in work.aspects if one.deducts or (one.counts and not one.shared)]
        span = together([shared, *map(self._aspect, others)])
        span = span.each(lambda figure: within(figure, module.floor, module.ceiling))
        span = span.each(lambda figure: rules.module.exactly(figure))
        open_critical = any(not self._closed[critical.key] for critical in work.criticals)
        return span.with_nothing if open_critical else span

    def _marking(self, one: AspectWork) -> list[Sheet]:
        """The sheets on which an aspect's marks count."""
        sheets = self._sheets[self._home[one.key].module.key]
        if not one.marked or not one.shared:
            return [sheet for sheet in sheets if one.marked and sheet.seat == 1]
        least = 2 if self._home[one.key].module.panel.exclude_lead else 1
        return [sheet for sheet in sheets if sheet.seat >= least]

    def _all_marked(self, one: AspectWork) -> bool:
        sheets = self._marking(one)
        if one in self._home[one.key].criticals and one.shared:
            sheets = self._sheets[self._home[one.key].module.key]
        return all(slot in sheet.earned for sheet in sheets for slot in one.slots)

    def _may_end(self, one: AspectWork) -> bool:
        """Whether an aspect without which nobody finishes may still end without a figure."""
        if self._closed[one.key]:
            return False
        if not one.settled:
            return True
        rules = one.aspect.attempts
        return may_be_missing(one.aspect) if rules is None else not stands(rules, _made(one, self._marking(one)[0]))

    def _aspect(self, one: AspectWork) -> Span:
        """The points of an aspect in the end."""
        if self._closed[one.key]:
            return _points(self._score[one.key])
        if one.shared:
            return self._panel(one)
        if not one.marked:
            rules = one.aspect.attempts
            return free_span(one) if rules is None else attempts_span(rules, [free_span(one)] * rules.count)
        return _own(one, self._marking(one)[0])

    def _panel(self, one: AspectWork) -> Span:
        panel, sheets = self._home[one.key].module.panel, self._marking(one)
        rules = one.aspect.attempts
        if not one.settled:
            each = free_span(one, len(sheets) if panel.figure == "sum" else 1)
            return each if rules is None else attempts_span(rules, [each] * rules.count)
        begun = sum(bool(sheet.earned) for sheet in sheets)
        spans = [
            panel_span(
                one,
                panel,
                Panelled([sheet.earned[slot] for sheet in sheets if slot in sheet.earned], begun, len(sheets)),
            )
            for slot in one.slots
        ]
        return spans[0] if rules is None else attempts_span(rules, spans)

    def _panel_of_sheets(self, work: ModuleWork) -> Span:
        """What a panel makes of whole sheets: those that are whole count, of the others as many as may become so."""
        panel, rule = work.module.panel, work.rules.panel
        counting = [one for one in work.shared if one.counts and not one.deducts]
        sheets = [sheet for sheet in self._sheets[work.module.key] if sheet.seat >= (2 if panel.exclude_lead else 1)]
        heard: list[Span] = []
        others: list[Span] = []
        begun = False
        for sheet in sheets:
            span = together(_own(one, sheet) for one in counting).each(work.rules.judge.exactly)
            marked = any(slot in sheet.earned for one in counting if one.settled for slot in one.slots)
            begun = begun or marked
            (heard if marked and _whole(work, sheet) else others).append(span)

        def joined(known: Sequence[Fraction], more: Sequence[Fraction]) -> list[Fraction]:
            found = []
            for count in range(0 if known else 1, len(more) + 1):
                figures = [*known, *more[:count]]
                found.append(Fraction(joined_figure(panel, [figures[n] for n in kept_places(panel, figures)], rule)))
            return found

        lows = joined([span.low for span in heard], sorted(span.low for span in others))
        highs = joined([span.high for span in heard], sorted((span.high for span in others), reverse=True))
        spans = [Span(low, high) for low, high in zip(lows, highs, strict=True)]
        return hull(spans if begun else [*spans, NOTHING])


def _whole(work: ModuleWork, sheet: Sheet) -> bool:
    """Whether a sheet is heard in a panel of sheets: all that every judge must mark is on it."""
    return sheet.complete if sheet.seat > 1 else work.others.whole(sheet.earned)


def _made(one: AspectWork, sheet: Sheet) -> dict[int, Earned]:
    """The attempts made on a sheet by their number."""
    return {n: sheet.earned[slot] for n, slot in enumerate(one.slots, start=1) if slot in sheet.earned}


def _own(one: AspectWork, sheet: Sheet) -> Span:
    """The points one seat's marks of an aspect can come to."""
    rules = one.aspect.attempts
    if not one.settled:
        return free_span(one) if rules is None else attempts_span(rules, [free_span(one)] * rules.count)
    if all(slot in sheet.earned for slot in one.slots):
        return _points(own_score(one, sheet, Known({}, {}, None)))
    return mark_span(one).with_nothing if rules is None else own_attempts_span(one, rules, _made(one, sheet))


def _points(score: AspectScore) -> Span:
    return only(summed([score]))
