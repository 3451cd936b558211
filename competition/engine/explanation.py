"""The whole arithmetic of one entry, as a person would write it on paper: codes and figures, no words.

Every figure is worked out again from the marks, line by line; the words in both languages are in `tabulating.words`.
"""

from collections.abc import Mapping
from fractions import Fraction

from competition.engine.awarded import Awarded
from competition.engine.explanation_field import explain_awards, explain_place
from competition.engine.explanation_modules import explain_module
from competition.engine.explanation_steps import Paper, Step, added, written
from competition.engine.known import Known
from competition.engine.marked import work_of
from competition.engine.plans import Plan
from competition.engine.plans.shape import Component
from competition.engine.population import EntryView, Population
from competition.engine.scores import EntryScore, figure_of
from competition.engine.tabulation import Entrant, Row, Tabulation

__all__ = ["Step", "explain"]


def explain(
    plan: Plan, entrants: Mapping[str, Entrant], tabulation: Tabulation, awarded: Awarded, entry: str
) -> tuple[Step, ...]:
    """All lines from the marks of an entry to its place and its awards; KeyError for an entry that is not there."""
    row, own = tabulation.row(entry), entrants[entry]
    paper = Paper()
    paper.write("entry", 0, entry=entry)
    known = Known(
        work_of(plan).aspects,
        {aspect.key: aspect for module in row.score.modules for aspect in module.aspects},
        _view(plan, entrants, tabulation, row),
    )
    for module in row.score.modules:
        explain_module(paper, plan, module, own.marks, own.seats.get(module.key, ()), known)
    for component in plan.components:
        _component(paper, plan, component, row.score)
    _total(paper, plan, row.score)
    explain_place(paper, plan, tabulation, row)
    explain_awards(paper, plan, awarded, row, own.division)
    return paper.steps


def _view(plan: Plan, entrants: Mapping[str, Entrant], tabulation: Tabulation, row: Row) -> EntryView:
    """The population as it was when the entry was scored: who has no status and finishes by his own marks."""
    ending = {aspect.key for module in plan.modules for aspect in module.aspects if aspect.dnf_if_none}
    ending -= plan.on_population
    population = Population(plan.population_keys)
    for one in tabulation.rows:
        if not entrants[one.entry].status and ending.isdisjoint(one.score.none):
            figures = {key: figure_of(one.score.aspect(key)) for key in plan.population_keys}
            population.put(one.entry, figures)
    return EntryView(population, {key: figure_of(row.score.aspect(key)) for key in plan.population_keys})


def _component(paper: Paper, plan: Plan, component: Component, score: EntryScore) -> None:
    """Its modules on the plan's scale, its bounds and its rounding."""
    paper.write("component", 0, component=component.key)
    figures = [
        one.points for one, module in zip(score.modules, plan.modules, strict=True) if module.component == component.key
    ]
    earned = sum((Fraction(one) for one in figures), Fraction(0))
    exact = earned * Fraction(plan.scale) / Fraction(component.max)
    scaled = component.max != plan.scale
    if scaled or len(figures) > 1:
        paper.write(
        "component_scaled" if scaled else "component_sum",
        1, figures=added(figures), sum=written(earned), scale=written(plan.scale), max=written(component.max), exact=written(exact)
    )  # fmt: skip
    if component.floor is not None and exact < Fraction(component.floor):
        paper.write("not_below", 1, least=written(component.floor))
        exact = Fraction(component.floor)
    if component.ceiling is not None and exact > Fraction(component.ceiling):
        paper.write("not_above", 1, most=written(component.ceiling))
        exact = Fraction(component.ceiling)
    points = score.component(component.key).points
    if exact != points:
        paper.rounded(1, exact, plan.rounding.component, points)
    paper.write("component_points", 1, component=component.key, points=written(points))


def _total(paper: Paper, plan: Plan, score: EntryScore) -> None:
    """The weighted sum of the components, its bounds and its rounding."""
    parts = [(one.weight, score.component(one.key).points) for one in plan.components]
    exact = sum((Fraction(weight) * Fraction(points) for weight, points in parts), Fraction(0))
    paper.write("total", 0)
    if len(parts) > 1:
        figures = " + ".join(f"{written(weight)} × {written(points)}" for weight, points in parts)
        paper.write("total_sum", 1, figures=figures, exact=written(exact))
    if plan.total_floor is not None and exact < Fraction(plan.total_floor):
        paper.write("not_below", 1, least=written(plan.total_floor))
        exact = Fraction(plan.total_floor)
    if plan.total_ceiling is not None and exact > Fraction(plan.total_ceiling):
        paper.write("not_above", 1, most=written(plan.total_ceiling))
        exact = Fraction(plan.total_ceiling)
    if exact != score.total:
        paper.rounded(1, exact, plan.rounding.total, score.total)
    paper.write("total_points", 1, points=written(score.total))
