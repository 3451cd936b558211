"""Figures that somebody declared for a ladder, and those that were counted; private to this room."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from competition.store import Base, Document, Id, Utc, append_only, new_id, utcnow

WORKERS, PERSONS, PARTICIPATIONS = "workers", "persons", "participations"
KINDS = (WORKERS, PERSONS, PARTICIPATIONS)


class DeclaredFigure(Base):
    """What somebody declared, of the whole ladder, of a tier or of an organisation with all below it: how many `workers`
    there are (the denominator of coverage), or how many `persons` or `participations` are the target. The latest line of
    a place and kind holds; `count` None takes it back. `source` says where the figure comes from."""

    __tablename__ = "declared_figure"
    __table_args__ = (Index(None, "ladder_id", "at"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    ladder_id: Mapped[str] = mapped_column(Id)
    kind: Mapped[str] = mapped_column(String(16))
    tier_id: Mapped[str | None] = mapped_column(Id)
    organisation_id: Mapped[str | None] = mapped_column(Id, ForeignKey("organisation.id"), index=True)
    count: Mapped[int | None] = mapped_column(Integer)
    source: Mapped[str] = mapped_column(String(200))
    by: Mapped[str] = mapped_column(String(36))
    at: Mapped[datetime] = mapped_column(Utc, default=utcnow)


class CountedFigures(Base):
    """What was counted last of a ladder too large to be counted whenever somebody looks: every table as it was `at`, in
    the form of `queries.Counts.said`."""

    __tablename__ = "counted_figures"

    ladder_id: Mapped[str] = mapped_column(Id, ForeignKey("ladder.id", ondelete="CASCADE"), primary_key=True)
    document: Mapped[dict[str, Any]] = mapped_column(Document)
    by: Mapped[str] = mapped_column(String(36))
    at: Mapped[datetime] = mapped_column(Utc)


append_only(DeclaredFigure)
