"""One judge's sheet: what it shows while he marks, what it still needs, and whether a panel's sheets agree."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from competition.engine.aggregation import spread
from competition.engine.known import Known
from competition.engine.marked import ModuleWork, PlanWork, Sheet, work_of
from competition.engine.plans.shape import Aspect, Computed, Judgement
from competition.engine.plans.whole import Plan
from competition.engine.refusal import Impossible
from competition.engine.scores import AspectScore
from competition.engine.scoring import computed_score, own_score
from competition.engine.sums import rounded, summed, within
from competition.engine.values import NOT_TAKEN, kept_number, read_value

ZERO = Decimal(0)
Values = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Need:
    """Why a sheet cannot be checked yet: aspect `missing`, `out_of_range`, or `spread` of the panel's scores."""

    aspect: str
    code: str


@dataclass(frozen=True, slots=True)
class SheetPreview:
    """A sheet as its judge sees it: points per aspect (None unmarked), their total and what is still needed."""

    points: Mapping[str, Decimal | None]
    total: Decimal
    needs: tuple[Need, ...]


def sheet_preview(plan: Plan, module: str, seat: int, values: Values) -> SheetPreview:
    """The sheet of one judge, its values by slot; Impossible unknown_module or not_a_number.

    Points are rounded by the plan's rule `aspect`, the total by `judge`; it is never below zero, and zero once a
    critical step was missed. Computed aspects are shown, and added, on the sheet of
    seat 1 where it says all that they name. The preview is not the panel's result.
    """
    work = work_of(plan)
    part = work.module(module)
    sheet = Sheet(part, seat, {(module, seat, slot): text for slot, text in values.items() if text is not None})
    scores = _scores(work, part, sheet)
    counting = [scores[one.key] for one in part.aspects if one.key in scores and one.counts]
    points = {key: score.points for key, score in scores.items()}
    return SheetPreview(points, _total(part, sheet, counting), tuple(needs(plan, module, seat, values)))


def _scores(work: PlanWork, part: ModuleWork, sheet: Sheet) -> dict[str, AspectScore]:
    """The scores of the sheet's aspects; unmarked where they rest on what the sheet does not tell."""
    mine = [one for one in part.aspects if one.shared or sheet.seat == 1]
    scores = {one.key: AspectScore(one.key, None, False, None) for one in mine}
    told = Known(work.aspects, {}, None)
    keys = [one.key for one in mine if one.settled] + [key for key in work.plan.order_of_work if key in scores]
    for key in keys:
        one, expression = work.aspects[key], work.plan.expressions.get(key)
        if expression is None or (not expression.population and expression.keys <= told.scores.keys()):
            aspect = one.aspect
            computed = computed_score(one, aspect, told) if isinstance(aspect, Computed) else None
            scores[key] = computed or own_score(one, sheet, told)
            if not one.shared:
                told.scores[key] = scores[key]
    return scores


def _total(part: ModuleWork, sheet: Sheet, scores: Iterable[AspectScore]) -> Decimal:
    if any(sheet.missed(critical) for critical in part.criticals):
        return part.rules.judge.of(ZERO)
    return rounded(part.rules.judge, within(summed(scores), ZERO, None))


def sheet_total(plan: Plan, module: str, seat: int, values: Values) -> Decimal:
    """The total of `sheet_preview` alone."""
    return sheet_preview(plan, module, seat, values).total


def marked_total(part: ModuleWork, sheet: Sheet, known: Known) -> Decimal:
    """What a judge gave in all: the preview's total of what he marks himself, once the whole entry is known."""
    if part.simple:
        points = sum([earned.points for earned in sheet.earned.values()], ZERO)
        return _total(part, sheet, [AspectScore("", points, True, None)])
    return _total(part, sheet, [own_score(one, sheet, known) for one in sheet.marks.aspects if one.counts])


def own_figure(part: ModuleWork, sheet: Sheet, known: Known) -> Decimal | None:
    """What a judge's sheet brings into a panel of level sheet: his marked aspects without deductions; None if none."""
    scores = [own_score(one, sheet, known) for one in part.shared if one.counts and not one.deducts]
    marked = [score for score in scores if score.points is not None]
    return rounded(part.rules.judge, summed(marked)) if marked else None


def needs(plan: Plan, module: str, seat: int, values: Values) -> list[Need]:
    """What keeps the sheet from being checked, in the order of the plan: `missing`, `out_of_range` (field 5.1, 11).

    Out of range is a value the aspect cannot take; an implausible one is only asked about, on the tablet. An aspect with
    attempts is missing until the fewest it needs are made.
    """
    found = []
    for one in work_of(plan).module(module).seat(seat).aspects:
        aspect = one.aspect
        texts = [text for slot in one.slots if (text := values.get(slot)) is not None]
        fewest = 1 if aspect.attempts is None else aspect.attempts.minimum
        if aspect.required and len(texts) < fewest:
            found.append(Need(one.key, "missing"))
        if not all(_in_range(aspect, text) for text in texts):
            found.append(Need(one.key, "out_of_range"))
    return found


def aspect_at(plan: Plan, module: str, seat: int, slot: str) -> Aspect | None:
    """The aspect that a seat marks in a slot, its key or one of its attempts; None where it marks nothing there."""
    found = work_of(plan).module(module).seat(seat).at.get(slot)
    return None if found is None else found.aspect


def _in_range(aspect: Aspect, text: str) -> bool:
    try:
        read_value(aspect, text)
    except Impossible:
        return False
    return True


def spread_needs(plan: Plan, module: str, sheets: Mapping[int, Values]) -> list[Need]:
    """Judgements on which the panel's scores lie further apart than its plan allows (field rule WS-3).

    `sheets` are the values by seat of everybody who has submitted; without a `spread` in the plan nothing is asked.
    Every attempt is looked at by itself, and a seat that does not count in the panel is not.
    """
    panel = plan.module(module).panel
    if panel.spread is None:
        return []
    heard = [values for seat, values in sheets.items() if seat != 1 or not panel.exclude_lead]
    judged = [aspect for aspect in plan.module(module).shared if isinstance(aspect, Judgement)]
    return [
        Need(aspect.key, "spread")
        for aspect in judged
        if any(_apart(aspect, slot, heard) > panel.spread for slot in aspect.slots)
    ]


def _apart(aspect: Aspect, slot: str, sheets: Iterable[Values]) -> Decimal:
    texts = [text for values in sheets if (text := values.get(slot)) is not None and text != NOT_TAKEN]
    return spread([kept_number(aspect, text) for text in texts])
