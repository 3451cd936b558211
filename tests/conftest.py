"""Fixtures of the house: a database of each kind, the app on it, a client, and the small competition of world.py."""

from __future__ import annotations

import base64
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

os.environ.setdefault("PSYCOPG_WAIT_FUNC", "wait_selector")

from competition.app import create_app
from competition.config import Settings, settings_from
from competition.store.migrations import upgrade
from competition.store.session import Store
from tests.services.postgresql import PostgreSQL
from tests.world import World

pytest_plugins = ["tests.services.fixtures", "tests.services.no_skips", "tests.browser", "tests.quicker"]

ENVIRON = {
    "COMPETITION_SECRET": "a secret that only the tests know, never used",
    "COMPETITION_VAULT_KEY": base64.b64encode(bytes(range(32))).decode(),
    "COMPETITION_ASYNC": "threading",
    "COMPETITION_JOBS_INLINE": "1",
    "COMPETITION_STRICT": "1",
    "PUBLIC_BASE_URL": "http://localhost",
}


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file to copy."""
    file = tmp_path_factory.mktemp("template") / "template.db"
    upgrade(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def postgresql_template(postgresql: PostgreSQL) -> str:
    """The name of a migrated, empty PostgreSQL database to copy."""
    url = postgresql.create_database()
    upgrade("postgresql+psycopg://" + url.split("://", 1)[1])
    return url.rsplit("/", 1)[1]


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of this release; every test that asks runs once on each kind."""
    if request.param == "sqlite":
        file = tmp_path / "competition.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), file)
        yield f"sqlite:///{file}"
        return
    server: PostgreSQL = request.getfixturevalue("postgresql")
    url = server.create_database(request.getfixturevalue("postgresql_template"))
    yield url
    server.drop_database(url)


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """Settings of a test house."""
    return settings_from(ENVIRON | {"COMPETITION_DATA": str(tmp_path), "DATABASE_URL": database_url})


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """The house on an empty database."""
    made = create_app(settings)
    made.config["WTF_CSRF_ENABLED"] = False
    made.testing = True
    yield made
    made.extensions["store"].close()


@pytest.fixture
def store(app: Flask) -> Store:
    """The store of the test house."""
    kept: Store = app.extensions["store"]
    return kept


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without JavaScript, signed in as nobody."""
    return app.test_client()


@pytest.fixture
def world(app: Flask) -> World:
    """The small named competition."""
    return World(app)
