"""Table of bulk acts: what was done to many things at once, and what it takes to undo it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Index, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from competition.store import Base, Document, Id, Utc, new_id, utcnow


class Act(Base):
    """One bulk act; `undo_sealed` is the sealed JSON its kind's undoing needs, `facts` what its words name."""

    __tablename__ = "act"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(60))
    permission: Mapped[str] = mapped_column(String(40))
    event_id: Mapped[str | None] = mapped_column(Id)
    by: Mapped[str] = mapped_column(String(36))
    at: Mapped[dt.datetime] = mapped_column(Utc, default=utcnow)
    count: Mapped[int] = mapped_column(Integer)
    facts: Mapped[dict[str, Any]] = mapped_column(Document)
    undo_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    undone_at: Mapped[dt.datetime | None] = mapped_column(Utc)
    undone_by: Mapped[str | None] = mapped_column(String(36))

    __table_args__ = (Index(None, "event_id", "at"), Index(None, "by", "at"))
