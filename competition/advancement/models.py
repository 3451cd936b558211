"""Tables of cuts and qualifications; private to this room."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from competition.store import Base, Document, Id, Utc, append_only, new_id, utcnow

PROPOSED, CONFIRMED, DISCARDED, REPLACED = "PROPOSED", "CONFIRMED", "DISCARDED", "REPLACED"
WAITING, OFFERED, ACCEPTED, WITHDRAWN, REVOKED = "WAITING", "OFFERED", "ACCEPTED", "WITHDRAWN", "REVOKED"
STEPPED_IN, TAKEN_BACK = "STEPPED_IN", "TAKEN_BACK"

_OPEN, _STANDS = text("state = 'PROPOSED'"), text("state = 'CONFIRMED'")


class Cut(Base):
    """A cut of all pools of a passage: PROPOSED, then CONFIRMED or DISCARDED; REPLACED by a later proposal or by the
    correction that `corrects_id` of that one names.

    `proposal` is what `documents.read_proposal` reads, and never changes; `named` are the direct entries and wild cards it
    was made with, `results_hash` names the results it rests on, `reason` is why a correction is asked for.
    """

    __tablename__ = "cut"
    __table_args__ = (
        UniqueConstraint("passage_id", "number"),
        Index("uq_cut_passage_id_open", "passage_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("uq_cut_passage_id_stands", "passage_id", unique=True, sqlite_where=_STANDS, postgresql_where=_STANDS),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    passage_id: Mapped[str] = mapped_column(Id, ForeignKey("passage.id"))
    number: Mapped[int] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(String(10), default=PROPOSED)
    corrects_id: Mapped[str | None] = mapped_column(Id, ForeignKey("cut.id"), index=True)
    rule_hash: Mapped[str] = mapped_column(String(64))
    named: Mapped[list[dict[str, Any]]] = mapped_column(Document)
    proposal: Mapped[dict[str, Any]] = mapped_column(Document)
    proposal_hash: Mapped[str] = mapped_column(String(64))
    results_hash: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(String(300), default="")
    proposed_by: Mapped[str] = mapped_column(String(36))
    proposed_at: Mapped[datetime] = mapped_column(Utc, default=utcnow)
    confirmed_by: Mapped[str | None] = mapped_column(String(36))
    confirmed_at: Mapped[datetime | None] = mapped_column(Utc)


class CutMove(Base):
    """What was decided on a cut, by whom and why; `kind` is the state it came into."""

    __tablename__ = "cut_move"
    __table_args__ = (Index(None, "cut_id", "at"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    cut_id: Mapped[str] = mapped_column(Id, ForeignKey("cut.id"))
    kind: Mapped[str] = mapped_column(String(10))
    by: Mapped[str] = mapped_column(String(36))
    at: Mapped[datetime] = mapped_column(Utc, default=utcnow)
    reason: Mapped[str] = mapped_column(String(300), default="")


class Qualification(Base):
    """A place in the upper trade, or a substitute who waits for one (WAITING): OFFERED, ACCEPTED (then `to_entry_id` is the
    entry above), WITHDRAWN or REVOKED.

    Who won it in a pool has a `from_entry_id`, a direct entry only a `contestant_id`. `why` as in the proposal.
    """

    __tablename__ = "qualified"
    __table_args__ = (
        UniqueConstraint("passage_id", "from_entry_id"),
        UniqueConstraint("passage_id", "contestant_id"),
        Index(None, "passage_id", "state", "position"),
        Index(None, "cut_id"),
        Index(None, "from_entry_id"),
        Index(None, "contestant_id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    cut_id: Mapped[str] = mapped_column(Id, ForeignKey("cut.id"))
    passage_id: Mapped[str] = mapped_column(Id, ForeignKey("passage.id"))
    from_entry_id: Mapped[str | None] = mapped_column(Id, ForeignKey("entry.id"))
    contestant_id: Mapped[str | None] = mapped_column(Id, ForeignKey("contestant.id"))
    to_entry_id: Mapped[str | None] = mapped_column(Id, ForeignKey("entry.id"), unique=True)
    position: Mapped[int] = mapped_column(Integer)
    why: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(String(300), default="")
    substitute: Mapped[bool] = mapped_column(Boolean, default=False)
    state: Mapped[str] = mapped_column(String(10))

    @property
    def key(self) -> str:
        """What the proposal calls it: the entry below, or the contestant who has none."""
        return self.from_entry_id or self.contestant_id or ""


class QualificationMove(Base):
    """What became of a place: OFFERED, ACCEPTED, WITHDRAWN, STEPPED_IN (for `for_id`), REVOKED, or an acceptance TAKEN_BACK."""

    __tablename__ = "qualified_move"
    __table_args__ = (Index(None, "qualification_id", "at"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    qualification_id: Mapped[str] = mapped_column(Id, ForeignKey("qualified.id"))
    kind: Mapped[str] = mapped_column(String(10))
    for_id: Mapped[str | None] = mapped_column(Id, ForeignKey("qualified.id"), index=True)
    by: Mapped[str] = mapped_column(String(36))
    at: Mapped[datetime] = mapped_column(Utc, default=utcnow)
    reason: Mapped[str] = mapped_column(String(300), default="")


append_only(CutMove)
append_only(QualificationMove)
