"""The score of one aspect: what one seat earned, what a panel gives, what an expression makes of others (format §2, §3)."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from competition.engine.aggregation import Number, joined_figure, kept_places
from competition.engine.attempts import joined
from competition.engine.expressions import NONE, UNMARKED, Figure, Missing
from competition.engine.known import Known, clamped
from competition.engine.marked import AspectWork, Earned, Sheet
from competition.engine.plans.shape import Attempts, Computed, Panel
from competition.engine.rounding import seen
from competition.engine.scores import AspectScore, AttemptScore

ZERO = Decimal(0)


class Counting(NamedTuple):
    """Whose shared marks count in a module: the begun sheets, how many judges there are, and whether they are enough."""

    panel: Panel
    sheets: Sequence[Sheet]
    judges: int
    staffed: bool


class Made(NamedTuple):
    """An attempt that was made: its number and its points (None: it failed)."""

    attempt: int
    points: Decimal | None


class _Joint(NamedTuple):
    """What a panel makes of one slot: its points, what each seat gave, the seats that count, how many have marked, and
    whether every one of them says that there is no figure."""

    points: Decimal | None
    judged: tuple[tuple[int, Decimal], ...] = ()
    kept: tuple[int, ...] = ()
    marked: int = 0
    none: bool = False


def own_score(work: AspectWork, sheet: Sheet | None, known: Known) -> AspectScore:
    """What one seat's marks of an aspect earn: the whole score where seat 1 alone marks it."""
    rules = work.aspect.attempts
    if rules is not None:
        return _own_attempts(work, rules, sheet, known)
    earned = None if sheet is None else sheet.earned.get(work.key)
    if earned is None:
        return AspectScore(work.key, None, not work.aspect.required, None)
    if earned.none:
        return AspectScore(work.key, earned.points, True, earned.text, none=True)
    points, none = (earned.points, False) if work.settled else _pointed(work, _worth(work, earned, known))
    return AspectScore(work.key, points, True, earned.text, earned.number, none)


def _worth(work: AspectWork, earned: Earned, known: Known) -> Figure:
    return known.worth(work.aspect, Fraction(earned.number))


def _pointed(work: AspectWork, worth: Figure) -> tuple[Decimal | None, bool]:
    """The points of an exact worth (None: it rests on what is not marked), and whether it cannot be had."""
    if isinstance(worth, Missing):
        return (None, False) if worth is UNMARKED else (work.nothing, True)
    return work.scaled(work.rules.aspect.exactly(worth)), False


def _own_attempts(work: AspectWork, rules: Attempts, sheet: Sheet | None, known: Known) -> AspectScore:
    marks = {} if sheet is None else sheet.earned
    made = [(n, marks[slot]) for n, slot in enumerate(work.slots, start=1) if slot in marks]
    complete = not work.aspect.required or len(made) >= rules.minimum
    alone = [one for n, earned in made if (one := _alone(work, n, earned, known)) is not None]
    if rules.on == "points":
        return _of_points(work, rules, alone, complete)
    if not made:
        return AspectScore(work.key, None, complete, None)
    values = [(n, None if earned.none else Fraction(earned.number)) for n, earned in made]
    came = joined(rules, values)
    worth = {one.attempt: one.points for one in alone}
    attempts = tuple(AttemptScore(n, figure, worth.get(n), figure is None, n in came.counted) for n, figure in values)
    if came.figure is None:
        return AspectScore(work.key, work.nothing, complete, None, none=True, attempts=attempts)
    points, none = _pointed(work, known.worth(work.aspect, came.figure))
    return AspectScore(work.key, points, complete, None, came.figure, none, attempts=attempts)


def _alone(work: AspectWork, attempt: int, earned: Earned, known: Known) -> Made | None:
    """What one attempt earns by itself; None while its formula names what is not marked."""
    if earned.none:
        return Made(attempt, None)
    points, none = (earned.points, False) if work.settled else _pointed(work, _worth(work, earned, known))
    return None if points is None else Made(attempt, None if none else points)


def _of_points(work: AspectWork, rules: Attempts, made: Sequence[Made], complete: bool) -> AspectScore:
    """Attempts whose points become one."""
    if not made:
        return AspectScore(work.key, None, complete, None)
    exact = [(one.attempt, None if one.points is None else Fraction(one.points)) for one in made]
    came = joined(rules, exact)
    attempts = tuple(
        AttemptScore(n, figure, one.points, figure is None, n in came.counted)
        for (n, figure), one in zip(exact, made, strict=True)
    )
    if came.figure is None:
        return AspectScore(work.key, work.nothing, complete, None, none=True, attempts=attempts)
    points = seen(came.figure, (rules.rounding or work.written).digits)
    unsaid = None if Fraction(points) == came.figure else came.figure
    return AspectScore(work.key, points, complete, None, came.figure, exact=unsaid, attempts=attempts)


def panel_score(work: AspectWork, counting: Counting, known: Known) -> AspectScore:
    """The panel's points of a shared aspect. A judge who marks the module and notes no deduction has seen none."""
    rules = work.aspect.attempts
    if rules is not None:
        return _panel_attempts(work, rules, counting, known)
    joint = _joined(work, work.key, counting, known)
    complete = not work.aspect.required or (counting.staffed and joint.marked == counting.judges)
    number = None if joint.none else joint.points
    return AspectScore(work.key, joint.points, complete, None, number, joint.none, kept=joint.kept, judged=joint.judged)


def _joined(work: AspectWork, slot: str, counting: Counting, known: Known) -> _Joint:
    marks = [(sheet.seat, sheet.earned[slot]) for sheet in counting.sheets if slot in sheet.earned]
    if not marks:
        return _Joint(None)
    if not work.settled:
        return _joined_by_formula(work, counting.panel, marks, known)
    judged = [(seat, earned.points) for seat, earned in marks]
    figures = [earned.numerator for _, earned in marks]
    if work.deducts and len(marks) < len(counting.sheets):
        noted = {seat for seat, _ in marks}
        judged += [(sheet.seat, ZERO) for sheet in counting.sheets if sheet.seat not in noted]
        figures += [ZERO] * (len(judged) - len(marks))
    none = marks[0][1].none and all(earned.none for _, earned in marks)
    return _panelled(work, counting.panel, judged, figures)._replace(marked=len(marks), none=none)


def _joined_by_formula(work: AspectWork, panel: Panel, marks: Sequence[tuple[int, Earned]], known: Known) -> _Joint:
    """The same where a formula makes the points of every judge's figure, exactly up to the panel's rounding; unmarked
    while it names for one of them what is not marked."""
    judged = []
    figures = []
    undefined = 0
    for seat, earned in marks:
        worth = NONE if earned.none else _worth(work, earned, known)
        points, none = _pointed(work, worth)
        if points is None:
            return _Joint(None, marked=len(marks))
        judged.append((seat, points))
        figures.append(Fraction(0) if isinstance(worth, Missing) else worth)
        undefined += none
    return _panelled(work, panel, judged, figures)._replace(marked=len(marks), none=undefined == len(marks))


def _panelled(
    work: AspectWork, panel: Panel, judged: Sequence[tuple[int, Decimal]], figures: Sequence[Number]
) -> _Joint:
    """The figures that count, joined, rounded and times the factor; of points off it is the mean in every panel."""
    places = kept_places(panel, figures)
    divisor = work.aspect.divisor if work.settled else 1
    counting = [figures[place] for place in places]
    points = work.scaled(joined_figure(panel, counting, work.rules.aspect, divisor, averaged=work.deducts))
    return _Joint(points, tuple(judged), tuple(sorted([judged[place][0] for place in places])))


def _panel_attempts(work: AspectWork, rules: Attempts, counting: Counting, known: Known) -> AspectScore:
    """Every attempt is joined by itself; one that every judge calls failed, or without a figure, has failed."""
    made = []
    for attempt, slot in enumerate(work.slots, start=1):
        joint = _joined(work, slot, counting, known)
        if joint.points is not None:
            made.append(Made(attempt, None if joint.none else joint.points))
    enough = sum(work.enough(sheet.earned) for sheet in counting.sheets)
    complete = not work.aspect.required or (counting.staffed and enough == counting.judges)
    own = [(sheet.seat, own_score(work, sheet, known).points) for sheet in counting.sheets]
    judged = tuple((seat, points) for seat, points in own if points is not None)
    return replace(_of_points(work, rules, made, complete), judged=judged)


def computed_score(work: AspectWork, aspect: Computed, known: Known) -> AspectScore:
    """What an expression makes of other aspects; attempt by attempt where the aspect has attempts."""
    rules = aspect.attempts
    if rules is None:
        points, none = _of_expression(work, aspect, known)
        return AspectScore(work.key, points, True, None, None if none else points, none)
    made = []
    for attempt in range(1, rules.count + 1):
        points, none = _of_expression(work, aspect, known.at(attempt))
        if points is not None:
            made.append(Made(attempt, None if none else points))
    return _of_points(work, rules, made, True)


def _of_expression(work: AspectWork, aspect: Computed, known: Known) -> tuple[Decimal | None, bool]:
    """Worked out exactly, kept between `min` and `max`, rounded, times the factor, rounded; nothing when undefined."""
    worth = clamped(known.evaluate(aspect.expression), Fraction(aspect.min), Fraction(aspect.max))
    if isinstance(worth, Missing):
        return (None, False) if worth is UNMARKED else (work.nothing, True)
    return work.scaled(work.rules.worked.exactly(worth)), False
