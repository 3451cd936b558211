"""The embedded edition: one process that serves everything, and its job worker as a child; no Redis, no second machine."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping

from flask import Flask

from competition.accounts import queries
from competition.config import Settings
from competition.store import reading
from competition.store.migrations import upgrade

AGAIN = 0.2

Build = Callable[[Settings], Flask]
Serve = Callable[[Settings, Flask, Callable[[], None]], None]


def serve(settings: Settings, environ: Mapping[str, str], build: Build, run: Serve) -> int:
    """Bring the database to this release, start the job worker, serve until told to stop."""
    upgrade(settings.migration_database_url)
    app = build(settings)
    start_job_worker(settings, environ)
    stop_on_signal()

    def ready() -> None:
        print(f"READY {settings.base_url}", flush=True)
        with reading() as s:
            if not queries.anybody(s):
                print(
                    f"No organiser yet: open {settings.base_url}/accounts/first, set-up code {app.extensions['setup_code']}",
                    flush=True,
                )

    try:
        run(settings, app, ready)
    except SystemExit:
        return 0
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return 0


def start_job_worker(settings: Settings, environ: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """`competition jobs` as a child with the same settings; it ends when its standard input closes, however we end."""
    own = dict(environ) | {
        "COMPETITION_DATA": str(settings.data),
        "DATABASE_URL": settings.database_url,
        "COMPETITION_ASYNC": "threading",
    }
    command = [sys.executable, "-m", "competition.cli", "jobs", "--with-parent"]
    return subprocess.Popen(command, env=own, stdin=subprocess.PIPE)  # noqa: S603 - our own module


def end_with_parent() -> None:
    """In the child: leave as soon as the parent's end of our standard input is closed."""

    def watch() -> None:
        sys.stdin.buffer.read()
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()


def stop_on_signal() -> None:
    """SIGTERM, Ctrl-C and the timer end the process the ordinary way. A signal may land where its SystemExit is
    caught (in a socket's handler) or where the server waits for sockets that stay open, so it comes again until out."""

    def stop(number: int, frame: object) -> None:
        signal.setitimer(signal.ITIMER_REAL, AGAIN, AGAIN)
        raise SystemExit(0)

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM):
        signal.signal(number, stop)
