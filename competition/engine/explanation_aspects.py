"""How one aspect came to its points: every judge's mark, who was dropped, mean, rounding, factor, attempts, expression."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias, cast

from competition.engine.aggregation import kept_places
from competition.engine.explanation_steps import Paper, added, written
from competition.engine.explanation_values import explain_value, in_figures, worth_of
from competition.engine.expressions import NONE, Missing
from competition.engine.known import Known
from competition.engine.marked import Earned, Sheet
from competition.engine.plans.shape import Aspect, Attempts, Computed, Deduction, Panel
from competition.engine.rounding import Rounding, RoundingRules
from competition.engine.scores import AspectScore

ZERO = Fraction(0)
Worked: TypeAlias = Decimal | Fraction | None


@dataclass(frozen=True, slots=True)
class Table:
    """Where the judges of a module sit: its panel, the plan's rounding, the sheets with marks on them (`sheets`), those
    whose shared marks count (`panel_sheets`), the sheet of seat 1 (`first`), and the figures known of the entry.
    `alone`: only what stands on `first` is explained, be it shared or not."""

    panel: Panel
    rules: RoundingRules
    sheets: Sequence[Sheet]
    panel_sheets: Sequence[Sheet]
    first: Sheet | None
    known: Known
    alone: bool = False

    def only(self, sheet: Sheet) -> "Table":
        """The same table with one judge's sheet on it."""
        return replace(self, first=sheet, alone=True)


def explain_aspect(paper: Paper, table: Table, aspect: Aspect, score: AspectScore) -> None:
    """The lines of one aspect; none at all for a deduction that nobody noted."""
    heading = "aspect" if aspect.counts else "aspect_only_figure"
    if score.points is None:
        if aspect.required:
            paper.write(heading, 1, aspect=aspect.key)
            paper.write("unmarked", 2)
        elif isinstance(aspect, Computed):
            paper.write(heading, 1, aspect=aspect.key)
            _expression(paper, table, aspect, 0, 2)
        return
    paper.write(heading, 1, aspect=aspect.key)
    explain_points(paper, table, aspect, score, 2)
    paper.write("aspect_points", 2, points=written(score.points if score.exact is None else score.exact))


def explain_points(paper: Paper, table: Table, aspect: Aspect, score: AspectScore, depth: int) -> Worked:
    """The lines of an aspect that has points, up to them; what they come to, None where there is nothing to work out."""
    if aspect.attempts is None:
        return _once(paper, table, aspect, aspect.key, depth)
    if aspect.attempts.on == "value":
        return _of_values(paper, table, aspect, aspect.attempts, score, depth)
    return _of_points(paper, table, aspect, aspect.attempts, score, depth)


def join(
    paper: Paper,
    depth: int,
    panel: Panel,
    judged: Sequence[tuple[int, Fraction]],
    rule: Rounding,
    *,
    averaged: bool = False,
) -> Decimal:
    """Figures of several judges become one: who is dropped, what the rest come to, and the rounding. Points off are
    `averaged` even where the panel adds its points up."""
    figures = [figure for _seat, figure in judged]
    places = kept_places(panel, figures)
    counting = [figures[place] for place in sorted(places)]
    ordered = sorted(range(len(figures)), key=figures.__getitem__)
    for place in sorted(set(ordered) - set(places)):
        seat, figure = judged[place]
        below = ordered.index(place) < ordered.index(places[0])
        code = "outside_middle" if panel.method == "median" else "dropped_lowest" if below else "dropped_highest"
        paper.write(code, depth, judge=str(seat), points=written(figure))
    if panel.high + panel.low and len(places) == len(figures):
        paper.write("too_few_to_drop", depth, count=str(len(figures)), least=str(panel.trim_from))
    total = sum(counting, ZERO)
    adds = panel.figure == "sum" and not averaged
    exact = total if adds else total / len(counting)
    if len(counting) > 1:
        code = "panel_sum" if adds else "panel_mean"
        facts = {
            "figures": added(counting),
            "sum": written(total),
            "count": str(len(counting)),
            "exact": written(exact),
        }
        paper.write(code, depth, **facts)
    result = rule.exactly(exact)
    paper.rounded(depth, exact, rule, result)
    return result


def _once(paper: Paper, table: Table, aspect: Aspect, slot: str, depth: int, attempt: int = 0) -> Worked:
    """An aspect, or one attempt of it, up to its points."""
    if isinstance(aspect, Computed):
        return _expression(paper, table, aspect, attempt, depth)
    if aspect.one or table.alone:
        return _alone(paper, table, aspect, slot, depth)
    return _together(paper, table, aspect, slot, depth)


def _alone(paper: Paper, table: Table, aspect: Aspect, slot: str, depth: int) -> Worked:
    earned = cast(Sheet, table.first).earned[slot]  # the points that are explained came from it
    if earned.none:
        paper.write("not_taken", depth)
        return None
    explain_value(paper, depth, aspect, earned.number, table.known)
    return _pointed(paper, table.rules, aspect, worth_of(aspect, earned.number, table.known), depth)


def _pointed(paper: Paper, rules: RoundingRules, aspect: Aspect, worth: Fraction | Missing, depth: int) -> Worked:
    """From exact points over the rounding to the factor."""
    if isinstance(worth, Missing):
        return None
    points = rules.aspect.exactly(worth)
    if points != worth:
        paper.rounded(depth, worth, rules.aspect, points)
    return _times(paper, rules, aspect, points, depth)


def _times(paper: Paper, rules: RoundingRules, aspect: Aspect, points: Decimal, depth: int) -> Decimal:
    if aspect.factor is None:
        return points
    product = points * aspect.factor
    paper.write("times_factor", depth, points=written(points), factor=written(aspect.factor), product=written(product))
    result = rules.worked.of(product)
    paper.rounded(depth, product, rules.worked, result)
    return result


def _together(paper: Paper, table: Table, aspect: Aspect, slot: str, depth: int) -> Worked:
    """Every judge's mark, then what the panel makes of them. Who marked the module and noted no deduction saw none."""
    judged: list[tuple[int, Fraction]] = []
    silent: list[int] = []
    for sheet in table.panel_sheets:
        earned = sheet.earned.get(slot)
        if earned is None:
            silent.append(sheet.seat)
            continue
        judged.append((sheet.seat, _noted(paper, table, aspect, earned, sheet.seat, depth)))
    for seat in silent:
        if isinstance(aspect, Deduction):
            paper.write("saw_none", depth, judge=str(seat))
            judged.append((seat, ZERO))
        else:
            paper.write("judge_unmarked", depth, judge=str(seat))
    for sheet in table.sheets:
        if sheet not in table.panel_sheets and slot in sheet.earned:
            paper.write("lead_left_out", depth, judge=str(sheet.seat))
    averaged = isinstance(aspect, Deduction)
    joint = join(paper, depth, table.panel, judged, table.rules.aspect, averaged=averaged)
    return _times(paper, table.rules, aspect, joint, depth)


def _noted(paper: Paper, table: Table, aspect: Aspect, earned: Earned, seat: int, depth: int) -> Fraction:
    if earned.none:
        paper.write("judge_not_taken", depth, judge=str(seat))
        return ZERO
    explain_value(paper, depth, aspect, earned.number, table.known, judge=str(seat))
    worth = worth_of(aspect, earned.number, table.known)
    return ZERO if isinstance(worth, Missing) else worth


def _expression(paper: Paper, table: Table, aspect: Computed, attempt: int, depth: int) -> Worked:
    """A computed aspect: what the field says first, then the expression in figures, its bounds and its rounding."""
    known = table.known.at(attempt)
    for function, key in sorted(aspect.expression.population):
        figure = known.of_population(function, key)
        shown = "" if isinstance(figure, Missing) else written(figure)
        paper.write("population", depth, function=function, aspect=key, figure=shown)
    exact = known.evaluate(aspect.expression)
    if isinstance(exact, Missing):
        code = "expression_undefined" if exact is NONE else "expression_unmarked"
        paper.write(code, depth, expression=aspect.expression.text)
        return None
    worked = in_figures(aspect.expression, known)
    paper.write("expression", depth, expression=aspect.expression.text, worked=worked, exact=written(exact))
    kept = min(max(exact, Fraction(aspect.min)), Fraction(aspect.max))
    if kept > exact:
        paper.write("not_below", depth, least=written(aspect.min))
    elif kept < exact:
        paper.write("not_above", depth, most=written(aspect.max))
    rule = table.rules.worked
    points = rule.exactly(kept)
    if points != kept:
        paper.rounded(depth, kept, rule, points)
    return _times(paper, table.rules, aspect, points, depth)


def _of_values(paper: Paper, table: Table, aspect: Aspect, rules: Attempts, score: AspectScore, depth: int) -> Worked:
    """Attempts that become one value, which then earns points as if it had been the one value."""
    for made in score.attempts:
        code = "attempt_failed" if made.failed else "attempt_value"
        paper.write(code, depth, attempt=str(made.attempt), value=written(made.figure))
    figures = [(made.attempt, made.figure, made.counted) for made in score.attempts]
    _joined(paper, rules, figures, score, depth)
    if score.number is None:
        return None
    explain_value(paper, depth, aspect, score.number, table.known)
    return _pointed(paper, table.rules, aspect, worth_of(aspect, score.number, table.known), depth)


def _of_points(paper: Paper, table: Table, aspect: Aspect, rules: Attempts, score: AspectScore, depth: int) -> Worked:
    """Attempts that are scored one by one."""
    for made in score.attempts:
        paper.write("attempt_failed" if made.failed else "attempt", depth, attempt=str(made.attempt), value="")
        if not made.failed:
            _once(paper, table, aspect, rules.slot(aspect.key, made.attempt), depth + 1, made.attempt)
            paper.write("attempt_points", depth + 1, points=written(made.points))
    exact = [
        (made.attempt, None if made.points is None else Fraction(made.points), made.counted) for made in score.attempts
    ]
    return _joined(paper, rules, exact, score, depth)


def _joined(
    paper: Paper, rules: Attempts, made: Sequence[tuple[int, Fraction | None, bool]], score: AspectScore, depth: int
) -> Worked:
    """What the attempts come to: which were left out, best, worst, last, sum or mean, and the rounding."""
    failed = [attempt for attempt, figure, _counted in made if figure is None]
    if score.none:
        paper.write("attempts_none", depth, failed=str(len(failed)), most=str(rules.most_failed))
        return None
    if failed and rules.failed == "void":
        paper.write("attempts_void", depth, attempts=", ".join(str(attempt) for attempt in failed))
    left_out = [attempt for attempt, figure, counted in made if not counted]
    if left_out:
        paper.write("attempts_left_out", depth, attempts=", ".join(str(attempt) for attempt in left_out))
    counting = [figure or ZERO for _attempt, figure, counted in made if counted]
    total = sum(counting, ZERO)
    exact = total / len(counting) if rules.rule == "mean" else total
    paper.write(
        f"attempts_{rules.rule}", depth, figures=added(counting), sum=written(total), count=str(len(counting)), exact=written(exact)
    )  # fmt: skip
    if len(made) < rules.minimum:
        paper.write("attempts_missing", depth, made=str(len(made)), minimum=str(rules.minimum))
    if rules.rounding is None:
        return exact
    result = rules.rounding.exactly(exact)
    paper.rounded(depth, exact, rules.rounding, result)
    return result
