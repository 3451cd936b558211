"""One judge's sheet: what it shows while he marks, what it still needs, and whether a panel's sheets agree."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from competition.engine.aggregation import spread
from competition.engine.formats import numerator
from competition.engine.plans import Aspect, Deduction, Judgement, Module, Plan
from competition.engine.refusal import Impossible
from competition.engine.rounding import RoundingRules
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


def numerators(module: Module, seat: int, values: Values) -> dict[str, Decimal]:
    """What the marked aspects of a seat earn, times their divisors; Impossible for a text that is no value."""
    found = {}
    for aspect in module.aspects_for(seat):
        text = values.get(aspect.key)
        if text is not None:
            found[aspect.key] = ZERO if text == NOT_TAKEN else numerator(aspect, kept_number(aspect, text))
    return found


def critical_failed(aspect: Aspect, earned: Mapping[str, Decimal], values: Values) -> bool:
    """Whether a critical step was marked as missed at least once (field rule TF-10)."""
    if not isinstance(aspect, Deduction) or not aspect.critical or aspect.key not in earned:
        return False
    return kept_number(aspect, values[aspect.key] or "0") > 0


def sheet_preview(plan: Plan, module: str, seat: int, values: Values) -> SheetPreview:
    """The sheet of one judge; Impossible unknown_module or not_a_number.

    Points are rounded by the plan's rule `aspect`, the total by `judge`; it is never below zero and zero once a
    critical step was missed. The preview is not the panel's result.
    """
    part = plan.module(module)
    earned = numerators(part, seat, values)
    aspects = part.aspects_for(seat)
    shown = {
        aspect.key: plan.rounding.aspect.ratio(earned[aspect.key], aspect.divisor) if aspect.key in earned else None
        for aspect in aspects
    }
    failed = any(critical_failed(aspect, earned, values) for aspect in aspects)
    total = ZERO if failed else sum((figure for figure in shown.values() if figure is not None), ZERO)
    return SheetPreview(shown, plan.rounding.judge.of(max(ZERO, total)), tuple(needs(plan, module, seat, values)))


def sheet_total(plan: Plan, module: str, seat: int, values: Values) -> Decimal:
    """The total of `sheet_preview` alone."""
    return sheet_preview(plan, module, seat, values).total


def needs(plan: Plan, module: str, seat: int, values: Values) -> list[Need]:
    """What keeps the sheet from being checked, in the order of the plan: `missing`, `out_of_range` (field 5.1, 11).

    Out of range is a value the aspect cannot take; an implausible one is only asked about, on the tablet.
    """
    found = []
    for aspect in plan.module(module).aspects_for(seat):
        text = values.get(aspect.key)
        if text is None:
            if aspect.required:
                found.append(Need(aspect.key, "missing"))
        elif not _in_range(aspect, text):
            found.append(Need(aspect.key, "out_of_range"))
    return found


def _in_range(aspect: Aspect, text: str) -> bool:
    try:
        read_value(aspect, text)
    except Impossible:
        return False
    return True


def spread_needs(plan: Plan, module: str, sheets: Mapping[int, Values]) -> list[Need]:
    """Judgements on which the panel's scores lie further apart than its plan allows (field rule WS-3).

    `sheets` are the values by seat of everybody who has submitted; without a `spread` in the plan nothing is asked.
    """
    part = plan.module(module)
    if part.panel.spread is None:
        return []
    found = []
    for aspect in part.shared:
        if isinstance(aspect, Judgement):
            texts = [values.get(aspect.key) for values in sheets.values()]
            if spread([kept_number(aspect, text) for text in texts if text is not None]) > part.panel.spread:
                found.append(Need(aspect.key, "spread"))
    return found


def own_figure(shared: tuple[Aspect, ...], earned: Mapping[str, Decimal], rules: RoundingRules) -> Decimal | None:
    """What a judge's sheet brings into a panel of level sheet: his marked aspects without deductions; None if none."""
    marked = [aspect for aspect in shared if aspect.key in earned and not isinstance(aspect, Deduction)]
    if not marked:
        return None
    return rules.judge.of(sum((rules.aspect.ratio(earned[aspect.key], aspect.divisor) for aspect in marked), ZERO))
