"""The only file that knows the worker model: it patches first, then builds the app.

`competition serve` and gunicorn both come through here. COMPETITION_ASYNC chooses eventlet (default) or gevent; under
gunicorn the classes EventletWorker and GeventWorker below patch when the worker starts. psycopg waits by `select` so
that a waiting query lets the loop run (proved by `self_test`).
"""

from __future__ import annotations

import errno
import gc
import os
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flask import Flask

    from competition.config import Settings

CONNECTIONS = 20_000
BACKLOG = 4_096


def patch(worker: str) -> None:
    """Make sockets, locks and sleeping green, before anything else is imported."""
    os.environ["PSYCOPG_WAIT_FUNC"] = "wait_selector"
    if worker == "eventlet":
        import warnings

        warnings.filterwarnings("ignore", message="(?s).*Eventlet is deprecated.*")
        import eventlet

        eventlet.monkey_patch()
        _unmask_at_once()
    elif worker == "gevent":
        from gevent import monkey

        monkey.patch_all()


def _unmask_at_once() -> None:
    """eventlet takes a client's mask off octet by octet (6 ms for 30 kB); as one number it takes microseconds."""
    from eventlet.websocket import RFC6455WebSocket

    def unmasked(octets: bytes, mask: tuple[int, ...], length: int | None = None, offset: int = 0) -> bytes:
        size = len(octets) if length is None else length
        turn = offset % 4
        spread = (bytes(mask[turn:] + mask[:turn]) * (size // 4 + 1))[:size]
        return (int.from_bytes(octets[:size]) ^ int.from_bytes(spread)).to_bytes(size)

    RFC6455WebSocket._apply_mask = staticmethod(unmasked)


def application(settings: Settings) -> Flask:
    """The app with the loop's services running: hashing apart, the ticker, the collector tuned."""
    from competition.app import create_app
    from competition.live import fanout, hub
    from competition.web import apart

    app = create_app(settings)
    if settings.worker == "eventlet":
        from eventlet import tpool

        apart.use(tpool.execute)
        fanout.use(lambda ws: fanout.Outlet(ws.socket.fd, ws._sendlock, ws.socket.sendall))
    elif settings.worker == "gevent":
        import gevent

        apart.use(lambda function, *args, **kwargs: gevent.get_hub().threadpool.apply(function, args, kwargs))
        _send_all()
        fanout.use(lambda ws: fanout.Outlet(ws.ws.sock.bare, ws.ws.sock.lock, ws.ws.sock.sendall))
    for task in app.extensions["tasks"]:
        hub.socketio.start_background_task(task)
    tune_collector()
    return app


def tune_collector() -> None:
    """What is loaded now lives as long as the process: the collector need not look at it again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 50, 1_000)


def raise_file_limit(wanted: int = CONNECTIONS + 1_000) -> int:
    """Allow as many sockets as the machine does; returns the limit reached."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    reach = min(wanted, hard) if hard != resource.RLIM_INFINITY else wanted
    if soft < reach:
        resource.setrlimit(resource.RLIMIT_NOFILE, (reach, hard))
    return max(soft, reach)


def serve(settings: Settings, app: Flask, ready: Any) -> None:
    """Serve in this process until it is told to stop; `ready()` is called once the address is open."""
    raise_file_limit()
    if settings.worker == "gevent":
        from gevent.pywsgi import WSGIServer

        server = WSGIServer(
            (settings.host, settings.port),
            app,
            log=None,
            spawn=CONNECTIONS,
            backlog=BACKLOG,
            handler_class=_gevent_handler(),
        )
        server.start()
        ready()
        server.serve_forever()
        return
    import eventlet
    import eventlet.wsgi

    listener = eventlet.listen((settings.host, settings.port), backlog=BACKLOG)
    ready()
    eventlet.wsgi.server(listener, app, max_size=CONNECTIONS, log_output=False, keepalive=30, socket_timeout=60)


def _gevent_handler() -> type[Any]:
    from gevent.pywsgi import WSGIHandler

    class Handler(WSGIHandler):  # type: ignore[misc]
        """Gives simple-websocket the raw socket, as gunicorn does."""

        def get_environ(self) -> dict[str, Any]:
            environ: dict[str, Any] = super().get_environ()
            environ["werkzeug.socket"] = self.socket
            return environ

        def run_application(self) -> None:
            try:
                super().run_application()
            except ConnectionError as ended:
                raise BrokenPipeError(errno.EPIPE, "the websocket has ended") from ended

    return Handler


def _send_all() -> None:
    """simple-websocket takes `send` for `sendall`: under gevent a slow reader would get a torn stream. It also waits for
    ever on a peer that has gone, and takes messages of any size."""
    import threading

    from simple_websocket import ws

    from competition.live import hub

    class Whole:
        def __init__(self, sock: Any) -> None:
            self._sock = sock
            self.bare = sock._sock
            self.lock = threading.Lock()
            sock.settimeout(hub.PING_EVERY + hub.PING_WAIT)

        def send(self, sent: bytes) -> int:
            with self.lock:
                self._sock.sendall(sent)
            return len(sent)

        def __getattr__(self, name: str) -> Any:
            return getattr(self._sock, name)

    begin = ws.Base.__init__

    def started(self: Any, sock: Any = None, *args: Any, **kwargs: Any) -> None:
        begin(self, Whole(sock) if sock is not None else None, *args, **kwargs | {"max_message_size": hub.LARGEST})

    ws.Base.__init__ = started


def _gunicorn_app() -> Any:
    from competition.config import settings_from

    return application(settings_from(os.environ))


if "gunicorn" in sys.modules:
    from gunicorn.workers.base_async import AsyncWorker
    from gunicorn.workers.ggevent import GeventWorker as _GeventWorker

    class EventletWorker(AsyncWorker):  # type: ignore[misc]
        """gunicorn's asynchronous worker on eventlet, which gunicorn itself no longer brings."""

        def init_process(self) -> None:
            patch("eventlet")
            super().init_process()

        def patch(self) -> None:
            return None

        def timeout_ctx(self) -> Any:
            import eventlet

            return eventlet.Timeout(self.cfg.keepalive or None, False)

        def is_already_handled(self, respiter: Any) -> bool:
            from eventlet import wsgi

            if getattr(wsgi.WSGI_LOCAL, "already_handled", None):
                wsgi.WSGI_LOCAL.already_handled = False
                raise StopIteration
            return bool(super().is_already_handled(respiter))

        def handle_quit(self, sig: int, frame: Any) -> None:
            import eventlet

            eventlet.spawn(super().handle_quit, sig, frame)

        def run(self) -> None:
            import eventlet
            from eventlet.hubs import get_hub

            pool = eventlet.GreenPool(self.worker_connections)
            raise_file_limit()
            acceptors = [eventlet.spawn(self._accept, sock, pool) for sock in self.sockets]
            while self.alive and self.ppid == os.getppid():
                self.notify()
                eventlet.sleep(1.0)
            for acceptor in acceptors:
                acceptor.kill()
            self.notify()
            with eventlet.Timeout(self.cfg.graceful_timeout, False):
                pool.waitall()
            get_hub().abort()

        def _accept(self, sock: Any, pool: Any) -> None:
            from eventlet.greenio import GreenSocket

            listener = GreenSocket(sock.sock)
            listener.setblocking(1)
            while self.alive:
                client, address = listener.accept()
                pool.spawn_n(self._client, listener, client, address)

        def _client(self, listener: Any, client: Any, address: Any) -> None:
            import eventlet

            try:
                self.handle(listener, client, address)
            except (eventlet.StopServe, OSError):
                client.close()

    class GeventWorker(_GeventWorker):  # type: ignore[misc]
        """gunicorn's own gevent worker, with psycopg told to wait by select."""

        def init_process(self) -> None:
            os.environ["PSYCOPG_WAIT_FUNC"] = "wait_selector"
            super().init_process()


def __getattr__(name: str) -> Any:
    """`competition.wsgi:app` for gunicorn: built when the worker asks for it, after patching."""
    if name == "app":
        value = globals()["app"] = _gunicorn_app()
        return value
    raise AttributeError(name)
