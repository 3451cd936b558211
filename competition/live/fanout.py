"""One message to thousands of sockets: encoded and framed once, and the same octets written to every socket that is free.

python-socketio gives each client's writer a packet through a queue: two wake-ups and a frame a client. Here a broadcast
goes straight to the sockets whose writer has nothing to do, by one send that does not wait; whoever is busy, full or
polling gets it by his queue as before, so order is kept for each. A socket whose queue grows past `MOST_WAITING` is
dropped, and comes back for a snapshot. Without an outlet (another worker model) everything takes the queue.

Private names of python-engineio are used (a socket's `queue`, the writer's `send(packet.encode())`): its version is pinned.
"""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable
from typing import Any, Protocol

import structlog
from engineio.packet import MESSAGE
from engineio.packet import Packet as EnginePacket
from socketio import Manager, RedisManager
from socketio.packet import EVENT

log = structlog.get_logger()

MOST_WAITING = 64
SEND_BUFFER = 65_536
AT_ONCE = 500


class Lock(Protocol):
    """Held while a frame is being written."""

    def acquire(self, *, blocking: bool = True) -> bool: ...
    def release(self) -> None: ...


class Outlet:
    """The way to a client below its websocket: the bare socket, the lock of its frames, and a write that waits (greenly)."""

    def __init__(self, bare: socket.socket, lock: Lock, write: Callable[[bytes], None]) -> None:
        self.bare = bare
        self.lock = lock
        self.write = write
        with contextlib.suppress(OSError):
            bare.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
            bare.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


class Tail:
    """The rest of a frame that a socket took in part: the next thing in its queue. Its frame's lock is still held."""

    def __init__(self, octets: bytes) -> None:
        self.octets = octets

    def encode(self) -> Tail:
        """As Engine.IO's packets have it."""
        return self


class Seat:
    """One connected websocket, for whoever broadcasts."""

    def __init__(self, ws: Any, queue: Any, outlet: Outlet | None) -> None:
        self._ws = ws
        self._queue = queue
        self._outlet = outlet
        self.dropped = False

    def take(self, frame: bytes) -> bool:
        """Write a whole frame now, as far as the socket takes it; False when it has to go by the queue."""
        outlet = self._outlet
        if outlet is None or not self._queue.empty() or not outlet.lock.acquire(blocking=False):
            return False
        try:
            sent = outlet.bare.send(frame)
        except OSError:
            sent = 0
        if 0 < sent < len(frame):
            self._queue.put(Tail(frame[sent:]))
            return True
        outlet.lock.release()
        return sent > 0

    def send(self, message: Any) -> None:
        """What the client's own writer sends: a packet, or the rest of a frame."""
        if isinstance(message, Tail) and self._outlet is not None:
            try:
                self._outlet.write(message.octets)
            finally:
                self._outlet.lock.release()
        else:
            self._ws.send(message)

    def full(self) -> bool:
        """Whether more waits for this client than one who reads would let pile up."""
        return self._outlet is not None and self._queue.qsize() >= MOST_WAITING

    def drop(self) -> None:
        """End the connection without another word; its reader and writer notice."""
        self.dropped = True
        if self._outlet is not None:
            with contextlib.suppress(OSError):
                self._outlet.bare.shutdown(socket.SHUT_RDWR)


seats: dict[str, Seat] = {}
_outlet_of: Callable[[Any], Outlet | None] | None = None


def use(outlet_of: Callable[[Any], Outlet | None]) -> None:
    """Let `outlet_of` find the outlet of a websocket; wsgi knows how for its worker model."""
    global _outlet_of
    _outlet_of = outlet_of


def seat(ws: Any, queue: Any) -> Seat:
    """The seat of a websocket that begins."""
    return Seat(ws, queue, _outlet_of(ws) if _outlet_of is not None else None)


def framed(text: str) -> bytes:
    """One unmasked websocket text frame."""
    payload = text.encode()
    size = len(payload)
    length = (
        bytes([size]) if size < 126 else b"\x7e" + size.to_bytes(2) if size < 65_536 else b"\x7f" + size.to_bytes(8)
    )
    return b"\x81" + length + payload


class Framed(Manager):  # type: ignore[misc]
    """The library's manager of clients, whose broadcasts are framed once."""

    def emit(
        self,
        event: str,
        data: Any,
        namespace: str,
        room: Any = None,
        skip_sid: Any = None,
        callback: Any = None,
        to: Any = None,
        **kwargs: Any,
    ) -> None:
        """Send an event to everybody in a room."""
        encoded = None
        if callback is None and skip_sid is None and namespace in self.rooms:
            said = list(data) if isinstance(data, tuple) else [] if data is None else [data]
            encoded = self.server.packet_class(EVENT, namespace=namespace, data=[event, *said]).encode()
        if not isinstance(encoded, str):
            super().emit(event, data, namespace, room=room, skip_sid=skip_sid, callback=callback, to=to, **kwargs)
            return
        packet = EnginePacket(MESSAGE, encoded)
        frame = framed(packet.encode())
        for place, (_, engine_sid) in enumerate(self.get_participants(namespace, to or room), 1):
            one = seats.get(engine_sid)
            if one is None or not one.take(frame):
                self._queued(engine_sid, one, packet)
            if place % AT_ONCE == 0:
                self.server.sleep(0)

    def _queued(self, engine_sid: str, one: Seat | None, packet: EnginePacket) -> None:
        if one is None or not one.full():
            self.server._send_eio_packet(engine_sid, packet)
        elif not one.dropped:
            log.info("socket.slow", sid=engine_sid)
            one.drop()


class FramedRedis(RedisManager, Framed):  # type: ignore[misc]
    """The same for one of several processes: what comes from the others over Redis is framed once here."""
