"""Reading MARKS.csv against a plan: every row becomes a mark in its place, or a problem by row and column."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from competition.engine.plans import Aspect, Judgement, Module, Plan, YesNo
from competition.engine.plans.parsing import LARGEST_PANEL
from competition.engine.plans.shape import Computed
from competition.engine.refusal import Impossible
from competition.engine.values import NOT_TAKEN, read_value
from competition.tabulating.problems import Problems
from competition.tabulating.reading import MARKS, EntryRow, Record, checked_entry, records

HEADER = ("entry", "component", "aspect", "attempt", "judge", "value", "status")
STATUSES = ("DNS", "DNF", "DQ", "WD")
ABSENT, UNMARKED, FAILED = "absent", "unmarked", "DNF"
_SEAT = re.compile(r"[1-9]|1[0-5]")
_PARTS = re.compile(r"([0-9]+)")
Place = tuple[str, int, str]


@dataclass(frozen=True, slots=True)
class MarkRow:
    """One row of MARKS.csv, all as text."""

    entry: str
    component: str = ""
    aspect: str = ""
    attempt: str = ""
    judge: str = ""
    value: str = ""
    status: str = ""


@dataclass(slots=True)
class Marked:
    """All that a file says of one entry: texts by (module, seat, slot), panels, and the status given."""

    entry: EntryRow
    marks: dict[Place, str] = field(default_factory=dict)
    seats: dict[str, tuple[int, ...]] = field(default_factory=dict)
    status: str = ""


@dataclass(frozen=True, slots=True)
class MarksRead:
    """Everything of a marks file. `judges` are the texts that stand for the seats of each module."""

    entries: tuple[Marked, ...]
    judges: Mapping[str, Mapping[int, str]]


@dataclass(frozen=True, slots=True)
class _Row:
    """A row with its number and, where its aspect is known, the aspect and its module."""

    number: int
    row: MarkRow
    aspect: Aspect | None
    module: Module | None


def read_marks(plan: Plan, content: bytes, entries: Sequence[EntryRow] | None = None, file: str = MARKS) -> MarksRead:
    """The marks of a file; Rejected with all problems, up to a hundred. `entries` None: whoever is marked takes part."""
    problems = Problems(file)
    found = [(one.number, MarkRow(*one.cells)) for one in _cells(content, problems)]
    read = place_marks(plan, found, entries, problems)
    problems.settle()
    return read


def place_marks(
    plan: Plan, rows: Sequence[tuple[int, MarkRow]], entries: Sequence[EntryRow] | None, problems: Problems
) -> MarksRead:
    """Put numbered rows in their places; what is wrong with them is noted in `problems`."""
    known = _known(plan)
    placed = [_Row(number, row, *known.get(row.aspect, (None, None))) for number, row in rows]
    judges = _judges(plan, placed, problems)
    reader = _Reader(
        plan, problems, entries, {key: {text: n for n, text in one.items()} for key, one in judges.items()}
    )
    for row in placed:
        reader.take(row)
    return MarksRead(tuple(reader.finished(judges)), judges)


def natural(text: str) -> tuple[tuple[tuple[int, int, str], ...], str]:
    """A sort key by which 2 comes before 10, whatever letters stand around them."""
    parts = tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in _PARTS.split(text) if part)
    return parts, text


def _cells(content: bytes, problems: Problems) -> Iterator[Record]:
    yield from records(content, HEADER, problems)


def _known(plan: Plan) -> dict[str, tuple[Aspect, Module]]:
    return {aspect.key: (aspect, module) for module in plan.modules for aspect in module.aspects}


def _judges(plan: Plan, rows: Sequence[_Row], problems: Problems) -> dict[str, dict[int, str]]:
    """module -> seat -> the judge's text: the seat itself where all are seats, else in natural order."""
    texts: dict[str, dict[str, int]] = {module.key: {} for module in plan.modules}
    for row in rows:
        if row.module is not None and row.row.judge:
            texts[row.module.key].setdefault(row.row.judge, row.number)
    found: dict[str, dict[int, str]] = {}
    for module, named in texts.items():
        ordered = sorted(named, key=natural)
        for text in ordered[LARGEST_PANEL:]:
            problems.add(named[text], "judge", "too_many_judges", module=module, most=str(LARGEST_PANEL))
        if all(_SEAT.fullmatch(text) for text in ordered):
            found[module] = {int(text): text for text in ordered}
        else:
            found[module] = dict(enumerate(ordered, 1))
    return found


class _Reader:
    """Takes the rows of one file, one after another."""

    def __init__(
        self,
        plan: Plan,
        problems: Problems,
        entries: Sequence[EntryRow] | None,
        seats: Mapping[str, Mapping[str, int]],
    ) -> None:
        self.plan, self.problems, self.seats = plan, problems, seats
        self.listed: Collection[str] | None = None if entries is None else {one.entry for one in entries}
        self.found = {one.entry: Marked(one) for one in entries or ()}
        self.rows: dict[tuple[str, Place], int] = {}
        self.statuses: dict[str, int] = {}
        self.values: dict[tuple[str, str], str | Impossible] = {}
        self.absent: dict[tuple[str, str, int], bool] = {}

    def take(self, one: _Row) -> None:
        """Keep what a row says, or note what is wrong with it."""
        row, number = one.row, one.number
        if not checked_entry(self.problems, number, row.entry):
            return
        if self.listed is not None and row.entry not in self.listed:
            self.problems.add(number, "entry", "entry_unknown", entry=row.entry)
            return
        marked = self.found.setdefault(row.entry, Marked(EntryRow(row.entry)))
        if not row.aspect and row.status in STATUSES:
            self._status(marked, one)
        elif not row.aspect:
            self.problems.add(number, "aspect", "aspect_missing")
        elif one.aspect is None or one.module is None:
            self.problems.add(number, "aspect", "unknown_aspect", aspect=row.aspect)
        else:
            self._mark(marked, one, one.aspect, one.module)

    def finished(self, judges: Mapping[str, Mapping[int, str]]) -> Iterator[Marked]:
        """The entries with their panels: every judge of the file, without those who gave an entry no mark at all."""
        firsts = {place[0] for _entry, place in self.rows if place[1] == 1}
        for marked in self.found.values():
            for module in self.plan.modules:
                seats = set(judges[module.key]) | ({1} if module.key in firsts else set())
                if seats and not module.shared:
                    seats |= set(range(1, module.panel.minimum + 1))
                out = {seat for seat in seats if self.absent.get((marked.entry.entry, module.key, seat), False)}
                if seats:
                    marked.seats[module.key] = tuple(sorted(seats - out))
            yield marked

    def _status(self, marked: Marked, one: _Row) -> None:
        row, number = one.row, one.number
        others = zip(HEADER[1:6], (row.component, row.aspect, row.attempt, row.judge, row.value), strict=True)
        filled = [column for column, cell in others if cell]
        for column in filled:
            self.problems.add(number, column, "status_alone", status=row.status)
        if filled:
            return
        if row.entry in self.statuses:
            self.problems.add(number, "status", "status_twice", first=str(self.statuses[row.entry]))
            return
        self.statuses[row.entry] = number
        marked.status = row.status

    def _mark(self, marked: Marked, one: _Row, aspect: Aspect, module: Module) -> None:
        before = len(self.problems.found)
        if one.row.component and one.row.component != module.component:
            self._note(one, "component", "component_disagrees", aspect=aspect.key, component=module.component)
        if isinstance(aspect, Computed):
            self._note(one, "aspect", "nobody_marks", aspect=aspect.key)
            return
        slot = self._slot(one, aspect)
        seat = self._seat(one, aspect, module)
        text = self._text(one, aspect)
        if slot is None or seat is None or len(self.problems.found) > before:
            return
        place = (module.key, seat, slot)
        key = (one.row.entry, place)
        if key in self.rows:
            self._note(one, "aspect", "mark_twice", aspect=slot, first=str(self.rows[key]))
            return
        self.rows[key] = one.number
        who = (one.row.entry, module.key, seat)
        self.absent[who] = self.absent.get(who, True) and one.row.status == ABSENT
        if text is not None:
            marked.marks[place] = text

    def _slot(self, one: _Row, aspect: Aspect) -> str | None:
        """Where the mark is kept: the aspect, or one of its attempts."""
        attempt, attempts = one.row.attempt, aspect.attempts
        if attempts is None:
            if attempt:
                self._note(one, "attempt", "no_attempts", aspect=aspect.key)
                return None
            return aspect.key
        if not attempt:
            self._note(one, "attempt", "attempt_missing", most=str(attempts.count))
            return None
        if not attempt.isdecimal() or not attempt.isascii() or not 1 <= int(attempt[:4]) <= attempts.count:
            self._note(one, "attempt", "bad_attempt", most=str(attempts.count))
            return None
        return attempts.slot(aspect.key, int(attempt))

    def _seat(self, one: _Row, aspect: Aspect, module: Module) -> int | None:
        judge = one.row.judge
        if not judge:
            if aspect.one:
                return 1
            self._note(one, "judge", "judge_missing", aspect=aspect.key)
            return None
        seat = self.seats[module.key][judge]
        if aspect.one and seat != 1:
            self._note(one, "judge", "marked_by_one", aspect=aspect.key)
            return None
        return seat

    def _text(self, one: _Row, aspect: Aspect) -> str | None:
        """The canonical text of the value; None where there is none, by the row's status or because it is refused."""
        row = one.row
        if not row.status:
            return self._value(one, aspect)
        if row.status not in (ABSENT, UNMARKED, FAILED):
            known = ("", ABSENT, UNMARKED, *STATUSES)
            if row.status in STATUSES:
                self._note(one, "status", "status_of_entry", status=row.status)
            else:
                self._note(one, "status", "unknown_status", allowed=", ".join(known[1:]))
            return None
        if row.value:
            self._note(one, "value", "status_without_value", status=row.status)
            return None
        if row.status != FAILED:
            return None
        if aspect.attempts is None:
            self._note(one, "status", "no_attempts", aspect=aspect.key)
            return None
        return NOT_TAKEN

    def _value(self, one: _Row, aspect: Aspect) -> str | None:
        key = (aspect.key, one.row.value)
        if key not in self.values:
            try:
                self.values[key] = read_value(aspect, one.row.value).text
            except Impossible as impossible:
                self.values[key] = impossible
        kept = self.values[key]
        if isinstance(kept, Impossible):
            self._note(one, "value", kept.code, **_words_of(aspect, kept))
            return None
        return kept

    def _note(self, one: _Row, column: str, code: str, **facts: str) -> None:
        self.problems.add(one.number, column, code, **facts)


def _words_of(aspect: Aspect, impossible: Impossible) -> dict[str, str]:
    """The facts of a refusal with the kind of aspect, which says what would have been a value."""
    asked = aspect.kind if isinstance(aspect, YesNo | Judgement) else "number"
    return {"aspect": aspect.key, "asked": asked, **impossible.facts}
