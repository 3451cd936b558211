"""How a simulated judge marks: what one of given severity gives a contestant of given skill, and in which order. Pure.

Everything is a function of the seed and of places (trade, station code, module, seat, aspect), so a demo of the same
seed gives the same marks in the same order, whatever happens on the way. Judges of one panel see the same work: their
judgements lie at most one step apart, as the panels' spread asks.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from random import Random
from typing import TypeVar

from competition.engine.plans import (
    Aspect,
    Counted,
    Deduction,
    Judgement,
    Measurement,
    Module,
    Plan,
    Points,
    Timed,
    YesNo,
)
from competition.engine.refusal import Impossible
from competition.engine.values import plausible, read_value

Step = TypeVar("Step")
Interval = tuple[Decimal, Decimal]
TRIES = 24


@dataclass(frozen=True)
class Turn:
    """One contestant, by station code, before the panel of one module."""

    module: str
    code: str


def skill(seed: int, code: str) -> float:
    """How good the contestant at this station is, as a share of all points: most between 0.72 and 0.93."""
    return min(0.965, max(0.63, Random(f"{seed}/skill/{code}").gauss(0.825, 0.06)))


def severity(seed: int, trade: str, seat: int) -> float:
    """How a judge leans, in steps of a judgement: below 0 strict, above 0 mild; within half a step."""
    return Random(f"{seed}/severity/{trade}/{seat}").uniform(-0.4, 0.4)


def value(seed: int, trade: str, code: str, module: str, seat: int, aspect: Aspect) -> str | None:
    """The canonical value that the judge on this seat gives; None where a judge has nothing to mark (no fault seen)."""
    form = Random(f"{seed}/form/{code}/{module}").gauss(0, 0.04)
    quality = min(0.97, max(0.57, skill(seed, code) + form))
    seen = Random(f"{seed}/seen/{code}/{aspect.key}")
    lean = severity(seed, trade, seat)
    text = _text(aspect, quality, seen, lean)
    return None if text is None else read_value(aspect, text).text


def turns(seed: int, trade: str, plan: Plan, codes: Sequence[str]) -> tuple[list[Turn], list[Turn]]:
    """Who comes before which panel, in order: the theory papers, then the practical modules, which overlap a little."""
    dice = Random(f"{seed}/turns/{trade}")
    theory: list[Turn] = []
    practical: list[tuple[float, Turn]] = []
    later = 0
    for module in plan.modules:
        order = sorted(codes)
        dice.shuffle(order)
        if module.component == "theory":
            theory += [Turn(module.key, code) for code in order]
        else:
            for place, code in enumerate(order):
                practical.append((later + place / len(order) + dice.uniform(0, 0.6), Turn(module.key, code)))
            later += 1
    return theory, [turn for _, turn in sorted(practical, key=lambda one: (one[0], one[1].code))]


def begun(seed: int, trade: str) -> float:
    """Which share of a trade's practical turns lies in the past when the demo opens."""
    return Random(f"{seed}/begun/{trade}").uniform(0.3, 0.6)


def seats(module: Module, judges: int) -> int:
    """How many of the judges sit in a module: all where each marks, else as few as its plan allows."""
    return judges if module.shared else max(1, module.panel.minimum)


def in_turn(seed: int, queues: Mapping[str, Sequence[Step]]) -> Iterator[tuple[str, Step]]:
    """The steps of all trades in one order: each trade's own order is kept, the trades take turns by chance."""
    dice = Random(f"{seed}/order")
    waiting = {trade: iter(steps) for trade, steps in sorted(queues.items())}
    while waiting:
        trade = dice.choice(list(waiting))
        try:
            yield trade, next(waiting[trade])
        except StopIteration:
            del waiting[trade]


def _text(aspect: Aspect, quality: float, seen: Random, lean: float) -> str | None:
    if isinstance(aspect, Judgement):
        level = quality * (aspect.steps - 1) + seen.uniform(-0.35, 0.35)
        return str(min(aspect.steps - 1, max(0, math.floor(level + 0.5 + lean))))
    if isinstance(aspect, Points):
        share = quality + seen.gauss(0, 0.04) + lean * 0.06
        return str(_stepped(Decimal(share) * aspect.max, aspect.step, aspect.max))
    if isinstance(aspect, YesNo):
        return "yes" if seen.random() < quality + 0.03 else "no"
    if isinstance(aspect, Deduction):
        fault = not aspect.critical and seen.random() < (1 - quality) * 0.6
        return "1" if fault else None
    if isinstance(aspect, Counted):
        return _counted(aspect, quality, seen)
    if isinstance(aspect, Timed):
        return _chosen(aspect, _times(aspect), quality, seen, Decimal(1))
    if isinstance(aspect, Measurement):
        return _chosen(aspect, _measures(aspect), quality, seen, Decimal(1).scaleb(-aspect.decimals))
    raise TypeError(f"nobody knows how to mark a {aspect.kind}")


def _stepped(figure: Decimal, step: Decimal, most: Decimal) -> Decimal:
    steps = (figure / step).quantize(Decimal(1), ROUND_HALF_UP)
    return min(most, max(Decimal(0), steps * step))


def _counted(aspect: Counted, quality: float, seen: Random) -> str:
    full = Decimal(aspect.target) if aspect.target is not None else aspect.max / aspect.each
    if aspect.plausible is not None:
        full = min(full, aspect.plausible.high)
    reached = Decimal(quality + seen.gauss(0.02, 0.06)) * full
    low = aspect.plausible.low if aspect.plausible is not None else Decimal(0)
    return str(int(min(full, max(low, reached.quantize(Decimal(1), ROUND_HALF_UP)))))


def _measures(aspect: Measurement) -> list[Interval]:
    """The intervals a measured value may lie in, the best first; the last ones miss every band."""
    low = aspect.plausible.low if aspect.plausible is not None else None
    high = aspect.plausible.high if aspect.plausible is not None else None
    found = []
    for band in sorted(aspect.bands, key=lambda one: -one.points):
        least = band.low if band.low is not None else low
        most = band.high if band.high is not None else high
        if least is not None and most is not None:
            found.append((least, most))
    least, most = min(one[0] for one in found), max(one[1] for one in found)
    width = max((most - least) / 3, Decimal(2).scaleb(-aspect.decimals))
    if high is None or most < high:
        found.append((most, most + width if high is None else min(high, most + width)))
    elif low is None or low < least:
        found.append((least - width if low is None else max(low, least - width), least))
    return found


def _times(aspect: Timed) -> list[Interval]:
    """The intervals a time may lie in, the best band first and what lies beyond all bands last."""
    low = aspect.plausible.low if aspect.plausible is not None else Decimal(0)
    begin, found = low, []
    for band in aspect.bands:
        end = band.high if band.high is not None else begin
        found.append((band.points, (max(begin, end * Decimal("0.7")), end)))
        begin = end
    best_first = [interval for _, interval in sorted(found, key=lambda one: -one[0])]
    return [*best_first, (begin + 1, begin * Decimal("1.08") + 2)]


def _chosen(
    aspect: Measurement | Timed, intervals: Sequence[Interval], quality: float, seen: Random, quantum: Decimal
) -> str:
    """A value in one of the intervals: good work hits the first, the worse it is the further it falls."""
    place = 0
    while place < len(intervals) - 1 and seen.random() > quality**1.4:
        place += 1
    for low, high in (intervals[place], intervals[0]):
        for _ in range(TRIES):
            figure = low + Decimal(seen.random()) * (high - low)
            text = str(figure.quantize(quantum, ROUND_HALF_UP if seen.random() < 0.5 else ROUND_FLOOR))
            if _believable(aspect, text):
                return text
    return str(intervals[0][1])


def _believable(aspect: Measurement | Timed, text: str) -> bool:
    try:
        read = read_value(aspect, text)
    except Impossible:
        return False
    return plausible(aspect, read)
