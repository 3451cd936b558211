"""Tables of contestants, entries and import batches, private to this room."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Integer, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from competition.store import Base, Document, Id, Utc, append_only, new_id, utcnow


class Contestant(Base):
    """A person who competes; sex is "m", "f" or ""; sealed columns open only with the house's key."""

    __tablename__ = "contestant"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(60), index=True)
    sex: Mapped[str] = mapped_column(String(1), default="")
    organisation_id: Mapped[str | None] = mapped_column(Id, ForeignKey("organisation.id"), index=True)
    employer: Mapped[str] = mapped_column(String(120), default="")
    id_number_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    id_number_index: Mapped[bytes | None] = mapped_column(LargeBinary, index=True, unique=True)
    phone_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    phone_index: Mapped[bytes | None] = mapped_column(LargeBinary, index=True)
    created_at: Mapped[datetime] = mapped_column(Utc, default=utcnow)


class ImportBatch(Base):
    """One entry form sent in: READING, READ, FAILED, IMPORTING, IMPORTED or UNDONE.

    `report` holds what was understood with numbers masked; `rows_sealed` the rows themselves until they are imported.
    """

    __tablename__ = "import_batch"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    event_id: Mapped[str] = mapped_column(Id, ForeignKey("event.id"), index=True)
    trade_id: Mapped[str | None] = mapped_column(Id, ForeignKey("trade.id"), index=True)
    file_name: Mapped[str] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(16), default="READING")
    report: Mapped[dict[str, Any]] = mapped_column(Document, default=dict)
    rows_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(Utc, default=utcnow)
    by: Mapped[str] = mapped_column(String(64))
    undone_at: Mapped[datetime | None] = mapped_column(Utc)


class Entry(Base):
    """A contestant in one stage of a trade; organisation name and badge are frozen when the entry is made."""

    __tablename__ = "entry"
    __table_args__ = (
        UniqueConstraint("stage_id", "number"),
        UniqueConstraint("stage_id", "station_code"),
        UniqueConstraint("stage_id", "contestant_id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    event_id: Mapped[str] = mapped_column(Id, ForeignKey("event.id"), index=True)
    trade_id: Mapped[str] = mapped_column(Id, ForeignKey("trade.id"), index=True)
    stage_id: Mapped[str] = mapped_column(Id, ForeignKey("stage.id"), index=True)
    contestant_id: Mapped[str] = mapped_column(Id, ForeignKey("contestant.id"), index=True)
    number: Mapped[int] = mapped_column(Integer)
    station_code: Mapped[str] = mapped_column(String(16))
    organisation_id: Mapped[str | None] = mapped_column(Id, ForeignKey("organisation.id"), index=True)
    organisation_name: Mapped[str] = mapped_column(String(120))
    badge: Mapped[str] = mapped_column(String(4))
    status: Mapped[str] = mapped_column(String(4), default="")
    batch_id: Mapped[str | None] = mapped_column(Id, ForeignKey("import_batch.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(Utc, default=utcnow)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Utc)


class EntryChange(Base):
    """What was changed on an entry, by whom and why; the row outlives the entry."""

    __tablename__ = "entry_change"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    entry_id: Mapped[str] = mapped_column(Id, index=True)
    at: Mapped[datetime] = mapped_column(Utc, default=utcnow)
    by: Mapped[str] = mapped_column(String(64))
    changed: Mapped[dict[str, Any]] = mapped_column(Document)
    reason: Mapped[str] = mapped_column(String(200), default="")


append_only(EntryChange)
