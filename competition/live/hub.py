"""The one Socket.IO server of the process, and the care it needs: origins, sizes, floods, and packets that make no sense."""

from __future__ import annotations

import time
from typing import Any

import structlog
from flask import Flask, request
from flask_socketio import SocketIO
from werkzeug.sansio.utils import get_current_url

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
        message_queue=redis_url,
        channel=queue,
        cors_allowed_origins=None,
        transports=["websocket"],
        max_http_buffer_size=LARGEST,
        ping_interval=PING_EVERY,
        ping_timeout=PING_WAIT,
        manage_session=False,
        logger=False,
        engineio_logger=False,
    )
    _survive(socketio.server)


def same_origin() -> bool:
    """Whether the socket's Origin is there and is ours."""
    origin = request.headers.get("Origin")
    return origin is not None and origin.rstrip("/") == get_current_url(request.scheme, request.host).rstrip("/")


class Careful:
    """A websocket that hands on only what is an Engine.IO packet; anything else ends it with one line in the log."""

    def __init__(self, ws: Any) -> None:
        self._ws = ws

    def wait(self) -> str | bytes | None:
        """The next message, or None when the socket has ended or should."""
        said: str | bytes | None = self._ws.wait()
        if said is None or isinstance(said, bytes) or said in SPOKEN or (said[:1] == "4" and "0" <= said[1:2] <= "6"):
            return said
        log.info("socket.garbage", error="no packet", size=len(said))
        return None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._ws, name)


def _careful(driver: Any) -> Any:
    """The driver's websocket, with care; and never compressed: that costs 160 kB a client and a third of the speed."""

    def made(handler: Any, server: Any) -> Any:
        inner = driver(lambda ws: handler(Careful(ws)), server)

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
    buckets: dict[str, Bucket] = {}

    def message(sid: str, packet: Any) -> Any:
        bucket = buckets.setdefault(sid, Bucket())
        try:
            if bucket.take():
                return understand(sid, packet)
            log.info("socket.flood", sid=sid)
        except Exception as error:
            log.info("socket.garbage", sid=sid, error=type(error).__name__)
        server.eio.disconnect(sid)
        return None

    def disconnect(sid: str, *reason: Any) -> Any:
        buckets.pop(sid, None)
        return close(sid, *reason)

    server.eio.handlers["message"] = message
    server.eio.handlers["disconnect"] = disconnect
