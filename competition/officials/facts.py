"""What happened to judges and panels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from competition.store import Fact


@dataclass(frozen=True, kw_only=True)
class JudgeAdded(Fact):
    """A person joined a trade as judge or officer."""

    kind: ClassVar[str] = "judge_added"
    trade_id: str
    judge_id: str
    person_id: str
    name: str
    organisation: str
    role: str
    number: int


@dataclass(frozen=True, kw_only=True)
class JudgeWithdrawn(Fact):
    """A judge left the trade; his grant has ended and his tablets are signed out."""

    kind: ClassVar[str] = "judge_withdrawn"
    trade_id: str
    judge_id: str
    person_id: str


@dataclass(frozen=True, kw_only=True)
class PanelSeated(Fact):
    """The panel of a module was set: the judges in the order of their seats, from 1."""

    kind: ClassVar[str] = "panel_seated"
    trade_id: str
    stage_id: str
    module_key: str
    judge_ids: list[str]
