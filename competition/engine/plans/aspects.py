"""Reading the eight kinds of aspects, each with what contradicts it."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TypedDict

from competition.engine.expressions import Expression
from competition.engine.plans.attempts import read_attempts
from competition.engine.plans.reading import LONGEST_ASPECT_KEY, Reader
from competition.engine.plans.shape import (
    Aspect,
    Attempts,
    Band,
    Computed,
    Counted,
    Deduction,
    Judgement,
    Measurement,
    Over,
    Plausible,
    Points,
    Text,
    Timed,
    YesNo,
)
from competition.engine.refusal import PlanRefused

MOST_BANDS = 20
MOST_STEPS = 11
MOST_LINES = 20
LONGEST_TIME = "999999"
MOST_COUNTED = "999999"


class _Common(TypedDict):
    key: str
    title: Text
    note: Text | None
    max: Decimal
    one: bool
    required: bool
    section: str | None
    method: Text | None
    lines: tuple[Text, ...]
    counts: bool
    factor: Decimal | None
    dnf_if_none: bool
    attempts: Attempts | None


def read_aspect(reader: Reader) -> Aspect:
    """One aspect of any kind; refuses what contradicts itself (field rules WS-2, WS-3)."""
    kind = reader.word("kind", tuple(_KINDS))
    common = _common(reader, kind)
    if kind == "deduction" and common["max"]:
        raise PlanRefused("deduction_earns", reader.at("max"))
    if kind not in ("deduction", "timed", "computed"):
        _check_worth(reader, common)
    return _KINDS[kind](reader, common)


def _common(reader: Reader, kind: str) -> _Common:
    deducts, computed = kind == "deduction", kind == "computed"
    required = not computed and reader.flag("required", not deducts)
    if deducts and required:
        raise PlanRefused("deduction_required", reader.at("required"))
    one = computed or reader.word("marked_by", ("each", "one")) == "one"
    ends_it = not deducts and reader.flag("dnf_if_none", False)
    if ends_it and not one:
        raise PlanRefused("dnf_needs_one", reader.at("dnf_if_none"))
    return _Common(
        key=reader.key(longest=LONGEST_ASPECT_KEY),
        title=reader.text("title"),
        note=reader.note("note"),
        max=reader.decimal("max", "0", "10000"),
        one=one,
        required=required,
        section=reader.key("section") if reader.given("section") else None,
        method=reader.note("method"),
        lines=reader.lines("lines", MOST_LINES, 400),
        counts=deducts or reader.flag("counts", True),
        factor=reader.positive("factor", "10000") if not deducts and reader.given("factor") else None,
        dnf_if_none=ends_it,
        attempts=read_attempts(reader, kind, one),
    )


def _check_worth(reader: Reader, common: _Common) -> None:
    """What counts has something to earn; an aspect that is only an input need not."""
    if common["counts"] and not common["max"]:
        raise PlanRefused("not_positive", reader.at("max"))


def _plausible(reader: Reader) -> Plausible | None:
    if not reader.given("plausible"):
        return None
    bounds = reader.part("plausible")
    plausible = Plausible(bounds.decimal("min"), bounds.decimal("max"))
    bounds.finish()
    if plausible.low > plausible.high:
        raise PlanRefused("upside_down", bounds.at("min"))
    return plausible


def _decimals(figure: Decimal | None) -> int:
    return 0 if figure is None else max(0, -int(figure.as_tuple().exponent))


def _measured_band(reader: Reader) -> Band:
    low = reader.decimal("from") if reader.given("from") else None
    high = reader.decimal("to") if reader.given("to") else None
    if low is not None and high is not None and low > high:
        raise PlanRefused("upside_down", reader.at("from"))
    return Band(low, high, reader.decimal("points", "0", "10000"))


def _holds(outer: Band, inner: Band) -> bool:
    below = outer.low is None or (inner.low is not None and outer.low <= inner.low)
    return below and (outer.high is None or (inner.high is not None and inner.high <= outer.high))


def _check_reach(points: tuple[Decimal, ...], most: Decimal, path: str) -> None:
    if max(points) > most:
        raise PlanRefused("band_above_max", path, max=str(most))
    if max(points) < most:
        raise PlanRefused("max_out_of_reach", path, max=str(most))


def _measurement(reader: Reader, common: _Common) -> Measurement:
    decimals = reader.whole("decimals", 0, 6)
    formula = reader.expression("formula") if reader.given("formula") else None
    bands: tuple[Band, ...] = ()
    floor = Decimal(0)
    if formula is None:
        if not reader.given("bands"):
            raise PlanRefused("missing_key", reader.at("bands"))
        bands = _measured_bands(reader, decimals)
        _check_reach(tuple(band.points for band in bands), common["max"], reader.at("bands"))
        if reader.given("floor"):
            raise PlanRefused("unknown_key", reader.at("floor"))
    else:
        if reader.given("bands"):
            raise PlanRefused("bands_and_formula", reader.at("formula"))
        floor = _least(reader, "floor", common["max"])
    return Measurement(
        **common,
        unit=reader.short("unit", 16),
        decimals=decimals,
        bands=bands,
        plausible=_plausible(reader),
        formula=formula,
        floor=floor,
    )


def _measured_bands(reader: Reader, decimals: int) -> tuple[Band, ...]:
    bands = reader.each("bands", _measured_band, most=MOST_BANDS)
    for place, band in enumerate(bands):
        path = f"{reader.at('bands')}[{place}]"
        if any(_holds(earlier, band) for earlier in bands[:place]):
            raise PlanRefused("band_never_reached", path)
        if max(_decimals(band.low), _decimals(band.high)) > decimals:
            raise PlanRefused("too_many_decimals", path, decimals=str(decimals))
    return bands


def _least(reader: Reader, key: str, most: Decimal) -> Decimal:
    """The lower end of the points, 0 where none is given."""
    least = reader.limit(key)
    if least is None:
        return Decimal(0)
    if least > most:
        raise PlanRefused("upside_down", reader.at(key))
    return least


def _yesno(reader: Reader, common: _Common) -> YesNo:
    return YesNo(**common)


def _judgement(reader: Reader, common: _Common) -> Judgement:
    steps = reader.whole("steps", 2, MOST_STEPS)
    descriptors = reader.texts("descriptors", steps, 400)
    return Judgement(**common, steps=steps, descriptors=descriptors, values=_values(reader, steps, common["max"]))


def _values(reader: Reader, steps: int, most: Decimal) -> tuple[Decimal, ...]:
    """The points of each step, from the lowest to the maximum; none where the steps share the maximum equally."""
    if not reader.given("values"):
        return ()
    values = reader.decimals("values", steps, "0", "10000")
    for place in range(1, steps):
        if values[place] < values[place - 1]:
            raise PlanRefused("values_go_down", f"{reader.at('values')}[{place}]")
    if values[-1] != most:
        raise PlanRefused("values_miss_max", reader.at("values"), max=str(most))
    return values


def _points(reader: Reader, common: _Common) -> Points:
    step = reader.positive("step", "10000")
    least = _least(reader, "min", common["max"])
    if (common["max"] - least) % step:
        if least:
            raise PlanRefused("min_off_the_steps", reader.at("min"), max=str(common["max"]), step=str(step))
        raise PlanRefused("step_misses_max", reader.at("step"), max=str(common["max"]))
    return Points(**common, step=step, min=least)


def _computed(reader: Reader, common: _Common) -> Computed:
    least = _least(reader, "min", common["max"])
    if least >= 0:
        _check_worth(reader, common)
    return Computed(**common, expression=_expression(reader), min=least)


def _expression(reader: Reader) -> Expression:
    expression = reader.expression("expression")
    if expression.uses_value:
        raise PlanRefused("value_of_nothing", reader.at("expression"))
    return expression


def _deduction(reader: Reader, common: _Common) -> Deduction:
    critical = reader.flag("critical", False)
    step = reader.decimal("step", "0", "10000") if critical else reader.positive("step", "10000")
    cap = reader.limit("cap", "0")
    if cap is not None and cap < step:
        raise PlanRefused("cap_below_step", reader.at("cap"), step=str(step))
    return Deduction(**common, step=step, cap=cap, critical=critical)


def _counted(reader: Reader, common: _Common) -> Counted:
    each = reader.positive("each", "10000")
    target = reader.decimal("target", "1", MOST_COUNTED) if reader.given("target") else None
    if target is not None and target % 1:
        raise PlanRefused("not_whole", reader.at("target"))
    whole = None if target is None else int(target)
    return Counted(**common, each=each, target=whole, plausible=_plausible(reader))


def _timed_band(reader: Reader) -> Band:
    return Band(None, reader.decimal("to", "0", LONGEST_TIME), reader.decimal("points", "-10000", "10000"))


def _off(reader: Reader, key: str) -> Over | None:
    """Points off for started units beyond (`over`) or short of (`under`) a time, where there are any."""
    if not reader.given(key):
        return None
    part = reader.part(key)
    start, unit = part.decimal("from", "0", LONGEST_TIME), part.positive("unit", LONGEST_TIME)
    points = part.positive("points", "10000")
    cap = part.limit("cap", "0")
    part.finish()
    if cap is not None and cap < points:
        raise PlanRefused("cap_below_step", part.at("cap"), step=str(points))
    return Over(start, unit, points, cap)


def _timed(reader: Reader, common: _Common) -> Timed:
    bands = reader.each("bands", _timed_band, most=MOST_BANDS)
    ends = [band.high for band in bands if band.high is not None]
    for place in range(1, len(ends)):
        if ends[place] <= ends[place - 1]:
            raise PlanRefused("band_never_reached", f"{reader.at('bands')}[{place}]")
    beyond = reader.limit("beyond") or Decimal(0)
    _check_reach((beyond, *(band.points for band in bands)), common["max"], reader.at("bands"))
    return Timed(
        **common,
        bands=bands,
        beyond=beyond,
        over=_off(reader, "over"),
        plausible=_plausible(reader),
        under=_off(reader, "under"),
    )


_KINDS: Mapping[str, Callable[[Reader, _Common], Aspect]] = {
    "measurement": _measurement,
    "yesno": _yesno,
    "judgement": _judgement,
    "points": _points,
    "deduction": _deduction,
    "counted": _counted,
    "timed": _timed,
    "computed": _computed,
}
