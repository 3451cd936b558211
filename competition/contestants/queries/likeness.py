"""Texts that begin like, or contain, what somebody typed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session


def begins(column: Any, text: str) -> ColumnElement[bool]:
    """The column begins with `text`: a range, which an index answers where texts are compared by their bytes."""
    made: ColumnElement[bool] = (column >= text) & (column < text + "\U0010ffff")
    return made


def like(s: Session, column: Any, text: str) -> ColumnElement[bool]:
    """The column contains `text`, Latin capitals or not, compared by bytes: what a collation knows of letters would cost
    a copy of every row. SQLite's LIKE is blind to Latin capitals by itself."""
    pattern = "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    made: ColumnElement[bool]
    if s.get_bind().dialect.name == "sqlite":
        made = column.like(pattern, escape="\\")
    elif text.lower() == text.upper():
        made = column.collate("C").like(pattern, escape="\\")
    else:
        made = column.collate("C").ilike(pattern, escape="\\")
    return made
