"""Tables of series and their rounds, private to this room."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from competition.store import Base, Document, Id, Utc, new_id, utcnow


class Series(Base):
    """Contests that come again over a season; `rule` is what `engine.season.read_rule` reads."""

    __tablename__ = "series"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    name_en: Mapped[str] = mapped_column(String(120), default="")
    about: Mapped[str] = mapped_column(Text, default="")
    about_en: Mapped[str] = mapped_column(Text, default="")
    rule: Mapped[dict[str, Any]] = mapped_column(Document)
    shown: Mapped[bool] = mapped_column(Boolean, default=False)
    created_at: Mapped[datetime] = mapped_column(Utc, default=utcnow, index=True)
    rev: Mapped[int] = mapped_column(Integer, default=1)


class Round(Base):
    """An event as one round of a series; `kind` is one of `engine.season.KINDS`. Rounds are ordered by the events' days."""

    __tablename__ = "series_round"
    __table_args__ = (UniqueConstraint("series_id", "event_id"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    series_id: Mapped[str] = mapped_column(Id, ForeignKey("series.id"))
    event_id: Mapped[str] = mapped_column(Id, ForeignKey("event.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    added_at: Mapped[datetime] = mapped_column(Utc, default=utcnow)
