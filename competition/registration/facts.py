"""What happened in registration. No fact holds an ID or telephone number."""

from dataclasses import dataclass
from typing import ClassVar

from competition.store import Fact


@dataclass(frozen=True, kw_only=True)
class ApplicationsSent(Fact):
    """Somebody sent people in for an event."""

    kind: ClassVar[str] = "applications_sent"
    subjects: ClassVar[tuple[str, ...]] = ("submission_id", "application_ids")
    event_id: str
    submission_id: str
    application_ids: list[str]
    unit: str
    count: int


@dataclass(frozen=True, kw_only=True)
class ApplicationMoved(Fact):
    """An application was approved, returned, rejected, sent again or withdrawn."""

    kind: ClassVar[str] = "application_moved"
    subjects: ClassVar[tuple[str, ...]] = ("application_id", "entry_ids")
    event_id: str
    application_id: str
    entry_ids: list[str]
    frm: str
    to: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class UnitOfficerNamed(Fact):
    """Somebody may approve what a unit's people send in."""

    kind: ClassVar[str] = "unit_officer_named"
    subjects: ClassVar[tuple[str, ...]] = ("organisation_id",)
    organisation_id: str
    person_id: str
    name: str


@dataclass(frozen=True, kw_only=True)
class UnitOfficerEnded(Fact):
    """Somebody may no longer approve what a unit's people send in."""

    kind: ClassVar[str] = "unit_officer_ended"
    subjects: ClassVar[tuple[str, ...]] = ("organisation_id",)
    organisation_id: str
    person_id: str
    name: str
