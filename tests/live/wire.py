"""A Socket.IO client as small as can be: one websocket, whole messages, frames built by hand, so that a load of a thousand
costs little and a malformed packet can be sent as easily as a good one."""

from __future__ import annotations

import base64
import itertools
import json
import os
import socket
import time
from typing import Any
from urllib.parse import urlsplit

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10


class Closed(Exception):
    """The server ended the connection."""


class Refused(Exception):
    """The server did not take the websocket, or the namespace: its words."""


class Wire:
    """One websocket to the server. Raises Refused when the handshake fails.

    `namespace` None stays on Engine.IO alone. `origin` None sends no Origin, otherwise the server's own or the text.
    """

    def __init__(
        self,
        url: str,
        namespace: str | None = "/live",
        *,
        auth: Any = None,
        origin: str | bool = True,
        source: str | None = None,
        patience: float = 15.0,
    ) -> None:
        place = urlsplit(url)
        self.patience = patience
        self.namespace = namespace
        self.sock = socket.create_connection(
            (place.hostname or "127.0.0.1", place.port or 80),
            timeout=patience,
            source_address=(source, 0) if source else None,
        )
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._held = b""
        self._messages: list[tuple[int, bytes]] = []
        self._numbers = itertools.count(1)
        self._answers: dict[int, Any] = {}
        self.events: list[tuple[str, Any]] = []
        from_ = f"{place.scheme}://{place.netloc}" if origin is True else origin
        asked = [
            "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1", f"Host: {place.netloc}", "Upgrade: websocket", "Connection: Upgrade",
            f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}", "Sec-WebSocket-Version: 13",
            *([f"Origin: {from_}"] if from_ else []),
        ]  # fmt: skip
        try:
            self.sock.sendall("\r\n".join([*asked, "", ""]).encode())
            self._head()
            if namespace is not None:
                self._join(namespace, auth)
        except BaseException:
            self.sock.close()
            raise

    def _head(self) -> None:
        while b"\r\n\r\n" not in self._held:
            self._more()
        head, _, self._held = self._held.partition(b"\r\n\r\n")
        if b" 101 " not in head.split(b"\r\n", 1)[0]:
            raise Refused(head.decode("latin-1") + self._held.decode("utf-8", "replace"))
        opened = self.message()
        if not opened.startswith(b"0"):
            raise Refused(opened.decode())

    def _join(self, namespace: str, auth: Any) -> None:
        self.send(f"40{namespace},{json.dumps(auth) if auth is not None else ''}")
        answer = self.message()
        while not answer.startswith((b"40", b"44")):
            answer = self.message()
        if answer.startswith(b"44"):
            raise Refused(answer.decode())

    def fileno(self) -> int:
        """For a selector."""
        return self.sock.fileno()

    def send(self, text: str | bytes, opcode: int = TEXT) -> None:
        """One whole message."""
        self.raw(frame(text.encode() if isinstance(text, str) else text, opcode))

    def raw(self, octets: bytes) -> None:
        """Octets as they are: what no client would send."""
        try:
            self.sock.sendall(octets)
        except (ConnectionError, TimeoutError) as error:
            raise Closed from error

    def emit(self, event: str, body: Any) -> int:
        """An event that wants an answer; returns its number."""
        number = next(self._numbers)
        self.send(f"42{self.namespace},{number}{json.dumps([event, body], separators=(',', ':'), ensure_ascii=False)}")
        return number

    def call(self, event: str, body: Any) -> Any:
        """The answer to an event."""
        return self.answer(self.emit(event, body))

    def answer(self, number: int) -> Any:
        """The answer with this number; events that come first are kept in `events`. Raises TimeoutError, Closed."""
        deadline = time.monotonic() + self.patience
        while number not in self._answers:
            self._take(self.message(deadline))
        return self._answers.pop(number)

    def event(self, name: str, patience: float | None = None) -> Any:
        """The next event of this name. Raises TimeoutError, Closed."""
        deadline = time.monotonic() + (self.patience if patience is None else patience)
        while True:
            for place, (found, body) in enumerate(self.events):
                if found == name:
                    del self.events[place]
                    return body
            self._take(self.message(deadline))

    def message(self, deadline: float | None = None) -> bytes:
        """The next message that is no ping; pings are answered. Raises TimeoutError, Closed."""
        until = time.monotonic() + self.patience if deadline is None else deadline
        while True:
            while not self._messages:
                found, self._held = frames(self._held)
                self._messages += found
                if not found:
                    self.sock.settimeout(max(0.001, until - time.monotonic()))
                    self._more()
            opcode, payload = self._messages.pop(0)
            if opcode == CLOSE:
                raise Closed
            if payload == b"2":
                self.send("3")
            else:
                return payload

    def closed(self, patience: float = 5.0) -> bool:
        """Whether the server ends the connection within so many seconds."""
        deadline = time.monotonic() + patience
        try:
            while True:
                if self.message(deadline)[:1] == b"1":
                    return True
        except Closed:
            return True
        except TimeoutError:
            return False

    def close(self) -> None:
        """End the connection."""
        self.sock.close()

    def __del__(self) -> None:
        if "sock" in self.__dict__:
            self.close()

    def __enter__(self) -> Wire:
        return self

    def __exit__(self, *why: object) -> None:
        self.close()

    def _more(self) -> None:
        try:
            octets = self.sock.recv(262_144)
        except ConnectionError as error:
            raise Closed from error
        if not octets:
            raise Closed
        self._held += octets

    def _take(self, message: bytes) -> None:
        prefix = f"{self.namespace},".encode()
        kind, rest = message[:2], message[2:].removeprefix(prefix)
        if kind == b"43":
            number, _, body = rest.partition(b"[")
            self._answers[int(number)] = json.loads(b"[" + body)[0]
        elif kind == b"42":
            name, *body_ = json.loads(rest)
            self.events.append((name, body_[0] if body_ else None))


def frame(payload: bytes, opcode: int = TEXT, *, final: bool = True) -> bytes:
    """A client's frame; its mask is zero, which masks nothing and costs nothing."""
    size = len(payload)
    length = (
        bytes([128 | size])
        if size < 126
        else b"\xfe" + size.to_bytes(2)
        if size < 65_536
        else b"\xff" + size.to_bytes(8)
    )
    return bytes([128 * final | opcode]) + length + b"\0\0\0\0" + payload


def frames(held: bytes) -> tuple[list[tuple[int, bytes]], bytes]:
    """The whole frames at the beginning of what a server sent, as (opcode, payload), and what is left."""
    found: list[tuple[int, bytes]] = []
    at = 0
    while len(held) - at >= 2:
        size, begin = held[at + 1] & 127, at + 2
        if size > 125:
            wide = 2 if size == 126 else 8
            size, begin = int.from_bytes(held[begin : begin + wide]), begin + wide
        if len(held) < begin + size:
            break
        found.append((held[at] & 15, held[begin : begin + size]))
        at = begin + size
    return found, held[at:]
