"""Tables of the rules of entry, of what is known of people beside their entry, and of what the rules say."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from competition.store import Base, Document, Id, Utc, append_only, new_id, utcnow

Name = String(60).with_variant(String(60, collation="C"), "postgresql")
Letters = String(120).with_variant(String(120, collation="C"), "postgresql")


class RuleSet(Base):
    """The rules of an event as they hold now; `mode` is what failing one means at entry: warn or refuse.

    `checked_state` names what the entries were checked against (`queries.state_of`), `waiting_since` that a check of many
    entries has been left to the worker.
    """

    __tablename__ = "eligibility_rules"

    event_id: Mapped[str] = mapped_column(Id, ForeignKey("event.id"), primary_key=True)
    document: Mapped[dict[str, Any]] = mapped_column(Document)
    hash: Mapped[str] = mapped_column(String(64))
    mode: Mapped[str] = mapped_column(String(8))
    rev: Mapped[int] = mapped_column(Integer, default=1)
    set_at: Mapped[datetime] = mapped_column(Utc, default=utcnow)
    reason: Mapped[str] = mapped_column(String(300), default="")
    checked_state: Mapped[str] = mapped_column(String(160), default="")
    checked_at: Mapped[datetime | None] = mapped_column(Utc)
    waiting_since: Mapped[datetime | None] = mapped_column(Utc)


class RuleSetVersion(Base):
    """The rules as somebody set them; `entries` stood already then, and `reason` says why they changed all the same."""

    __tablename__ = "eligibility_version"
    __table_args__ = (UniqueConstraint("event_id", "rev"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    event_id: Mapped[str] = mapped_column(Id, ForeignKey("event.id"))
    rev: Mapped[int] = mapped_column(Integer)
    document: Mapped[dict[str, Any]] = mapped_column(Document)
    hash: Mapped[str] = mapped_column(String(64))
    mode: Mapped[str] = mapped_column(String(8))
    entries: Mapped[int] = mapped_column(Integer)
    reason: Mapped[str] = mapped_column(String(300), default="")
    by: Mapped[str] = mapped_column(String(36))
    at: Mapped[datetime] = mapped_column(Utc, default=utcnow)


class EntryFact(Base):
    """Something known of a person in an entry that the house stores nowhere else; the latest of a kind holds.

    `kind` and the shape of `value`: employed_since an ISO date, employees a number, categories a list of names, honours a
    list of {"edition", "prize"} won in the entry's trade; None takes back what was said before.
    """

    __tablename__ = "entry_fact"
    __table_args__ = (Index(None, "event_id", "at"), Index(None, "entry_id", "at"))

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    event_id: Mapped[str] = mapped_column(Id, ForeignKey("event.id"))
    entry_id: Mapped[str] = mapped_column(Id)
    person_id: Mapped[str] = mapped_column(Id)
    kind: Mapped[str] = mapped_column(String(16))
    value: Mapped[Any] = mapped_column(Document)
    source: Mapped[str] = mapped_column(String(200))
    by: Mapped[str] = mapped_column(String(36))
    at: Mapped[datetime] = mapped_column(Utc, default=utcnow)


class OverrideMove(Base):
    """Somebody set a rule aside for a person in an entry (`kind` SET), or took that back (WITHDRAWN)."""

    __tablename__ = "eligibility_override"
    __table_args__ = (Index(None, "event_id", "at"), Index(None, "entry_id", "at"))

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    event_id: Mapped[str] = mapped_column(Id, ForeignKey("event.id"))
    entry_id: Mapped[str] = mapped_column(Id)
    person_id: Mapped[str] = mapped_column(Id)
    rule: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(String(300))
    by: Mapped[str] = mapped_column(String(36))
    at: Mapped[datetime] = mapped_column(Utc, default=utcnow)


class Finding(Base):
    """What the rules say of an entry: a projection, made anew from entries, facts and overrides at any time.

    `verdict` is failed, unknown, overridden or met; `open_rules` holds ":key:key:" of the rules that failed or cannot be
    answered; `results` every rule's result by person.
    """

    __tablename__ = "eligibility_finding"
    __table_args__ = (
        Index(None, "event_id", "trade_id", "number", "entry_id"),
        Index(None, "event_id", "verdict", "trade_id", "number"),
        Index(None, "event_id", "pinyin", "entry_id"),
        Index(None, "event_id", "organisation_name", "entry_id"),
    )

    entry_id: Mapped[str] = mapped_column(Id, primary_key=True)
    event_id: Mapped[str] = mapped_column(Id, ForeignKey("event.id"))
    trade_id: Mapped[str] = mapped_column(Id, ForeignKey("trade.id"), index=True)
    number: Mapped[int] = mapped_column(Integer)
    name: Mapped[str] = mapped_column(Name)
    pinyin: Mapped[str] = mapped_column(Letters)
    initials: Mapped[str] = mapped_column(Letters)
    organisation_name: Mapped[str] = mapped_column(String(120))
    verdict: Mapped[str] = mapped_column(String(10))
    open_rules: Mapped[str] = mapped_column(String(1400))
    results: Mapped[list[dict[str, Any]]] = mapped_column(Document)


class PastEdition(Base):
    """An earlier edition whose prizes have been looked up, as it stood since `moved_at` (None: it never moved)."""

    __tablename__ = "past_edition"

    event_id: Mapped[str] = mapped_column(Id, ForeignKey("event.id"), primary_key=True)
    moved_at: Mapped[datetime | None] = mapped_column(Utc)


class PastHonour(Base):
    """A prize that a person won in a trade of an earlier edition; a projection of its results."""

    __tablename__ = "past_honour"

    event_id: Mapped[str] = mapped_column(Id, ForeignKey("event.id"), primary_key=True)
    trade_key: Mapped[str] = mapped_column(String(80), primary_key=True)
    person_id: Mapped[str] = mapped_column(Id, primary_key=True, index=True)
    prize: Mapped[str] = mapped_column(String(64), primary_key=True)


append_only(RuleSetVersion)
append_only(EntryFact)
append_only(OverrideMove)
