"""Tables of officials, of judges, panels and seats, of officers, recusals and letters, private to this room."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from competition.store import Base, Id, Utc, new_id, utcnow


class Official(Base):
    """Somebody who judges or serves, once in the house, whatever trades he serves in (field rule CN-9).

    `organisation` is the name of his unit as given; `organisation_id` the unit itself where it is known. `enterprise`
    says whether he comes from an enterprise. A merged double keeps its row and names the one that stands.
    """

    __tablename__ = "official"
    __table_args__ = (Index(None, "name", "organisation"), Index(None, "created_at"))

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(60))
    pinyin: Mapped[str] = mapped_column(String(200), default="", server_default="", index=True)
    initials: Mapped[str] = mapped_column(String(60), default="", server_default="", index=True)
    organisation_id: Mapped[str | None] = mapped_column(Id, ForeignKey("organisation.id"), index=True)
    organisation: Mapped[str] = mapped_column(String(120), default="", server_default="", index=True)
    enterprise: Mapped[bool] = mapped_column(Boolean, default=False, server_default=sa.false())
    birth_year: Mapped[int | None] = mapped_column(Integer)
    phone_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    phone_index: Mapped[bytes | None] = mapped_column(LargeBinary, index=True)
    note: Mapped[str] = mapped_column(String(300), default="", server_default="")
    created_at: Mapped[dt.datetime] = mapped_column(Utc, default=utcnow)
    merged_into_id: Mapped[str | None] = mapped_column(Id, index=True)
    rev: Mapped[int] = mapped_column(Integer, default=1, server_default="1")


class OfficialTrade(Base):
    """A trade, by the key of its template, that an official can judge."""

    __tablename__ = "official_trade"

    official_id: Mapped[str] = mapped_column(Id, ForeignKey("official.id"), primary_key=True)
    template_key: Mapped[str] = mapped_column(String(64), primary_key=True, index=True)


class Qualification(Base):
    """What entitles an official to judge: `kind` and `level` are keys of words.KINDS and words.LEVELS.

    It holds from `valid_from` until and including `valid_until`; an absent date is no bound.
    """

    __tablename__ = "qualification"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    official_id: Mapped[str] = mapped_column(Id, ForeignKey("official.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20), index=True)
    level: Mapped[str] = mapped_column(String(20), default="", server_default="")
    certificate: Mapped[str] = mapped_column(String(60), default="", server_default="")
    template_key: Mapped[str] = mapped_column(String(64), default="", server_default="")
    valid_from: Mapped[dt.date | None] = mapped_column(Date)
    valid_until: Mapped[dt.date | None] = mapped_column(Date, index=True)


class Recusal(Base):
    """Why an official must not judge somebody: a unit he is bound to, or a relative.

    `kind` is unit or kinship. A unit is named, and known by id where the tree has it; a relative is named with his unit,
    and known by the contestant's id where only one fits. `declared_by` is the name of who said so. An ended one stays.
    """

    __tablename__ = "recusal"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    official_id: Mapped[str] = mapped_column(Id, ForeignKey("official.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    organisation_id: Mapped[str | None] = mapped_column(Id, ForeignKey("organisation.id"))
    organisation: Mapped[str] = mapped_column(String(120), default="", server_default="")
    contestant_id: Mapped[str | None] = mapped_column(Id, ForeignKey("contestant.id"))
    contestant_name: Mapped[str] = mapped_column(String(60), default="", server_default="")
    note: Mapped[str] = mapped_column(String(300), default="", server_default="")
    declared_by: Mapped[str] = mapped_column(String(60))
    created_at: Mapped[dt.datetime] = mapped_column(Utc, default=utcnow)
    ended_at: Mapped[dt.datetime | None] = mapped_column(Utc)


class Judge(Base):
    """A person who serves in a trade; `role` is a key of words.ROLES, `number` counts from 1.

    A judge who withdraws keeps row and number: what he marked names him.
    """

    __tablename__ = "judge"
    __table_args__ = (UniqueConstraint("trade_id", "number"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    event_id: Mapped[str] = mapped_column(Id, ForeignKey("event.id"), index=True)
    trade_id: Mapped[str] = mapped_column(Id, ForeignKey("trade.id"), index=True)
    person_id: Mapped[str] = mapped_column(Id, ForeignKey("person.id"), index=True)
    official_id: Mapped[str | None] = mapped_column(Id, ForeignKey("official.id"), index=True)
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
    since: Mapped[dt.datetime | None] = mapped_column(Utc, default=utcnow)


class FormerSeat(Base):
    """Who sat on a seat before somebody took his place while the stage ran: from when until when, and why he left."""

    __tablename__ = "former_seat"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    panel_id: Mapped[str] = mapped_column(Id, ForeignKey("panel.id"), index=True)
    judge_id: Mapped[str] = mapped_column(Id, ForeignKey("judge.id"), index=True)
    seat: Mapped[int] = mapped_column(Integer)
    since: Mapped[dt.datetime | None] = mapped_column(Utc)
    until: Mapped[dt.datetime] = mapped_column(Utc, default=utcnow)
    reason: Mapped[str] = mapped_column(String(300))


class Officer(Base):
    """Somebody who serves an event, or one trade of it, without judging: `role` is a key of words.OFFICES."""

    __tablename__ = "officer"
    __table_args__ = (Index(None, "event_id", "role"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    event_id: Mapped[str] = mapped_column(Id, ForeignKey("event.id"))
    trade_id: Mapped[str | None] = mapped_column(Id, ForeignKey("trade.id"), index=True)
    official_id: Mapped[str] = mapped_column(Id, ForeignKey("official.id"), index=True)
    person_id: Mapped[str] = mapped_column(Id, ForeignKey("person.id"))
    role: Mapped[str] = mapped_column(String(30))
    created_at: Mapped[dt.datetime] = mapped_column(Utc, default=utcnow)
    ended_at: Mapped[dt.datetime | None] = mapped_column(Utc)


class Letter(Base):
    """An invitation sent to a judge: the table keeps only the blind index of its code (128 bits).

    `answer` is "", accepted or declined. A newer letter to the same judge ends this one (`ended_at`).
    """

    __tablename__ = "letter"
    __table_args__ = (Index(None, "trade_id", "ended_at"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    event_id: Mapped[str] = mapped_column(Id, ForeignKey("event.id"))
    trade_id: Mapped[str] = mapped_column(Id, ForeignKey("trade.id"))
    judge_id: Mapped[str] = mapped_column(Id, ForeignKey("judge.id"), index=True)
    code_index: Mapped[bytes] = mapped_column(LargeBinary(16), unique=True)
    by: Mapped[str] = mapped_column(String(36))
    created_at: Mapped[dt.datetime] = mapped_column(Utc, default=utcnow)
    ended_at: Mapped[dt.datetime | None] = mapped_column(Utc)
    answer: Mapped[str] = mapped_column(String(10), default="", server_default="")
    note: Mapped[str] = mapped_column(String(300), default="", server_default="")
    answered_at: Mapped[dt.datetime | None] = mapped_column(Utc)
