"""What happened to papers. Nothing that was typed stands here before it is in: the marks themselves are judging's lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from competition.store import Fact


@dataclass(frozen=True, kw_only=True)
class PaperTyped(Fact):
    """A first person typed what stands on a paper."""

    kind: ClassVar[str] = "paper_typed"
    subjects: ClassVar[tuple[str, ...]] = ("trade_id", "sheet")
    trade_id: str
    record: str
    sheet: str
    number: str
    values: int


@dataclass(frozen=True, kw_only=True)
class PaperCompared(Fact):
    """A second person typed it as well; `slots` are those in which they differ."""

    kind: ClassVar[str] = "paper_compared"
    subjects: ClassVar[tuple[str, ...]] = ("trade_id", "sheet")
    trade_id: str
    record: str
    sheet: str
    number: str
    differing: int
    slots: list[str]


@dataclass(frozen=True, kw_only=True)
class PaperSettled(Fact):
    """The second person settled the differences, each with a reason by slot."""

    kind: ClassVar[str] = "paper_settled"
    subjects: ClassVar[tuple[str, ...]] = ("trade_id", "sheet")
    trade_id: str
    record: str
    sheet: str
    number: str
    reasons: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class PaperHeld(Fact):
    """A paper says otherwise than marks that are in force: the chief decides."""

    kind: ClassVar[str] = "paper_held"
    subjects: ClassVar[tuple[str, ...]] = ("trade_id", "sheet")
    trade_id: str
    record: str
    sheet: str
    number: str
    slots: list[str]


@dataclass(frozen=True, kw_only=True)
class PaperDecided(Fact):
    """The chief decided between paper and tablet, by slot."""

    kind: ClassVar[str] = "paper_decided"
    subjects: ClassVar[tuple[str, ...]] = ("trade_id", "sheet")
    trade_id: str
    record: str
    sheet: str
    number: str
    choices: dict[str, str]
    reason: str


@dataclass(frozen=True, kw_only=True)
class PaperPutIn(Fact):
    """The marks of a paper are on its sheet; `marks` counts those that were not there yet."""

    kind: ClassVar[str] = "paper_put_in"
    subjects: ClassVar[tuple[str, ...]] = ("trade_id", "sheet")
    trade_id: str
    record: str
    sheet: str
    number: str
    typed_by: str
    checked_by: str
    marks: int
    signed: bool


@dataclass(frozen=True, kw_only=True)
class PaperWithdrawn(Fact):
    """What was typed does not count; it stays on record."""

    kind: ClassVar[str] = "paper_withdrawn"
    subjects: ClassVar[tuple[str, ...]] = ("trade_id", "sheet")
    trade_id: str
    record: str
    sheet: str
    number: str
    reason: str
