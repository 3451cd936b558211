"""What happened to series."""

from dataclasses import dataclass
from typing import Any, ClassVar

from competition.store import Fact


@dataclass(frozen=True, kw_only=True)
class SeriesSaved(Fact):
    """A series was made or changed; `before` is empty when it is new."""

    kind: ClassVar[str] = "series_saved"
    subjects: ClassVar[tuple[str, ...]] = ("series_id",)
    series_id: str
    name: str
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class RoundAdded(Fact):
    """An event became a round of a series."""

    kind: ClassVar[str] = "series_round_added"
    subjects: ClassVar[tuple[str, ...]] = ("series_id", "event_id")
    series_id: str
    event_id: str
    event_name: str
    round_kind: str


@dataclass(frozen=True, kw_only=True)
class RoundRemoved(Fact):
    """An event is no longer a round of a series."""

    kind: ClassVar[str] = "series_round_removed"
    subjects: ClassVar[tuple[str, ...]] = ("series_id", "event_id")
    series_id: str
    event_id: str
    event_name: str
