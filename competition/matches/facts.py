"""What happened in a trade's matches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from competition.store import Fact


@dataclass(frozen=True, kw_only=True)
class TournamentSet(Fact):
    """A stage is played as matches, by these rules."""

    kind: ClassVar[str] = "tournament_set"
    subjects: ClassVar[tuple[str, ...]] = ("trade_id",)
    trade_id: str
    stage_id: str
    format: str
    options: dict[str, Any]
    seeding: str
    aspect: str
    figure: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class TournamentDropped(Fact):
    """A stage is played without matches after all."""

    kind: ClassVar[str] = "tournament_dropped"
    subjects: ClassVar[tuple[str, ...]] = ("trade_id",)
    trade_id: str
    stage_id: str
    format: str


@dataclass(frozen=True, kw_only=True)
class SeedsTyped(Fact):
    """The order of the seeds was typed by hand."""

    kind: ClassVar[str] = "seeds_typed"
    subjects: ClassVar[tuple[str, ...]] = ("trade_id",)
    trade_id: str
    seeds: list[str]


@dataclass(frozen=True, kw_only=True)
class LotCommitted(Fact):
    """The seed of a draw of lots was made; its hash stands before the draw."""

    kind: ClassVar[str] = "match_lot_committed"
    subjects: ClassVar[tuple[str, ...]] = ("trade_id",)
    trade_id: str
    lot: str
    commitment: str


@dataclass(frozen=True, kw_only=True)
class TournamentDrawn(Fact):
    """It stands who meets whom."""

    kind: ClassVar[str] = "tournament_drawn"
    subjects: ClassVar[tuple[str, ...]] = ("trade_id",)
    trade_id: str
    stage_id: str
    seeding: str
    count: int
    entrants: list[str]
    seed: str


@dataclass(frozen=True, kw_only=True)
class TournamentUndrawn(Fact):
    """The pairings were taken back before anything was played."""

    kind: ClassVar[str] = "tournament_undrawn"
    subjects: ClassVar[tuple[str, ...]] = ("trade_id",)
    trade_id: str
    stage_id: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class MatchPlayed(Fact):
    """A match has a result: `first` against `second`, games won."""

    kind: ClassVar[str] = "match_played"
    subjects: ClassVar[tuple[str, ...]] = ("trade_id", "entries")
    trade_id: str
    entries: list[str]
    match: str
    first: str
    second: str
    score: str
    games: list[list[int]]
    absent: str


@dataclass(frozen=True, kw_only=True)
class MatchCorrected(Fact):
    """A result was put in the place of one that was wrong."""

    kind: ClassVar[str] = "match_corrected"
    subjects: ClassVar[tuple[str, ...]] = ("trade_id", "entries")
    trade_id: str
    entries: list[str]
    match: str
    first: str
    second: str
    score: str
    games: list[list[int]]
    absent: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class EntrantWithdrawn(Fact):
    """Somebody went out of a round robin."""

    kind: ClassVar[str] = "entrant_withdrawn"
    subjects: ClassVar[tuple[str, ...]] = ("trade_id", "entry_id")
    trade_id: str
    entry_id: str
    name: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class EntrantReturned(Fact):
    """Somebody who was put out by mistake is in again."""

    kind: ClassVar[str] = "entrant_returned"
    subjects: ClassVar[tuple[str, ...]] = ("trade_id", "entry_id")
    trade_id: str
    entry_id: str
    name: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class MatchesAccepted(Fact):
    """All matches are accepted; their figures are marks now."""

    kind: ClassVar[str] = "matches_accepted"
    subjects: ClassVar[tuple[str, ...]] = ("trade_id",)
    trade_id: str
    stage_id: str
    played_hash: str
    count: int
