"""Tables of events, who holds them, their trades, divisions, stages, venues and programme; private to this room."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from competition.events.states import results_are_out
from competition.store import Base, Id, Utc, append_only, new_id, utcnow

STANDS = "removed_at IS NULL"


class Event(Base):
    """One edition of a contest; `zone` is an IANA name, dates are local to it; `state` is one of `states.PATH` or `SIDES`.

    `host` is the name of the first host among its organisers. `published_at` is when the public first could see it (None:
    only the desk can); `previous_id` is the edition it was copied from. A removed event was never public.
    """

    __tablename__ = "event"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(120), index=True)
    name_en: Mapped[str] = mapped_column(String(120))
    edition: Mapped[int] = mapped_column(Integer)
    starts_on: Mapped[date] = mapped_column(Date, index=True)
    ends_on: Mapped[date] = mapped_column(Date)
    zone: Mapped[str] = mapped_column(String(64))
    place: Mapped[str] = mapped_column(String(120))
    host: Mapped[str] = mapped_column(String(120))
    state: Mapped[str] = mapped_column(String(24), default="DRAFT", index=True)
    members_only: Mapped[bool] = mapped_column(Boolean, default=False, server_default=sa.false())
    registration_opens_at: Mapped[datetime | None] = mapped_column(Utc)
    registration_closes_at: Mapped[datetime | None] = mapped_column(Utc)
    notice: Mapped[str] = mapped_column(Text, default="", server_default="")
    notice_en: Mapped[str] = mapped_column(Text, default="", server_default="")
    previous_id: Mapped[str | None] = mapped_column(Id, ForeignKey("event.id"), index=True)
    published_at: Mapped[datetime | None] = mapped_column(Utc, index=True)
    removed_at: Mapped[datetime | None] = mapped_column(Utc)
    created_at: Mapped[datetime] = mapped_column(Utc, default=utcnow)
    rev: Mapped[int] = mapped_column(Integer, default=1, server_default="1")

    @property
    def public(self) -> bool:
        """Whether the public may see it: it was published, or one of its stages has run."""
        return self.published_at is not None

    @property
    def results_out(self) -> bool:
        """Whether its results are published, provisional as they may be."""
        return results_are_out(self.state)


class EventMove(Base):
    """One move of an event from state to state; `by` a person's id or "system", `reason` empty where none is wanted."""

    __tablename__ = "event_move"
    __table_args__ = (Index(None, "event_id", "at"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    event_id: Mapped[str] = mapped_column(Id, ForeignKey("event.id"))
    from_state: Mapped[str] = mapped_column(String(24))
    to_state: Mapped[str] = mapped_column(String(24))
    by: Mapped[str] = mapped_column(String(36))
    at: Mapped[datetime] = mapped_column(Utc, default=utcnow)
    reason: Mapped[str] = mapped_column(String(300), default="")


append_only(EventMove)


class Organiser(Base):
    """A body in a role: host (主办), organiser (承办) or co_organiser (协办); of the union tree, or by name alone."""

    __tablename__ = "organiser"
    __table_args__ = (Index(None, "event_id", "position"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    event_id: Mapped[str] = mapped_column(Id, ForeignKey("event.id"))
    organisation_id: Mapped[str | None] = mapped_column(Id, ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[str] = mapped_column(String(16))
    position: Mapped[int] = mapped_column(Integer)


class Venue(Base):
    """A place of an event where something of its programme happens."""

    __tablename__ = "venue"
    __table_args__ = (Index(None, "event_id", "name", unique=True),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    event_id: Mapped[str] = mapped_column(Id, ForeignKey("event.id"))
    name: Mapped[str] = mapped_column(String(80))
    name_en: Mapped[str] = mapped_column(String(80), default="")
    address: Mapped[str] = mapped_column(String(200), default="")
    rev: Mapped[int] = mapped_column(Integer, default=1)


class ProgrammePoint(Base):
    """One point of an event's programme: an opening, a sitting of a trade, a closing; no end means that it is open."""

    __tablename__ = "programme_point"
    __table_args__ = (Index(None, "event_id", "starts_at"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    event_id: Mapped[str] = mapped_column(Id, ForeignKey("event.id"))
    starts_at: Mapped[datetime] = mapped_column(Utc)
    ends_at: Mapped[datetime | None] = mapped_column(Utc)
    title: Mapped[str] = mapped_column(String(120))
    title_en: Mapped[str] = mapped_column(String(120), default="")
    venue_id: Mapped[str | None] = mapped_column(Id, ForeignKey("venue.id"), index=True)
    trade_id: Mapped[str | None] = mapped_column(Id, ForeignKey("trade.id"), index=True)
    rev: Mapped[int] = mapped_column(Integer, default=1)


class Trade(Base):
    """One trade of an event; `code` begins its station codes, `position` orders it in lists.

    `team_size` 1 means that contestants compete alone; `team_reserves` is how many more a team may name. A trade removed
    before anybody entered keeps its row, since its plan versions are never deleted.
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
    team_size: Mapped[int] = mapped_column(Integer, default=1, server_default="1")
    team_reserves: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    removed_at: Mapped[datetime | None] = mapped_column(Utc)
    rev: Mapped[int] = mapped_column(Integer, default=1, server_default="1")


class Division(Base):
    """A group of a trade that is ranked by itself (组别); ages are whole years on the event's first day, None unbounded."""

    __tablename__ = "division"
    __table_args__ = (Index(None, "trade_id", "name", unique=True),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    trade_id: Mapped[str] = mapped_column(Id, ForeignKey("trade.id"))
    name: Mapped[str] = mapped_column(String(40))
    name_en: Mapped[str] = mapped_column(String(60), default="")
    min_age: Mapped[int | None] = mapped_column(Integer)
    max_age: Mapped[int | None] = mapped_column(Integer)
    position: Mapped[int] = mapped_column(Integer)


class Stage(Base):
    """One stage of a trade; state DRAFT, RUNNING or ENDED; `plan_id` and `plan_hash` are frozen at the start
    and replaced after it by two people alone. `revealed_at`: since when the works of a stage with three draws have names. A later
    stage is `waiting` until it is decided who goes on to it."""

    __tablename__ = "stage"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    trade_id: Mapped[str] = mapped_column(Id, ForeignKey("trade.id"), index=True)
    name: Mapped[str] = mapped_column(String(40))
    name_en: Mapped[str] = mapped_column(String(40))
    position: Mapped[int] = mapped_column(Integer)
    anonymity: Mapped[str] = mapped_column(String(16), default="open")
    minutes: Mapped[int | None] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(String(16), default="DRAFT")
    waiting: Mapped[bool] = mapped_column(Boolean, default=False, server_default=sa.false())
    plan_id: Mapped[str | None] = mapped_column(Id, ForeignKey("plan.id"), index=True)
    plan_hash: Mapped[str | None] = mapped_column(String(64))
    started_at: Mapped[datetime | None] = mapped_column(Utc)
    ends_at: Mapped[datetime | None] = mapped_column(Utc)
    ended_at: Mapped[datetime | None] = mapped_column(Utc)
    revealed_at: Mapped[datetime | None] = mapped_column(Utc)
