"""Tables of tournaments, their draws of lots and their results, private to this room.

Entries are named by id without a foreign key: what was played outlives an entry that is taken out.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, ForeignKey, Integer, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from competition.store import Base, Document, Id, Utc, append_only, new_id, utcnow


class Tournament(Base):
    """How a stage is played: `format` bracket or round_robin, `options` as the engine reads them, `seeding` number, hand,
    before or lot, `seeds` the order typed by hand, `figure` what is written for `aspect_key`.

    `entrants` are the entries in the order of their seeds once that is drawn, else None.
    """

    __tablename__ = "tournament"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    event_id: Mapped[str] = mapped_column(Id, ForeignKey("event.id"), index=True)
    trade_id: Mapped[str] = mapped_column(Id, ForeignKey("trade.id"), index=True)
    stage_id: Mapped[str] = mapped_column(Id, ForeignKey("stage.id"), unique=True)
    format: Mapped[str] = mapped_column(String(12))
    options: Mapped[dict[str, Any]] = mapped_column(Document)
    seeding: Mapped[str] = mapped_column(String(8))
    seeds: Mapped[list[str]] = mapped_column(Document)
    aspect_key: Mapped[str] = mapped_column(String(20))
    figure: Mapped[dict[str, Any]] = mapped_column(Document)
    entrants: Mapped[list[str] | None] = mapped_column(Document(none_as_null=True))
    drawn_by: Mapped[str | None] = mapped_column(String(36))
    drawn_at: Mapped[datetime | None] = mapped_column(Utc)
    rev: Mapped[int] = mapped_column(Integer, default=1)


class MatchLot(Base):
    """A draw of lots, `kind` seeds or table: the hash of its seed before, seed and record after. One that was taken back
    stays, the next has the next number."""

    __tablename__ = "match_lot"
    __table_args__ = (UniqueConstraint("tournament_id", "kind", "number"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    tournament_id: Mapped[str] = mapped_column(Id, ForeignKey("tournament.id"))
    kind: Mapped[str] = mapped_column(String(8))
    number: Mapped[int] = mapped_column(Integer)
    commitment: Mapped[str] = mapped_column(String(64))
    seed_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    seed: Mapped[str | None] = mapped_column(String(64))
    record: Mapped[dict[str, Any] | None] = mapped_column(Document(none_as_null=True))
    committed_at: Mapped[datetime] = mapped_column(Utc, default=utcnow)
    drawn_at: Mapped[datetime | None] = mapped_column(Utc)


class MatchResult(Base):
    """What came out of a match, as `number` counts from 1 on; the last stands, and a further one says why."""

    __tablename__ = "match_result"
    __table_args__ = (UniqueConstraint("tournament_id", "match_key", "number"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    tournament_id: Mapped[str] = mapped_column(Id, ForeignKey("tournament.id"))
    match_key: Mapped[str] = mapped_column(String(12))
    number: Mapped[int] = mapped_column(Integer)
    games: Mapped[list[list[int]]] = mapped_column(Document)
    absent: Mapped[str] = mapped_column(String(8))
    reason: Mapped[str] = mapped_column(String(300), default="")
    by: Mapped[str] = mapped_column(String(36))
    at: Mapped[datetime] = mapped_column(Utc, default=utcnow)


class MatchWithdrawal(Base):
    """Somebody went out of a round robin (`gone`), or came back because that was a mistake; the last stands."""

    __tablename__ = "match_withdrawal"
    __table_args__ = (UniqueConstraint("tournament_id", "entry_id", "number"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    tournament_id: Mapped[str] = mapped_column(Id, ForeignKey("tournament.id"))
    entry_id: Mapped[str] = mapped_column(Id)
    number: Mapped[int] = mapped_column(Integer)
    gone: Mapped[bool] = mapped_column(Boolean)
    reason: Mapped[str] = mapped_column(String(300))
    by: Mapped[str] = mapped_column(String(36))
    at: Mapped[datetime] = mapped_column(Utc, default=utcnow)


class MatchAcceptance(Base):
    """What was played was accepted and its figures written; `played_hash` names exactly what was."""

    __tablename__ = "match_acceptance"
    __table_args__ = (UniqueConstraint("tournament_id", "number"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    tournament_id: Mapped[str] = mapped_column(Id, ForeignKey("tournament.id"))
    number: Mapped[int] = mapped_column(Integer)
    played_hash: Mapped[str] = mapped_column(String(64))
    figures: Mapped[dict[str, str]] = mapped_column(Document)
    by: Mapped[str] = mapped_column(String(36))
    at: Mapped[datetime] = mapped_column(Utc, default=utcnow)


append_only(MatchResult)
append_only(MatchWithdrawal)
append_only(MatchAcceptance)
