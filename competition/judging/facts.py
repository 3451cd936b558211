"""What happened on the sheets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from competition.store import Fact, News


@dataclass(frozen=True, kw_only=True)
class StageStarted(Fact):
    kind: ClassVar[str] = "stage.started"
    stage_id: str
    plan_hash: str
    anonymity: str
    entries: int
    sheets: int


@dataclass(frozen=True, kw_only=True)
class StageEnded(Fact):
    kind: ClassVar[str] = "stage.ended"
    stage_id: str


@dataclass(frozen=True, kw_only=True)
class MarkGiven(Fact):
    """A judge's mark, by station code; `applied` false: kept beside the mark in force, from an out-of-date copy."""

    kind: ClassVar[str] = "mark.given"
    sheet: str
    code: str
    module: str
    seat: int
    aspect: str
    value: str | None
    rev: int
    replaces: str | None
    applied: bool


@dataclass(frozen=True, kw_only=True)
class MarkCopied(MarkGiven):
    """A mark that `judge` gave on paper, put in by two people who each typed it; `record` is that paper's, and `reason`
    the chief's where it goes over a mark that came from a tablet."""

    judge: str
    record: str
    typed_by: str
    checked_by: str
    reason: str | None


@dataclass(frozen=True, kw_only=True)
class MarkCorrected(Fact):
    """The chief replaced a mark of a signed sheet, with a reason."""

    kind: ClassVar[str] = "mark.corrected"
    sheet: str
    code: str
    module: str
    seat: int
    aspect: str
    value: str | None
    rev: int
    replaces: str | None
    reason: str


@dataclass(frozen=True, kw_only=True)
class FigureGiven(Fact):
    """A figure came from a bracket, a table or milestones, and is the mark of its aspect."""

    kind: ClassVar[str] = "figure.given"
    sheet: str
    code: str
    module: str
    seat: int
    aspect: str
    value: str
    rev: int
    replaces: str | None
    source: str
    source_id: str


@dataclass(frozen=True, kw_only=True)
class SheetMoved(Fact):
    kind: ClassVar[str] = "sheet.moved"
    sheet: str
    code: str
    module: str
    seat: int
    before: str
    after: str
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class RevealProposed(Fact):
    """Somebody asked for the lists of a stage with three draws to be opened."""

    kind: ClassVar[str] = "reveal.proposed"
    subjects: ClassVar[tuple[str, ...]] = ("trade_id",)
    trade_id: str
    stage_id: str


@dataclass(frozen=True, kw_only=True)
class RevealApproved(Fact):
    """A second person agreed to the reveal of a stage."""

    kind: ClassVar[str] = "reveal.approved"
    subjects: ClassVar[tuple[str, ...]] = ("trade_id",)
    trade_id: str
    stage_id: str


@dataclass(frozen=True, kw_only=True)
class RevealWithdrawn(Fact):
    """A proposed reveal was taken back."""

    kind: ClassVar[str] = "reveal.withdrawn"
    subjects: ClassVar[tuple[str, ...]] = ("trade_id",)
    trade_id: str
    stage_id: str


@dataclass(frozen=True, kw_only=True)
class StageRevealed(Fact):
    """All lists of a stage are open, and the sheets of its works hang on entries from now on."""

    kind: ClassVar[str] = "stage.revealed"
    subjects: ClassVar[tuple[str, ...]] = ("trade_id",)
    trade_id: str
    stage_id: str
    works: int
    proposed_by: str
    approved_by: str


@dataclass(frozen=True, kw_only=True)
class ChiefCalled(Fact):
    kind: ClassVar[str] = "chief.called"
    call_id: str
    code: str | None
    note: str


@dataclass(frozen=True, kw_only=True)
class ChiefCame(Fact):
    kind: ClassVar[str] = "chief.came"
    call_id: str


@dataclass(frozen=True)
class EntryMarks:
    """All marks in force of one entry: (module, seat, aspect) -> value; its panels; the modules every panel member signed."""

    marks: Mapping[tuple[str, int, str], str]
    seats: Mapping[str, tuple[int, ...]]
    signed: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class EntriesMarked(News):
    """Marks or signatures changed in this transaction: stage -> entry -> its marks; a stage without entries changed itself."""

    stages: Mapping[str, Mapping[str, EntryMarks]]


@dataclass(frozen=True, kw_only=True)
class AssignmentChanged(News):
    """The judges of a trade should fetch their package again."""

    trade_id: str
    revision: int
