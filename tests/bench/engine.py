"""The engine alone, marks already in memory: nine trades of a hundred entries, seven judges, forty aspects, trimmed means.

One processor. The same sums are worked out with pandas too, where it is installed, in the same run: as binary fractions,
without a rule of rounding, without ties and without knowing afterwards what came from where.
"""

from __future__ import annotations

import random
import statistics
import time
from dataclasses import dataclass
from importlib.util import find_spec

from competition.engine.plans import Plan, parse_plan
from competition.engine.tabulation import Entrant, Tabulator, tabulate
from tests.engine.plan_documents import judgement, module, plan, points, trimmed

TRADES, ENTRIES, JUDGES, ASPECTS = 9, 100, 7, 40
MARKS = 400
SEATS = tuple(range(1, JUDGES + 1))


@dataclass(frozen=True)
class Taken:
    """Seconds: the whole, each trade, each single mark, and pandas on the whole (None where it is not installed)."""

    full: float
    trades: list[float]
    marks: list[float]
    pandas: float | None

    def told(self) -> str:
        """One line of it."""
        one, trade = statistics.median(self.marks) * 1000, statistics.median(self.trades) * 1000
        beside = "" if self.pandas is None else f"; the same sums with pandas {self.pandas * 1000:.0f} ms"
        return f"whole {self.full:.2f} s, a trade {trade:.0f} ms, a mark {one:.2f} ms{beside}"


def scheme() -> Plan:
    """Forty aspects that seven judges mark each, on two sheets: judgements and points by turns."""
    parts = []
    for number, key in enumerate("AB"):
        aspects = []
        for n in range(ASPECTS // 2):
            make = judgement if (n + number) % 2 else points
            aspects.append(make(f"{key}{n + 1}", "2.50"))
        parts.append(module(key, *aspects, judged=trimmed(minimum=3)))
    return parse_plan(plan(*parts, ties=("module:B", "module:A")))


def field(built: Plan, seed: int) -> list[Entrant]:
    """A trade's entries with every mark."""
    dice = random.Random(seed)
    found = []
    for number in range(ENTRIES):
        marks = {
            (part.key, seat, aspect.key): str(dice.randrange(4))
            if aspect.kind == "judgement"
            else f"{dice.randrange(26) / 10}"
            for part in built.modules
            for aspect in part.aspects
            for seat in SEATS
        }
        found.append(Entrant(f"E{number + 1:03}", marks, {part.key: SEATS for part in built.modules}))
    return found


def measured() -> Taken:
    """One round, in this process; what is read once a plan has been read before."""
    built = scheme()
    trades = [field(built, seed) for seed in range(TRADES)]
    taken = []
    for entrants in trades:
        begun = time.perf_counter()
        tabulate(built, entrants)
        taken.append(time.perf_counter() - begun)
    return Taken(sum(taken), taken, _single(built, trades[0]), _pandas(built, trades) if find_spec("pandas") else None)


def _single(built: Plan, entrants: list[Entrant]) -> list[float]:
    """Seconds from a mark to the whole result list, mark by mark."""
    dice = random.Random(1)
    running = Tabulator(built, entrants)
    running.result()
    judgements = [
        (part.key, aspect.key) for part in built.modules for aspect in part.aspects if aspect.kind == "judgement"
    ]
    taken = []
    for _ in range(MARKS):
        entry, (part, aspect) = dice.choice(entrants).key, dice.choice(judgements)
        seat, value = dice.choice(SEATS), str(dice.randrange(4))
        begun = time.perf_counter()
        running.mark(entry, part, seat, aspect, value)
        running.result()
        taken.append(time.perf_counter() - begun)
    return taken


def _pandas(built: Plan, trades: list[list[Entrant]]) -> float:
    """Seconds that pandas takes for trimmed means, sums and ranks of the same marks; the rows are made beforehand."""
    import pandas as pd

    worth = {
        aspect.key: float(aspect.max) / 3 if aspect.kind == "judgement" else 1.0
        for part in built.modules
        for aspect in part.aspects
    }
    frame = pd.DataFrame(
        [
            (trade, one.key, aspect, seat, float(value) * worth[aspect])
            for trade, entrants in enumerate(trades)
            for one in entrants
            for (_, seat, aspect), value in one.marks.items()
        ],
        columns=["trade", "entry", "aspect", "seat", "points"],
    )
    begun = time.perf_counter()
    by_aspect = frame.groupby(["trade", "entry", "aspect"])["points"].agg(["sum", "min", "max", "count"])
    trimmed_means = ((by_aspect["sum"] - by_aspect["min"] - by_aspect["max"]) / (by_aspect["count"] - 2)).round(2)
    totals = trimmed_means.groupby(level=["trade", "entry"]).sum().round(2)
    totals.groupby(level="trade").rank(ascending=False, method="min")
    return time.perf_counter() - begun
