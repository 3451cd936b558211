"""Sheets, their moves, marks and operations. Moves, marks and operations are appended, never changed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from competition.store import Base, Document, Id, Utc, append_only, new_id, utcnow


class Sheet(Base):
    """What one judge marks of one entry in one module. `state` is where its moves have brought it.

    `entry_id` is the entry, or of a stage with three draws the work until the reveal; `code` what the judge knew it by.
    """

    __tablename__ = "sheet"
    __table_args__ = (
        UniqueConstraint("entry_id", "module_key", "seat"),
        Index(None, "stage_id", "state"),
        Index(None, "person_id", "stage_id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    stage_id: Mapped[str] = mapped_column(Id, ForeignKey("stage.id"))
    trade_id: Mapped[str] = mapped_column(Id, ForeignKey("trade.id"))
    entry_id: Mapped[str] = mapped_column(Id)
    module_key: Mapped[str] = mapped_column(String(12))
    seat: Mapped[int] = mapped_column(Integer)
    judge_id: Mapped[str] = mapped_column(Id, ForeignKey("judge.id"), index=True)
    person_id: Mapped[str] = mapped_column(Id, ForeignKey("person.id"))
    code: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(10), default="OPEN")
    moved_at: Mapped[dt.datetime] = mapped_column(Utc, default=utcnow)


class SheetMove(Base):
    """A sheet went from one state to another: when, by whom, why."""

    __tablename__ = "sheet_move"
    __table_args__ = (Index(None, "sheet_id"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    sheet_id: Mapped[str] = mapped_column(Id, ForeignKey("sheet.id"))
    before: Mapped[str] = mapped_column(String(10))
    after: Mapped[str] = mapped_column(String(10))
    by: Mapped[str] = mapped_column(String(36))
    at: Mapped[dt.datetime] = mapped_column(Utc, default=utcnow)
    reason: Mapped[str | None] = mapped_column(String(300))


class Mark(Base):
    """One mark as it was given; its id is the one minted on the tablet. `applied` is false for a mark that came from an
    out-of-date copy and is kept beside the one in force. What stood on paper has the two people who typed it, and in
    `device_id` the record of that paper."""

    __tablename__ = "mark"
    __table_args__ = (Index(None, "sheet_id", "aspect"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    sheet_id: Mapped[str] = mapped_column(Id, ForeignKey("sheet.id"))
    aspect: Mapped[str] = mapped_column(String(20))
    value: Mapped[str | None] = mapped_column(String(40))
    rev: Mapped[int] = mapped_column(Integer)
    replaces: Mapped[str | None] = mapped_column(Id)
    applied: Mapped[bool] = mapped_column(Boolean)
    given_by: Mapped[str] = mapped_column(String(36))
    device_id: Mapped[str | None] = mapped_column(Id)
    reason: Mapped[str | None] = mapped_column(String(300))
    at: Mapped[dt.datetime] = mapped_column(Utc, default=utcnow)
    tablet_at: Mapped[str | None] = mapped_column(String(40))
    typed_by: Mapped[str | None] = mapped_column(String(36))
    checked_by: Mapped[str | None] = mapped_column(String(36))


class CurrentMark(Base):
    """The mark in force for an aspect of a sheet: a projection of the marks."""

    __tablename__ = "current_mark"

    sheet_id: Mapped[str] = mapped_column(Id, ForeignKey("sheet.id"), primary_key=True)
    aspect: Mapped[str] = mapped_column(String(20), primary_key=True)
    mark_id: Mapped[str] = mapped_column(Id)
    value: Mapped[str | None] = mapped_column(String(40))
    rev: Mapped[int] = mapped_column(Integer)
    device_id: Mapped[str | None] = mapped_column(Id)


class Figure(Base):
    """A mark that nobody gave on a tablet: it came from what `source` (bracket, round_robin, milestones) and `source_id`
    name. While it is in force a tablet cannot put another in its place."""

    __tablename__ = "figure"
    __table_args__ = (Index(None, "source_id"),)

    mark_id: Mapped[str] = mapped_column(Id, ForeignKey("mark.id"), primary_key=True)
    source: Mapped[str] = mapped_column(String(16))
    source_id: Mapped[str] = mapped_column(Id)


class Operation(Base):
    """What a tablet asked and what it was answered, so that the same question gets the same answer and counts once."""

    __tablename__ = "operation"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    device_id: Mapped[str] = mapped_column(Id)
    digest: Mapped[str] = mapped_column(String(64))
    answer: Mapped[dict[str, Any]] = mapped_column(Document)
    at: Mapped[dt.datetime] = mapped_column(Utc, default=utcnow)


class Call(Base):
    """A judge asks for the chief; `answered_at` when the chief has come."""

    __tablename__ = "chief_call"
    __table_args__ = (Index(None, "trade_id", "answered_at"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    trade_id: Mapped[str] = mapped_column(Id, ForeignKey("trade.id"))
    sheet_id: Mapped[str | None] = mapped_column(Id)
    person_id: Mapped[str] = mapped_column(Id)
    note: Mapped[str] = mapped_column(String(300))
    at: Mapped[dt.datetime] = mapped_column(Utc, default=utcnow)
    answered_by: Mapped[str | None] = mapped_column(String(36))
    answered_at: Mapped[dt.datetime | None] = mapped_column(Utc)


class Reveal(Base):
    """The reveal of a stage with three draws: PROPOSED by one, APPROVED by another, DONE when its sheets hang on entries."""

    __tablename__ = "reveal"

    stage_id: Mapped[str] = mapped_column(Id, ForeignKey("stage.id"), primary_key=True)
    state: Mapped[str] = mapped_column(String(8), default="PROPOSED")
    proposed_by: Mapped[str] = mapped_column(String(36))
    proposed_at: Mapped[dt.datetime] = mapped_column(Utc, default=utcnow)
    approved_by: Mapped[str | None] = mapped_column(String(36))
    approved_at: Mapped[dt.datetime | None] = mapped_column(Utc)
    done_at: Mapped[dt.datetime | None] = mapped_column(Utc)


class Assignment(Base):
    """How often the assignment package of a trade's judges has changed, so that tablets know when to fetch it again."""

    __tablename__ = "assignment"

    trade_id: Mapped[str] = mapped_column(Id, ForeignKey("trade.id"), primary_key=True)
    revision: Mapped[int] = mapped_column(Integer)


append_only(SheetMove)
append_only(Mark)
append_only(Figure)
append_only(Operation)
