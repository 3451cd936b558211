"""A simulated tablet: its package, its queue of operations, and the wire over which they go, again if need be."""

from __future__ import annotations

import datetime as dt
import json
from collections import deque
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

from competition.demo.wire import Acknowledged, Gone, Heard, Wire
from competition.judging.actions import Op
from competition.judging.channels import NAMESPACE

AT_ONCE = 40
UNANSWERED = 15.0
PRESENT = 10.0
SLOWEST = 8.0


Answered = Callable[["Tablet", Op, dict[str, Any]], None]
Told = Callable[["Tablet", str], None]


class Tablet:
    """One device of a judge. `answered` is called with every answer, `told` with what the server says by itself."""

    def __init__(self, origin: str, device: str, secret: str, answered: Answered, told: Told) -> None:
        self.device = device
        self._origin, self._secret = origin, secret
        self._answered, self._told = answered, told
        self._outbox: deque[Op] = deque()
        self._flight: tuple[int, list[Op], float] | None = None
        self._wire: Wire | None = None
        self._count = 0
        self._retry_at, self._pause = 0.0, 0.5
        self._hello_at = 0.0

    @property
    def unsent(self) -> int:
        """How many operations the server has not answered yet."""
        return len(self._outbox) + (len(self._flight[1]) if self._flight else 0)

    def package(self) -> dict[str, Any]:
        """What the server lets this judge mark. Raises Gone when it cannot be had now."""
        parts = urlsplit(self._origin)
        kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        connection = kind(parts.hostname or "", parts.port, timeout=10)
        own = {"Authorization": f"Bearer {self.device}.{self._secret}"}
        try:
            connection.request("GET", "/api/v1/judging/package", headers=own)
            answer = connection.getresponse()
            body = answer.read()
        except (OSError, HTTPException) as error:
            raise Gone(str(error)) from error
        finally:
            connection.close()
        if answer.status != 200:
            raise Gone(f"package: {answer.status}")
        package: dict[str, Any] = json.loads(body)
        return package

    def put(self, op: Op) -> None:
        """Queue an operation; it goes out in order, at the latest when the server is back."""
        self._outbox.append(op)

    def work(self, now: float) -> None:
        """Connect when it is time, hear, send. `now` is a monotonic clock in seconds; does not wait for answers."""
        if self._wire is None:
            if now < self._retry_at:
                return
            self._connect(now)
        try:
            self._exchange(now)
        except Gone:
            self._lost(now)

    def close(self) -> None:
        """Sign off."""
        if self._wire is not None:
            self._wire.close()

    def _connect(self, now: float) -> None:
        try:
            self._wire = Wire(self._origin, NAMESPACE, {"device": self.device, "secret": self._secret})
        except Gone:
            self._lost(now)

    def _exchange(self, now: float) -> None:
        if self._wire is None:
            return
        for one in self._wire.heard():
            if isinstance(one, Heard):
                self._told(self, one.event)
            elif self._flight is not None and one.number == self._flight[0]:
                self._land(one, self._flight[1])
        if self._flight is not None and now - self._flight[2] > UNANSWERED:
            raise Gone("no answer")
        if self._flight is None and self._outbox:
            ops = [self._outbox.popleft() for _ in range(min(AT_ONCE, len(self._outbox)))]
            self._flight = (0, ops, now)
            said = {"ops": [self._shape(op) for op in ops], "unsent": self.unsent, "head": None}
            number = self._wire.send("ops", said)
            self._flight = (number, ops, now)
        if now >= self._hello_at:
            self._hello_at = now + PRESENT
            self._wire.send("hello", {"unsent": self.unsent, "head": None})

    def _land(self, said: Acknowledged, sent: list[Op]) -> None:
        ops = {op.op_id: op for op in sent}
        if "error" in said.body:
            raise Gone(str(said.body["error"]))
        self._flight, self._pause = None, 0.5
        for answer in said.body["answers"]:
            self._answered(self, ops[answer["op_id"]], answer)

    def _lost(self, now: float) -> None:
        """Keep what was not answered, and try again after a while that doubles."""
        if self._wire is not None:
            self._wire.close()
        if self._flight is not None:
            self._outbox.extendleft(reversed(self._flight[1]))
        self._wire = self._flight = None
        self._retry_at, self._pause = now + self._pause, min(SLOWEST, self._pause * 2)

    def _shape(self, op: Op) -> dict[str, Any]:
        self._count += 1
        said = {"op_id": op.op_id, "n": self._count, "kind": op.kind, "sheet": op.sheet, "aspect": op.aspect}
        return said | {"value": op.value, "at": dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")}
