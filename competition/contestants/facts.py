"""What happened to contestants, teams and entries. No fact carries an ID number or a telephone number."""

from dataclasses import dataclass
from typing import Any, ClassVar

from competition.store import Fact

SUBJECTS = ("entry_id", "contestant_id")


@dataclass(frozen=True, kw_only=True)
class ContestantEntered(Fact):
    """A contestant or a team (`contestant_id` None) was entered in a trade's stage.

    `despite` is why, where something spoke against it; `onward` that he had qualified in an event below.
    """

    kind: ClassVar[str] = "contestant_entered"
    subjects: ClassVar[tuple[str, ...]] = SUBJECTS
    event_id: str
    trade_id: str
    stage_id: str
    entry_id: str
    contestant_id: str | None = None
    number: int
    name: str
    organisation: str
    despite: str = ""
    onward: bool = False


@dataclass(frozen=True, kw_only=True)
class EntryChanged(Fact):
    """Details of an entry were changed; sealed fields appear only as "changed"."""

    kind: ClassVar[str] = "entry_changed"
    subjects: ClassVar[tuple[str, ...]] = SUBJECTS
    trade_id: str
    stage_id: str
    entry_id: str
    contestant_id: str | None = None
    changed: dict[str, Any]
    reason: str


@dataclass(frozen=True, kw_only=True)
class EntryStatusSet(Fact):
    """An entry was withdrawn, missed, given up or disqualified (WD, DNS, DNF, DQ), or is in again ("")."""

    kind: ClassVar[str] = "entry_status_set"
    subjects: ClassVar[tuple[str, ...]] = SUBJECTS
    trade_id: str
    stage_id: str
    entry_id: str
    contestant_id: str | None = None
    before: str
    after: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class EntriesChanged(Fact):
    """Several entries of a trade were changed at once: `columns` are the columns, what each held stands in its history."""

    kind: ClassVar[str] = "entries_changed"
    subjects: ClassVar[tuple[str, ...]] = ("entry_ids",)
    event_id: str
    trade_id: str
    stage_id: str
    entry_ids: list[str]
    columns: list[str]
    reason: str


@dataclass(frozen=True, kw_only=True)
class TeamChanged(Fact):
    """Who is in a team was changed, such as a reserve who stepped in; people by their ids."""

    kind: ClassVar[str] = "team_changed"
    subjects: ClassVar[tuple[str, ...]] = ("entry_id", "contestant_ids")
    trade_id: str
    stage_id: str
    entry_id: str
    contestant_ids: list[str]
    members: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class PhotoSet(Fact):
    """A contestant's photograph was set; the file is kept by its hash."""

    kind: ClassVar[str] = "photo_set"
    subjects: ClassVar[tuple[str, ...]] = ("contestant_id",)
    contestant_id: str


@dataclass(frozen=True, kw_only=True)
class PhotoRemoved(Fact):
    """A contestant's photograph was taken away."""

    kind: ClassVar[str] = "photo_removed"
    subjects: ClassVar[tuple[str, ...]] = ("contestant_id",)
    contestant_id: str


@dataclass(frozen=True, kw_only=True)
class PeopleMerged(Fact):
    """Two records turned out to be one person: entries and teams of the second went to the first."""

    kind: ClassVar[str] = "people_merged"
    subjects: ClassVar[tuple[str, ...]] = ("contestant_id", "gone_id")
    contestant_id: str
    gone_id: str
    name: str
    entries: int


@dataclass(frozen=True, kw_only=True)
class MergeUndone(Fact):
    """Two records that had been merged stand apart again."""

    kind: ClassVar[str] = "merge_undone"
    subjects: ClassVar[tuple[str, ...]] = ("contestant_id", "gone_id")
    contestant_id: str
    gone_id: str


@dataclass(frozen=True, kw_only=True)
class PeopleToldApart(Fact):
    """Somebody looked at two who seem to be one person and said that they are two."""

    kind: ClassVar[str] = "people_told_apart"
    subjects: ClassVar[tuple[str, ...]] = ("contestant_id", "other_id")
    contestant_id: str
    other_id: str


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
    subjects: ClassVar[tuple[str, ...]] = SUBJECTS
    trade_id: str
    entry_id: str
    contestant_id: str | None = None
    reason: str


@dataclass(frozen=True, kw_only=True)
class EntriesTakenBack(Fact):
    """Entries that had just been made for people who qualified below were taken out again, untouched as they were."""

    kind: ClassVar[str] = "entries_taken_back"
    subjects: ClassVar[tuple[str, ...]] = ("trade_id",)
    trade_id: str
    entry_ids: list[str]
    count: int


@dataclass(frozen=True, kw_only=True)
class EntriesGoneOn(Fact):
    """Who went on from a stage is entered in the next one of the same trade: entries there, by those they come from."""

    kind: ClassVar[str] = "entries_gone_on"
    subjects: ClassVar[tuple[str, ...]] = ("entry_ids", "made_ids")
    trade_id: str
    stage_id: str
    name: str
    entry_ids: list[str]
    made_ids: list[str]
    count: int
