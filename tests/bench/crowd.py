"""Spectators by the thousand on one processor: each a real websocket that watches one board; what reaches them is counted
and timed, parsed once however many receive the same octets."""

from __future__ import annotations

import json
import selectors
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.live.wire import Closed, Wire, frames

TICK = b'42/live,["tick",'


@dataclass(slots=True)
class Seat:
    """One spectator's socket and what of a frame has come."""

    sock: socket.socket
    wire: Wire
    held: bytes = b""


class Crowd:
    """`count` spectators of the boards, spread evenly. `on_tick(tick, at)` is called for every one that receives a tick."""

    def __init__(self, url: str, boards: list[str], count: int) -> None:
        self.delivered = 0
        self.octets = 0
        self.on_tick: Callable[[dict[str, Any], float], None] | None = None
        self._ticks: dict[bytes, dict[str, Any]] = {}
        self._selector = selectors.DefaultSelector()
        for number in range(count):
            wire = Wire(url, "/live", origin=False)
            wire.emit("watch", {"boards": [boards[number % len(boards)]]})
            self._selector.register(wire.sock, selectors.EVENT_READ, Seat(wire.sock, wire))

    def attend(self, seconds: float) -> None:
        """Receive for so long."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            for key, _ in self._selector.select(left):
                key.data(None) if callable(key.data) else self._hear(key.data)

    def also(self, wire: Wire, heard: Callable[[Any], None]) -> None:
        """Call `heard` when this other socket has something, in the same loop."""
        self._selector.register(wire.sock, selectors.EVENT_READ, heard)

    def leave(self) -> None:
        """Everybody goes."""
        for key in list(self._selector.get_map().values()):
            if isinstance(key.data, Seat):
                key.data.sock.close()
        self._selector.close()

    def _hear(self, seat: Seat) -> None:
        octets = seat.sock.recv(1 << 20)
        at = time.perf_counter()
        if not octets:
            raise Closed
        self.octets += len(octets)
        found, seat.held = frames(seat.held + octets if seat.held else octets)
        for _, payload in found:
            if payload.startswith(TICK):
                self.delivered += 1
                if self.on_tick is not None:
                    self.on_tick(self._tick(payload), at)
            elif payload == b"2":
                seat.wire.send("3")

    def _tick(self, payload: bytes) -> dict[str, Any]:
        tick = self._ticks.get(payload)
        if tick is None:
            if len(self._ticks) > 50:
                self._ticks.clear()
            tick = self._ticks[payload] = json.loads(payload[len("42/live,") :])[1]
        return tick
