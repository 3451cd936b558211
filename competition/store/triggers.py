"""Append-only tables: triggers on both databases refuse UPDATE, DELETE and (PostgreSQL) TRUNCATE."""

from __future__ import annotations

from sqlalchemy import DDL, event

from competition.store.base import Base

APPEND_ONLY: list[str] = []

_SQLITE = (
    "CREATE TRIGGER IF NOT EXISTS {table}_no_{verb} BEFORE {VERB} ON {table} "
    "BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
)
_FUNCTION = (
    "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
)
_POSTGRESQL = (
    "CREATE OR REPLACE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
    "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
)


def statements(table: str, dialect: str) -> list[str]:
    """The SQL that makes `table` append-only on `dialect` ("sqlite" or "postgresql")."""
    if dialect == "sqlite":
        return [_SQLITE.format(table=table, verb=verb.lower(), VERB=verb) for verb in ("UPDATE", "DELETE")]
    return [_FUNCTION, _POSTGRESQL.format(table=table)]


def append_only(model: type[Base]) -> None:
    """Register the triggers of a table, so that it gets them wherever its table is created."""
    table = model.__tablename__
    APPEND_ONLY.append(table)
    for dialect in ("sqlite", "postgresql"):
        for statement in statements(table, dialect):
            ddl = DDL(statement.replace("%", "%%"))  # type: ignore[no-untyped-call]
            event.listen(model.__table__, "after_create", ddl.execute_if(dialect=dialect))
