"""Tables of scoring plans, private to this room: versions are added, never changed; a draft is, until it becomes one."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Integer, String, UniqueConstraint
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
    reason: Mapped[str] = mapped_column(String(300), default="", server_default="")
    created_at: Mapped[datetime] = mapped_column(Utc, default=utcnow)
    created_by: Mapped[str] = mapped_column(String(64))


append_only(Plan)


class PlanDraft(Base):
    """What will be a trade's next version; `document` may still contradict itself. `based_on` is the version it began from."""

    __tablename__ = "plan_draft"

    trade_id: Mapped[str] = mapped_column(Id, ForeignKey("trade.id"), primary_key=True)
    document: Mapped[dict[str, Any]] = mapped_column(Document)
    based_on: Mapped[int | None] = mapped_column(Integer)
    rev: Mapped[int] = mapped_column(Integer, default=1, server_default="1")
    by: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(Utc, default=utcnow)
    started_at: Mapped[datetime] = mapped_column(Utc, default=utcnow)


class PlanDraftStep(Base):
    """The draft as it was before an edit, so that the edit can be undone; `edit` and `key` say which edit it was."""

    __tablename__ = "plan_draft_step"
    __table_args__ = (Index(None, "trade_id", "rev", unique=True),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    trade_id: Mapped[str] = mapped_column(Id, ForeignKey("trade.id"))
    rev: Mapped[int] = mapped_column(Integer)
    document: Mapped[dict[str, Any]] = mapped_column(Document)
    edit: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(40))
    by: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(Utc, default=utcnow)
