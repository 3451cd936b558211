"""The one Socket.IO server of the process, and the care it needs: origins, sizes, floods, and packets that make no sense."""

from __future__ import annotations

import time
from typing import Any

import structlog
from flask import Flask, request
from flask_socketio import SocketIO
from werkzeug.sansio.utils import get_current_url

from competition.live import fanout
from competition.live.fanout import Seat

log = structlog.get_logger()

socketio = SocketIO()

LARGEST = 131_072
PING_EVERY, PING_WAIT = 20, 10
SPOKEN = frozenset({"1", "2", "3", "5", "2probe"})
RATE = 20.0
BURST = 80.0


class Bucket:
    """How fast one socket may speak: `RATE` messages a second, `BURST` at once."""

    def __init__(self) -> None:
        self.level = BURST
        self.at = time.monotonic()

    def take(self) -> bool:
        """Whether one more message is within the rate."""
        now = time.monotonic()
        self.level = min(BURST, self.level + (now - self.at) * RATE)
        self.at = now
        if self.level < 1:
            return False
        self.level -= 1
        return True


def install(app: Flask, *, worker: str, redis_url: str | None, queue: str = "craftboard") -> None:
    """Bind the sockets to the app: websocket only, same origin only, small messages, quick to notice the dead."""
    socketio.init_app(
        app,
        async_mode=worker,
        client_manager=fanout.FramedRedis(redis_url, channel=queue) if redis_url else fanout.Framed(),
        cors_allowed_origins=None,
        transports=["websocket"],
        max_http_buffer_size=LARGEST,
        ping_interval=PING_EVERY,
        ping_timeout=PING_WAIT,
        monitor_clients=False,
        manage_session=False,
        logger=False,
        engineio_logger=False,
    )
    socketio.on_error_default(_failed)
    _survive(socketio.server)


def _failed(error: Exception) -> dict[str, Any]:
    """An event whose handler failed, or that no handler takes in this shape: one line, an answer, and the socket lives on."""
    log.info("socket.failed", sid=getattr(request, "sid", "?"), error=repr(error)[:200])
    return {"error": {"code": "failed"}}


def same_origin() -> bool:
    """Whether the socket's Origin is there and is ours."""
    origin = request.headers.get("Origin")
    return origin is not None and origin.rstrip("/") == get_current_url(request.scheme, request.host).rstrip("/")


class Careful:
    """A websocket that hands on only what is an Engine.IO packet; anything else ends it with one line in the log."""

    def __init__(self, ws: Any, seat: Seat) -> None:
        self._ws = ws
        self._seat = seat
        self.send = seat.send

    def wait(self) -> str | bytes | None:
        """The next message, or None when the socket has ended or should."""
        if self._seat.dropped:
            return None
        said: str | bytes | None = self._ws.wait()
        if said is None or isinstance(said, bytes) or said in SPOKEN or (said[:1] == "4" and "0" <= said[1:2] <= "6"):
            return said
        log.info("socket.garbage", error="no packet", size=len(said))
        return None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._ws, name)


def _look_after(server: Any) -> None:
    """The task that ends sockets whose peer is gone. The library's own wakes up for each socket apart, a hundred times a
    second for a thousand: a third of the time of a server that pushes four ticks a second."""
    while True:
        server.sleep(PING_WAIT / 2)
        for place, client in enumerate(list(server.sockets.values()), 1):
            if client.closed:
                server.sockets.pop(client.sid, None)
            elif not client.closing and not client.check_ping_timeout() and client.sid in fanout.seats:
                fanout.seats[client.sid].drop()
            if place % fanout.AT_ONCE == 0:
                server.sleep(0)


def _careful(driver: Any) -> Any:
    """The driver's websocket, with care; and never compressed: that costs 160 kB a client and a third of the speed."""

    def made(handler: Any, server: Any) -> Any:
        client = handler.__self__

        def begun(ws: Any) -> Any:
            seat = fanout.seats[client.sid] = fanout.seat(ws, client.queue)
            try:
                return handler(Careful(ws, seat))
            finally:
                del fanout.seats[client.sid]

        inner = driver(begun, server)

        def called(environ: dict[str, Any], start_response: Any) -> Any:
            environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
            return inner(environ, start_response)

        return called

    return made


def _survive(server: Any) -> None:
    """A packet that cannot be read or comes too fast ends its own socket with one line in the log, nothing else."""
    server.eio._async = server.eio._async | {"websocket": _careful(server.eio._async["websocket"])}
    understand = server.eio.handlers["message"]
    close = server.eio.handlers["disconnect"]
    open_ = server.eio.handlers["connect"]
    buckets: dict[str, Bucket] = {}
    looked_after = False

    def connect(sid: str, environ: dict[str, Any]) -> Any:
        nonlocal looked_after
        if not looked_after:
            looked_after = True
            server.start_background_task(_look_after, server.eio)
        return open_(sid, environ)

    def message(sid: str, packet: Any) -> Any:
        bucket = buckets.setdefault(sid, Bucket())
        try:
            if bucket.take():
                return understand(sid, packet)
            log.info("socket.flood", sid=sid)
        except Exception as error:  # noqa: BLE001 - whatever the library stumbles over
            log.info("socket.garbage", sid=sid, error=type(error).__name__)
        if sid in fanout.seats:
            fanout.seats[sid].drop()
        return None

    def disconnect(sid: str, *reason: Any) -> Any:
        buckets.pop(sid, None)
        return close(sid, *reason)

    server.eio.handlers["connect"] = connect
    server.eio.handlers["message"] = message
    server.eio.handlers["disconnect"] = disconnect
