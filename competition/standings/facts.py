"""What standings tell others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from competition.store import Fact, News


@dataclass(frozen=True, kw_only=True)
class StageChanged(News):
    """The standings of a stage changed in this transaction: its board is due."""

    stage_id: str


@dataclass(frozen=True, kw_only=True)
class StageRecounted(Fact):
    """A stage was tabulated by both engines; hashes name the plan, MARKS.csv and RESULT.json that both had."""

    kind: ClassVar[str] = "stage.recounted"
    subjects: ClassVar[tuple[str, ...]] = ("trade_id",)
    trade_id: str
    stage_id: str
    plan_hash: str
    marks_hash: str
    result_hash: str
    cells: int
    differing: int
