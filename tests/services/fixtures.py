"""Fixtures `postgresql` and `valkey`, and `free_port`. Load with `pytest_plugins = ["tests.services.fixtures", …]`.

A test that asks for one of the servers, as a fixture or as a parameter of that name, carries its marker by itself, so
`-m "not postgresql"` leaves it out.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services import launch
from tests.services.postgresql import PostgreSQL
from tests.services.valkey import Valkey

SERVICES = ("postgresql", "valkey")
_folder = pytest.StashKey[Path]()


def pytest_configure(config: pytest.Config) -> None:
    folder, ours = launch.run_folder()
    if ours:
        config.stash[_folder] = folder


def pytest_unconfigure(config: pytest.Config) -> None:
    if _folder in config.stash:
        launch.end_run(config.stash[_folder])


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        asked = {*getattr(item, "fixturenames", ()), *chosen(item)}
        for service in asked.intersection(SERVICES):
            item.add_marker(service)


def chosen(item: pytest.Item) -> list[str]:
    """The parameters of a test that are words, such as the kind of database."""
    parameters = item.callspec.params.values() if hasattr(item, "callspec") else ()
    return [value for value in parameters if isinstance(value, str)]


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    """The run's PostgreSQL, started: `postgresql.create_database()` gives an address of a new database."""
    server = PostgreSQL(launch.run_folder()[0])
    try:
        server.start()
    except launch.ServiceMissing as missing:
        pytest.skip(str(missing))
    yield server
    server.stop()


@pytest.fixture(scope="session")
def valkey() -> Iterator[Valkey]:
    """The run's Valkey, started: `valkey.create_database()` gives an address of an empty numbered database."""
    server = Valkey(launch.run_folder()[0])
    try:
        server.start()
    except launch.ServiceMissing as missing:
        pytest.skip(str(missing))
    yield server
    server.stop()


@pytest.fixture
def free_port() -> int:
    """A TCP port on 127.0.0.1 that nobody listens on at this moment."""
    return launch.free_port()
