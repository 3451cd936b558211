"""What happened to ladders, their rungs, passages and quotas."""

from dataclasses import dataclass
from typing import Any, ClassVar

from competition.store import Fact


@dataclass(frozen=True, kw_only=True)
class LadderSaved(Fact):
    """A ladder with its tiers was made or changed; `before` is empty when it is new."""

    kind: ClassVar[str] = "ladder_saved"
    subjects: ClassVar[tuple[str, ...]] = ("ladder_id",)
    ladder_id: str
    name: str
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class LadderRemoved(Fact):
    """A ladder without events was taken away."""

    kind: ClassVar[str] = "ladder_removed"
    subjects: ClassVar[tuple[str, ...]] = ("ladder_id",)
    ladder_id: str
    name: str


@dataclass(frozen=True, kw_only=True)
class RungAdded(Fact):
    """An event joined a tier; `feeds_event_id` is the event its contestants go on to, None at the top."""

    kind: ClassVar[str] = "rung_added"
    subjects: ClassVar[tuple[str, ...]] = ("ladder_id", "event_id")
    ladder_id: str
    event_id: str
    event_name: str
    tier_name: str
    feeds_event_id: str | None


@dataclass(frozen=True, kw_only=True)
class RungsFed(Fact):
    """Events of a ladder go on to another event now."""

    kind: ClassVar[str] = "rungs_fed"
    subjects: ClassVar[tuple[str, ...]] = ("ladder_id", "event_ids")
    ladder_id: str
    event_ids: list[str]
    count: int
    feeds_event_id: str | None
    feeds_name: str


@dataclass(frozen=True, kw_only=True)
class RungsRemoved(Fact):
    """Events left a ladder; they themselves stay."""

    kind: ClassVar[str] = "rungs_removed"
    subjects: ClassVar[tuple[str, ...]] = ("ladder_id", "event_ids")
    ladder_id: str
    event_ids: list[str]
    count: int
    names: str


@dataclass(frozen=True, kw_only=True)
class PassageSet(Fact):
    """The rule by which a trade of an upper event is filled was set; `was_hash` is empty the first time, `late_reason`
    is not where a stage below had started."""

    kind: ClassVar[str] = "passage_set"
    subjects: ClassVar[tuple[str, ...]] = ("passage_id", "ladder_id", "trade_id")
    passage_id: str
    ladder_id: str | None
    trade_id: str
    trade_name: str
    event_name: str
    rule: dict[str, Any]
    was_hash: str
    rule_hash: str
    late_reason: str


@dataclass(frozen=True, kw_only=True)
class PassageFrozen(Fact):
    """The first stage below started: the rule stands for good."""

    kind: ClassVar[str] = "passage_frozen"
    subjects: ClassVar[tuple[str, ...]] = ("passage_id", "ladder_id", "trade_id")
    passage_id: str
    ladder_id: str | None
    trade_id: str
    stage_id: str
    rule_hash: str


@dataclass(frozen=True, kw_only=True)
class PassageRemoved(Fact):
    """A rule that was not frozen was taken away."""

    kind: ClassVar[str] = "passage_removed"
    subjects: ClassVar[tuple[str, ...]] = ("passage_id", "ladder_id", "trade_id")
    passage_id: str
    ladder_id: str | None
    trade_id: str


@dataclass(frozen=True, kw_only=True)
class QuotasSet(Fact):
    """Who has how many places in a passage was set: places by the id of the event."""

    kind: ClassVar[str] = "quotas_set"
    subjects: ClassVar[tuple[str, ...]] = ("passage_id",)
    passage_id: str
    before: dict[str, int]
    after: dict[str, int]
    total: int


@dataclass(frozen=True, kw_only=True)
class QuotaMoved(Fact):
    """Places were moved from the quota of one event to that of another."""

    kind: ClassVar[str] = "quota_moved"
    subjects: ClassVar[tuple[str, ...]] = ("passage_id",)
    passage_id: str
    from_event_id: str
    from_name: str
    to_event_id: str
    to_name: str
    places: int
    reason: str
