"""How a module came to its points: its aspects or its judges' sheets, what was taken off, bounds and rounding."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from competition.engine.explanation_aspects import Table, explain_aspect, explain_points, join
from competition.engine.explanation_steps import Paper, added, written
from competition.engine.known import Known
from competition.engine.marked import AspectWork, Marks, Sheet, read_sheets, work_of
from competition.engine.plans import Plan
from competition.engine.plans.shape import Aspect, Deduction, Module
from competition.engine.rounding import RoundingRules
from competition.engine.scores import AspectScore, ModuleScore, SheetScore
from competition.engine.scoring import own_score

ZERO = Decimal(0)


def explain_module(
    paper: Paper, plan: Plan, score: ModuleScore, marks: Marks, seats: Sequence[int], known: Known
) -> None:
    """All lines of a module, from the marks to its points."""
    work = work_of(plan).module(score.key)
    module = work.module
    paper.write("module", 0, module=module.key)
    sheets = [sheet for sheet in read_sheets(work, seats, marks) if sheet.earned]
    if score.progress == "." and all(aspect.points is None for aspect in score.aspects):
        paper.write("module_unmarked", 1)
        return
    counting = [sheet for sheet in sheets if not (module.panel.exclude_lead and sheet.seat == 1)]
    first = next((sheet for sheet in sheets if sheet.seat == 1), None)
    table = Table(module.panel, plan.rounding, sheets, counting, first, known)
    by_sheets = module.panel.level == "sheet"
    for aspect, own in zip(module.aspects, score.aspects, strict=True):
        if not (by_sheets and _on_sheets(module, aspect)):
            explain_aspect(paper, table, aspect, own)
    if by_sheets:
        together: Decimal | Fraction = _sheets(paper, plan, table, module, score)
    else:
        together = _aspects_together(paper, plan.rounding, module, score)
    _sum(paper, plan.rounding, module, score, together)


def _on_sheets(module: Module, aspect: Aspect) -> bool:
    """Whether an aspect is a line of every judge's sheet rather than a figure of the panel."""
    return aspect in module.shared and aspect.counts and not isinstance(aspect, Deduction)


def _sheets(paper: Paper, plan: Plan, table: Table, module: Module, score: ModuleScore) -> Decimal:
    """Sheet by sheet, then the panel of sheets; half-marked ones count only until one is complete."""
    shown = {sheet.seat: sheet for sheet in score.sheets}
    work = work_of(plan).module(module.key)
    lines = [one for one in work.shared if _on_sheets(module, one.aspect)]
    brought: list[tuple[int, Fraction, bool]] = []
    for sheet in table.panel_sheets:
        own = shown[sheet.seat]
        if own.figure is None:
            continue
        paper.write("sheet", 1, judge=str(sheet.seat))
        _sheet(paper, plan.rounding, table, lines, sheet, own)
        figure = own.figure if own.adjusted is None else own.adjusted
        brought.append((sheet.seat, Fraction(figure), work.others.whole(sheet.earned)))
    whole_ones = [(seat, figure) for seat, figure, whole in brought if whole]
    for seat, _figure, whole in brought:
        if whole_ones and not whole:
            paper.write("sheet_unfinished", 1, judge=str(seat))
    judged = whole_ones or [(seat, figure) for seat, figure, _whole in brought]
    if not judged:
        return ZERO
    paper.write("panel_of_sheets", 1)
    return join(paper, 2, module.panel, judged, plan.rounding.panel)


def _sheet(
    paper: Paper, rules: RoundingRules, table: Table, lines: Sequence[AspectWork], sheet: Sheet, own: SheetScore
) -> None:
    points = []
    for work in lines:
        score = own_score(work, sheet, table.known)
        if score.points is None:
            continue
        paper.write("sheet_aspect", 2, aspect=work.key, points=written(score.points))
        explain_points(paper, table.only(sheet), work.aspect, score, 3)
        points.append(_exact(score))
    figure = own.figure or ZERO
    exact = sum((Fraction(one) for one in points), Fraction(0))
    if len(points) > 1:
        paper.write("sheet_sum", 2, figures=added(points), exact=written(exact))
    if exact != figure:
        paper.rounded(2, exact, rules.judge, figure)
    if own.adjusted is not None and own.adjusted != figure:
        paper.write("leniency", 2, before=written(figure), after=written(own.adjusted))


def _aspects_together(paper: Paper, rules: RoundingRules, module: Module, score: ModuleScore) -> Decimal | Fraction:
    """What the panel gave in all shared aspects, rounded by the rule of the panel."""
    figures = [
        _exact(own)
        for aspect, own in zip(module.aspects, score.aspects, strict=True)
        if own.points is not None and _on_sheets(module, aspect)
    ]
    exact = sum((Fraction(figure) for figure in figures), Fraction(0))
    rounded = rules.panel.exactly(exact)
    if len(figures) > 1:
        paper.write("panel_aspects", 1, figures=added(figures), exact=written(exact))
    if rounded != exact:
        paper.rounded(1, exact, rules.panel, rounded)
    return rounded


def _exact(score: AspectScore) -> Decimal | Fraction:
    return score.exact if score.exact is not None else score.points or ZERO


def _sum(paper: Paper, rules: RoundingRules, module: Module, score: ModuleScore, together: Decimal | Fraction) -> None:
    """What the panel gave, what one judge alone marked and what is worked out, less what is taken off."""
    alone = [
        _exact(own)
        for aspect, own in zip(module.aspects, score.aspects, strict=True)
        if own.points is not None
        and aspect.counts
        and not isinstance(aspect, Deduction)
        and aspect not in module.shared
    ]
    figures = ([together] if any(_on_sheets(module, aspect) for aspect in module.aspects) else []) + alone
    if score.deductions:
        figures.append(-score.deductions)
    exact = sum((Fraction(figure) for figure in figures), Fraction(0))
    if len(figures) != 1:
        paper.write("module_sum", 1, figures=added(figures) or "0", exact=written(exact))
    if score.failed:
        paper.write("module_failed", 1)
        exact = Fraction(0)
    elif exact < Fraction(module.floor):
        paper.write("not_below", 1, least=written(module.floor))
        exact = Fraction(module.floor)
    elif module.ceiling is not None and exact > Fraction(module.ceiling):
        paper.write("not_above", 1, most=written(module.ceiling))
        exact = Fraction(module.ceiling)
    if exact != score.points:
        paper.rounded(1, exact, rules.module, score.points)
    paper.write("module_points", 1, module=module.key, points=written(score.points), max=written(module.max))
