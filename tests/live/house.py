"""A whole house as a process of its own, on a free port with its own folder: what fails and what lasts is tested on it.

    with running_house("gevent", data=tmp_path) as house:
        urlopen(house.url + "/healthz")
        house.kill()

`settled` fills a house's database in this process before it starts, with the world the tests know.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from competition.app import create_app
from competition.config import prepare_keys, settings_from
from competition.store.migrations import upgrade
from tests.services.launch import free_port
from tests.world import World

ROOT = Path(__file__).resolve().parents[2]
PASSED_ON = ("PATH", "HOME", "LANG", "LD_LIBRARY_PATH")


@dataclass
class House:
    """A running server. `log` is all it and its job worker have said."""

    url: str
    data: Path
    worker: str
    process: subprocess.Popen[bytes]
    log: Path

    def said(self) -> str:
        """The log so far."""
        return self.log.read_text(errors="replace")

    def lives(self) -> bool:
        """Whether the process runs and answers."""
        if self.process.poll() is not None:
            return False
        with urllib.request.urlopen(f"{self.url}/healthz", timeout=10) as answer:
            return bool(answer.status == 200)

    def stop(self, patience: float = 20.0) -> int:
        """Tell it to end; returns its exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(patience)

    def kill(self) -> None:
        """SIGKILL to the server and whatever it started: nothing is tidied up."""
        for one in _family(self.process.pid):
            with contextlib.suppress(psutil.NoSuchProcess):
                one.kill()
        self.process.wait()


def environment(data: Path, worker: str = "eventlet", **more: str) -> dict[str, str]:
    """The environment of a house in the folder `data`: its own keys, SQLite unless DATABASE_URL is given."""
    passed = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    return (
        passed
        | prepare_keys(data)
        | {"COMPETITION_DATA": str(data), "COMPETITION_ASYNC": worker, "COMPETITION_STRICT": "1"}
        | more
    )


@contextlib.contextmanager
def settled(data: Path, **environ: str) -> Iterator[World]:
    """The world of a house that does not run: bring its database to this release and fill it here."""
    settings = settings_from(environment(data, "threading", COMPETITION_JOBS_INLINE="1", **environ))
    upgrade(settings.migration_database_url)
    app = create_app(settings)
    try:
        yield World(app)
    finally:
        app.extensions["store"].close()


@contextlib.contextmanager
def running_house(
    worker: str = "eventlet",
    *,
    data: Path,
    by: str = "serve",
    port: int | None = None,
    core: int | None = None,
    patience: float = 40.0,
    **environ: str,
) -> Iterator[House]:
    """A house that answers. `by`: `serve` (the embedded edition) or `gunicorn` (deploy/gunicorn.conf.py).

    `core` keeps it on one processor. Raises RuntimeError with the end of its log when it does not come up.
    """
    port = port or free_port()
    own = environment(data, worker, COMPETITION_PORT=str(port), **environ)
    command = [sys.executable, "-m", "competition.cli", "serve"]
    if by == "gunicorn":
        subprocess.run([sys.executable, "-m", "competition.cli", "migrate"], env=own, cwd=ROOT, check=True)
        command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py"]
    log = data / f"house-{port}.log"
    with log.open("ab") as output:
        process = subprocess.Popen(
            command, env=own, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True
        )
    if core is not None:
        os.sched_setaffinity(process.pid, {core})
    house = House(f"http://127.0.0.1:{port}", data, worker, process, log)
    try:
        _wait(house, patience)
        yield house
    finally:
        if process.poll() is None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                house.stop(10)
        house.kill()


def _wait(house: House, patience: float) -> None:
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline and house.process.poll() is None:
        with contextlib.suppress(OSError):
            if house.lives():
                return
        time.sleep(0.05)
    raise RuntimeError(f"the house did not come up:\n{house.said()[-3000:]}")


def _family(pid: int) -> list[psutil.Process]:
    try:
        own = psutil.Process(pid)
        return [*own.children(recursive=True), own]
    except psutil.NoSuchProcess:
        return []
