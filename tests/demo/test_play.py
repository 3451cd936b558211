"""`competition demo` itself, as a process: it serves, its judges mark over websockets, it ends, and nothing is left behind."""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from competition.demo import hands
from competition.demo.names import TRADES
from competition.demo.past import operation
from competition.demo.tablet import Tablet
from competition.demo.wire import Acknowledged, Gone, Heard, Wire
from competition.judging.channels import NAMESPACE
from competition.schemes.library import templates

pytestmark = pytest.mark.xdist_group("demo")

COMMAND = [sys.executable, "-m", "competition.cli", "demo", "--port", "0", "--speed", "20"]
UNWANTED = ("COMPETITION_", "DATABASE_URL", "REDIS_URL", "PUBLIC_BASE_URL")


def environ() -> dict[str, str]:
    return {name: text for name, text in os.environ.items() if not name.startswith(UNWANTED)}


def children(pid: int) -> dict[str, int]:
    """The process ids of a demo's children: `judges` and the `jobs` worker."""
    found = {}
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        command = Path(f"/proc/{child}/cmdline").read_text().split("\0")
        for name, part in (("judges", "competition.demo.judges"), ("jobs", "jobs")):
            if part in command:
                found[name] = int(child)
    return found


def until(true: Callable[[], bool], seconds: float) -> bool:
    """Whether it became true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.1)
    return true()


def running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A demo that runs until it is told to stop, and its address."""
    command = [*COMMAND, "--data", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environ(), encoding="utf-8") as process:
        assert process.stdout is not None
        address = next(line.split()[1] for line in process.stdout if line.startswith("READY "))
        until(lambda: {"judges", "jobs"} <= children(process.pid).keys(), 5)
        left = list(children(process.pid).values())
        yield process, address
        process.kill()
        for pid in left:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)


def test_demo_marks_through_the_tablets_door_and_ends_by_itself(tmp_path: Path):
    done = subprocess.run(
        [*COMMAND, "--data", str(tmp_path), "--for", "20"],
        capture_output=True, text=True, env=environ(), encoding="utf-8", timeout=300, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert len(re.findall(r"^READY http://127\.0\.0\.1:\d+$", done.stdout, re.MULTILINE)) == 1
    for path in ("/j#", "/screens/", "/standings/", "/officials/"):
        assert path in done.stdout
    database = sqlite3.connect(tmp_path / "competition.db")
    sent = database.execute(
        "SELECT trade.code, sheet.code, sheet.module_key, sheet.seat, mark.aspect, mark.value, operation.answer"
        " FROM mark JOIN sheet ON sheet.id = mark.sheet_id JOIN trade ON trade.id = sheet.trade_id JOIN operation ON operation.id = mark.id"
        " WHERE mark.tablet_at IS NOT NULL"
    ).fetchall()
    database.close()
    assert len(sent) > 40
    plans = {template.code: template.plan for template in map(templates().__getitem__, TRADES)}
    for trade, code, module, seat, aspect, value, answer in sent:
        assert value == hands.value(8, trade, code, module, seat, plans[trade].aspect(aspect))
        assert json.loads(answer)["answer"] == "kept"


def test_judges_end_when_the_demo_is_killed(demo: tuple[subprocess.Popen[str], str]):
    process, _ = demo
    judges = children(process.pid)["judges"]
    process.kill()
    process.wait()
    assert until(lambda: not running(judges), 30)


def test_wire_is_answered_and_turned_away(demo: tuple[subprocess.Popen[str], str], tmp_path: Path):
    _, address = demo
    one = json.loads((tmp_path / "judges.json").read_text("utf-8"))["tablets"][0]
    wire = Wire(address, NAMESPACE, {"device": one["device"], "secret": one["secret"]})
    number = wire.send("hello", {"unsent": 0, "head": None})
    come: list[Acknowledged | Heard] = []

    def answered() -> bool:
        come.extend(wire.heard())
        return any(isinstance(said, Acknowledged) for said in come)

    assert until(answered, 5)
    answer = next(said for said in come if isinstance(said, Acknowledged))
    assert (answer.number, sorted(answer.body)) == (number, ["now", "revision"])
    wire.close()
    with pytest.raises(Gone, match="device_unknown"):
        Wire(address, NAMESPACE, {"device": one["device"], "secret": "another"})


def test_demo_refuses_somebodys_database(tmp_path: Path):
    (tmp_path / "competition.db").write_bytes(b"somebody's")
    command = [*COMMAND, "--data", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, env=environ(), encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "is not a demo's" in done.stderr


def test_tablet_keeps_what_was_not_answered():
    tablet = Tablet("http://127.0.0.1:9", "device", "secret", lambda *said: None, lambda *said: None)
    tablet.put(operation("sheet", "submit"))
    for now in (0.0, 0.1, 0.6, 2.0):
        tablet.work(now)
    assert tablet.unsent == 1
    with pytest.raises(Gone):
        tablet.package()
