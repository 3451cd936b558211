"""Reading the seven kinds of aspects, each with what contradicts it."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TypedDict

from competition.engine.plans.reading import Reader
from competition.engine.plans.shape import (
    Aspect,
    Band,
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


def read_aspect(reader: Reader) -> Aspect:
    """One aspect of any kind; refuses what contradicts itself (field rules WS-2, WS-3)."""
    kind = reader.word("kind", tuple(_KINDS))
    deducts = kind == "deduction"
    required = reader.flag("required", not deducts)
    if deducts and required:
        raise PlanRefused("deduction_required", reader.at("required"))
    common = _Common(
        key=reader.key(),
        title=reader.text("title"),
        note=reader.note("note"),
        max=reader.decimal("max", "0", "10000"),
        one=reader.word("marked_by", ("each", "one")) == "one",
        required=required,
        section=reader.key("section") if reader.given("section") else None,
        method=reader.note("method"),
        lines=reader.lines("lines", MOST_LINES, 400),
    )
    if deducts and common["max"]:
        raise PlanRefused("deduction_earns", reader.at("max"))
    if not common["max"] and kind not in ("deduction", "timed"):
        raise PlanRefused("not_positive", reader.at("max"))
    return _KINDS[kind](reader, common)


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
    bands = reader.each("bands", _measured_band, most=MOST_BANDS)
    for place, band in enumerate(bands):
        path = f"{reader.at('bands')}[{place}]"
        if any(_holds(earlier, band) for earlier in bands[:place]):
            raise PlanRefused("band_never_reached", path)
        if max(_decimals(band.low), _decimals(band.high)) > decimals:
            raise PlanRefused("too_many_decimals", path, decimals=str(decimals))
    _check_reach(tuple(band.points for band in bands), common["max"], reader.at("bands"))
    unit = reader.short("unit", 16)
    return Measurement(**common, unit=unit, decimals=decimals, bands=bands, plausible=_plausible(reader))


def _yesno(reader: Reader, common: _Common) -> YesNo:
    return YesNo(**common)


def _judgement(reader: Reader, common: _Common) -> Judgement:
    steps = reader.whole("steps", 2, MOST_STEPS)
    return Judgement(**common, steps=steps, descriptors=reader.texts("descriptors", steps, 400))


def _points(reader: Reader, common: _Common) -> Points:
    step = reader.positive("step", "10000")
    if common["max"] % step:
        raise PlanRefused("step_misses_max", reader.at("step"), max=str(common["max"]))
    return Points(**common, step=step)


def _deduction(reader: Reader, common: _Common) -> Deduction:
    critical = reader.flag("critical", False)
    step = reader.decimal("step", "0", "10000") if critical else reader.positive("step", "10000")
    cap = reader.decimal("cap", "0", "10000") if reader.given("cap") else None
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


def _over(reader: Reader) -> Over | None:
    if not reader.given("over"):
        return None
    over = reader.part("over")
    start, unit = over.decimal("from", "0", LONGEST_TIME), over.positive("unit", LONGEST_TIME)
    points = over.positive("points", "10000")
    cap = over.decimal("cap", "0", "10000") if over.given("cap") else None
    over.finish()
    if cap is not None and cap < points:
        raise PlanRefused("cap_below_step", over.at("cap"), step=str(points))
    return Over(start, unit, points, cap)


def _timed(reader: Reader, common: _Common) -> Timed:
    bands = reader.each("bands", _timed_band, most=MOST_BANDS)
    ends = [band.high for band in bands if band.high is not None]
    for place in range(1, len(ends)):
        if ends[place] <= ends[place - 1]:
            raise PlanRefused("band_never_reached", f"{reader.at('bands')}[{place}]")
    beyond = reader.decimal("beyond", "-10000", "10000") if reader.given("beyond") else Decimal(0)
    _check_reach((beyond, *(band.points for band in bands)), common["max"], reader.at("bands"))
    return Timed(**common, bands=bands, beyond=beyond, over=_over(reader), plausible=_plausible(reader))


_KINDS: Mapping[str, Callable[[Reader, _Common], Aspect]] = {
    "measurement": _measurement,
    "yesno": _yesno,
    "judgement": _judgement,
    "points": _points,
    "deduction": _deduction,
    "counted": _counted,
    "timed": _timed,
}
