"""Group commit: whatever tablets have sent by now is taken in one transaction, and each is answered after its commit.

The first to come leads: he lets the others in for a moment, takes what has gathered (at most `MOST` operations), and
goes on while more has come. Should a whole batch fail, each sender's part is tried alone, so one cannot spoil the others'.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

import structlog

from competition.judging.actions.marks import Answer, Batch, take

log = structlog.get_logger()
MOST = 200


@dataclass
class Waiting:
    """One sender's batch and what became of it."""

    batch: Batch
    done: threading.Event = field(default_factory=threading.Event)
    answers: list[Answer] = field(default_factory=list)
    error: BaseException | None = None


class Intake:
    def __init__(self) -> None:
        self._queue: list[Waiting] = []
        self._led = False
        self._lock = threading.Lock()

    def submit(self, batch: Batch) -> list[Answer]:
        """The answers to a batch, after the commit that holds them. Raises what the transaction raised."""
        mine = Waiting(batch)
        with self._lock:
            self._queue.append(mine)
            lead = not self._led
            self._led = True
        if lead:
            self._lead()
        mine.done.wait()
        if mine.error is not None:
            raise mine.error
        return mine.answers

    def _lead(self) -> None:
        while True:
            time.sleep(0)
            with self._lock:
                group = self._next()
                if not group:
                    self._led = False
                    return
            self._take(group)

    def _next(self) -> list[Waiting]:
        group: list[Waiting] = []
        count = 0
        while self._queue and (not group or count + len(self._queue[0].batch.ops) <= MOST):
            count += len(self._queue[0].batch.ops)
            group.append(self._queue.pop(0))
        return group

    def _take(self, group: list[Waiting]) -> None:
        try:
            for waiting, answers in zip(group, take([waiting.batch for waiting in group]), strict=True):
                waiting.answers = answers
        except Exception as error:  # noqa: BLE001 - whatever it was, its sender is told
            if len(group) == 1:
                group[0].error = error
            else:
                log.warning("intake.apart", size=len(group), error=type(error).__name__)
                for waiting in group:
                    self._take([waiting])
                return
        for waiting in group:
            waiting.done.set()


intake = Intake()
