"""Starting one server for a whole test run, however many processes the run has.

The run's folder is made by the process that pytest was started in (`run_folder`) and handed to the xdist workers by
environment. The first process that needs a server starts it under a file lock and writes down its address and process;
the others read that. When the run ends, the process that made the folder stops what was written down, nothing else.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

FOLDER_VARIABLE = "COMPETITION_TEST_RUN"


class ServiceMissing(Exception):
    """This machine cannot run the server; the message says what to install or set."""


@dataclass(frozen=True)
class Running:
    """A server that this run started: its address, and its process told apart from a later one with the same number."""

    url: str
    pid: int
    born: float


def free_port() -> int:
    """A TCP port on 127.0.0.1 that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def run_folder() -> tuple[Path, bool]:
    """The folder of this run, and whether this call made it (then the caller removes it with `end_run`).

    The path is short, since socket paths end at 107 bytes, and others may look in, since servers run as another user.
    """
    known = os.environ.get(FOLDER_VARIABLE)
    if known:
        return Path(known), False
    folder = Path(tempfile.mkdtemp(prefix="cb-", dir="/tmp" if Path("/tmp").is_dir() else None))
    folder.chmod(0o711)
    os.environ[FOLDER_VARIABLE] = str(folder)
    return folder, True


def end_run(folder: Path) -> None:
    """Stop every server written down in the folder, and remove it."""
    for note in sorted(folder.glob("*.json")):
        stop(Running(**json.loads(note.read_text())))
    shutil.rmtree(folder, ignore_errors=True)
    os.environ.pop(FOLDER_VARIABLE, None)


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the file lock `path` against the other processes of the run."""
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def shared(folder: Path, name: str, start: Callable[[Path], Running]) -> Running:
    """The run's one server called `name`: started now by `start(its new empty folder)` if nobody has yet."""
    note = folder / f"{name}.json"
    with locked(folder / f"{name}.lock"):
        if note.exists():
            return Running(**json.loads(note.read_text()))
        place = folder / name
        place.mkdir(mode=0o700)
        running = start(place)
        note.write_text(json.dumps(asdict(running)))
        return running


def spawn(command: Sequence[str], url: str, log: Path, environment: dict[str, str]) -> Running:
    """Start a server that outlives this process, if this one is a worker that ends early."""
    with log.open("ab") as output:
        process = subprocess.Popen(
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env=environment,
            start_new_session=True,
            cwd="/",
        )
    process.returncode = 0  # the run's end stops it, not this object's: no warning that it still runs
    return Running(url=url, pid=process.pid, born=psutil.Process(process.pid).create_time())


def alive(running: Running) -> bool:
    """Whether the very process that was started still runs."""
    try:
        process = psutil.Process(running.pid)
        return abs(process.create_time() - running.born) < 2 and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def stop(running: Running, patience: float = 10.0) -> None:
    """Ask the server to end (SIGINT: PostgreSQL's fast shutdown), and after `patience` seconds insist."""
    for kind in (signal.SIGINT, signal.SIGKILL):
        if not alive(running):
            return
        os.kill(running.pid, kind)
        deadline = time.monotonic() + patience
        while alive(running) and time.monotonic() < deadline:
            time.sleep(0.02)


def wait_until(ready: Callable[[], bool], running: Running, log: Path, patience: float = 30.0) -> None:
    """Wait until the server answers. Raises RuntimeError with the end of its log when it ends or stays silent."""
    deadline = time.monotonic() + patience
    while not ready():
        if not alive(running) or time.monotonic() > deadline:
            raise RuntimeError(f"the server did not start:\n{log.read_text(errors='replace')[-2000:]}")
        time.sleep(0.05)


def answers(port: int) -> bool:
    """Whether something accepts connections on the port of 127.0.0.1."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False
