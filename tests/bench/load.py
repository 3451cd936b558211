"""Loads on one processor: judges that mark as fast as they are answered, spectators that count what reaches them."""

from __future__ import annotations

import itertools
import json
import selectors
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import psutil

from tests.bench.hall import Hall, Tablet, ops
from tests.live.wire import Closed, Wire, frames

BATCH = 5


@dataclass
class Judge:
    """A tablet on its socket with at most one message under way, as the tablet's own sync does."""

    wire: Wire
    work: Iterator[dict[str, Any]]
    size: int
    sent: int = 0
    kept: int = 0
    waits: list[float] = field(default_factory=list)
    _at: float = 0.0
    _held: bytes = b""

    def send(self) -> None:
        """The next batch."""
        batch = list(itertools.islice(self.work, self.size))
        self._at = time.perf_counter()
        self.sent += len(batch)
        self.wire.emit("ops", {"ops": batch, "unsent": len(batch), "head": None})

    def heard(self) -> bool:
        """Read what came; whether it answered the batch under way. Raises RuntimeError for a mark that was not kept."""
        octets = self.wire.sock.recv(262_144)
        if not octets:
            raise Closed
        found, self._held = frames(self._held + octets)
        answered = False
        for _, payload in found:
            if payload == b"2":
                self.wire.send("3")
            elif payload.startswith(b"43"):
                self.waits.append(time.perf_counter() - self._at)
                kept = payload.count(b'"answer":"kept"')
                if kept != self.size:
                    raise RuntimeError(f"{kept} of {self.size} kept: {payload[:400]!r}")
                self.kept += kept
                answered = True
        return answered


@dataclass(frozen=True)
class Marked:
    """What a load of judges came to: marks acknowledged a second, seconds until the answer (median and p99)."""

    per_second: float
    p50: float
    p99: float


def mark(url: str, hall: Hall, seconds: float, size: int = BATCH, warm: float = 1.0) -> Marked:
    """Every tablet marks for so many seconds, `size` operations a message, one message under way; the first are not counted."""
    judges = [judge(url, tablet, size) for tablet in hall.tablets]
    with selectors.DefaultSelector() as selector:
        for one in judges:
            selector.register(one.wire.sock, selectors.EVENT_READ, one)
            one.send()
        begin, base = time.perf_counter() + warm, 0
        end = begin + seconds
        counting = False
        while (now := time.perf_counter()) < end:
            if not counting and now >= begin:
                counting, begin, base = True, now, sum(one.kept for one in judges)
                for one in judges:
                    one.waits.clear()
            for key, _ in selector.select(0.1):
                if key.data.heard():
                    key.data.send()
        kept, took = sum(one.kept for one in judges) - base, time.perf_counter() - begin
    for one in judges:
        one.wire.close()
    waits = sorted(wait for one in judges for wait in one.waits)
    return Marked(kept / took, quantile(waits, 0.5), quantile(waits, 0.99))


def judge(url: str, tablet: Tablet, size: int) -> Judge:
    """The tablet, connected."""
    wire = Wire(url, "/judging", auth=tablet.auth)
    return Judge(wire, ops(tablet), size)


def quantile(ordered: list[float], share: float) -> float:
    """The value below which this share of an ordered list lies."""
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def processor_seconds(pid: int) -> float:
    """Processor time that this one process has used, user and system."""
    times = psutil.Process(pid).cpu_times()
    return float(times.user + times.system)


def told(body: Any) -> str:
    """JSON as a client writes it."""
    return json.dumps(body, separators=(",", ":"))
