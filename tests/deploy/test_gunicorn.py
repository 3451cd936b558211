"""gunicorn serves the house with our configuration, on both worker models, and stops when told to."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
import socketio

from tests.services.launch import free_port

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(params=["eventlet", "gevent"])
def served(request, tmp_path):
    """The address of a house that gunicorn serves from an empty, migrated SQLite database, and its process."""
    port = free_port()
    environment = {
        "PATH": os.environ["PATH"],
        "COMPETITION_ASYNC": request.param,
        "COMPETITION_DATA": str(tmp_path),
        "COMPETITION_PORT": str(port),
        "COMPETITION_SECRET": "s" * 48,
        "COMPETITION_VAULT_KEY": base64.b64encode(b"k" * 32).decode(),
    }
    subprocess.run([sys.executable, "-m", "competition.cli", "migrate"], env=environment, cwd=ROOT, check=True)
    log = tmp_path / "gunicorn.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py"],
            env=environment,
            cwd=ROOT,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    url = f"http://127.0.0.1:{port}"
    try:
        assert wait_for(f"{url}/healthz", process), log.read_text()[-3000:]
        yield url, process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait_for(url: str, process: subprocess.Popen[bytes], patience: float = 15.0) -> bool:
    """Whether the address answers before the process ends or patience does."""
    deadline = time.monotonic() + patience
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            time.sleep(0.1)
    return False


def test_gunicorn_serves_pages_and_sockets_and_stops_when_told(served):
    url, process = served
    with urllib.request.urlopen(f"{url}/healthz", timeout=5) as answer:
        assert json.load(answer) == {"state": "well"}

    with socketio.SimpleClient() as spectator:
        spectator.connect(url, namespace="/live", transports=["websocket"])
        assert spectator.call("watch", {"boards": []})["boards"] == {}

    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=20) == 0
