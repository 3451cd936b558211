"""`python -m tests.bench [PART ...] [--worker eventlet|gevent]`: measure, print a table.

Parts are engine, live, marks, import, registries, members, ladder and demo. The figures are kept in build/bench.json.

Everything runs on this machine alone: the server on the first processor, the load on the second. Rounds of what is
compared take turns, and the median counts. Without a name all of it is measured, the demo last (a new clone, a new venv).
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.bench import demo, engine, judge_import, ladder, live, members, registries
from tests.bench.hall import furnished
from tests.bench.load import BATCH, Marked, mark
from tests.live.house import ROOT, running_house
from tests.services import launch
from tests.services.postgresql import PostgreSQL
from tests.services.wanted import node

ROUNDS = 3
MARK_SECONDS = 5.0
BUILD = ROOT / "build"


@dataclass(frozen=True)
class Row:
    """One figure, what it should reach, what stands beside it, and the worker model it was measured on."""

    name: str
    value: float
    unit: str
    bar: float | None
    beside: float | None
    worker: str

    @property
    def reached(self) -> bool:
        """Whether the bar is reached; of times, of memory and of what is how many times as long, less is better."""
        if self.bar is None:
            return True
        return self.value <= self.bar if self.unit in ("ms", "s", "times", "MB") else self.value >= self.bar


def measure_live(worker: str, scratch: Path) -> list[Row]:
    """Delay and deliveries to a thousand spectators."""
    filled = scratch / "live"
    hall = furnished(filled, trades=1)
    middle, late = live.delay(hall, filled, scratch, worker)
    print(
        f"live: p50 {middle * 1000:.0f} ms, p99 {late * 1000:.0f} ms from tap to {live.SPECTATORS} screens, {live.MARKS} marks"
    )
    ours, theirs = [], []
    for number in range(ROUNDS):
        ours.append(live.push(hall, filled, scratch, worker))
        said = f"live: round {number + 1}: {ours[-1].told()}"
        if node() is not None and shutil.which("npm"):
            theirs.append(live.beside(BUILD, ours[-1].octets))
            said += f"; Node: {theirs[-1].told()}"
        print(said)
    beside = round(live.middle(theirs)) if theirs else None
    return [
        Row("live.p99_ms.1000", round(late * 1000, 1), "ms", 400, None, worker),
        Row(
            "live.deliveries_per_cpu_s.1000",
            round(live.middle(ours)),
            "1/cpu-s",
            0.4 * beside if beside else None,
            beside,
            worker,
        ),
    ]


def measure_marks(worker: str, scratch: Path) -> list[Row]:
    """Acknowledged marks a second, everything in the transaction, on both databases."""
    rows = [_marks("marks.per_s.sqlite", worker, scratch / "sqlite", f"sqlite:///{scratch / 'competition.db'}")]
    folder, ours = launch.run_folder()
    server = PostgreSQL(folder)
    try:
        server.start()
        rows.append(_marks("marks.per_s.postgresql", worker, scratch / "postgresql", server.create_database()))
        server.stop()
    except launch.ServiceMissing as missing:
        print(f"marks: {missing}")
    finally:
        if ours:
            launch.end_run(folder)
    return rows


def _marks(name: str, worker: str, data: Path, database_url: str) -> Row:
    hall = furnished(data, DATABASE_URL=database_url)
    rounds = []
    with running_house(worker, data=data, core=0, COMPETITION_STRICT="0", DATABASE_URL=database_url) as house:
        for number in range(ROUNDS):
            rounds.append(mark(house.url, hall, MARK_SECONDS))
            print(f"{name}: round {number + 1}: {_told(rounds[-1])}, {BATCH} a message")
        print(f"{name}: one a message: {_told(mark(house.url, hall, MARK_SECONDS, 1))}")
    return Row(name, round(statistics.median(one.per_second for one in rounds)), "1/s", 500, None, worker)


def _told(found: Marked) -> str:
    return f"{found.per_second:.0f}/s, answered in {found.p50 * 1000:.0f} ms (p99 {found.p99 * 1000:.0f} ms)"


def measure_demo(worker: str, scratch: Path) -> list[Row]:
    """How long somebody waits who has just cloned the repository."""
    return [Row("setup.demo_s", round(demo.cold_start(ROOT, scratch / "clone"), 1), "s", 180, None, worker)]


def measure_import(worker: str, scratch: Path) -> list[Row]:
    """How much longer judges wait for their answers while a form of 20,000 people is read and imported."""
    rounds = judge_import.measured(scratch, worker)
    for number, one in enumerate(rounds):
        idle, during = ("/".join(f"{second * 1000:.1f}" for second in pair) for pair in (one.idle, one.during))
        print(f"import: round {number + 1}: {one.took:.0f} s; answers p50/p99 {idle} ms idle, {during} ms meanwhile")
    return [Row("judge.ack_p99_ratio_during_import", round(judge_import.ratio(rounds), 2), "times", 2, 1, worker)]


def measure_registries(worker: str, scratch: Path) -> list[Row]:
    """How long the desk's list takes with a hundred thousand entries in one event, on both databases."""
    rows = [_list("desk.list_p95_ms", scratch / "registry", worker)]
    folder, ours = launch.run_folder()
    server = PostgreSQL(folder)
    try:
        server.start()
        place = scratch / "registry-postgresql"
        rows.append(_list("desk.list_p95_ms.postgresql", place, worker, DATABASE_URL=server.create_database()))
        server.stop()
    except launch.ServiceMissing as missing:
        print(f"registries: {missing}")
    finally:
        if ours:
            launch.end_run(folder)
    return rows


def _list(name: str, data: Path, worker: str, **environ: str) -> Row:
    taken = registries.list_times(data, **environ)
    print(f"{name}: {len(taken)} pages of {registries.ENTRIES} entries, p50 {statistics.median(taken) * 1000:.0f} ms")
    return Row(name, round(registries.slowest(taken)), "ms", 300, None, worker)


def measure_members(worker: str, scratch: Path) -> list[Row]:
    """600,000 rows into the roll, from both kinds of file: time and memory of the whole, the locks, the list afterwards."""
    found = members.measure(scratch / "members")
    slowest = max(found.values(), key=lambda one: one.seconds)
    return [
        Row("members.import_600k_s", slowest.seconds, "s", 120, found["csv"].seconds, worker),
        Row("members.import_peak_mb", max(one.peak_mb for one in found.values()), "MB", 500, None, worker),
        Row("members.import_lock_ms", max(one.lock_p50_ms for one in found.values()), "ms", 20, None, worker),
        Row("members.list_600k_ms", max(one.list_ms for one in found.values()), "ms", 300, None, worker),
    ]


def measure_ladder(worker: str, scratch: Path) -> list[Row]:
    """All cuts of a province proposed, and the pages of its ladder."""
    found = ladder.measured(scratch / "ladder")
    for address, taken in found.pages.items():
        print(f"ladder: p50 {statistics.median(taken) * 1000:.0f} ms {address}")
    print(f"ladder: {found.cuts} cuts of {ladder.ENTRIES} entries")
    return [
        Row("ladder.cuts_s", round(found.cuts_s, 1), "s", 30, None, worker),
        Row("ladder.page_p95_ms", round(found.slowest_ms), "ms", 300, None, worker),
    ]


def measure_engine(worker: str, scratch: Path) -> list[Row]:
    """A quarter of a million marks in memory: all of them, one trade, one mark more; and the same sums with pandas."""
    rounds = [engine.measured() for _ in range(ROUNDS)]
    for number, one in enumerate(rounds):
        print(f"engine: round {number + 1}: {one.told()}")
    whole = statistics.median(one.full for one in rounds)
    trade = statistics.median(second for one in rounds for second in one.trades)
    mark = statistics.median(second for one in rounds for second in one.marks)
    rows = [
        Row("engine.full_s", round(whole, 2), "s", 2, None, worker),
        Row("engine.trade_ms", round(trade * 1000), "ms", 200, None, worker),
        Row("engine.one_mark_ms", round(mark * 1000, 2), "ms", 2, None, worker),
    ]
    theirs = [one.pandas for one in rounds if one.pandas is not None]
    if theirs:
        pandas = statistics.median(theirs)
        rows.append(Row("engine.vs_pandas", round(whole / pandas, 1), "times", None, round(pandas * 1000), worker))
    return rows


PARTS: dict[str, Callable[[str, Path], list[Row]]] = {
    "engine": measure_engine,
    "live": measure_live,
    "marks": measure_marks,
    "import": measure_import,
    "registries": measure_registries,
    "demo": measure_demo,
    "members": measure_members,
    "ladder": measure_ladder,
}


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "parts",
        nargs="*",
        metavar="PART",
        help="engine, live, marks, import, registries, members, ladder, demo; all of them when none is named",
    )
    parser.add_argument("--worker", default="eventlet", choices=("eventlet", "gevent"))
    options = parser.parse_args()
    unknown = set(options.parts) - PARTS.keys()
    if unknown:
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    rows: list[Row] = []
    scratch = Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        for name, part in PARTS.items():
            if name in options.parts or not options.parts:
                rows += part(options.worker, scratch)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    BUILD.mkdir(exist_ok=True)
    kept = BUILD / "bench.json"
    earlier = [Row(**row) for row in json.loads(kept.read_text())] if options.parts and kept.exists() else []
    rows = [row for row in earlier if row.name not in {one.name for one in rows}] + rows
    kept.write_text(json.dumps([asdict(row) for row in rows], indent=1) + "\n")
    print(f"\n{'':32}{'value':>10} {'unit':8}{'bar':>10}{'beside':>10}  worker")
    for row in rows:
        bar, beside = (f"{number:.0f}" if number is not None else "" for number in (row.bar, row.beside))
        print(
            f"{row.name:32}{row.value:>10} {row.unit:8}{bar:>10}{beside:>10}  {row.worker}{'' if row.reached else '  MISSED'}"
        )


if __name__ == "__main__":
    main()
