"""The database's releases (Alembic). `upgrade` brings any database to this one; it is safe to call at every start."""

from __future__ import annotations

import contextlib
import fcntl
from collections.abc import Iterator
from pathlib import Path

from alembic import command
from alembic.config import Config

FOLDER = Path(__file__).parent


def config(url: str) -> Config:
    """Alembic's settings for a database address."""
    made = Config()
    made.set_main_option("script_location", str(FOLDER))
    made.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return made


def upgrade(url: str) -> None:
    """Bring the database at `url` to this release; one process at a time on a file."""
    with _alone(url):
        command.upgrade(config(url), "head")


@contextlib.contextmanager
def _alone(url: str) -> Iterator[None]:
    if not url.startswith("sqlite:///"):
        yield
        return
    file = Path(url.removeprefix("sqlite:///"))
    file.parent.mkdir(parents=True, exist_ok=True)
    with open(file.with_suffix(".migrating"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
