"""What happened among the union units."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, ClassVar

from competition.store import Fact, News


@dataclass(frozen=True, kw_only=True)
class OrganisationAdded(Fact):
    """A unit joined the registry."""

    kind: ClassVar[str] = "organisation_added"
    subjects: ClassVar[tuple[str, ...]] = ("organisation_id",)
    organisation_id: str
    name: str
    level: str
    parent_id: str | None


@dataclass(frozen=True, kw_only=True)
class OrganisationChanged(Fact):
    """What a unit says of itself was changed; `changed` is the same for people, with arrows."""

    kind: ClassVar[str] = "organisation_changed"
    subjects: ClassVar[tuple[str, ...]] = ("organisation_id",)
    organisation_id: str
    before: dict[str, Any]
    after: dict[str, Any]
    changed: str


@dataclass(frozen=True, kw_only=True)
class OrganisationMoved(Fact):
    """A unit stands elsewhere in a tree ("region" or "industry") from a day on."""

    kind: ClassVar[str] = "organisation_moved"
    subjects: ClassVar[tuple[str, ...]] = ("organisation_id",)
    organisation_id: str
    name: str
    tree: str
    on: dt.date
    before_id: str | None
    after_id: str | None
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class OrganisationMerged(Fact):
    """A unit was taken in by another on a day: it is closed, and the units below it stand below the other.

    Whoever keeps people by unit moves them together with this.
    """

    kind: ClassVar[str] = "organisation_merged"
    subjects: ClassVar[tuple[str, ...]] = ("organisation_id", "into_id")
    organisation_id: str
    into_id: str
    name: str
    into: str
    on: dt.date
    moved: int


@dataclass(frozen=True, kw_only=True)
class OrganisationMergeUndone(Fact):
    """A merge was taken back: both units stand as before it; whoever moved people with it moves them back."""

    kind: ClassVar[str] = "organisation_merge_undone"
    subjects: ClassVar[tuple[str, ...]] = ("organisation_id", "into_id")
    organisation_id: str
    into_id: str
    name: str
    into: str
    on: dt.date


@dataclass(frozen=True, kw_only=True)
class OrganisationClosed(Fact):
    """A unit was closed; whoever still keeps people in it refuses together with this."""

    kind: ClassVar[str] = "organisation_closed"
    subjects: ClassVar[tuple[str, ...]] = ("organisation_id",)
    organisation_id: str
    name: str
    on: dt.date


@dataclass(frozen=True, kw_only=True)
class OrganisationReopened(Fact):
    """A closed unit is open again."""

    kind: ClassVar[str] = "organisation_reopened"
    subjects: ClassVar[tuple[str, ...]] = ("organisation_id",)
    organisation_id: str
    name: str
    on: dt.date


@dataclass(frozen=True, kw_only=True)
class OrganisationRemoved(Fact):
    """A unit that an import had added was taken out again."""

    kind: ClassVar[str] = "organisation_removed"
    subjects: ClassVar[tuple[str, ...]] = ("organisation_id",)
    organisation_id: str
    name: str


@dataclass(frozen=True, kw_only=True)
class OrganisationsGrouped(Fact):
    """Several units were given the same industry or kind of ownership; `name` is its Chinese name, "" none."""

    kind: ClassVar[str] = "organisations_grouped"
    subjects: ClassVar[tuple[str, ...]] = ("organisation_ids",)
    organisation_ids: list[str]
    grouping: str
    key: str
    name: str


@dataclass(frozen=True, kw_only=True)
class GroupingChanged(Fact):
    """A level, industry or kind of ownership was added, renamed, put elsewhere in its list, or removed (`what`)."""

    kind: ClassVar[str] = "grouping_changed"
    grouping: str
    key: str
    name: str
    what: str


@dataclass(frozen=True, kw_only=True)
class OrganisationRenamed(News):
    """A unit has another name; whoever keeps the name for searching brings it up to date."""

    organisation_id: str
    name: str
