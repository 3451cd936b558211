"""What happened to events, trades and stages. Dates and instants stand in the ledger as ISO texts."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from competition.store import Fact


@dataclass(frozen=True, kw_only=True)
class EventCreated(Fact):
    """An event was set up."""

    kind: ClassVar[str] = "event_created"
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
    event_id: str
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class TradeAdded(Fact):
    """A trade, with its one stage, joined an event."""

    kind: ClassVar[str] = "trade_added"
    event_id: str
    trade_id: str
    stage_id: str
    template_key: str
    name: str
    code: str


@dataclass(frozen=True, kw_only=True)
class TradeRemoved(Fact):
    """A trade nobody had entered was taken out of an event."""

    kind: ClassVar[str] = "trade_removed"
    event_id: str
    trade_id: str
    name: str


@dataclass(frozen=True, kw_only=True)
class StageSet(Fact):
    """Anonymity and planned minutes of a stage were set before it started."""

    kind: ClassVar[str] = "stage_set"
    trade_id: str
    stage_id: str
    anonymity: str
    minutes: int | None


@dataclass(frozen=True, kw_only=True)
class PlanChosen(Fact):
    """A stage that has not started will run under this version of the plan."""

    kind: ClassVar[str] = "plan_chosen"
    trade_id: str
    stage_id: str
    plan_id: str
    plan_hash: str
