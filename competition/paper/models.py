"""Tables of numbered sheets and of what was typed from them, private to this room."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from competition.store import Base, Document, Id, Utc, append_only, new_id, utcnow

TYPED, DIFFERS, CHECKED, IN, WITHDRAWN = "TYPED", "DIFFERS", "CHECKED", "IN", "WITHDRAWN"
OPEN = (TYPED, DIFFERS, CHECKED)

_OPEN = text("state IN ('TYPED', 'DIFFERS', 'CHECKED')")


class SheetNumber(Base):
    """The number of a sheet within its stage, from 1; with its check letter it is printed on the paper."""

    __tablename__ = "sheet_number"
    __table_args__ = (UniqueConstraint("stage_id", "number"),)

    sheet_id: Mapped[str] = mapped_column(Id, ForeignKey("sheet.id"), primary_key=True)
    stage_id: Mapped[str] = mapped_column(Id, ForeignKey("stage.id"))
    number: Mapped[int] = mapped_column(Integer)


class PaperRecord(Base):
    """What was typed from one paper, at most one open for a sheet: TYPED by one person, DIFFERS when the second typed
    otherwise, CHECKED while the chief has to decide against marks from a tablet, then IN; or WITHDRAWN.

    Number, code, module and seat are what the paper says. `settled` are the values that count, by slot, once both agree;
    `signed` whether the paper bears its judge's signature.
    """

    __tablename__ = "paper_record"
    __table_args__ = (
        Index("uq_paper_record_sheet_id_open", "sheet_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index(None, "sheet_id"),
        Index(None, "stage_id", "state"),
        Index(None, "stage_id", "number"),
        Index(None, "stage_id", "typed_at"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    trade_id: Mapped[str] = mapped_column(Id, ForeignKey("trade.id"))
    stage_id: Mapped[str] = mapped_column(Id, ForeignKey("stage.id"))
    sheet_id: Mapped[str] = mapped_column(Id, ForeignKey("sheet.id"))
    number: Mapped[int] = mapped_column(Integer)
    code: Mapped[str] = mapped_column(String(16))
    module_key: Mapped[str] = mapped_column(String(12))
    seat: Mapped[int] = mapped_column(Integer)
    plan_hash: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(10), default=TYPED)
    typed_by: Mapped[str] = mapped_column(String(36))
    typed_at: Mapped[datetime] = mapped_column(Utc, default=utcnow)
    checked_by: Mapped[str | None] = mapped_column(String(36))
    checked_at: Mapped[datetime | None] = mapped_column(Utc)
    settled: Mapped[dict[str, Any] | None] = mapped_column(Document(none_as_null=True))
    signed: Mapped[bool | None] = mapped_column(Boolean)


class PaperTyping(Base):
    """What one person typed, never changed: `turn` 1 or 2, `marks` by slot in canonical text, without what was empty."""

    __tablename__ = "paper_typing"
    __table_args__ = (UniqueConstraint("record_id", "turn"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    record_id: Mapped[str] = mapped_column(Id, ForeignKey("paper_record.id"))
    turn: Mapped[int] = mapped_column(Integer)
    marks: Mapped[dict[str, Any]] = mapped_column(Document)
    signed: Mapped[bool] = mapped_column(Boolean)
    by: Mapped[str] = mapped_column(String(36))
    at: Mapped[datetime] = mapped_column(Utc, default=utcnow)


class PaperMove(Base):
    """A record came into another state: by whom, why, and `choices` by slot: what was settled or decided, each with its
    reason."""

    __tablename__ = "paper_move"
    __table_args__ = (Index(None, "record_id", "at"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    record_id: Mapped[str] = mapped_column(Id, ForeignKey("paper_record.id"))
    before: Mapped[str] = mapped_column(String(10))
    after: Mapped[str] = mapped_column(String(10))
    choices: Mapped[dict[str, Any]] = mapped_column(Document, default=dict)
    reason: Mapped[str] = mapped_column(String(300), default="")
    by: Mapped[str] = mapped_column(String(36))
    at: Mapped[datetime] = mapped_column(Utc, default=utcnow)


append_only(PaperTyping)
append_only(PaperMove)
