"""What happened on the contest day. No fact joins a code to whoever drew it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from competition.store import Fact


@dataclass(frozen=True, kw_only=True)
class StationsSet(Fact):
    """Stations were added to a venue or taken away."""

    kind: ClassVar[str] = "stations_set"
    subjects: ClassVar[tuple[str, ...]] = ("event_id", "venue_id")
    event_id: str
    venue_id: str
    venue: str
    added: list[str]
    removed: list[str]


@dataclass(frozen=True, kw_only=True)
class SessionsMade(Fact):
    """The sessions of a trade were made, in place of those it had."""

    kind: ClassVar[str] = "sessions_made"
    subjects: ClassVar[tuple[str, ...]] = ("trade_id",)
    trade_id: str
    count: int
    entries: int


@dataclass(frozen=True, kw_only=True)
class SessionsRemoved(Fact):
    """A trade has no sessions any more."""

    kind: ClassVar[str] = "sessions_removed"
    subjects: ClassVar[tuple[str, ...]] = ("trade_id",)
    trade_id: str
    count: int


@dataclass(frozen=True, kw_only=True)
class SessionChanged(Fact):
    """Time, length or venue of a session was changed."""

    kind: ClassVar[str] = "session_changed"
    subjects: ClassVar[tuple[str, ...]] = ("trade_id", "session_id")
    trade_id: str
    session_id: str
    number: int
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class EntrySeated(Fact):
    """An entry was put into a session by hand."""

    kind: ClassVar[str] = "entry_seated"
    subjects: ClassVar[tuple[str, ...]] = ("trade_id", "entry_id")
    trade_id: str
    entry_id: str
    number: int
    session: int


@dataclass(frozen=True, kw_only=True)
class SessionMoved(Fact):
    """A session was started, paused, resumed or ended, or time was added: for `code` alone, or for all ("")."""

    kind: ClassVar[str] = "session_moved"
    subjects: ClassVar[tuple[str, ...]] = ("trade_id", "session_id")
    trade_id: str
    stage_id: str
    session_id: str
    number: int
    move: str
    code: str
    minutes: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class CheckedIn(Fact):
    """An entry came to the check-in desk."""

    kind: ClassVar[str] = "checked_in"
    subjects: ClassVar[tuple[str, ...]] = ("entry_id",)
    trade_id: str
    entry_id: str
    number: int
    how: str
    late: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class CheckInUndone(Fact):
    """A check-in was taken back."""

    kind: ClassVar[str] = "check_in_undone"
    subjects: ClassVar[tuple[str, ...]] = ("entry_id",)
    trade_id: str
    entry_id: str
    number: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class CheckInRuleSet(Fact):
    """When check-in opens and how late one may come."""

    kind: ClassVar[str] = "check_in_rule_set"
    subjects: ClassVar[tuple[str, ...]] = ("trade_id",)
    trade_id: str
    opens_before: int
    late_after: int


@dataclass(frozen=True, kw_only=True)
class DrawCommitted(Fact):
    """A seed was made and its hash put on record before the draw."""

    kind: ClassVar[str] = "draw_committed"
    subjects: ClassVar[tuple[str, ...]] = ("trade_id",)
    trade_id: str
    stage_id: str
    draw_id: str
    draw: str
    commitment: str
    custodians: list[str]


@dataclass(frozen=True, kw_only=True)
class DrawDone(Fact):
    """A draw was made among `count`, of whom `absent` had not checked in."""

    kind: ClassVar[str] = "draw_done"
    subjects: ClassVar[tuple[str, ...]] = ("trade_id",)
    trade_id: str
    stage_id: str
    draw_id: str
    draw: str
    commitment: str
    count: int
    absent: int


@dataclass(frozen=True, kw_only=True)
class SlipsShown(Fact):
    """The slips of a draw that is not sealed yet were shown or printed."""

    kind: ClassVar[str] = "slips_shown"
    subjects: ClassVar[tuple[str, ...]] = ("trade_id",)
    trade_id: str
    draw_id: str
    draw: str


@dataclass(frozen=True, kw_only=True)
class ShareKept(Fact):
    """A custodian has his share of the key, and the house has forgotten it."""

    kind: ClassVar[str] = "share_kept"
    subjects: ClassVar[tuple[str, ...]] = ("trade_id",)
    trade_id: str
    draw_id: str
    draw: str
    number: int


@dataclass(frozen=True, kw_only=True)
class CustodianReplaced(Fact):
    """Somebody else keeps share `number` of a draw's key; once it was drawn, the list lies under a new key since."""

    kind: ClassVar[str] = "custodian_replaced"
    subjects: ClassVar[tuple[str, ...]] = ("trade_id",)
    trade_id: str
    draw_id: str
    draw: str
    number: int
    was: str
    now: str
    new_key: bool
    reason: str


@dataclass(frozen=True, kw_only=True)
class DrawSealed(Fact):
    """The house forgot key and seed of a draw: from now on two custodians alone can open its list."""

    kind: ClassVar[str] = "draw_sealed"
    subjects: ClassVar[tuple[str, ...]] = ("trade_id",)
    trade_id: str
    draw_id: str
    draw: str


@dataclass(frozen=True, kw_only=True)
class DrawOpened(Fact):
    """The list of a draw was opened with the shares of two custodians; its seed and record are public."""

    kind: ClassVar[str] = "draw_opened"
    subjects: ClassVar[tuple[str, ...]] = ("trade_id",)
    trade_id: str
    stage_id: str
    draw_id: str
    draw: str
    seed: str
    custodians: list[str]
