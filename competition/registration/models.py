"""Tables of registration: what was sent in, each person's application, and how it moved; private to this room."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from competition.store import Base, Id, Utc, append_only, new_id, utcnow


class Submission(Base):
    """One sending: a unit's list or one person's. `kind` is "unit" or "person"; the code opens all of it again.

    `sent_as` is the blind index of all that was sent: the same form sent twice is known by it.
    """

    __tablename__ = "submission"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    event_id: Mapped[str] = mapped_column(Id, ForeignKey("event.id"), index=True)
    kind: Mapped[str] = mapped_column(String(8))
    organisation_id: Mapped[str | None] = mapped_column(Id, ForeignKey("organisation.id"), index=True)
    unit_name: Mapped[str] = mapped_column(String(120))
    contact: Mapped[str] = mapped_column(String(60))
    phone_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    code_index: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    sent_as: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    at: Mapped[datetime] = mapped_column(Utc, default=utcnow)


class Application(Base):
    """One person who wants to enter one trade: a state of `states.TABLE`, the details sealed until they are an entry.

    `number_index` is the blind index of the ID number; `entry_id` the entry it became; `reason` what was last said about it.
    """

    __tablename__ = "application"
    __table_args__ = (
        Index(None, "event_id", "state", "sent_at"),
        Index(None, "event_id", "sent_at"),
        Index(None, "event_id", "pinyin"),
        Index(None, "organisation_id", "state", "sent_at"),
        Index(None, "trade_id", "number_index"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    submission_id: Mapped[str] = mapped_column(Id, ForeignKey("submission.id"), index=True)
    event_id: Mapped[str] = mapped_column(Id, ForeignKey("event.id"))
    trade_id: Mapped[str] = mapped_column(Id, ForeignKey("trade.id"))
    organisation_id: Mapped[str | None] = mapped_column(Id, ForeignKey("organisation.id"))
    unit_name: Mapped[str] = mapped_column(String(120))
    name: Mapped[str] = mapped_column(String(60))
    pinyin: Mapped[str] = mapped_column(String(120))
    initials: Mapped[str] = mapped_column(String(30))
    number_index: Mapped[bytes | None] = mapped_column(LargeBinary)
    details_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    code_index: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    state: Mapped[str] = mapped_column(String(10), default="SENT")
    reason: Mapped[str] = mapped_column(String(200), default="")
    entry_id: Mapped[str | None] = mapped_column(Id, ForeignKey("entry.id"), index=True)
    sent_at: Mapped[datetime] = mapped_column(Utc, default=utcnow)
    rev: Mapped[int] = mapped_column(Integer, default=1)


class ApplicationMove(Base):
    """An application went from one state to another; `by` is a person's id, or "applicant"."""

    __tablename__ = "application_move"
    __table_args__ = (Index(None, "application_id", "at"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    application_id: Mapped[str] = mapped_column(Id, ForeignKey("application.id"))
    frm: Mapped[str] = mapped_column(String(10))
    to: Mapped[str] = mapped_column(String(10))
    by: Mapped[str] = mapped_column(String(36))
    at: Mapped[datetime] = mapped_column(Utc, default=utcnow)
    reason: Mapped[str] = mapped_column(String(200), default="")


append_only(ApplicationMove)
