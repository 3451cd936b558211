"""How soon a mark is on a thousand screens, and what one second of the server's processor delivers."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import statistics
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.bench.crowd import Crowd
from tests.bench.hall import Hall, op
from tests.bench.load import processor_seconds, quantile
from tests.live.house import running_house
from tests.live.wire import Wire, frames
from tests.services.launch import answers, free_port
from tests.services.wanted import node

SPECTATORS = 1_000
MARKS = 80
SECONDS = 8.0
EVERY = 0.2
HERE = Path(__file__).parent


@dataclass
class Marker:
    """The theory clerk of the first trade: gives each contestant in turn a figure nobody has had, over a real socket."""

    hall: Hall
    wire: Wire
    given: dict[str, float] = field(default_factory=dict)
    number: int = 0

    def give(self) -> str:
        """Send the next mark; returns whose it is. The total of this contestant changes by it."""
        sheets = [(sheet, aspect) for sheet, aspect, _ in self.hall.tablets[0].marks if aspect == "T1.1"]
        sheet, aspect = sheets[self.number % len(sheets)]
        value = 100 - (7 * self.number + self.number // len(sheets)) % 200 / 2
        self.number += 1
        name = self.hall.names[sheet]
        self.given[name] = time.perf_counter()
        self.wire.emit("ops", {"ops": [op(sheet, aspect, f"{value:g}", self.number)], "unsent": 1, "head": None})
        return name

    def heard(self, _: Any) -> None:
        """Read an acknowledgement; a mark that was not kept would spoil the measure."""
        found, _rest = frames(self.wire.sock.recv(65_536))
        for _, payload in found:
            if payload == b"2":
                self.wire.send("3")
            elif b'"answer":"' in payload and b'"answer":"kept"' not in payload:
                raise RuntimeError(payload.decode())


@contextlib.contextmanager
def watched(
    hall: Hall, furnished: Path, scratch: Path, worker: str, spectators: int
) -> Iterator[tuple[int, Crowd, Marker]]:
    """A house on the first processor, with everybody in it: its process, the spectators, the one who marks."""
    data = scratch / f"live-{worker}-{time.monotonic_ns()}"
    shutil.copytree(furnished, data)
    with running_house(worker, data=data, core=0, COMPETITION_STRICT="0") as house:
        crowd = Crowd(house.url, hall.stages[:1], spectators)
        marker = Marker(hall, Wire(house.url, "/judging", auth=hall.tablets[0].auth))
        crowd.also(marker.wire, marker.heard)
        crowd.attend(1.0)
        yield house.process.pid, crowd, marker
        crowd.leave()
        marker.wire.close()


def delay(hall: Hall, furnished: Path, scratch: Path, worker: str) -> tuple[float, float]:
    """Seconds from a judge's tap to a spectator's receipt of the tick that holds the mark, median and p99, over all."""
    waits: list[float] = []
    with watched(hall, furnished, scratch, worker, SPECTATORS) as (_, crowd, marker):
        totals: dict[str, Any] = {}
        seen: dict[int, list[float]] = {}

        def on_tick(tick: dict[str, Any], at: float) -> None:
            if tick["revision"] not in seen:
                rows = {row["name"]: row["total"] for row in tick["rows"]}
                moved = [name for name, total in rows.items() if totals.get(name) != total]
                totals.update(rows)
                seen[tick["revision"]] = [marker.given.pop(name) for name in moved if name in marker.given]
            waits.extend(at - begun for begun in seen[tick["revision"]])

        crowd.on_tick = on_tick
        dice = random.Random(8)
        for _ in range(MARKS):
            marker.give()
            crowd.attend(dice.uniform(0.03, 0.35))
        crowd.attend(1.5)
    if len(waits) < 0.98 * SPECTATORS * MARKS:
        raise RuntimeError(f"{len(waits)} of {SPECTATORS * MARKS} receipts: marks were lost on the way to the screens")
    waits.sort()
    return quantile(waits, 0.5), quantile(waits, 0.99)


@dataclass(frozen=True)
class Pushed:
    """What a server delivered: messages a second of its processor time, messages a second, octets of one message."""

    per_processor_second: float
    ticks_per_second: float
    octets: int

    def told(self) -> str:
        """In a line of the report."""
        return f"{self.per_processor_second:.0f} a processor-second, {self.ticks_per_second:.1f} ticks/s of {self.octets} octets"


def push(hall: Hall, furnished: Path, scratch: Path, worker: str) -> Pushed:
    """The house under five marks a second, which make four ticks a second; marking and making the board are in it."""
    with watched(hall, furnished, scratch, worker, SPECTATORS) as (pid, crowd, marker):
        for _ in range(16):
            marker.give()
            crowd.attend(EVERY)
        return _measured(pid, crowd, lambda: marker.give())


def _measured(pid: int, crowd: Crowd, act: Any) -> Pushed:
    base, octets, used, begun = crowd.delivered, crowd.octets, processor_seconds(pid), time.perf_counter()
    while time.perf_counter() - begun < SECONDS:
        act()
        crowd.attend(EVERY)
    took = time.perf_counter() - begun
    count = crowd.delivered - base
    return Pushed(
        count / (processor_seconds(pid) - used), count / took / SPECTATORS, (crowd.octets - octets) // max(1, count)
    )


def beside(build: Path, octets: int) -> Pushed:
    """Node's socket.io, which broadcasts as many octets four times a second to the same spectators, and does nothing else."""
    folder, port = prepared(build), free_port()
    program = [str(node()), "server.js", str(port), str(octets)]
    server = subprocess.Popen(program, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    os.sched_setaffinity(server.pid, {0})
    try:
        deadline = time.monotonic() + 15
        while not answers(port):
            if time.monotonic() > deadline:
                raise RuntimeError("Node's server did not start")
            time.sleep(0.05)
        crowd = Crowd(f"http://127.0.0.1:{port}", ["board"], SPECTATORS)
        crowd.attend(2.0)
        found = _measured(server.pid, crowd, lambda: None)
        crowd.leave()
        return found
    finally:
        server.terminate()
        server.wait(10)


def prepared(build: Path) -> Path:
    """The folder of Node's server, with socket.io installed once by npm under exact versions."""
    folder = build / "node"
    if not (folder / "node_modules" / "socket.io" / "package.json").exists():
        shutil.copytree(HERE / "node", folder, dirs_exist_ok=True)
        command = [
            "npm",
            "install",
            "--no-save",
            "--no-package-lock",
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
            "--silent",
        ]
        subprocess.run(command, cwd=folder, check=True, stdin=subprocess.DEVNULL)
    shutil.copy(HERE / "node" / "server.js", folder / "server.js")
    return folder


def middle(found: list[Pushed]) -> float:
    """The median of some rounds."""
    return statistics.median(one.per_processor_second for one in found)
