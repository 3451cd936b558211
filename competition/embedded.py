"""The embedded edition: one process that serves everything, and its job worker as a child; no Redis, no second machine."""

from __future__ import annotations

import atexit
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping

from flask import Flask

from competition.accounts import queries
from competition.config import Settings
from competition.store import reading
from competition.store.migrations import upgrade

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

    run(settings, app, ready)
    return 0


def start_job_worker(settings: Settings, environ: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """`competition jobs` as a child with the same settings; it ends with us."""
    own = dict(environ) | {
        "COMPETITION_DATA": str(settings.data),
        "DATABASE_URL": settings.database_url,
        "COMPETITION_ASYNC": "threading",
    }
    child = subprocess.Popen([sys.executable, "-m", "competition.cli", "jobs"], env=own, stdin=subprocess.DEVNULL)

    def end() -> None:
        child.terminate()
        try:
            child.wait(timeout=10)
        except subprocess.TimeoutExpired:
            child.kill()

    atexit.register(end)
    return child


def stop_on_signal() -> None:
    """SIGTERM and Ctrl-C end the process the ordinary way, so that the job worker is ended too."""

    def stop(number: int, frame: object) -> None:
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
