"""Rows of a projection: put there if they are new, brought up to date if they are not, in one statement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from competition.store.base import Base


def upsert(s: Session, model: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """Write whole rows by primary key; every row names the same columns, its key among them."""
    if not rows:
        return
    table = model.__table__
    keys = [column.name for column in table.primary_key]
    insert = postgresql.insert if s.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = insert(model)
    changed = {name: statement.excluded[name] for name in rows[0] if name not in keys}
    s.execute(statement.on_conflict_do_update(index_elements=keys, set_=changed), list(rows))
