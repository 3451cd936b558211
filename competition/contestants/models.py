"""Tables of contestants, teams, entries and import batches, private to this room."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, ForeignKey, Index, Integer, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from competition.store import Base, Document, Id, Utc, append_only, new_id, utcnow

# compared by their bytes, so that an index finds what begins with some letters
Name = String(60).with_variant(String(60, collation="C"), "postgresql")
Letters = String(120).with_variant(String(120, collation="C"), "postgresql")


class Contestant(Base):
    """A person who competes, once for the whole house; sealed columns open only with the house's key.

    `sex` is "m", "f" or ""; `skill_level` 1 is the highest, 5 the lowest, 0 not known; `photo` the hash of its file.
    `member_id` is the person on the union's roll. Of two that turned out to be one person, the one that is no longer
    used keeps its row and says in `merged_into_id` where it went.
    """

    __tablename__ = "contestant"
    __table_args__ = (
        Index(None, "pinyin", "born_on"),
        Index(None, "name", "organisation_id"),
        Index(None, "phone_index", "name"),
        Index(None, "created_at", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(Name, index=True)
    pinyin: Mapped[str] = mapped_column(Letters, default="", server_default="")
    initials: Mapped[str] = mapped_column(Letters, default="", server_default="", index=True)
    sex: Mapped[str] = mapped_column(String(1), default="")
    born_on: Mapped[date | None] = mapped_column(Date)
    organisation_id: Mapped[str | None] = mapped_column(Id, ForeignKey("organisation.id"), index=True)
    employer: Mapped[str] = mapped_column(String(120), default="")
    skill_level: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    member_id: Mapped[str | None] = mapped_column(Id, ForeignKey("member.id"), index=True)
    photo: Mapped[str | None] = mapped_column(String(64), index=True)
    id_number_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    id_number_index: Mapped[bytes | None] = mapped_column(LargeBinary, index=True, unique=True)
    phone_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    phone_index: Mapped[bytes | None] = mapped_column(LargeBinary, index=True)
    merged_into_id: Mapped[str | None] = mapped_column(Id, ForeignKey("contestant.id"), index=True)
    rev: Mapped[int] = mapped_column(Integer, default=1, server_default="1")
    created_at: Mapped[datetime] = mapped_column(Utc, default=utcnow)


class DistinctPeople(Base):
    """Two who look like one person and are not, as somebody said; `first_id` is the smaller id."""

    __tablename__ = "distinct_people"

    first_id: Mapped[str] = mapped_column(Id, ForeignKey("contestant.id"), primary_key=True)
    second_id: Mapped[str] = mapped_column(Id, ForeignKey("contestant.id"), primary_key=True, index=True)
    by: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(Utc, default=utcnow)


class ImportBatch(Base):
    """One entry form sent in: READING, READ, FAILED, IMPORTING, IMPORTED, UNDOING, UNDONE or DISCARDED.

    `report` holds what was understood with numbers masked, `decisions` what a person said to it, `rows_sealed` the rows as
    the form has them until they are imported.
    """

    __tablename__ = "import_batch"
    __table_args__ = (Index(None, "event_id", "created_at"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    event_id: Mapped[str] = mapped_column(Id, ForeignKey("event.id"), index=True)
    trade_id: Mapped[str | None] = mapped_column(Id, ForeignKey("trade.id"), index=True)
    file_name: Mapped[str] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(16), default="READING")
    report: Mapped[dict[str, Any]] = mapped_column(Document, default=dict)
    decisions: Mapped[dict[str, Any]] = mapped_column(Document, default=dict, server_default="{}")
    rows_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(Utc, default=utcnow)
    by: Mapped[str] = mapped_column(String(64))
    undone_at: Mapped[datetime | None] = mapped_column(Utc)


class ImportPulse(Base):
    """When the job of an entry form last gave a sign of life: apart from the form, whose row is large."""

    __tablename__ = "import_pulse"

    batch_id: Mapped[str] = mapped_column(Id, ForeignKey("import_batch.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(Utc)


class TradeAlias(Base):
    """How forms spell a trade, as somebody confirmed it: the trade's template and name, whatever the event."""

    __tablename__ = "trade_alias"

    spelling: Mapped[str] = mapped_column(String(80), primary_key=True)
    template_key: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(80))
    by: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(Utc, default=utcnow)


class Team(Base):
    """Several who compete as one in a trade; what a list shows of it is frozen on its entry."""

    __tablename__ = "team"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    event_id: Mapped[str] = mapped_column(Id, ForeignKey("event.id"), index=True)
    trade_id: Mapped[str] = mapped_column(Id, ForeignKey("trade.id"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    organisation_id: Mapped[str | None] = mapped_column(Id, ForeignKey("organisation.id"), index=True)
    coach: Mapped[str] = mapped_column(String(60), default="")
    created_at: Mapped[datetime] = mapped_column(Utc, default=utcnow)


class TeamMember(Base):
    """A person in a team, `role` member or reserve, with employer, level, union and age as when he joined it."""

    __tablename__ = "team_member"

    team_id: Mapped[str] = mapped_column(Id, ForeignKey("team.id"), primary_key=True)
    contestant_id: Mapped[str] = mapped_column(Id, ForeignKey("contestant.id"), primary_key=True, index=True)
    role: Mapped[str] = mapped_column(String(8))
    position: Mapped[int] = mapped_column(Integer)
    employer: Mapped[str] = mapped_column(String(120), default="")
    union_name: Mapped[str] = mapped_column(String(120), default="")
    skill_level: Mapped[int] = mapped_column(Integer, default=0)
    age: Mapped[int | None] = mapped_column(Integer)


class Entry(Base):
    """A contestant or a team in one stage of a trade; who they were and whose, frozen when the entry is made.

    Either `contestant_id` or `team_id` is set. Name and pinyin follow when the name is put right; `age` is in full
    years on the event's first day.
    """

    __tablename__ = "entry"
    __table_args__ = (
        UniqueConstraint("stage_id", "number"),
        UniqueConstraint("stage_id", "station_code"),
        UniqueConstraint("stage_id", "contestant_id"),
        Index(None, "stage_id", "team_id", unique=True),
        Index(None, "event_id", "organisation_id"),
        Index(None, "event_id", "trade_id", "status"),
        # one for every order of the list: it alone answers which ids stand on a page, however deep
        Index(None, "event_id", "trade_id", "number", "id", "status"),
        Index(None, "event_id", "pinyin", "id", "status"),
        Index(None, "event_id", "organisation_name", "id", "status"),
        Index(None, "event_id", "employer", "id", "status"),
        Index(None, "event_id", "division_id", "id", "status"),
        Index(None, "event_id", "skill_level", "id", "status"),
        Index(None, "event_id", "age", "id", "status"),
        Index(None, "event_id", "coach", "id", "status"),
        Index(None, "event_id", "station_code", "id", "status"),
        Index(None, "event_id", "status", "id"),
        Index(None, "event_id", "created_at", "id", "status"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    event_id: Mapped[str] = mapped_column(Id, ForeignKey("event.id"), index=True)
    trade_id: Mapped[str] = mapped_column(Id, ForeignKey("trade.id"), index=True)
    stage_id: Mapped[str] = mapped_column(Id, ForeignKey("stage.id"), index=True)
    contestant_id: Mapped[str | None] = mapped_column(Id, ForeignKey("contestant.id"), index=True)
    team_id: Mapped[str | None] = mapped_column(Id, ForeignKey("team.id"), index=True)
    division_id: Mapped[str | None] = mapped_column(Id, ForeignKey("division.id"), index=True)
    number: Mapped[int] = mapped_column(Integer)
    station_code: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(Name, default="", server_default="", index=True)
    pinyin: Mapped[str] = mapped_column(Letters, default="", server_default="", index=True)
    initials: Mapped[str] = mapped_column(Letters, default="", server_default="", index=True)
    sex: Mapped[str] = mapped_column(String(1), default="", server_default="")
    organisation_id: Mapped[str | None] = mapped_column(Id, ForeignKey("organisation.id"), index=True)
    organisation_name: Mapped[str] = mapped_column(String(120))
    badge: Mapped[str] = mapped_column(String(4))
    employer: Mapped[str] = mapped_column(String(120), default="", server_default="")
    union_name: Mapped[str] = mapped_column(String(120), default="", server_default="")
    skill_level: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    age: Mapped[int | None] = mapped_column(Integer)
    coach: Mapped[str] = mapped_column(String(60), default="", server_default="")
    status: Mapped[str] = mapped_column(String(4), default="")
    batch_id: Mapped[str | None] = mapped_column(Id, ForeignKey("import_batch.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(Utc, default=utcnow)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Utc)
    rev: Mapped[int] = mapped_column(Integer, default=1, server_default="1")


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
