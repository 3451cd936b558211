"""Tables of stations, sessions, check-in and draws, private to this room.

Entries and venues are named by id without a foreign key: the rows outlive an entry that is taken out, and a venue with
stations is kept by this room's own reaction.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, ForeignKey, Index, Integer, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from competition.store import Base, Document, Id, Utc, append_only, new_id, utcnow


class Station(Base):
    """One place of work in a venue; its code is what stands on it in the hall."""

    __tablename__ = "station"
    __table_args__ = (UniqueConstraint("venue_id", "code"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    venue_id: Mapped[str] = mapped_column(Id)
    code: Mapped[str] = mapped_column(String(16))
    note: Mapped[str] = mapped_column(String(120), default="", server_default="")


class ContestSession(Base):
    """Some entries of a trade at work at the same time; state READY, RUNNING, PAUSED or ENDED.

    `minutes` is what is planned: what was added while it ran stands in its moves. Without venue or start it has no place
    in the timetable yet.
    """

    __tablename__ = "session"
    __table_args__ = (UniqueConstraint("stage_id", "number"), Index(None, "event_id", "starts_at"))

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    event_id: Mapped[str] = mapped_column(Id, ForeignKey("event.id"))
    trade_id: Mapped[str] = mapped_column(Id, ForeignKey("trade.id"), index=True)
    stage_id: Mapped[str] = mapped_column(Id, ForeignKey("stage.id"))
    number: Mapped[int] = mapped_column(Integer)
    venue_id: Mapped[str | None] = mapped_column(Id, index=True)
    starts_at: Mapped[datetime | None] = mapped_column(Utc)
    minutes: Mapped[int] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(String(8), default="READY")
    rev: Mapped[int] = mapped_column(Integer, default=1)


class Place(Base):
    """An entry's place in a session, once in a stage; the station is dealt by the second draw."""

    __tablename__ = "place"
    __table_args__ = (Index(None, "session_id", "position"),)

    stage_id: Mapped[str] = mapped_column(Id, ForeignKey("stage.id"), primary_key=True)
    entry_id: Mapped[str] = mapped_column(Id, primary_key=True)
    session_id: Mapped[str] = mapped_column(Id, ForeignKey("session.id"))
    station_id: Mapped[str | None] = mapped_column(Id, ForeignKey("station.id"), index=True)
    position: Mapped[int] = mapped_column(Integer)


class SessionMove(Base):
    """start, pause, resume, compensate or end; `minutes` were added for one entry, or for all where none is named."""

    __tablename__ = "session_move"
    __table_args__ = (Index(None, "session_id", "at"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    session_id: Mapped[str] = mapped_column(Id, ForeignKey("session.id"))
    kind: Mapped[str] = mapped_column(String(12))
    entry_id: Mapped[str | None] = mapped_column(Id)
    minutes: Mapped[int] = mapped_column(Integer, default=0)
    reason: Mapped[str] = mapped_column(String(300), default="")
    by: Mapped[str] = mapped_column(String(36))
    at: Mapped[datetime] = mapped_column(Utc, default=utcnow)


append_only(SessionMove)


class CheckIn(Base):
    """An entry came to the desk, or that was taken back: `number` counts from 1, and odd ones say that he is there.

    `how` is badge, number, hand or undone; `late` the whole minutes after the start of his session, 0 in time.
    """

    __tablename__ = "check_in"
    __table_args__ = (UniqueConstraint("entry_id", "number"), Index(None, "stage_id", "at"))

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    stage_id: Mapped[str] = mapped_column(Id, ForeignKey("stage.id"))
    entry_id: Mapped[str] = mapped_column(Id)
    number: Mapped[int] = mapped_column(Integer)
    how: Mapped[str] = mapped_column(String(8))
    late: Mapped[int] = mapped_column(Integer, default=0)
    reason: Mapped[str] = mapped_column(String(300), default="")
    by: Mapped[str] = mapped_column(String(36))
    at: Mapped[datetime] = mapped_column(Utc, default=utcnow)


append_only(CheckIn)


class CheckInRule(Base):
    """When the check-in of a stage opens before a session and how late one may come, in minutes."""

    __tablename__ = "check_in_rule"

    stage_id: Mapped[str] = mapped_column(Id, ForeignKey("stage.id"), primary_key=True)
    opens_before: Mapped[int] = mapped_column(Integer)
    late_after: Mapped[int] = mapped_column(Integer)


class Draw(Base):
    """A draw of codes whose seed was committed to: COMMITTED, DRAWN, then OPENED when everybody may see it.

    Until it is drawn the house's vault keeps the seed. A blind draw locks seed and list under a key of its own, split
    between three; the vault keeps key and seed until the list is sealed (`sealed_at`), then they are gone from here.
    """

    __tablename__ = "draw"
    __table_args__ = (UniqueConstraint("stage_id", "kind"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    stage_id: Mapped[str] = mapped_column(Id, ForeignKey("stage.id"))
    kind: Mapped[str] = mapped_column(String(12))
    blind: Mapped[bool] = mapped_column(Boolean)
    state: Mapped[str] = mapped_column(String(10), default="COMMITTED")
    commitment: Mapped[str] = mapped_column(String(64))
    seed_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    key_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    seed_locked: Mapped[bytes | None] = mapped_column(LargeBinary)
    seed: Mapped[str | None] = mapped_column(String(64))
    record: Mapped[list[dict[str, Any]] | None] = mapped_column(Document(none_as_null=True))
    names: Mapped[int] = mapped_column(Integer, default=0)
    committed_by: Mapped[str] = mapped_column(String(36))
    committed_at: Mapped[datetime] = mapped_column(Utc, default=utcnow)
    drawn_by: Mapped[str | None] = mapped_column(String(36))
    drawn_at: Mapped[datetime | None] = mapped_column(Utc)
    sealed_at: Mapped[datetime | None] = mapped_column(Utc)
    opened_by: Mapped[str | None] = mapped_column(String(36))
    opened_at: Mapped[datetime | None] = mapped_column(Utc)


class DrawCode(Base):
    """A code of a blind draw, and what drew it, sealed; `session_number` is the session it was drawn for, 0 for all."""

    __tablename__ = "draw_code"

    draw_id: Mapped[str] = mapped_column(Id, ForeignKey("draw.id"), primary_key=True)
    code: Mapped[str] = mapped_column(String(24), primary_key=True)
    session_number: Mapped[int] = mapped_column(Integer)
    name_sealed: Mapped[bytes] = mapped_column(LargeBinary)


class Work(Base):
    """What somebody made, while nobody knows who: the third draw gave it its code. Whose it is lies sealed in that draw's
    list alone; the id comes from chance and says nothing."""

    __tablename__ = "work"
    __table_args__ = (UniqueConstraint("stage_id", "code"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    stage_id: Mapped[str] = mapped_column(Id, ForeignKey("stage.id"))
    code: Mapped[str] = mapped_column(String(16))


class Custody(Base):
    """Who keeps which share (1 to 3) of a draw's key; the house forgets the share when he says that he has it."""

    __tablename__ = "custody"

    draw_id: Mapped[str] = mapped_column(Id, ForeignKey("draw.id"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    holder_id: Mapped[str] = mapped_column(Id, ForeignKey("person.id"), index=True)
    share_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    confirmed_at: Mapped[datetime | None] = mapped_column(Utc)
