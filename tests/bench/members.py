"""The roll at the size of a city: 600,000 rows of nine columns read, held against the roll and applied, from .csv and .xlsx.

The whole import runs in a process of its own, as the worker does, so that its peak of memory is its own. Run alone it
measures one file: `python -m tests.bench.members DATA FILE`.
"""

from __future__ import annotations

import contextlib
import csv
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import xlsxwriter
from sqlalchemy.orm import Session

from competition.accounts import actions as accounts
from competition.jobs import actions as jobs
from competition.members import actions, queries, work
from competition.members.queries import Wanted
from competition.organisations.models import Organisation
from competition.store import new_id, reading, transaction
from competition.store.session import bound
from competition.web.id_numbers import check_digit
from tests.live.house import ROOT, environment, settled
from tests.members.roll import HEAD

ROWS = 600_000
UNITS = 4_612
FAMILY = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹"
    "彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金"
)
GIVEN = (
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉玲力健红"
    "梅华建国志鹏宇浩轩子涵雨欣怡佳琪思远嘉树梓晨博俊熙诗雅婷雪琳晓东海波清越慕白孟野"
)
KINDS = ("农民工", "劳务派遣工", "灵活就业人员", "困难职工", "劳动模范", "", "", "", "", "")
PAGES = {
    "everybody": Wanted(),
    "pinyin": Wanted(text="wangw"),
    "name": Wanted(text="王"),
    "category": Wanted(category="4"),
    "nobody has it": Wanted(category="40"),
    "category and pinyin": Wanted(category="4", text="li"),
}


@dataclass(frozen=True)
class Imported:
    """One import: seconds of the clock and of the processor, peak of memory, the longest and the usual write lock, and how
    long the slowest list took afterwards (counting and its first page)."""

    seconds: float
    cpu: float
    peak_mb: int
    lock_p50_ms: float
    lock_p95_ms: float
    list_ms: float
    members: int


def units() -> list[str]:
    """The names of the city's unions."""
    return [f"青溪市第{number:04d}工会委员会" for number in range(1, UNITS + 1)]


def people(count: int) -> Iterator[list[str]]:
    """Invented members, grouped by union as a city's file is."""
    dice, names = random.Random(8), units()
    for at in range(count):
        born = 19_620_101 + dice.randrange(35) * 10_000 + dice.randrange(12) * 100 + dice.randrange(28)
        start = f"361102{born}{at % 1000:03d}" if at % 2 else f"361121{born}{at // 600 % 1000:03d}"
        yield [
            dice.choice(FAMILY) + "".join(dice.choices(GIVEN, k=dice.choice((1, 2, 2)))),
            "男" if int(start[16]) % 2 else "女", start + check_digit(start),
            f"1{dice.choice((38, 39, 58, 86))}{dice.randrange(10**8):08d}", f"6217{at:012d}" if dice.random() < 0.56 else "",
            names[at * UNITS // count], dice.choice(KINDS), f"{dice.randrange(1990, 2026)}-05-04", "2025-03-01",
        ]  # fmt: skip


def write_files(folder: Path) -> dict[str, Path]:
    """The same list as .csv and as .xlsx."""
    files = {"csv": folder / "members.csv", "xlsx": folder / "members.xlsx"}
    with files["csv"].open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([HEAD])
        csv.writer(out).writerows(people(ROWS))
    with xlsxwriter.Workbook(files["xlsx"]) as book:
        sheet = book.add_worksheet()
        for at, cells in enumerate([list(HEAD)]):
            for column, value in enumerate(cells):
                sheet.write_string(at, column, value)
        for at, cells in enumerate(people(ROWS), 1):
            for column, value in enumerate(cells):
                if value:
                    sheet.write_string(at, column, value)
    return files


def measure(scratch: Path) -> dict[str, Imported]:
    """Both files, each into an empty house of its own."""
    scratch.mkdir(parents=True, exist_ok=True)
    found = {}
    for kind, file in write_files(scratch).items():
        data = scratch / kind
        data.mkdir()
        command = [sys.executable, "-m", "tests.bench.members", str(data), str(file)]
        said = subprocess.run(
            command, cwd=ROOT, env=environment(data, "threading"), check=True, stdout=subprocess.PIPE
        ).stdout
        found[kind] = Imported(**json.loads(said.splitlines()[-1]))
        one = found[kind]
        print(
            f"members: {kind}: {one.members} in {one.seconds:.0f} s ({one.cpu:.0f} s of processor), peak {one.peak_mb} MB, "
            f"lock {one.lock_p50_ms:.0f} ms (p95 {one.lock_p95_ms:.0f}), slowest list {one.list_ms:.0f} ms"
        )
    return found


def _import(data: Path, file: Path) -> Imported:
    with settled(data):
        with transaction() as s:
            by = accounts.create_person(s, name="方晓棠", login="fang", password_hash="-")
            s.connection().execute(
                Organisation.__table__.insert(),  # type: ignore[attr-defined]
                [dict(id=new_id(), name=name, short=name[:24], badge="青", level="enterprise") for name in units()],
            )
        actions.publish_consent(by, text="同意采集本人信息。", text_en="")
        batch_id = actions.open_batch(by, file_name=file.name, options={"consent_version": 1})
        folder = data / "imports"
        folder.mkdir()
        os.link(file, work.frames(folder, batch_id)[0])
        locks: list[float] = []
        _time_locks(locks)
        clock, cpu = time.perf_counter(), time.process_time()
        jobs.start(work.READ_LIST, {"folder": str(folder), "batch_id": batch_id}, by)
        actions.begin(batch_id, {})
        locks.clear()
        jobs.start(work.APPLY, {"folder": str(folder), "batch_id": batch_id}, by)
        clock, cpu = time.perf_counter() - clock, time.process_time() - cpu
        peak = _peak_mb()
        with reading() as s:
            batch = queries.batch(s, batch_id)
        if batch.state != "APPLIED":
            raise RuntimeError(f"the import is {batch.state}")
        locks.sort()
        return Imported(
            round(clock, 1), round(cpu, 1), peak, round(locks[len(locks) // 2] * 1000, 1),
            round(locks[len(locks) * 95 // 100] * 1000, 1), round(_slowest_list() * 1000, 1), int(batch.counts["created"]),
        )  # fmt: skip


def _peak_mb() -> int:
    """The most memory this process ever held; what it inherited from whoever started it does not count."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


def _time_locks(locks: list[float]) -> None:
    """Write down how long each write transaction of this process holds the database."""
    store = bound()
    whole = store.transaction

    @contextlib.contextmanager
    def timed() -> Iterator[Session]:
        begun = time.perf_counter()
        with whole() as s:
            yield s
        locks.append(time.perf_counter() - begun)

    store.transaction = timed  # type: ignore[method-assign]


def _slowest_list() -> float:
    """The slowest of a few lists, each the best of three, in seconds."""
    slowest = 0.0
    for wanted in PAGES.values():
        best = float("inf")
        for _round in range(3):
            with reading() as s:
                begun = time.perf_counter()
                ids = queries.ids_found(s, wanted, queries.MOST_COUNTED)
                queries.opened(s, queries.of_ids(s, ids[:50]))
                best = min(best, time.perf_counter() - begun)
        slowest = max(slowest, best)
    return slowest


if __name__ == "__main__":
    print(json.dumps(asdict(_import(Path(sys.argv[1]), Path(sys.argv[2])))))
