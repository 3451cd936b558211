"""A small Socket.IO client (protocol 5 over Engine.IO 4, websocket, text): as much as a simulated tablet needs."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from simple_websocket import Client, ConnectionClosed
from simple_websocket import ConnectionError as HandshakeFailed

PATIENCE = 10.0


class Gone(Exception):
    """The connection could not be made, or is there no more."""


@dataclass(frozen=True)
class Acknowledged:
    """The server's answer to what was sent under this number."""

    number: int
    body: Any


@dataclass(frozen=True)
class Heard:
    """Something the server said by itself."""

    event: str
    body: Any


class _Socket(Client):  # type: ignore[misc]
    """The library's client, which leaves the port out of the Host header: the server would take us for strangers."""

    host: str
    port: int

    def handshake(self) -> None:
        self.host = f"{self.host}:{self.port}"
        super().handshake()


class Wire:
    """One namespace of a server over one websocket, used by one thread; raises Gone whenever it is broken."""

    def __init__(self, origin: str, namespace: str, auth: Mapping[str, str]) -> None:
        """Connect to `origin` (scheme, host and port, also sent as Origin) and sign in; Gone when either is refused."""
        parts = urlsplit(origin)
        address = f"{'wss' if parts.scheme == 'https' else 'ws'}://{parts.netloc}/socket.io/?EIO=4&transport=websocket"
        self._namespace = namespace
        self._number = 0
        self._waiting: list[Acknowledged | Heard] = []
        self._open = False
        try:
            # The library leaves its socket open when nobody listens, so ask first.
            socket.create_connection((parts.hostname or "", parts.port or 80), PATIENCE).close()
            thread = partial(threading.Thread, daemon=True)
            self._socket = _Socket.connect(address, headers={"Origin": origin}, thread_class=thread)
        except (OSError, HandshakeFailed, ConnectionClosed) as error:
            raise Gone(str(error)) from error
        self._write(f"40{namespace},{json.dumps(auth)}")
        until = time.monotonic() + PATIENCE
        while not self._open:
            self._read(max(0.0, until - time.monotonic()))
            if time.monotonic() >= until:
                self.close()
                raise Gone("no answer to the handshake")

    def send(self, event: str, body: Mapping[str, Any]) -> int:
        """Send an event that will be acknowledged; returns the number to know the answer by."""
        self._number += 1
        said = json.dumps([event, body], ensure_ascii=False, separators=(",", ":"))
        self._write(f"42{self._namespace},{self._number}{said}")
        return self._number

    def heard(self) -> list[Acknowledged | Heard]:
        """What has come in since the last time, in order; answers the server's pings. Does not wait."""
        while self._read(0.0):
            pass
        come, self._waiting = self._waiting, []
        return come

    def close(self) -> None:
        """Leave; a broken connection is closed as well."""
        try:
            self._socket.close()
        except (OSError, ConnectionClosed):
            return

    def _write(self, packet: str) -> None:
        try:
            self._socket.send(packet)
        except (OSError, ConnectionClosed) as error:
            raise Gone(str(error)) from error

    def _read(self, timeout: float) -> bool:
        """Take one packet in; False when none came in time."""
        try:
            packet = self._socket.receive(timeout=timeout)
        except (OSError, ConnectionClosed) as error:
            raise Gone(str(error)) from error
        if packet is None:
            return False
        self._understand(str(packet))
        return True

    def _understand(self, packet: str) -> None:
        kind, rest = packet[:2], packet[2:].removeprefix(f"{self._namespace},")
        if packet.startswith("2"):
            self._write(f"3{packet[1:]}")
        elif kind == "40":
            self._open = True
        elif kind in ("41", "44") or packet.startswith("1"):
            self.close()
            raise Gone(packet)
        elif kind == "42":
            event, *bodies = json.loads(rest)
            self._waiting.append(Heard(event, bodies[0] if bodies else None))
        elif kind == "43":
            digits = rest[: rest.index("[")]
            bodies = json.loads(rest[len(digits) :])
            self._waiting.append(Acknowledged(int(digits), bodies[0] if bodies else None))
