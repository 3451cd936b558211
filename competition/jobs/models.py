"""One row a job."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from competition.store import Base, Document, Id, Utc, new_id, utcnow


class Job(Base):
    """States: waiting, running, done, failed, cancelled."""

    __tablename__ = "job"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(60))
    started_by: Mapped[str] = mapped_column(Id, ForeignKey("person.id"))
    payload: Mapped[dict[str, Any]] = mapped_column(Document)
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    done: Mapped[int] = mapped_column(Integer, default=0)
    total: Mapped[int] = mapped_column(Integer, default=0)
    cancel_asked: Mapped[bool] = mapped_column(Boolean, default=False)
    result: Mapped[dict[str, Any] | None] = mapped_column(Document)
    error: Mapped[str | None] = mapped_column(String(60))
    created_at: Mapped[dt.datetime] = mapped_column(Utc, default=utcnow)
    ended_at: Mapped[dt.datetime | None] = mapped_column(Utc)

    __table_args__ = (Index(None, "started_by", "created_at"),)
