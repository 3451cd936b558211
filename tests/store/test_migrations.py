"""The migrations and the tables they are to make."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from competition.store.base import Base
from competition.store.migrations import upgrade
from competition.store.session import Store


def test_migrations_make_exactly_the_tables_of_the_models(store: Store) -> None:
    with store.writer.connect() as connection:
        difference = compare_metadata(
            MigrationContext.configure(connection, opts={"compare_type": True}), Base.metadata
        )

    assert difference == []


def test_upgrade_twice_changes_nothing(store: Store) -> None:
    with store.writer.connect() as connection:
        before = inspect(connection).get_table_names()
    upgrade(store.url if store.sqlite else "postgresql+psycopg://" + store.url.split("://", 1)[1])
    with store.writer.connect() as connection:
        assert inspect(connection).get_table_names() == before
