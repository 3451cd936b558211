"""Tables of events, trades and stages, private to this room."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, Integer, String, text
from sqlalchemy.orm import Mapped, mapped_column

from competition.store import Base, Id, Utc, new_id, utcnow

STANDS = "removed_at IS NULL"


class Event(Base):
    """One edition of a contest; `zone` is an IANA name, dates are local to it; state DRAFT, RUNNING or ENDED."""

    __tablename__ = "event"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(120))
    name_en: Mapped[str] = mapped_column(String(120))
    edition: Mapped[int] = mapped_column(Integer)
    starts_on: Mapped[date] = mapped_column(Date, index=True)
    ends_on: Mapped[date] = mapped_column(Date)
    zone: Mapped[str] = mapped_column(String(64))
    place: Mapped[str] = mapped_column(String(120))
    host: Mapped[str] = mapped_column(String(120))
    state: Mapped[str] = mapped_column(String(16), default="DRAFT")
    created_at: Mapped[datetime] = mapped_column(Utc, default=utcnow)


class Trade(Base):
    """One trade of an event; `code` begins its station codes, `position` orders it in lists.

    A trade removed before anybody entered keeps its row, since its plan versions are never deleted.
    """

    __tablename__ = "trade"
    __table_args__ = (
        Index(None, "event_id", "name", unique=True, sqlite_where=text(STANDS), postgresql_where=text(STANDS)),
        Index(None, "event_id", "code", unique=True, sqlite_where=text(STANDS), postgresql_where=text(STANDS)),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    event_id: Mapped[str] = mapped_column(Id, ForeignKey("event.id"), index=True)
    template_key: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(80))
    name_en: Mapped[str] = mapped_column(String(80))
    code: Mapped[str] = mapped_column(String(8))
    position: Mapped[int] = mapped_column(Integer)
    removed_at: Mapped[datetime | None] = mapped_column(Utc)


class Stage(Base):
    """One stage of a trade; state DRAFT, RUNNING or ENDED; `plan_id` and `plan_hash` are frozen at the start."""

    __tablename__ = "stage"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    trade_id: Mapped[str] = mapped_column(Id, ForeignKey("trade.id"), index=True)
    name: Mapped[str] = mapped_column(String(40))
    name_en: Mapped[str] = mapped_column(String(40))
    position: Mapped[int] = mapped_column(Integer)
    anonymity: Mapped[str] = mapped_column(String(16), default="open")
    minutes: Mapped[int | None] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(String(16), default="DRAFT")
    plan_id: Mapped[str | None] = mapped_column(Id, ForeignKey("plan.id"), index=True)
    plan_hash: Mapped[str | None] = mapped_column(String(64))
    started_at: Mapped[datetime | None] = mapped_column(Utc)
    ends_at: Mapped[datetime | None] = mapped_column(Utc)
    ended_at: Mapped[datetime | None] = mapped_column(Utc)
