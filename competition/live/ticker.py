"""Changes are gathered into ticks: a board that changed is produced at most once a period, at once when it was quiet."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import structlog

log = structlog.get_logger()

AGAIN = 5.0


class Ticker:
    """Calls `produce(key)` for every key marked since its last time, no oftener than once in `period` seconds a key.

    A production that fails is tried again after `AGAIN` seconds. It runs as one background task of the process; `mark`
    may be called from anywhere, and costs nothing.
    """

    def __init__(self, produce: Callable[[str], None], period: float = 0.25) -> None:
        self._produce = produce
        self._period = period
        self._waiting: set[str] = set()
        self._last: dict[str, float] = {}
        self._wake = threading.Event()
        self._ended = False

    def mark(self, key: str) -> None:
        """This key has changed."""
        self._waiting.add(key)
        self._wake.set()

    def end(self) -> None:
        """Stop after the round that is running."""
        self._ended = True
        self._wake.set()

    def run(self) -> None:
        """The task: until `end`."""
        while not self._ended:
            pause = self.round()
            self._wake.wait(pause)
            self._wake.clear()

    def round(self) -> float | None:
        """Produce what is due; returns the seconds until something else is, or None when nothing waits."""
        now = time.monotonic()
        for key in [key for key in self._waiting if now - self._last.get(key, -self._period) >= self._period]:
            self._waiting.discard(key)
            self._last[key] = now
            try:
                self._produce(key)
            except Exception:
                log.exception("tick.failed", key=key)
                self._waiting.add(key)
                self._last[key] = now + AGAIN - self._period
        if not self._waiting:
            return None
        return max(0.001, min(self._last.get(key, 0.0) + self._period - time.monotonic() for key in self._waiting))
