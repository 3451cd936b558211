"""Tables of ladders, their tiers and rungs, passages and quotas; private to this room."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from competition.store import Base, Document, Id, Utc, append_only, new_id, utcnow

_UPPER = text("stage_id IS NULL")


class Ladder(Base):
    """Events of several tiers in which contestants go on from one to the next; `shown` lets the public see it."""

    __tablename__ = "ladder"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    name_en: Mapped[str] = mapped_column(String(120), default="")
    about: Mapped[str] = mapped_column(Text, default="")
    about_en: Mapped[str] = mapped_column(Text, default="")
    shown: Mapped[bool] = mapped_column(Boolean, default=False)
    created_at: Mapped[datetime] = mapped_column(Utc, default=utcnow, index=True)
    rev: Mapped[int] = mapped_column(Integer, default=1)


class Tier(Base):
    """One level of a ladder; `position` 0 is the lowest. With `may_skip` events below may feed one above it directly."""

    __tablename__ = "tier"
    __table_args__ = (Index(None, "ladder_id", "position"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    ladder_id: Mapped[str] = mapped_column(Id, ForeignKey("ladder.id"))
    position: Mapped[int] = mapped_column(Integer)
    name: Mapped[str] = mapped_column(String(40))
    name_en: Mapped[str] = mapped_column(String(60), default="")
    may_skip: Mapped[bool] = mapped_column(Boolean, default=False)


class Rung(Base):
    """An event in a tier, of one ladder alone. `feeds_id` is the rung of a higher tier that its contestants go on to;
    `organisation_id` the unit that runs it, where the union tree knows it."""

    __tablename__ = "rung"
    __table_args__ = (Index(None, "ladder_id", "tier_id"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    ladder_id: Mapped[str] = mapped_column(Id, ForeignKey("ladder.id"))
    tier_id: Mapped[str] = mapped_column(Id, ForeignKey("tier.id"), index=True)
    event_id: Mapped[str] = mapped_column(Id, ForeignKey("event.id"), unique=True)
    organisation_id: Mapped[str | None] = mapped_column(Id, ForeignKey("organisation.id"), index=True)
    feeds_id: Mapped[str | None] = mapped_column(Id, ForeignKey("rung.id"), index=True)
    added_at: Mapped[datetime] = mapped_column(Utc, default=utcnow)


class Passage(Base):
    """How a trade of an upper event is filled from the same trade of the events that feed it, or a later stage of a trade
    (`stage_id`, then without ladder and rung) from the stage before: `rule` is what `engine.advancement_rule.read_rule`
    reads, `capacity` its places, None without an end.

    Frozen at `frozen_at`, when the first stage below starts. A rule that was only set after that says why in
    `late_reason`, and is frozen from the beginning.
    """

    __tablename__ = "passage"
    __table_args__ = (
        Index(None, "rung_id", "trade_id"),
        Index(None, "trade_id"),
        Index("uq_passage_trade_id", "trade_id", unique=True, sqlite_where=_UPPER, postgresql_where=_UPPER),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    ladder_id: Mapped[str | None] = mapped_column(Id, ForeignKey("ladder.id"), index=True)
    rung_id: Mapped[str | None] = mapped_column(Id, ForeignKey("rung.id"))
    trade_id: Mapped[str] = mapped_column(Id, ForeignKey("trade.id"))
    stage_id: Mapped[str | None] = mapped_column(Id, ForeignKey("stage.id"), unique=True)
    rule: Mapped[dict[str, Any]] = mapped_column(Document)
    rule_hash: Mapped[str] = mapped_column(String(64))
    capacity: Mapped[int | None] = mapped_column(Integer)
    set_at: Mapped[datetime] = mapped_column(Utc, default=utcnow)
    frozen_at: Mapped[datetime | None] = mapped_column(Utc)
    late_reason: Mapped[str] = mapped_column(String(300), default="")
    rev: Mapped[int] = mapped_column(Integer, default=1)

    @property
    def frozen(self) -> bool:
        """Whether its rule stands for good."""
        return self.frozen_at is not None


class Quota(Base):
    """The places that a lower event has in a passage; an event without a row is not bounded."""

    __tablename__ = "quota"
    __table_args__ = (UniqueConstraint("passage_id", "rung_id"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    passage_id: Mapped[str] = mapped_column(Id, ForeignKey("passage.id"))
    rung_id: Mapped[str] = mapped_column(Id, ForeignKey("rung.id"), index=True)
    places: Mapped[int] = mapped_column(Integer)
    rev: Mapped[int] = mapped_column(Integer, default=1)


class QuotaUse(Base):
    """A line of the ledger of quotas: an entry of an event used a place or gave it back, or `places` were moved from
    the event to another, `to_rung_id`. `kind` is one of `engine.quotas`."""

    __tablename__ = "quota_use"
    __table_args__ = (Index(None, "passage_id", "at"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    passage_id: Mapped[str] = mapped_column(Id, ForeignKey("passage.id"))
    rung_id: Mapped[str] = mapped_column(Id, ForeignKey("rung.id"), index=True)
    entry_id: Mapped[str | None] = mapped_column(Id, ForeignKey("entry.id"), index=True)
    to_rung_id: Mapped[str | None] = mapped_column(Id, ForeignKey("rung.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    places: Mapped[int] = mapped_column(Integer, default=0)
    by: Mapped[str] = mapped_column(String(36))
    at: Mapped[datetime] = mapped_column(Utc, default=utcnow)
    reason: Mapped[str] = mapped_column(String(300), default="")


append_only(QuotaUse)
