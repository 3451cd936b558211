"""Tables of the real-name roll, private to this room.

Sensitive fields are sealed one by one by the vault and found by blind index (purposes "id_number", "phone" and
"card_number"). `Member.organisation_id` is the unit of the one open membership, kept beside it so that lists ask one
table; `Member.categories` is a set of bits, one a `Category`, for the same reason.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlalchemy import BigInteger, ForeignKey, Index, Integer, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from competition.store import Base, Document, Id, Utc, append_only, new_id, utcnow

OPEN = sa.text("ended = ''")
MERGED = sa.text("merge_id IS NOT NULL")


def _ordered(length: int) -> sa.String:
    """Text compared byte by byte on both databases, so that a prefix is a range of the index."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")


class Member(Base):
    """A person on the roll; sex is "m", "f" or "". Without a unit the person has left."""

    __tablename__ = "member"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(_ordered(60))
    pinyin: Mapped[str] = mapped_column(_ordered(120), default="")
    initials: Mapped[str] = mapped_column(_ordered(30), default="")
    sex: Mapped[str] = mapped_column(String(1), default="")
    born_on: Mapped[dt.date | None] = mapped_column(sa.Date)
    joined_on: Mapped[dt.date | None] = mapped_column(sa.Date)
    organisation_id: Mapped[str | None] = mapped_column(Id, ForeignKey("organisation.id"))
    categories: Mapped[int] = mapped_column(BigInteger, default=0)
    consent_version: Mapped[int | None] = mapped_column(Integer, ForeignKey("consent_text.version"))
    consent_on: Mapped[dt.date | None] = mapped_column(sa.Date)
    id_number_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    id_number_index: Mapped[bytes | None] = mapped_column(LargeBinary)
    phone_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    phone_index: Mapped[bytes | None] = mapped_column(LargeBinary)
    card_number_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    card_number_index: Mapped[bytes | None] = mapped_column(LargeBinary)
    batch_id: Mapped[str | None] = mapped_column(Id, ForeignKey("member_import.id"))
    created_at: Mapped[dt.datetime] = mapped_column(Utc, default=utcnow)
    changed_at: Mapped[dt.datetime] = mapped_column(Utc, default=utcnow)
    rev: Mapped[int] = mapped_column(Integer, default=1, server_default="1")

    __table_args__ = (
        # everything a list searches and filters by stands in its own order, so that walking it never opens a row; further
        # indexes of names would be quicker to search and cost an import a third of its time
        Index(
            "ix_member_list",
            "pinyin",
            "id",
            "name",
            "initials",
            "organisation_id",
            "sex",
            "categories",
            "consent_version",
        ),
        Index("ix_member_organisation", "organisation_id", "pinyin"),
        Index("ix_member_id_number", "id_number_index", unique=True),
        Index("ix_member_phone", "phone_index"),
        Index("ix_member_card_number", "card_number_index", unique=True),
        Index("ix_member_batch", "batch_id"),
    )


class Membership(Base):
    """One period in one unit, from `since` until the day before `until`; open while `until` is None.

    `began` is joined or transferred, `ended` is "", transferred, left or closed. `merge_id` marks what a merger of units
    did, so that it can be undone with it.
    """

    __tablename__ = "membership"

    member_id: Mapped[str] = mapped_column(Id, ForeignKey("member.id"), primary_key=True)
    position: Mapped[int] = mapped_column(Integer, primary_key=True)
    organisation_id: Mapped[str] = mapped_column(Id, ForeignKey("organisation.id"))
    since: Mapped[dt.date | None] = mapped_column(sa.Date)
    until: Mapped[dt.date | None] = mapped_column(sa.Date)
    began: Mapped[str] = mapped_column(String(12), default="joined")
    ended: Mapped[str] = mapped_column(String(12), default="")
    reason: Mapped[str] = mapped_column(String(200), default="")
    merge_id: Mapped[str | None] = mapped_column(Id)

    __table_args__ = (
        Index("ix_membership_organisation", "organisation_id", "ended"),
        Index("ix_membership_merge", "merge_id", sqlite_where=MERGED, postgresql_where=MERGED),
        Index("uq_membership_open", "member_id", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
    )


class Category(Base):
    """A kind of member, such as migrant workers; `bit` is its place in `Member.categories` (0 to 61)."""

    __tablename__ = "member_category"

    key: Mapped[str] = mapped_column(String(24), primary_key=True)
    bit: Mapped[int] = mapped_column(Integer, unique=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)
    name_en: Mapped[str] = mapped_column(String(60), default="", server_default="")
    rev: Mapped[int] = mapped_column(Integer, default=1, server_default="1")


class ConsentText(Base):
    """A version of what members agree to; published once and never changed."""

    __tablename__ = "consent_text"

    version: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    text: Mapped[str] = mapped_column(Text)
    text_en: Mapped[str] = mapped_column(Text, default="", server_default="")
    published_at: Mapped[dt.datetime] = mapped_column(Utc, default=utcnow)
    by: Mapped[str] = mapped_column(String(36))


class MemberChange(Base):
    """What was changed on a member, by whom and why: {field: [before, after]}, sensitive fields masked there.

    `sealed` holds the sensitive values themselves; `rev` is the member's after the change.
    """

    __tablename__ = "member_change"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    member_id: Mapped[str] = mapped_column(Id)
    at: Mapped[dt.datetime] = mapped_column(Utc, default=utcnow)
    by: Mapped[str] = mapped_column(String(36))
    reason: Mapped[str] = mapped_column(String(200), default="")
    batch_id: Mapped[str | None] = mapped_column(Id)
    changed: Mapped[dict[str, Any]] = mapped_column(Document)
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    rev: Mapped[int] = mapped_column(Integer)

    __table_args__ = (
        Index("ix_member_change_member", "member_id", "at"),
        Index("ix_member_change_batch", "batch_id", "id"),
    )


class MemberImport(Base):
    """One file sent in. States: READING, READ, FAILED, APPLYING, STOPPED, APPLIED, UNDOING, UNDONE.

    `chunks` were staged, `applied` of them are in the roll (written in the chunk's own transaction); `counts` says what
    they did; `cursor` how far undoing is.
    """

    __tablename__ = "member_import"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    file_name: Mapped[str] = mapped_column(String(200))
    by: Mapped[str] = mapped_column(String(36))
    created_at: Mapped[dt.datetime] = mapped_column(Utc, default=utcnow)
    ended_at: Mapped[dt.datetime | None] = mapped_column(Utc)
    state: Mapped[str] = mapped_column(String(12), default="READING")
    job_id: Mapped[str | None] = mapped_column(Id)
    options: Mapped[dict[str, Any]] = mapped_column(Document, default=dict)
    report: Mapped[dict[str, Any]] = mapped_column(Document, default=dict)
    chunks: Mapped[int] = mapped_column(Integer, default=0)
    applied: Mapped[int] = mapped_column(Integer, default=0)
    counts: Mapped[dict[str, Any]] = mapped_column(Document, default=dict)
    cursor: Mapped[dict[str, Any]] = mapped_column(Document, default=dict)

    __table_args__ = (Index("ix_member_import_at", "created_at"),)


append_only(MemberChange)
append_only(ConsentText)
