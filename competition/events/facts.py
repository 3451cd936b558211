"""What happened to events, trades and stages. Dates and instants stand in the ledger as ISO texts."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from competition.store import Fact


@dataclass(frozen=True, kw_only=True)
class EventCreated(Fact):
    """An event was set up."""

    kind: ClassVar[str] = "event_created"
    subjects: ClassVar[tuple[str, ...]] = ("event_id",)
    event_id: str
    name: str
    edition: int
    starts_on: date
    ends_on: date
    zone: str
    host: str


@dataclass(frozen=True, kw_only=True)
class EventChanged(Fact):
    """Details of an event were changed; `before` and `after` hold only what differs."""

    kind: ClassVar[str] = "event_changed"
    subjects: ClassVar[tuple[str, ...]] = ("event_id",)
    event_id: str
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class TradeAdded(Fact):
    """A trade, with its one stage, joined an event."""

    kind: ClassVar[str] = "trade_added"
    subjects: ClassVar[tuple[str, ...]] = ("event_id", "trade_id")
    event_id: str
    trade_id: str
    stage_id: str
    template_key: str
    name: str
    code: str


@dataclass(frozen=True, kw_only=True)
class StageAdded(Fact):
    """A trade got a further stage, into which one goes on from the stage before."""

    kind: ClassVar[str] = "stage_added"
    subjects: ClassVar[tuple[str, ...]] = ("trade_id",)
    trade_id: str
    stage_id: str
    name: str


@dataclass(frozen=True, kw_only=True)
class StageRenamed(Fact):
    """A stage that had not started was called otherwise."""

    kind: ClassVar[str] = "stage_renamed"
    subjects: ClassVar[tuple[str, ...]] = ("trade_id",)
    trade_id: str
    stage_id: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class StageRemoved(Fact):
    """A stage that nobody had come to was taken away."""

    kind: ClassVar[str] = "stage_removed"
    subjects: ClassVar[tuple[str, ...]] = ("trade_id",)
    trade_id: str
    stage_id: str
    name: str


@dataclass(frozen=True, kw_only=True)
class StageOpened(Fact):
    """It was decided who goes on to a later stage: the trade has come to it."""

    kind: ClassVar[str] = "stage_opened"
    subjects: ClassVar[tuple[str, ...]] = ("trade_id",)
    trade_id: str
    stage_id: str
    name: str


@dataclass(frozen=True, kw_only=True)
class TradeRemoved(Fact):
    """A trade nobody had entered was taken out of an event."""

    kind: ClassVar[str] = "trade_removed"
    subjects: ClassVar[tuple[str, ...]] = ("event_id", "trade_id")
    event_id: str
    trade_id: str
    name: str


@dataclass(frozen=True, kw_only=True)
class StageSet(Fact):
    """Anonymity and planned minutes of a stage were set before it started."""

    kind: ClassVar[str] = "stage_set"
    subjects: ClassVar[tuple[str, ...]] = ("trade_id",)
    trade_id: str
    stage_id: str
    anonymity: str
    minutes: int | None


@dataclass(frozen=True, kw_only=True)
class PlanChosen(Fact):
    """A stage that has not started will run under this version of the plan."""

    kind: ClassVar[str] = "plan_chosen"
    subjects: ClassVar[tuple[str, ...]] = ("trade_id",)
    trade_id: str
    stage_id: str
    plan_id: str
    plan_hash: str


@dataclass(frozen=True, kw_only=True)
class PlanReplaced(Fact):
    """The plan of a stage that has started was replaced by a further version; `actor` is who approved it, the second of
    two people. Hashes name the exact documents before and after."""

    kind: ClassVar[str] = "plan_replaced"
    subjects: ClassVar[tuple[str, ...]] = ("trade_id", "event_id")
    event_id: str
    trade_id: str
    stage_id: str
    plan_id: str
    version: int
    was_hash: str
    plan_hash: str
    reason: str
    proposed_by: str
    approved_by: str


@dataclass(frozen=True, kw_only=True)
class EventMoved(Fact):
    """An event moved from one state to another; `actor` is "system" where it did so by itself."""

    kind: ClassVar[str] = "event_moved"
    subjects: ClassVar[tuple[str, ...]] = ("event_id",)
    event_id: str
    from_state: str
    to_state: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class EventRemoved(Fact):
    """An event that was neither published nor entered was taken away."""

    kind: ClassVar[str] = "event_removed"
    subjects: ClassVar[tuple[str, ...]] = ("event_id",)
    event_id: str
    name: str


@dataclass(frozen=True, kw_only=True)
class EventCopied(Fact):
    """An event was set up as the next edition of another; `trades` maps the old trades to the new, `taken` is what was
    asked for of `actions.TAKEN` and of what rooms above offer."""

    kind: ClassVar[str] = "event_copied"
    subjects: ClassVar[tuple[str, ...]] = ("from_event_id", "to_event_id")
    from_event_id: str
    to_event_id: str
    name: str
    edition: int
    trades: dict[str, str]
    taken: list[str]


@dataclass(frozen=True, kw_only=True)
class TeamsSet(Fact):
    """How many compete together in a trade: `team_size` (`was_size` before) 1 alone, `team_reserves` how many more a team
    may name."""

    kind: ClassVar[str] = "teams_set"
    subjects: ClassVar[tuple[str, ...]] = ("trade_id",)
    event_id: str
    trade_id: str
    name: str
    was_size: int
    team_size: int
    team_reserves: int


@dataclass(frozen=True, kw_only=True)
class DivisionsSet(Fact):
    """The divisions of a trade were set; `removed` are the ids of those that go, `names` those that stand, in words."""

    kind: ClassVar[str] = "divisions_set"
    subjects: ClassVar[tuple[str, ...]] = ("trade_id",)
    event_id: str
    trade_id: str
    divisions: list[dict[str, Any]]
    removed: list[str]
    names: str


@dataclass(frozen=True, kw_only=True)
class VenueSet(Fact):
    """A venue was added (`before` empty) or changed."""

    kind: ClassVar[str] = "venue_set"
    subjects: ClassVar[tuple[str, ...]] = ("event_id", "venue_id")
    event_id: str
    venue_id: str
    name: str
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class PointSet(Fact):
    """A point of the programme was added (`before` empty) or changed."""

    kind: ClassVar[str] = "point_set"
    subjects: ClassVar[tuple[str, ...]] = ("event_id", "point_id")
    event_id: str
    point_id: str
    title: str
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class ProgrammeRemoved(Fact):
    """A venue or a point of the programme was taken away."""

    kind: ClassVar[str] = "programme_removed"
    subjects: ClassVar[tuple[str, ...]] = ("event_id",)
    event_id: str
    removed_id: str
    name: str
