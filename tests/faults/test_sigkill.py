"""The house is killed again and again while judges mark: nothing acknowledged is lost, nothing counts twice, and the
board finds back to the marks by itself (promises 1, 3 and 18)."""

from __future__ import annotations

import contextlib
import json
import random
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from competition.standings import boards, queries
from competition.standings.boards import row_id
from competition.store import new_id, reading
from tests.live.house import ROOT, House, running_house, settled
from tests.live.wire import Closed, Refused, Wire
from tests.services.launch import free_port

WRITERS = 7
JUDGES = 5
ENTRIES = 8
PAUSE = 0.06  # a socket may speak 20 times a second


@dataclass
class Writer:
    """A tablet that marks on and on, and writes down what was acknowledged; what was not, it sends again."""

    url: str
    auth: dict[str, str]
    sheets: list[str]
    dice: random.Random
    acknowledged: dict[str, tuple[int, str]] = field(default_factory=dict)
    waiting: list[dict[str, Any]] = field(default_factory=list)
    last: dict[str, str] = field(default_factory=dict)
    sent_again: int = 0
    unexpected: list[Any] = field(default_factory=list)

    def run(self, flowing: threading.Event, ended: threading.Event) -> None:
        """Until `ended`, and then until nothing waits; still while not `flowing`."""
        wire: Wire | None = None
        while not (ended.is_set() and not self.waiting):
            if not flowing.wait(0.05):
                continue
            try:
                wire = wire or Wire(self.url, "/judging", auth=self.auth, patience=5)
                self._speak(wire, new=not ended.is_set())
            except (OSError, Closed, Refused, TimeoutError):
                if wire is not None:
                    wire.close()
                wire = None
                self.sent_again += len(self.waiting)
            time.sleep(PAUSE)
        if wire is not None:
            wire.close()

    def _speak(self, wire: Wire, *, new: bool) -> None:
        if new:
            self.waiting += [self._op() for _ in range(self.dice.randint(1, 4))]
        for answer in wire.call("ops", {"ops": self.waiting[:100]})["answers"]:
            if answer["answer"] not in ("kept", "known"):
                self.unexpected.append(answer)
            self.acknowledged[answer["op_id"]] = (answer["seq"], answer["hash"])
        self.waiting = [op for op in self.waiting if op["op_id"] not in self.acknowledged]

    def _op(self) -> dict[str, Any]:
        sheet, value = self.dice.choice(self.sheets), str(self.dice.randrange(4))
        self.last[sheet] = value
        return {"op_id": new_id(), "n": 1, "kind": "mark", "sheet": sheet, "aspect": "A1.2", "value": value}


def writers(data: Path, url: str) -> tuple[str, str, list[Writer]]:
    """A running stage and its tablets, each with sheets of its own. Returns the ids of trade and stage."""
    with settled(data) as world:
        contest = world.started("open", entries=ENTRIES, judges=JUDGES)
        made = []
        for n in range(WRITERS):
            seat = n % JUDGES
            bound, secret = world.tablet(contest.event_id, contest.trade_id, contest.people[seat])
            entries = range(4) if n < JUDGES else range(4, ENTRIES)
            sheets = [contest.sheet(entry, "A", seat + 1).id for entry in entries]
            made.append(Writer(url, {"device": bound.id, "secret": secret}, sheets, random.Random(n)))
    return contest.trade_id, contest.stage_id, made


@contextlib.contextmanager
def marking(made: list[Writer]) -> Iterator[tuple[threading.Event, threading.Event]]:
    """The tablets at work: events that let them speak, and tell them to finish."""
    flowing, ended = threading.Event(), threading.Event()
    threads = [threading.Thread(target=one.run, args=(flowing, ended), daemon=True) for one in made]
    for thread in threads:
        thread.start()
    try:
        yield flowing, ended
    finally:
        ended.set()
        for thread in threads:
            thread.join(20)


def count(made: list[Writer]) -> int:
    """How many operations have been acknowledged."""
    return sum(len(one.acknowledged) for one in made)


def kill_while_marks_flow(house: House, made: list[Writer], dice: random.Random) -> None:
    """SIGKILL the house and its family some moments after marks have begun to flow."""
    before, deadline = count(made), time.monotonic() + 20
    while count(made) < before + 3 * WRITERS:
        assert time.monotonic() < deadline, f"no marks flow:\n{house.said()[-2000:]}"
        time.sleep(0.005)
    time.sleep(dice.random() * 0.3)
    house.kill()


def public_board(house: House, stage_id: str) -> dict[str, Any]:
    """The board as everybody gets it."""
    with urllib.request.urlopen(f"{house.url}/api/v1/standings/boards/{stage_id}", timeout=10) as answer:
        found: dict[str, Any] = json.load(answer)
        return found


def standing_rows(data: Path, stage_id: str) -> list[tuple[str, int | None, str | None]]:
    """(row, rank, total) in order, from the standings that the marks' own transactions wrote."""
    with settled(data), reading() as s:
        return [
            (row_id(entry.id), place.rank, None if place.standing.total is None else str(place.standing.total))
            for place, entry, _ in queries.jury_order(s, stage_id)
        ]


def rows_when_healed(house: House, stage_id: str, expected: list[tuple[str, int | None, str | None]]) -> None:
    """Wait until the board shows these rows: at most five seconds after the house is back."""
    deadline = time.monotonic() + 5
    while True:
        rows = [(row["id"], row["rank"], row["total"]) for row in public_board(house, stage_id)["rows"]]
        if rows == expected:
            return
        assert time.monotonic() < deadline, (rows, expected)
        time.sleep(0.05)


def kept(data: Path, trade_id: str) -> tuple[list[str], list[str], dict[str, tuple[int, str]], dict[str, str]]:
    """Ids of marks and operations, (seq, hash) of each mark's ledger line, and the value in force by sheet."""
    with sqlite3.connect(f"file:{data / 'competition.db'}?mode=ro", uri=True) as db:
        marks = [row[0] for row in db.execute("SELECT id FROM mark")]
        operations = [row[0] for row in db.execute("SELECT id FROM operation")]
        query = "SELECT op_id, seq, hash FROM ledger_line WHERE kind = 'mark.given' AND chain = ?"
        lines = {row[0]: (row[1], row[2]) for row in db.execute(query, (f"trade:{trade_id}",))}
        current = dict(db.execute("SELECT sheet_id, value FROM current_mark WHERE aspect = 'A1.2'"))
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    return marks, operations, lines, current


@pytest.mark.timing
@pytest.mark.parametrize("kills", [8, pytest.param(200, marks=pytest.mark.soak)])
def test_nothing_acknowledged_is_lost_and_nothing_counts_twice_when_the_house_is_killed(
    tmp_path: Path, kills: int
) -> None:
    port, dice = free_port(), random.Random(6)
    trade_id, stage_id, made = writers(tmp_path, f"http://127.0.0.1:{port}")
    with marking(made) as (flowing, ended):
        flowing.set()
        for _ in range(kills):
            with running_house(data=tmp_path, port=port) as house:
                flowing.set()
                kill_while_marks_flow(house, made, dice)
        flowing.clear()
        time.sleep(1)
        acknowledged_before = {op_id for one in made for op_id in one.acknowledged}
        missing = acknowledged_before - set(kept(tmp_path, trade_id)[0])
        with running_house(data=tmp_path, port=port) as house:
            rows_when_healed(house, stage_id, standing_rows(tmp_path, stage_id))
            flowing.set()
            ended.set()
            deadline = time.monotonic() + 15
            while any(one.waiting for one in made) and time.monotonic() < deadline:
                time.sleep(0.02)
            rows_when_healed(house, stage_id, standing_rows(tmp_path, stage_id))

    acknowledged = {op_id: receipt for one in made for op_id, receipt in one.acknowledged.items()}
    marks, operations, lines, current = kept(tmp_path, trade_id)
    assert missing == set()
    assert [one.unexpected for one in made] == [[]] * WRITERS
    assert [one.waiting for one in made] == [[]] * WRITERS
    assert sum(one.sent_again for one in made) > 0
    assert sorted(marks) == sorted(operations) == sorted(acknowledged)
    assert lines == acknowledged
    assert current == {sheet: value for one in made for sheet, value in one.last.items()}
    verified = subprocess.run(
        [sys.executable, "-m", "competition.cli", "verify", "--data", str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (verified.returncode, verified.stdout.strip().endswith(" 0 faults")) == (0, True), verified.stdout
    with settled(tmp_path):
        assert boards.publish(stage_id).tick is None
