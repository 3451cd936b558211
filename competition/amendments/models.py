"""Proposed changes and what was decided on them: appended, never changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from competition.store import Base, Document, Id, Utc, append_only, new_id, utcnow


class Amendment(Base):
    """A proposal that a stage go on under `document` (hash `plan_hash`) in place of the plan with hash `was_hash`;
    `draft_rev` is the revision of the draft that was proposed."""

    __tablename__ = "amendment"
    __table_args__ = (Index(None, "trade_id", "at"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    trade_id: Mapped[str] = mapped_column(Id, ForeignKey("trade.id"))
    stage_id: Mapped[str] = mapped_column(Id, ForeignKey("stage.id"))
    was_hash: Mapped[str] = mapped_column(String(64))
    plan_hash: Mapped[str] = mapped_column(String(64))
    document: Mapped[dict[str, Any]] = mapped_column(Document)
    draft_rev: Mapped[int] = mapped_column(Integer)
    reason: Mapped[str] = mapped_column(String(300))
    by: Mapped[str] = mapped_column(String(36))
    at: Mapped[datetime] = mapped_column(Utc, default=utcnow)


class AmendmentDecision(Base):
    """What became of a proposal: approved or declined by a second person, withdrawn or replaced by whoever made it;
    `plan_id` is the version that an approved one became."""

    __tablename__ = "amendment_decision"

    amendment_id: Mapped[str] = mapped_column(Id, ForeignKey("amendment.id"), primary_key=True)
    verdict: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(String(300))
    by: Mapped[str] = mapped_column(String(36))
    at: Mapped[datetime] = mapped_column(Utc, default=utcnow)
    plan_id: Mapped[str | None] = mapped_column(Id, ForeignKey("plan.id"))


append_only(Amendment)
append_only(AmendmentDecision)
