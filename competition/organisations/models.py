"""Tables of the registry of union units, private to this room."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Date, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from competition.store import Base, Id, Utc, new_id, utcnow


class Grouping(Base):
    """One level, industry or kind of ownership (`kind`) that units may have; `position` 0 stands first."""

    __tablename__ = "unit_grouping"

    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    key: Mapped[str] = mapped_column(String(16), primary_key=True)
    name: Mapped[str] = mapped_column(String(40))
    name_en: Mapped[str] = mapped_column(String(60), default="")
    position: Mapped[int] = mapped_column(Integer)


class Organisation(Base):
    """One union unit. `level`, `industry` and `ownership` are keys of groupings, "" none; `badge` is the one character
    shown on the big screen.

    `parent_id` and `industry_parent_id` say where it stands today in the tree of regions and in that of industries;
    `Place` keeps since when. A unit with `closed_on` is closed; `merged_into_id` names the unit that took it in, never
    one that was itself taken in.
    """

    __tablename__ = "organisation"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(120), unique=True, index=True)
    short: Mapped[str] = mapped_column(String(24), index=True)
    badge: Mapped[str] = mapped_column(String(4))
    code: Mapped[str] = mapped_column(String(40), default="", server_default="")
    level: Mapped[str] = mapped_column(String(16))
    industry: Mapped[str] = mapped_column(String(16), default="", server_default="")
    ownership: Mapped[str] = mapped_column(String(16), default="", server_default="")
    parent_id: Mapped[str | None] = mapped_column(Id, ForeignKey("organisation.id"), index=True)
    industry_parent_id: Mapped[str | None] = mapped_column(Id, ForeignKey("organisation.id"), index=True)
    opened_on: Mapped[dt.date | None] = mapped_column(Date)
    closed_on: Mapped[dt.date | None] = mapped_column(Date)
    merged_into_id: Mapped[str | None] = mapped_column(Id, ForeignKey("organisation.id"), index=True)
    pinyin: Mapped[str] = mapped_column(String(120), default="", server_default="")
    initials: Mapped[str] = mapped_column(String(120), default="", server_default="", index=True)
    rev: Mapped[int] = mapped_column(Integer, default=1, server_default="1")
    created_at: Mapped[dt.datetime] = mapped_column(Utc, default=utcnow)

    __table_args__ = (
        Index(None, "pinyin", "id"),
        Index(None, "code", "id"),
        Index(None, "level", "pinyin"),
        Index(None, "industry", "pinyin"),
        Index(None, "ownership", "pinyin"),
        Index(None, "closed_on", "pinyin"),
        Index(None, "opened_on", "id"),
    )


class Place(Base):
    """Where a unit stood in a tree ("region" or "industry") from the day `since` (None: always) up to, and without, the
    day `until` (None: to this day); `parent_id` None is the top."""

    __tablename__ = "unit_place"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    organisation_id: Mapped[str] = mapped_column(Id, ForeignKey("organisation.id"))
    tree: Mapped[str] = mapped_column(String(8))
    parent_id: Mapped[str | None] = mapped_column(Id, ForeignKey("organisation.id"), index=True)
    since: Mapped[dt.date | None] = mapped_column(Date)
    until: Mapped[dt.date | None] = mapped_column(Date)

    __table_args__ = (Index(None, "organisation_id", "tree", "until"),)
