"""Where a demo lives: a folder with nothing but demos in it, and an address people can reach."""

from __future__ import annotations

import fcntl
import json
import socket
from pathlib import Path
from typing import IO

from competition.config import Settings, at_address
from competition.demo.words import Said
from competition.demo.words import both as _

DATABASE = "competition.db"
MARKER = "demo.json"
MADE = (DATABASE, "jobs.db", "judges.json")
ANYWHERE = ("0.0.0.0", "::", "")  # noqa: S104 - compared with, not bound to


class CannotPlay(Exception):
    """Why there can be no demo here, in both languages."""

    def __init__(self, said: Said) -> None:
        super().__init__(said.en)
        self.said = said


def clear(settings: Settings, seed: int) -> IO[str]:
    """Make room for a new demo in its folder: an earlier one goes. Returns the marker file, locked while it stays open.

    Raises CannotPlay when the database is not in the folder, is not a demo's, or belongs to a demo that runs.
    """
    folder = settings.data
    if settings.database_url != f"sqlite:///{folder / DATABASE}":
        raise CannotPlay(_("The demo uses a database of its own in its own folder; DATABASE_URL must not be set."))
    folder.mkdir(parents=True, exist_ok=True)
    if (folder / DATABASE).exists() and not (folder / MARKER).exists():
        said = _("The database in %(folder)s is not a demo's. Choose another folder with --data.", folder=folder)
        raise CannotPlay(said)
    marker = (folder / MARKER).open("a+", encoding="utf-8")
    try:
        fcntl.flock(marker, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        marker.close()
        raise CannotPlay(_("A demo is already running in %(folder)s.", folder=folder)) from None
    for name in MADE:
        for ending in ("", "-wal", "-shm"):
            (folder / f"{name}{ending}").unlink(missing_ok=True)
    marker.truncate(0)
    json.dump({"demo": "craftboard", "seed": seed}, marker)
    marker.flush()
    return marker


def reachable(settings: Settings) -> Settings:
    """The settings with an address that other devices can open, when we listen on all. CannotPlay: port taken."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError:
            raise CannotPlay(_("Port %(port)s is taken. Choose another with --port.", port=settings.port)) from None
    if settings.host not in ANYWHERE or settings.base_url != f"http://{settings.host}:{settings.port}":
        return settings
    return at_address(settings, settings.host, settings.port, f"http://{_own_address()}:{settings.port}")


def local_origin(settings: Settings) -> str:
    """The address by which this machine reaches the demo."""
    host = "127.0.0.1" if settings.host in ANYWHERE else settings.host
    return f"http://{f'[{host}]' if ':' in host else host}:{settings.port}"


def _own_address() -> str:
    """This machine's address in its network; asking which way is out sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.1"
        address: str = probe.getsockname()[0]
        return address


def write_secret(file: Path, text: str) -> None:
    """Write a file that only its owner may read."""
    file.touch(mode=0o600)
    file.write_text(text, encoding="utf-8")
