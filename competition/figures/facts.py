"""What was declared for the figures of a ladder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from competition.store import Fact


@dataclass(frozen=True, kw_only=True)
class FigureDeclared(Fact):
    """A denominator or a target was declared. `place` is what it is of, in words."""

    kind: ClassVar[str] = "figure_declared"
    subjects: ClassVar[tuple[str, ...]] = ("ladder_id",)
    ladder_id: str
    figure: str
    tier_id: str | None
    organisation_id: str | None
    place: str
    count: int
    source: str


@dataclass(frozen=True, kw_only=True)
class FigureTakenBack(Fact):
    """What was declared holds no more."""

    kind: ClassVar[str] = "figure_taken_back"
    subjects: ClassVar[tuple[str, ...]] = ("ladder_id",)
    ladder_id: str
    figure: str
    tier_id: str | None
    organisation_id: str | None
    place: str
    source: str
