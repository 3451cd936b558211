"""What happened to proposed changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from competition.store import Fact


@dataclass(frozen=True, kw_only=True)
class AmendmentProposed(Fact):
    """Somebody proposed another plan for a stage that has started; hashes name the exact documents."""

    kind: ClassVar[str] = "amendment_proposed"
    subjects: ClassVar[tuple[str, ...]] = ("trade_id",)
    trade_id: str
    stage_id: str
    amendment_id: str
    was_hash: str
    plan_hash: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class AmendmentDecided(Fact):
    """A proposal was approved, declined, withdrawn or replaced by another; the plan in force says `PlanReplaced`."""

    kind: ClassVar[str] = "amendment_decided"
    subjects: ClassVar[tuple[str, ...]] = ("trade_id",)
    trade_id: str
    amendment_id: str
    verdict: str
    reason: str
