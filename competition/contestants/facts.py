"""What happened to entries. No fact carries an ID number or a telephone number."""

from dataclasses import dataclass
from typing import Any, ClassVar

from competition.store import Fact


@dataclass(frozen=True, kw_only=True)
class ContestantEntered(Fact):
    """A contestant was entered in a trade's stage."""

    kind: ClassVar[str] = "contestant_entered"
    event_id: str
    trade_id: str
    stage_id: str
    entry_id: str
    number: int
    name: str
    organisation: str


@dataclass(frozen=True, kw_only=True)
class EntryChanged(Fact):
    """Details of an entry were changed; sealed fields appear only as "changed"."""

    kind: ClassVar[str] = "entry_changed"
    trade_id: str
    stage_id: str
    entry_id: str
    changed: dict[str, Any]
    reason: str


@dataclass(frozen=True, kw_only=True)
class EntryStatusSet(Fact):
    """An entry was withdrawn, missed, given up or disqualified (WD, DNS, DNF, DQ), or is in again ("")."""

    kind: ClassVar[str] = "entry_status_set"
    trade_id: str
    stage_id: str
    entry_id: str
    before: str
    after: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ContestantsImported(Fact):
    """The rows of an entry form became entries; `counts` is trade id -> how many."""

    kind: ClassVar[str] = "contestants_imported"
    event_id: str
    batch_id: str
    file_name: str
    counts: dict[str, int]


@dataclass(frozen=True, kw_only=True)
class ImportUndone(Fact):
    """The entries of an import were taken out again before any of their stages started."""

    kind: ClassVar[str] = "import_undone"
    event_id: str
    batch_id: str
    counts: dict[str, int]


@dataclass(frozen=True, kw_only=True)
class IdentityShown(Fact):
    """Somebody looked at a contestant's whole ID number, and why."""

    kind: ClassVar[str] = "identity_shown"
    trade_id: str
    entry_id: str
    reason: str
