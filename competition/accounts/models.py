"""Tables of people, grants, sessions, invitations and devices."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from competition.store import Base, Id, Utc, new_id, utcnow


class Person(Base):
    __tablename__ = "person"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(60))
    login: Mapped[str | None] = mapped_column(String(60), unique=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    locale: Mapped[str | None] = mapped_column(String(5))
    created_at: Mapped[dt.datetime] = mapped_column(Utc, default=utcnow)
    failures: Mapped[int] = mapped_column(Integer, default=0)
    locked_until: Mapped[dt.datetime | None] = mapped_column(Utc)


class Grant(Base):
    """A person holds a role over a scope path ("/", "/events/<id>", "/events/<id>/trades/<id>") and all below it."""

    __tablename__ = "role_grant"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(Id, ForeignKey("person.id"))
    role: Mapped[str] = mapped_column(String(30))
    scope: Mapped[str] = mapped_column(String(120))
    granted_by: Mapped[str] = mapped_column(String(36))
    created_at: Mapped[dt.datetime] = mapped_column(Utc, default=utcnow)
    ended_at: Mapped[dt.datetime | None] = mapped_column(Utc)

    __table_args__ = (Index(None, "person_id"), Index(None, "scope"))


class SignIn(Base):
    """A server-side session; the cookie holds its token, the table only the token's blind index."""

    __tablename__ = "sign_in"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    token_index: Mapped[bytes] = mapped_column(LargeBinary(16), unique=True)
    person_id: Mapped[str] = mapped_column(Id, ForeignKey("person.id"))
    created_at: Mapped[dt.datetime] = mapped_column(Utc, default=utcnow)
    last_seen: Mapped[dt.datetime] = mapped_column(Utc, default=utcnow)
    agent: Mapped[str] = mapped_column(String(200))
    ended_at: Mapped[dt.datetime | None] = mapped_column(Utc)

    __table_args__ = (Index(None, "person_id"),)


class Invitation(Base):
    """One use, ten minutes: the code of a QR sign-in and the six digits that stand for it."""

    __tablename__ = "invitation"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(Id, ForeignKey("person.id"))
    event_id: Mapped[str] = mapped_column(Id)
    trade_id: Mapped[str] = mapped_column(Id)
    code_index: Mapped[bytes] = mapped_column(LargeBinary(16), unique=True)
    digits_index: Mapped[bytes] = mapped_column(LargeBinary(16))
    invited_by: Mapped[str] = mapped_column(String(36))
    created_at: Mapped[dt.datetime] = mapped_column(Utc, default=utcnow)
    expires_at: Mapped[dt.datetime] = mapped_column(Utc)
    redeemed_at: Mapped[dt.datetime | None] = mapped_column(Utc)

    __table_args__ = (Index(None, "digits_index"), Index(None, "person_id"))


class Device(Base):
    """A tablet bound to a judge in a trade: pending until the chief accepts it, revocable at any time."""

    __tablename__ = "device"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(Id, ForeignKey("person.id"))
    event_id: Mapped[str] = mapped_column(Id)
    trade_id: Mapped[str] = mapped_column(Id)
    name: Mapped[str] = mapped_column(String(60))
    agent: Mapped[str] = mapped_column(String(200))
    secret_index: Mapped[bytes] = mapped_column(LargeBinary(16))
    state: Mapped[str] = mapped_column(String(10), default="pending")
    created_at: Mapped[dt.datetime] = mapped_column(Utc, default=utcnow)
    decided_by: Mapped[str | None] = mapped_column(String(36))
    decided_at: Mapped[dt.datetime | None] = mapped_column(Utc)
    last_seen: Mapped[dt.datetime | None] = mapped_column(Utc)
    unsent: Mapped[int] = mapped_column(Integer, default=0)
    head_seq: Mapped[int | None] = mapped_column(Integer)
    head_hash: Mapped[str | None] = mapped_column(String(64))

    __table_args__ = (Index(None, "trade_id", "state"), Index(None, "person_id"))
