"""What happened in labour contests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from competition.store import Fact


@dataclass(frozen=True, kw_only=True)
class MilestonesSet(Fact):
    """A stage is decided by these milestones."""

    kind: ClassVar[str] = "milestones_set"
    subjects: ClassVar[tuple[str, ...]] = ("trade_id",)
    trade_id: str
    stage_id: str
    document: dict[str, Any]
    aspect: str
    count: int


@dataclass(frozen=True, kw_only=True)
class MilestonesDropped(Fact):
    """A stage is decided without milestones after all."""

    kind: ClassVar[str] = "milestones_dropped"
    subjects: ClassVar[tuple[str, ...]] = ("trade_id",)
    trade_id: str
    stage_id: str


@dataclass(frozen=True, kw_only=True)
class MilestoneReported(Fact):
    """An entry reports a node as done."""

    kind: ClassVar[str] = "milestone_reported"
    subjects: ClassVar[tuple[str, ...]] = ("trade_id", "entry_id")
    trade_id: str
    entry_id: str
    name: str
    node: str
    done_on: str
    evidence: int


@dataclass(frozen=True, kw_only=True)
class MilestoneAccepted(Fact):
    """A report counts."""

    kind: ClassVar[str] = "milestone_accepted"
    subjects: ClassVar[tuple[str, ...]] = ("trade_id", "entry_id")
    trade_id: str
    entry_id: str
    name: str
    node: str


@dataclass(frozen=True, kw_only=True)
class MilestoneReturned(Fact):
    """A report does not count, or no longer, and why."""

    kind: ClassVar[str] = "milestone_returned"
    subjects: ClassVar[tuple[str, ...]] = ("trade_id", "entry_id")
    trade_id: str
    entry_id: str
    name: str
    node: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class MilestonesSettled(Fact):
    """The scores are settled; they are marks now."""

    kind: ClassVar[str] = "milestones_settled"
    subjects: ClassVar[tuple[str, ...]] = ("trade_id",)
    trade_id: str
    stage_id: str
    said_hash: str
    count: int
