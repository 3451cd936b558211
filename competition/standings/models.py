"""Projections: a standing an entry, a board a stage. Deleting and rebuilding them gives the same."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from competition.store import Base, Document, Exact, Id, Utc


class Standing(Base):
    """What an entry has now: all marks for the jury, and `shown_*` from signed modules for a stage marked blind."""

    __tablename__ = "standing"
    __table_args__ = (Index(None, "stage_id"),)

    entry_id: Mapped[str] = mapped_column(Id, ForeignKey("entry.id"), primary_key=True)
    stage_id: Mapped[str] = mapped_column(Id, ForeignKey("stage.id"))
    total: Mapped[Decimal | None] = mapped_column(Exact)
    tie: Mapped[list[str]] = mapped_column(Document)
    progress: Mapped[str] = mapped_column(String(20))
    shown_total: Mapped[Decimal | None] = mapped_column(Exact)
    shown_tie: Mapped[list[str]] = mapped_column(Document)
    shown_progress: Mapped[str] = mapped_column(String(20))
    signed: Mapped[int] = mapped_column(Integer)


class Board(Base):
    """The public board of a stage as it was last published: its bytes, their revision and their ETag."""

    __tablename__ = "board"

    stage_id: Mapped[str] = mapped_column(Id, ForeignKey("stage.id"), primary_key=True)
    revision: Mapped[int] = mapped_column(Integer)
    etag: Mapped[str] = mapped_column(String(64))
    body: Mapped[str] = mapped_column(Text)
    at: Mapped[dt.datetime] = mapped_column(Utc)
