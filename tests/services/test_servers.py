"""The launchers give real servers: durable, several databases apart, one server for the run."""

from __future__ import annotations

import psycopg
import redis
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from tests.services import launch
from tests.services.postgresql import PostgreSQL
from tests.services.valkey import Valkey


def test_postgresql_keeps_databases_apart_and_copies_a_template(postgresql):
    first = postgresql.create_database()
    engine = create_engine(first)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE trade (code text)"))
        connection.execute(text("INSERT INTO trade VALUES ('木工')"))
    engine.dispose()

    copied, empty = postgresql.create_database(template=first), postgresql.create_database()

    assert _tables(copied) == [("trade",)]
    assert _tables(empty) == []
    for url in (first, copied, empty):
        postgresql.drop_database(url)


def test_postgresql_is_durable_and_at_least_version_14(postgresql):
    with psycopg.connect(_plain(postgresql.url)) as connection:
        settings = [
            connection.execute(f"SHOW {name}").fetchone()
            for name in ("fsync", "full_page_writes", "synchronous_commit")
        ]
        version = connection.info.server_version
    assert settings == [("on",), ("on",), ("on",)]
    assert version >= 140000


def test_postgresql_started_twice_in_a_run_is_one_server(postgresql):
    again = PostgreSQL(launch.run_folder()[0])
    assert again.start() == postgresql.url


def test_valkey_keeps_numbered_databases_apart(valkey):
    first, second = (redis.Redis.from_url(valkey.create_database()) for _ in range(2))
    with first, second:
        first.set("rank", "1")
        assert (first.get("rank"), second.get("rank")) == (b"1", None)


def test_valkey_started_twice_in_a_run_is_one_server(valkey):
    assert Valkey(launch.run_folder()[0]).start() == valkey.url


def _plain(url: str) -> str:
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def _tables(url: str) -> list[tuple[str]]:
    with psycopg.connect(_plain(url)) as connection:
        return connection.execute("SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'").fetchall()
