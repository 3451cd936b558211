"""From all marks of one entry to its score: aspects, sheets, modules, components, total (field rules WS-3, CN-1, CN-3).

Marks are kept under (module, seat, slot); the slot is an aspect's key, or KEY#n for attempt n. Marks of seats outside
the panel and of slots outside the plan are left out: a recused judge counts no more, and a mark never given is never
zero. What a plan has no rule of rounding for is exact.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from competition.engine.aggregation import joined_figure, kept_places
from competition.engine.comparators import tie_texts
from competition.engine.known import Known
from competition.engine.marked import AspectWork, ModuleWork, PlanWork, Sheet, read_sheets, work_of
from competition.engine.plans.shape import Component, Computed
from competition.engine.plans.whole import Plan
from competition.engine.scores import (
    AspectScore,
    AttemptScore,
    ComponentScore,
    EntryScore,
    ModuleScore,
    PopulationView,
    SheetScore,
    figure_of,
)
from competition.engine.scoring import Counting, computed_score, own_score, panel_score
from competition.engine.sheets import marked_total, own_figure
from competition.engine.sums import plus, rounded, summed, within

__all__ = [
    "AspectScore",
    "AttemptScore",
    "ComponentScore",
    "EntryScore",
    "ModuleScore",
    "PopulationView",
    "SheetScore",
    "figure_of",
    "score_entry",
    "tie_key",
]

ZERO = Decimal(0)
Marks = Mapping[tuple[str, int, str], str]
Seats = Mapping[str, Sequence[int]]
Adjusted = Mapping[tuple[str, int], Decimal]


class _Panel:
    """A module's sheets while the entry is added up, and whose marks count in its panel."""

    __slots__ = ("begun", "counting", "first", "sheets", "work")

    def __init__(self, work: ModuleWork, seats: Sequence[int], marks: Marks) -> None:
        self.work = work
        self.sheets = read_sheets(work, seats, marks)
        self.begun = [sheet for sheet in self.sheets if sheet.earned]
        self.first = self.begun[0] if self.begun and self.begun[0].seat == 1 else None
        panel = work.module.panel
        least = 2 if panel.exclude_lead else 1
        self.counting = Counting(
            panel,
            [sheet for sheet in self.begun if sheet.seat >= least],
            sum(sheet.seat >= least for sheet in self.sheets),
            len(self.sheets) >= panel.minimum,
        )


def score_entry(
    plan: Plan,
    marks: Marks,
    seats: Seats,
    population: PopulationView | None = None,
    adjusted: Adjusted | None = None,
) -> EntryScore:
    """The score of one entry from what has been marked so far; provisional until `complete`.

    `seats` are the panels, module key to seats; a module without a panel has none. Components not yet marked count
    with what has been earned, which is nothing. Without a `population` every figure that asks about other entries is
    unmarked; `adjusted` are the figures of sheets after leniency by (module, seat), in place of what they brought.
    Raises Impossible not_a_number for a text that never was a value.
    """
    work = work_of(plan)
    panels = [_Panel(module, seats.get(module.module.key, ()), marks) for module in work.modules]
    known = _known(work, panels, population)
    modules = tuple(_module(panel, known, adjusted or {}) for panel in panels)
    components = tuple(_component(plan, component, modules) for component in plan.components)
    weighted = (component.weight * score.points for component, score in zip(plan.components, components, strict=True))
    total = within(sum(weighted, ZERO), plan.total_floor, plan.total_ceiling)
    deductions = sum((module.deductions for module in modules), ZERO)
    none = frozenset(score.key for score in known.scores.values() if score.none)
    return EntryScore(
        total=rounded(plan.rounding.total, total),
        complete=all(module.complete for module in modules),
        progress="".join(module.progress for module in modules),
        deductions=deductions,
        components=components,
        modules=modules,
        tie=tie_texts(plan, modules, components, deductions),
        none=none,
        dnf=any(work.aspects[key].aspect.dnf_if_none for key in none),
    )


def tie_key(plan: Plan, score: EntryScore) -> tuple[str, ...]:
    """The comparators of the plan's tie chain for a score made under it, as texts to keep (field rule CN-2)."""
    return tie_texts(plan, score.modules, score.components, score.deductions)


def _known(work: PlanWork, panels: Iterable[_Panel], population: PopulationView | None) -> Known:
    """The scores of all aspects, those that name others after what they name."""
    known = Known(work.aspects, {}, population)
    homes = {}
    for panel in panels:
        for aspect in panel.work.aspects:
            if aspect.settled:
                known.scores[aspect.key] = _aspect(aspect, panel, known)
            else:
                homes[aspect.key] = panel
    for key in work.plan.order_of_work:
        known.scores[key] = _aspect(work.aspects[key], homes[key], known)
    return known


def _aspect(aspect: AspectWork, panel: _Panel, known: Known) -> AspectScore:
    if aspect.shared:
        return panel_score(aspect, panel.counting, known)
    if isinstance(aspect.aspect, Computed):
        return computed_score(aspect, aspect.aspect, known)
    return own_score(aspect, panel.first, known)


def _module(panel: _Panel, known: Known, adjusted: Adjusted) -> ModuleScore:
    work, rules = panel.work, panel.work.rules
    scores = [(one, known.scores[one.key]) for one in work.aspects]
    off = -sum((score.points for one, score in scores if one.deducts and score.points is not None), ZERO)
    adding = [(one.shared, score) for one, score in scores if one.counts and not one.deducts]
    sheets = tuple(_sheet(work, sheet, known, adjusted) for sheet in panel.sheets)
    kept: tuple[int, ...] = ()
    if work.module.panel.level == "sheet":
        together, kept = _panel_of_sheets(panel, sheets)
    else:
        together = rounded(rules.panel, summed(score for shared, score in adding if shared))
    alone = summed(score for shared, score in adding if not shared)
    points = within(plus(alone, together - off), work.module.floor, work.module.ceiling)
    failed = any(sheet.missed(critical) for critical in work.criticals for sheet in panel.begun)
    complete = panel.counting.staffed and all(score.complete for _, score in scores)
    return ModuleScore(
        key=work.module.key,
        points=rounded(rules.module, ZERO if failed else points),
        deductions=off,
        failed=failed,
        complete=complete,
        progress="d" if complete else "w" if panel.begun else ".",
        aspects=tuple(score for _, score in scores),
        sheets=sheets,
        kept=kept,
    )


def _sheet(work: ModuleWork, sheet: Sheet, known: Known, adjusted: Adjusted) -> SheetScore:
    if not sheet.earned:
        return SheetScore(sheet.seat, None, None, sheet.complete)
    figure = own_figure(work, sheet, known) if work.module.panel.level == "sheet" else None
    after = None if figure is None else adjusted.get((work.module.key, sheet.seat))
    whole = sheet.complete if sheet.seat > 1 else work.others.whole(sheet.earned)
    return SheetScore(sheet.seat, marked_total(work, sheet, known), figure, sheet.complete, after, whole)


def _panel_of_sheets(panel: _Panel, sheets: Sequence[SheetScore]) -> tuple[Decimal, tuple[int, ...]]:
    """The panel's figure from whole sheets, and whose counted; half-marked ones count only until the first is complete."""
    counting = {sheet.seat for sheet in panel.counting.sheets}
    marked = [sheet for sheet in sheets if sheet.figure is not None and sheet.seat in counting]
    heard = [sheet for sheet in marked if sheet.whole] or marked
    figures = [figure for sheet in heard if (figure := _brought(sheet)) is not None]
    if not figures:
        return ZERO, ()
    judging = panel.work.module.panel
    places = kept_places(judging, figures)
    figure = joined_figure(judging, [figures[place] for place in places], panel.work.rules.panel)
    return figure, tuple(sorted(heard[place].seat for place in places))


def _brought(sheet: SheetScore) -> Decimal | None:
    return sheet.figure if sheet.adjusted is None else sheet.adjusted


def _component(plan: Plan, component: Component, modules: Sequence[ModuleScore]) -> ComponentScore:
    mine = [score for score, module in zip(modules, plan.modules, strict=True) if module.component == component.key]
    earned = sum((score.points for score in mine), ZERO) * plan.scale
    rule = plan.rounding.component
    if component.floor is None and component.ceiling is None:
        points = rule.ratio(earned, component.max)
    else:
        figure = within(Fraction(earned) / Fraction(component.max), component.floor, component.ceiling)
        points = rounded(rule, figure)
    return ComponentScore(component.key, points, all(score.complete for score in mine))
