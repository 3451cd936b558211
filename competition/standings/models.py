"""Projections: a standing an entry, a board a stage; deleting and rebuilding them gives the same. And recounts, kept."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from competition.store import Base, Document, Exact, Id, Utc, append_only, new_id, utcnow


class Standing(Base):
    """What an entry has now: all marks for the jury, and `shown_*` from signed modules for a stage marked blind. `dnf`:
    by its marks it did not finish, whatever its status says.

    `entry_id` is the entry, or of a stage with three draws the work until the reveal.
    """

    __tablename__ = "standing"
    __table_args__ = (Index(None, "stage_id"),)

    entry_id: Mapped[str] = mapped_column(Id, primary_key=True)
    stage_id: Mapped[str] = mapped_column(Id, ForeignKey("stage.id"))
    total: Mapped[Decimal | None] = mapped_column(Exact)
    tie: Mapped[list[str]] = mapped_column(Document)
    progress: Mapped[str] = mapped_column(String(20))
    dnf: Mapped[bool] = mapped_column(Boolean, server_default=false())
    shown_total: Mapped[Decimal | None] = mapped_column(Exact)
    shown_tie: Mapped[list[str]] = mapped_column(Document)
    shown_progress: Mapped[str] = mapped_column(String(20))
    shown_dnf: Mapped[bool] = mapped_column(Boolean, server_default=false())
    signed: Mapped[int] = mapped_column(Integer)


class Tabulated(Base):
    """What names the standings of a stage whose plan looks at the field as they were last written: another token each
    time, by which a process knows that what it keeps tabulated is what lies in the database."""

    __tablename__ = "tabulated"

    stage_id: Mapped[str] = mapped_column(Id, ForeignKey("stage.id"), primary_key=True)
    token: Mapped[str] = mapped_column(Id)


class Board(Base):
    """The public board of a stage as it was last published: its bytes, their revision and their ETag."""

    __tablename__ = "board"

    stage_id: Mapped[str] = mapped_column(Id, ForeignKey("stage.id"), primary_key=True)
    revision: Mapped[int] = mapped_column(Integer)
    etag: Mapped[str] = mapped_column(String(64))
    body: Mapped[str] = mapped_column(Text)
    at: Mapped[dt.datetime] = mapped_column(Utc)


class Recount(Base):
    """A stage tabulated by both engines from the same plan, marks and entries: how many cells were compared, how many
    differ, the first of those. `state_hash` names what lay in the database, `marks_hash` MARKS.csv, `result_hash`
    RESULT.json: what an auditor gets of the same stage has the same ones."""

    __tablename__ = "recount"
    __table_args__ = (Index(None, "stage_id", "at"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    stage_id: Mapped[str] = mapped_column(Id, ForeignKey("stage.id"))
    state_hash: Mapped[str] = mapped_column(String(64))
    plan_hash: Mapped[str] = mapped_column(String(64))
    marks_hash: Mapped[str] = mapped_column(String(64))
    result_hash: Mapped[str] = mapped_column(String(64))
    cells: Mapped[int] = mapped_column(Integer)
    differing: Mapped[int] = mapped_column(Integer)
    differences: Mapped[list[dict[str, Any]]] = mapped_column(Document)
    by: Mapped[str] = mapped_column(String(36))
    at: Mapped[dt.datetime] = mapped_column(Utc, default=utcnow)


append_only(Recount)
