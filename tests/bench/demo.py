"""From `git clone` to a board that moves: the demo in a new clone with a new venv."""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.services.launch import free_port

PATIENCE = 400.0
READY = b"READY "


def cold_start(repository: Path, folder: Path) -> float:
    """Seconds from the clone's beginning until `make demo` says READY. Raises RuntimeError with what it said when it never does.

    Nothing is there before: pip fetches every package anew.
    """
    begun = time.perf_counter()
    subprocess.run(["git", "clone", "--quiet", str(repository), str(folder)], check=True, stdin=subprocess.DEVNULL)
    command = ["make", "demo", f"PYTHON={sys.executable}", f"ARGS=--for 1 --port {free_port()}"]
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=dict(os.environ) | {"PIP_NO_CACHE_DIR": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        _wait(process, begun + PATIENCE)
        return time.perf_counter() - begun
    finally:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(15)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def _wait(process: subprocess.Popen[bytes], until: float) -> None:
    said = b""
    assert process.stdout is not None
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while time.perf_counter() < until:
            if not selector.select(1.0):
                continue
            octets = os.read(process.stdout.fileno(), 65_536)
            said += octets
            if READY in said:
                return
            if not octets:
                break
    raise RuntimeError(f"the demo did not come up:\n{said.decode('utf-8', 'replace')[-3000:]}")
