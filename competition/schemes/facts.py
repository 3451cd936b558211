"""What happened to scoring plans."""

from dataclasses import dataclass
from typing import ClassVar

from competition.store import Fact


@dataclass(frozen=True, kw_only=True)
class PlanAdded(Fact):
    """A version of a trade's scoring plan was added; `plan_hash` names its exact document."""

    kind: ClassVar[str] = "plan_added"
    subjects: ClassVar[tuple[str, ...]] = ("trade_id",)
    trade_id: str
    plan_id: str
    version: int
    plan_hash: str


@dataclass(frozen=True, kw_only=True)
class PlanRevised(PlanAdded):
    """A further version was added, for this reason."""

    kind: ClassVar[str] = "plan_revised"
    reason: str
