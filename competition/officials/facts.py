"""What happened to judges and panels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from competition.store import Fact


@dataclass(frozen=True, kw_only=True)
class JudgeAdded(Fact):
    """A person joined a trade as judge or officer."""

    kind: ClassVar[str] = "judge_added"
    subjects: ClassVar[tuple[str, ...]] = ("judge_id", "official_id")
    trade_id: str
    judge_id: str
    person_id: str
    name: str
    organisation: str
    role: str
    number: int
    official_id: str


@dataclass(frozen=True, kw_only=True)
class JudgeWithdrawn(Fact):
    """A judge left the trade; his grant has ended and his tablets are signed out."""

    kind: ClassVar[str] = "judge_withdrawn"
    subjects: ClassVar[tuple[str, ...]] = ("judge_id", "official_id")
    trade_id: str
    judge_id: str
    person_id: str
    official_id: str | None


@dataclass(frozen=True, kw_only=True)
class PanelSeated(Fact):
    """The panel of a module was set: the judges in the order of their seats, from 1."""

    kind: ClassVar[str] = "panel_seated"
    trade_id: str
    stage_id: str
    module_key: str
    judge_ids: list[str]


@dataclass(frozen=True, kw_only=True)
class OfficialAdded(Fact):
    """Somebody entered the register of officials."""

    kind: ClassVar[str] = "official_added"
    subjects: ClassVar[tuple[str, ...]] = ("official_id",)
    official_id: str
    name: str


@dataclass(frozen=True, kw_only=True)
class OfficialChanged(Fact):
    """The register's entry was changed: the names of the fields, never numbers."""

    kind: ClassVar[str] = "official_changed"
    subjects: ClassVar[tuple[str, ...]] = ("official_id",)
    official_id: str
    fields: list[str]


@dataclass(frozen=True, kw_only=True)
class OfficialMerged(Fact):
    """Double entries of one person became one."""

    kind: ClassVar[str] = "official_merged"
    subjects: ClassVar[tuple[str, ...]] = ("official_id",)
    official_id: str
    merged_ids: list[str]


@dataclass(frozen=True, kw_only=True)
class RecusalDeclared(Fact):
    """An official must not judge a unit's people, or a relative."""

    kind: ClassVar[str] = "recusal_declared"
    subjects: ClassVar[tuple[str, ...]] = ("official_id",)
    official_id: str
    recusal_id: str
    recusal_kind: str
    declared_by: str


@dataclass(frozen=True, kw_only=True)
class RecusalEnded(Fact):
    """A recusal was declared by mistake, or no longer holds."""

    kind: ClassVar[str] = "recusal_ended"
    subjects: ClassVar[tuple[str, ...]] = ("official_id",)
    official_id: str
    recusal_id: str


@dataclass(frozen=True, kw_only=True)
class ConflictOverridden(Fact):
    """A judge was seated in spite of conflicts with entries of the trade, for a reason."""

    kind: ClassVar[str] = "conflict_overridden"
    subjects: ClassVar[tuple[str, ...]] = ("official_id", "judge_id")
    trade_id: str
    judge_id: str
    official_id: str
    entry_ids: list[str]
    reason: str


@dataclass(frozen=True, kw_only=True)
class OfficerAppointed(Fact):
    """An official serves an event or a trade in an office."""

    kind: ClassVar[str] = "officer_appointed"
    subjects: ClassVar[tuple[str, ...]] = ("official_id",)
    event_id: str
    trade_id: str | None
    officer_id: str
    official_id: str
    role: str


@dataclass(frozen=True, kw_only=True)
class OfficerDismissed(Fact):
    """An office has ended, and its grant with it."""

    kind: ClassVar[str] = "officer_dismissed"
    subjects: ClassVar[tuple[str, ...]] = ("official_id",)
    event_id: str
    trade_id: str | None
    officer_id: str
    official_id: str
    role: str


@dataclass(frozen=True, kw_only=True)
class LetterSent(Fact):
    """A letter of invitation was made for a judge; an earlier one has ended."""

    kind: ClassVar[str] = "letter_sent"
    subjects: ClassVar[tuple[str, ...]] = ("judge_id", "official_id")
    trade_id: str
    judge_id: str
    official_id: str
    letter_id: str


@dataclass(frozen=True, kw_only=True)
class LetterAnswered(Fact):
    """The invited person accepted or declined, and said what he must not judge."""

    kind: ClassVar[str] = "letter_answered"
    subjects: ClassVar[tuple[str, ...]] = ("judge_id", "official_id")
    trade_id: str
    judge_id: str
    official_id: str
    letter_id: str
    answer: str


@dataclass(frozen=True, kw_only=True)
class JudgeReplaced(Fact):
    """Somebody took a judge's place while the stage ran; `modules` with the seats, `sheets` how many passed to him."""

    kind: ClassVar[str] = "judge_replaced"
    subjects: ClassVar[tuple[str, ...]] = ("judge_id", "substitute_id")
    trade_id: str
    stage_id: str
    judge_id: str
    substitute_id: str
    modules: dict[str, int]
    sheets: int
    reason: str
