"""From all marks of one entry to its score: aspects, sheets, modules, components, total (field rules WS-3, CN-1, CN-3).

Marks are kept under (module, seat, aspect). Marks of seats outside the panel and of aspects outside the plan are left
out: a recused judge counts no more, and a mark never given is never zero.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from competition.engine.aggregation import panel_figure
from competition.engine.plans import Aspect, Deduction, Module, Plan
from competition.engine.rounding import RoundingRules
from competition.engine.sheets import critical_failed, numerators, own_figure
from competition.engine.values import NOT_TAKEN

ZERO = Decimal(0)
Marks = Mapping[tuple[str, int, str], str]
Seats = Mapping[str, Sequence[int]]


@dataclass(frozen=True, slots=True)
class AspectScore:
    """One aspect: the panel's points (None unmarked), whether all who must have marked it, what seat 1 noted."""

    key: str
    points: Decimal | None
    complete: bool
    value: str | None


@dataclass(frozen=True, slots=True)
class SheetScore:
    """One judge's sheet: `total` as he sees it (deductions included), `figure` what he brings into a sheet panel."""

    seat: int
    total: Decimal | None
    figure: Decimal | None
    complete: bool


@dataclass(frozen=True, slots=True)
class ModuleScore:
    """One module: points earned so far (never below zero), points off, `failed` when a critical step was missed."""

    key: str
    points: Decimal
    deductions: Decimal
    failed: bool
    complete: bool
    progress: str
    aspects: tuple[AspectScore, ...]
    sheets: tuple[SheetScore, ...]


@dataclass(frozen=True, slots=True)
class ComponentScore:
    """One component on the plan's scale, and whether all its modules are complete."""

    key: str
    points: Decimal
    complete: bool


@dataclass(frozen=True, slots=True)
class EntryScore:
    """The whole score. `progress` has one sign per module: `.` not begun, `w` being marked, `d` done.

    `tie` holds one text per comparator of the plan's chain; a larger number is better, empty is worst.
    """

    total: Decimal
    complete: bool
    progress: str
    deductions: Decimal
    components: tuple[ComponentScore, ...]
    modules: tuple[ModuleScore, ...]
    tie: tuple[str, ...]

    def module(self, key: str) -> ModuleScore:
        """The score of a module; KeyError when the plan has none of this key."""
        return {module.key: module for module in self.modules}[key]

    def component(self, key: str) -> ComponentScore:
        """The score of a component; KeyError when the plan has none of this key."""
        return {component.key: component for component in self.components}[key]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One seat's marks of a module while they are added up."""

    seat: int
    values: Mapping[str, str]
    earned: Mapping[str, Decimal]
    own: Decimal | None
    complete: bool


def score_entry(plan: Plan, marks: Marks, seats: Seats) -> EntryScore:
    """The score of one entry from what has been marked so far; provisional until `complete`.

    `seats` are the panels, module key to seats; a module without a panel has none. Components not yet marked count
    with what has been earned, which is nothing. Raises Impossible not_a_number for a text that never was a value.
    """
    modules = tuple(_module(plan.rounding, module, marks, seats.get(module.key, ())) for module in plan.modules)
    components = tuple(_component(plan, component.key, modules) for component in plan.components)
    weighted = (component.weight * score.points for component, score in zip(plan.components, components, strict=True))
    deductions = sum((module.deductions for module in modules), ZERO)
    return EntryScore(
        total=plan.rounding.total.of(sum(weighted, ZERO)),
        complete=all(module.complete for module in modules),
        progress="".join(module.progress for module in modules),
        deductions=deductions,
        components=components,
        modules=modules,
        tie=_tie(plan, modules, components, deductions),
    )


def tie_key(plan: Plan, score: EntryScore) -> tuple[str, ...]:
    """The comparators of the plan's tie chain for a score made under it, as texts to keep (field rule CN-2)."""
    return _tie(plan, score.modules, score.components, score.deductions)


def _component(plan: Plan, key: str, modules: Sequence[ModuleScore]) -> ComponentScore:
    component = plan.component(key)
    mine = [score for score, module in zip(modules, plan.modules, strict=True) if module.component == key]
    earned = sum((score.points for score in mine), ZERO)
    points = plan.rounding.component.ratio(earned * plan.scale, component.max)
    return ComponentScore(key, points, all(score.complete for score in mine))


def _module(rules: RoundingRules, module: Module, marks: Marks, seats: Sequence[int]) -> ModuleScore:
    sheets = [_sheet(rules, module, marks, seat) for seat in sorted(set(seats))]
    begun = [sheet for sheet in sheets if sheet.earned]
    staffed = len(sheets) >= module.panel.minimum
    aspects = tuple(_aspect(rules, module, aspect, begun, len(sheets), staffed) for aspect in module.aspects)
    off = ZERO
    alone = ZERO
    together = ZERO
    for aspect, score in zip(module.aspects, aspects, strict=True):
        if score.points is None:
            continue
        if isinstance(aspect, Deduction):
            off -= score.points
        elif aspect.one:
            alone += score.points
        else:
            together += score.points
    if module.panel.level == "sheet":
        together = _panel_of_sheets(rules, module, begun)
    failed = any(critical_failed(aspect, sheet.earned, sheet.values) for aspect in module.aspects for sheet in begun)
    points = ZERO if failed else max(ZERO, rules.panel.of(together) + alone - off)
    complete = staffed and all(score.complete for score in aspects)
    return ModuleScore(
        key=module.key,
        points=rules.module.of(points),
        deductions=off,
        failed=failed,
        complete=complete,
        progress="d" if complete else "w" if begun else ".",
        aspects=aspects,
        sheets=tuple(_shown(rules, module, sheet) for sheet in sheets),
    )


def _sheet(rules: RoundingRules, module: Module, marks: Marks, seat: int) -> _Sheet:
    aspects = module.aspects_for(seat)
    key = module.key
    values = {}
    for aspect in aspects:
        text = marks.get((key, seat, aspect.key))
        if text is not None:
            values[aspect.key] = text
    earned = numerators(module, seat, values)
    complete = all(aspect.key in earned for aspect in aspects if aspect.required)
    own = own_figure(module.shared, earned, rules) if module.panel.level == "sheet" else None
    return _Sheet(seat, values, earned, own, complete)


def _shown(rules: RoundingRules, module: Module, sheet: _Sheet) -> SheetScore:
    if not sheet.earned:
        return SheetScore(sheet.seat, None, None, sheet.complete)
    aspects = [aspect for aspect in module.aspects if aspect.key in sheet.earned]
    total = sum((rules.aspect.ratio(sheet.earned[aspect.key], aspect.divisor) for aspect in aspects), ZERO)
    if any(critical_failed(aspect, sheet.earned, sheet.values) for aspect in aspects):
        total = ZERO
    return SheetScore(sheet.seat, rules.judge.of(max(ZERO, total)), sheet.own, sheet.complete)


def _aspect(
    rules: RoundingRules, module: Module, aspect: Aspect, begun: Sequence[_Sheet], seats: int, staffed: bool
) -> AspectScore:
    """The panel's points of one aspect. A judge who marks the module and notes no deduction has seen none."""
    if aspect.one:
        first = begun[0] if begun and begun[0].seat == 1 else None
        if first is None or aspect.key not in first.earned:
            return AspectScore(aspect.key, None, not aspect.required, None)
        points = rules.aspect.ratio(first.earned[aspect.key], aspect.divisor)
        return AspectScore(aspect.key, points, True, first.values[aspect.key])
    figures = [sheet.earned[aspect.key] for sheet in begun if aspect.key in sheet.earned]
    complete = not aspect.required or (staffed and len(figures) == seats)
    if figures and isinstance(aspect, Deduction):
        figures += [ZERO] * (len(begun) - len(figures))
    return AspectScore(aspect.key, panel_figure(module.panel, figures, rules.aspect, aspect.divisor), complete, None)


def _panel_of_sheets(rules: RoundingRules, module: Module, begun: Sequence[_Sheet]) -> Decimal:
    """The panel's figure from whole sheets; half-marked ones count only until the first is complete."""
    marked = [sheet for sheet in begun if sheet.own is not None]
    required = [aspect.key for aspect in module.shared if aspect.required]
    whole = [sheet for sheet in marked if all(key in sheet.earned for key in required)]
    figures = [sheet.own for sheet in whole or marked if sheet.own is not None]
    return panel_figure(module.panel, figures, rules.panel) or ZERO


def _tie(
    plan: Plan, modules: Sequence[ModuleScore], components: Sequence[ComponentScore], deductions: Decimal
) -> tuple[str, ...]:
    chain = []
    for tie in plan.ties:
        if tie.what == "component":
            chain.append(next(str(score.points) for score in components if score.key == tie.key))
        elif tie.what == "module":
            chain.append(next(str(score.points) for score in modules if score.key == tie.key))
        elif tie.what == "fewer_deductions":
            chain.append(_worse_when_larger(deductions))
        else:
            chain.append(_worse_when_larger(_seconds(modules, tie.key)))
    return tuple(chain)


def _worse_when_larger(figure: Decimal | None) -> str:
    if figure is None:
        return ""
    return str(-figure if figure else ZERO)


def _seconds(modules: Sequence[ModuleScore], aspect: str) -> Decimal | None:
    for module in modules:
        for score in module.aspects:
            if score.key == aspect and score.value not in (None, NOT_TAKEN):
                return Decimal(score.value or "0")
    return None
