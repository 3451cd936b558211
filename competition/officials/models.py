"""Tables of judges, panels and seats, private to this room."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from competition.store import Base, Id, Utc, new_id, utcnow


class Judge(Base):
    """A person who serves in a trade; `role` is chief_judge, scoring_judge or score_clerk, `number` counts from 1.

    A judge who withdraws keeps row and number: what he marked names him.
    """

    __tablename__ = "judge"
    __table_args__ = (UniqueConstraint("trade_id", "number"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    event_id: Mapped[str] = mapped_column(Id, ForeignKey("event.id"), index=True)
    trade_id: Mapped[str] = mapped_column(Id, ForeignKey("trade.id"), index=True)
    person_id: Mapped[str] = mapped_column(Id, ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    organisation: Mapped[str] = mapped_column(String(120), default="")
    role: Mapped[str] = mapped_column(String(30))
    number: Mapped[int] = mapped_column(Integer)
    created_at: Mapped[dt.datetime] = mapped_column(Utc, default=utcnow)
    withdrawn_at: Mapped[dt.datetime | None] = mapped_column(Utc)


class Panel(Base):
    """The judges of one module of a stage."""

    __tablename__ = "panel"
    __table_args__ = (UniqueConstraint("stage_id", "module_key"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    stage_id: Mapped[str] = mapped_column(Id, ForeignKey("stage.id"))
    module_key: Mapped[str] = mapped_column(String(12))


class Seat(Base):
    """A judge's place in a panel, from 1; seat 1 also marks what only one judge marks."""

    __tablename__ = "seat"
    __table_args__ = (UniqueConstraint("panel_id", "seat"), UniqueConstraint("panel_id", "judge_id"))

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    panel_id: Mapped[str] = mapped_column(Id, ForeignKey("panel.id"))
    judge_id: Mapped[str] = mapped_column(Id, ForeignKey("judge.id"), index=True)
    seat: Mapped[int] = mapped_column(Integer)
