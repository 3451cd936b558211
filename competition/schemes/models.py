"""Table of scoring plans, private to this room: versions are added, never changed."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from competition.store import Base, Document, Id, Utc, append_only, new_id, utcnow


class Plan(Base):
    """Version `version` (from 1) of a trade's scoring plan; `hash` is the engine's `plan_hash` of `document`."""

    __tablename__ = "plan"
    __table_args__ = (UniqueConstraint("trade_id", "version"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    trade_id: Mapped[str] = mapped_column(Id, ForeignKey("trade.id"), index=True)
    version: Mapped[int] = mapped_column(Integer)
    hash: Mapped[str] = mapped_column(String(64))
    document: Mapped[dict[str, Any]] = mapped_column(Document)
    created_at: Mapped[datetime] = mapped_column(Utc, default=utcnow)
    created_by: Mapped[str] = mapped_column(String(64))


append_only(Plan)
