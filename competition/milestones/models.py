"""Tables of labour contests, the reports on their milestones and what was said to them, private to this room.

Entries are named by id without a foreign key: what was reported outlives an entry that is taken out.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from competition.store import Base, Document, Id, Utc, append_only, new_id, utcnow


class LabourContest(Base):
    """A stage that is decided by milestones; `document` is what `engine.milestones.read_milestones` reads, `aspect_key`
    the aspect of the plan that is given the score."""

    __tablename__ = "labour_contest"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    event_id: Mapped[str] = mapped_column(Id, ForeignKey("event.id"), index=True)
    trade_id: Mapped[str] = mapped_column(Id, ForeignKey("trade.id"), index=True)
    stage_id: Mapped[str] = mapped_column(Id, ForeignKey("stage.id"), unique=True)
    document: Mapped[dict[str, Any]] = mapped_column(Document)
    aspect_key: Mapped[str] = mapped_column(String(20))
    rev: Mapped[int] = mapped_column(Integer, default=1)


class MilestoneReport(Base):
    """What an entry says it has done on a node, as `number` counts from 1 on; the last stands. `evidence` is how many
    pieces there are, `link` where they can be looked at."""

    __tablename__ = "milestone_report"
    __table_args__ = (
        UniqueConstraint("contest_id", "entry_id", "node_key", "number"),
        Index(None, "entry_id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    contest_id: Mapped[str] = mapped_column(Id, ForeignKey("labour_contest.id"))
    entry_id: Mapped[str] = mapped_column(Id)
    node_key: Mapped[str] = mapped_column(String(20))
    number: Mapped[int] = mapped_column(Integer)
    done_on: Mapped[date] = mapped_column(Date)
    evidence: Mapped[int] = mapped_column(Integer)
    text: Mapped[str] = mapped_column(Text)
    link: Mapped[str] = mapped_column(String(500))
    by: Mapped[str] = mapped_column(String(36))
    at: Mapped[datetime] = mapped_column(Utc, default=utcnow)


class MilestoneVerdict(Base):
    """A report was accepted, or returned with a reason; the last stands."""

    __tablename__ = "milestone_verdict"
    __table_args__ = (UniqueConstraint("report_id", "number"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    report_id: Mapped[str] = mapped_column(Id, ForeignKey("milestone_report.id"))
    number: Mapped[int] = mapped_column(Integer)
    accepted: Mapped[bool] = mapped_column(Boolean)
    reason: Mapped[str] = mapped_column(String(300))
    by: Mapped[str] = mapped_column(String(36))
    at: Mapped[datetime] = mapped_column(Utc, default=utcnow)


class MilestoneScoring(Base):
    """The scores were settled and written as figures; `said_hash` names exactly what they rest on."""

    __tablename__ = "milestone_scoring"
    __table_args__ = (UniqueConstraint("contest_id", "number"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    contest_id: Mapped[str] = mapped_column(Id, ForeignKey("labour_contest.id"))
    number: Mapped[int] = mapped_column(Integer)
    said_hash: Mapped[str] = mapped_column(String(64))
    figures: Mapped[dict[str, str]] = mapped_column(Document)
    by: Mapped[str] = mapped_column(String(36))
    at: Mapped[datetime] = mapped_column(Utc, default=utcnow)


append_only(MilestoneReport)
append_only(MilestoneVerdict)
append_only(MilestoneScoring)
