"""What happened on the roll. No fact holds a number: what changed stands, masked and sealed, in the log of changes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, ClassVar

from competition.store import Fact


@dataclass(frozen=True, kw_only=True)
class MemberAdded(Fact):
    """A person joined the roll."""

    kind: ClassVar[str] = "member_added"
    subjects: ClassVar[tuple[str, ...]] = ("member_id", "organisation_id")
    member_id: str
    organisation_id: str
    name: str
    organisation: str


@dataclass(frozen=True, kw_only=True)
class MemberChanged(Fact):
    """What the roll says of a member was changed; `fields` names what, not how."""

    kind: ClassVar[str] = "member_changed"
    subjects: ClassVar[tuple[str, ...]] = ("member_id",)
    member_id: str
    fields: list[str]


@dataclass(frozen=True, kw_only=True)
class MemberTransferred(Fact):
    """A member went from one unit to another on a day; coming back after having left, `before` is ""."""

    kind: ClassVar[str] = "member_transferred"
    subjects: ClassVar[tuple[str, ...]] = ("member_id", "organisation_id")
    member_id: str
    organisation_id: str
    before: str
    after: str
    on: dt.date
    reason: str


@dataclass(frozen=True, kw_only=True)
class MemberLeft(Fact):
    """A membership ended on a day."""

    kind: ClassVar[str] = "member_left"
    subjects: ClassVar[tuple[str, ...]] = ("member_id", "organisation_id")
    member_id: str
    organisation_id: str
    before: str
    on: dt.date
    reason: str


@dataclass(frozen=True, kw_only=True)
class MemberUnmasked(Fact):
    """Somebody looked at a member's whole numbers, and why."""

    kind: ClassVar[str] = "member_unmasked"
    subjects: ClassVar[tuple[str, ...]] = ("member_id",)
    member_id: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class MembersExported(Fact):
    """A list of members was asked for as a file, with whole numbers or masked ones."""

    kind: ClassVar[str] = "members_exported"
    count: int
    whole: bool
    reason: str


@dataclass(frozen=True, kw_only=True)
class MembersActed(Fact):
    """The same was done to many members: `act` is transfer, leave, categorise or uncategorise."""

    kind: ClassVar[str] = "members_acted"
    subjects: ClassVar[tuple[str, ...]] = ("act_id", "member_ids")
    act_id: str
    act: str
    count: int
    what: str
    reason: str
    member_ids: list[str]


@dataclass(frozen=True, kw_only=True)
class MembersImported(Fact):
    """A file was imported whole."""

    kind: ClassVar[str] = "members_imported"
    subjects: ClassVar[tuple[str, ...]] = ("batch_id",)
    batch_id: str
    file_name: str
    counts: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class MemberImportStopped(Fact):
    """An import was stopped before its end; what is in stays in until it is resumed or undone."""

    kind: ClassVar[str] = "member_import_stopped"
    subjects: ClassVar[tuple[str, ...]] = ("batch_id",)
    batch_id: str
    counts: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class MemberImportUndone(Fact):
    """An import was taken back; `counts` says what was taken out, restored and kept because it was changed since."""

    kind: ClassVar[str] = "member_import_undone"
    subjects: ClassVar[tuple[str, ...]] = ("batch_id",)
    batch_id: str
    counts: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class CategorySaved(Fact):
    """A category of members was added or renamed."""

    kind: ClassVar[str] = "member_category_saved"
    subjects: ClassVar[tuple[str, ...]] = ("key",)
    key: str
    name: str


@dataclass(frozen=True, kw_only=True)
class ConsentPublished(Fact):
    """A new version of what members agree to was published."""

    kind: ClassVar[str] = "consent_published"
    version: int
