"""What may be known of sheets and marks. Nothing here gives a name beside a code; that is for the doors to allow."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from competition.contestants import queries as contestants
from competition.contestants.queries import EntryRow
from competition.engine.plans import Plan
from competition.engine.plans.shape import Aspect, Counted, Measurement, Points
from competition.events import queries as events
from competition.judging.facts import EntryMarks
from competition.judging.models import Assignment, Call, CurrentMark, Figure, Mark, Reveal, SheetMove
from competition.judging.models import Sheet as Sheet
from competition.judging.moves import SIGNED
from competition.schemes import queries as schemes
from competition.sessions import queries as sessions
from competition.store import utcnow

_plans: dict[str, Plan] = {}


def plan_of(s: Session, plan_id: str) -> Plan:
    """The plan version as the engine reads it; versions never change, so each is read once a process."""
    if plan_id not in _plans:
        _plans[plan_id] = schemes.ruled(schemes.plan(s, plan_id))
    return _plans[plan_id]


@dataclass(slots=True)
class InForce:
    """The mark in force for an aspect, as a copy that may be looked at and changed without the database noticing."""

    mark_id: str
    value: str | None
    rev: int
    device_id: str | None


@dataclass(frozen=True)
class WorkRow(EntryRow):
    """A work where entries stand, while nobody knows whose it is: its code, and its place by that as its number."""


def subjects(s: Session, stage: events.Stage) -> list[EntryRow]:
    """What the sheets of a stage are of: its entries by number; of a started one with three draws its works by code, until
    the reveal."""
    works = sessions.works(s, stage.id) if sealed(stage) else []
    if not works:
        return contestants.entries_of_stage(s, stage.id)
    event_id = events.trade(s, stage.trade_id).event_id
    return [
        WorkRow(
            id=work.id, event_id=event_id, trade_id=stage.trade_id, stage_id=stage.id, contestant_id=None, number=number,
            station_code=work.code, name="", sex="", organisation_id=None, organisation_name="", badge="", status="",
            batch_id=None, team_id=None, division_id=None, employer="", union_name="", skill_level=0, age=None, coach="",
            created_at=stage.started_at or utcnow(), rev=1,
        )
        for number, work in enumerate(works, 1)
    ]  # fmt: skip


def subjects_of_stages(
    s: Session, stages: Collection[events.Stage], entries: Collection[EntryRow] | None = None
) -> dict[str, list[EntryRow]]:
    """The same of each of these stages, by stage: one question for all whose entries stand there by themselves, none
    where all `entries` of the stages are known."""
    found: dict[str, list[EntryRow]] = {one.id: subjects(s, one) if sealed(one) else [] for one in stages}
    plain = {one.id for one in stages if not sealed(one)}
    known = contestants.entries_of_stages(s, plain) if entries is None else sorted(entries, key=lambda one: one.number)
    for entry in known:
        if entry.stage_id in plain:
            found[entry.stage_id].append(entry)
    return found


def sealed(stage: events.Stage) -> bool:
    """Whether a stage that has begun is one with three draws before its reveal."""
    return stage.anonymity == "three_stage" and stage.state != "DRAFT" and stage.revealed_at is None


def reveal(s: Session, stage_id: str) -> Reveal | None:
    """The reveal of a stage once it was proposed."""
    return s.get(Reveal, stage_id)


def entry_marked_as(s: Session, stage_id: str, code: str) -> str | None:
    """The entry whose sheets have this code."""
    return s.scalar(select(Sheet.entry_id).where(Sheet.stage_id == stage_id, Sheet.code == code).limit(1))


@dataclass
class Copy:
    """A sheet while a batch is being taken: its row, and the marks in force by aspect."""

    sheet: Sheet
    marks: dict[str, InForce] = field(default_factory=dict)

    @property
    def values(self) -> dict[str, str]:
        return {aspect: mark.value for aspect, mark in self.marks.items() if mark.value is not None}


def copies(s: Session, entry_ids: Collection[str]) -> dict[str, Copy]:
    """Every sheet of these entries with its marks in force, by sheet id: two queries, however many there are."""
    found = {sheet.id: Copy(sheet) for sheet in s.scalars(select(Sheet).where(Sheet.entry_id.in_(entry_ids)))}
    for sheet_id, aspect, mark_id, value, rev, device_id in s.execute(_in_force().where(Sheet.entry_id.in_(entry_ids))):
        found[sheet_id].marks[aspect] = InForce(mark_id, value, rev, device_id)
    return found


def _in_force() -> Select[str, str, str, str | None, int, str | None]:
    """Columns, not objects: a batch looks at thousands and changes a few."""
    mark = CurrentMark
    query = select(mark.sheet_id, mark.aspect, mark.mark_id, mark.value, mark.rev, mark.device_id)
    return query.join(Sheet, Sheet.id == mark.sheet_id)


def entries_of(s: Session, sheet_ids: Collection[str]) -> set[str]:
    """The entries that these sheets belong to."""
    return set(s.scalars(select(Sheet.entry_id).where(Sheet.id.in_(sheet_ids))))


def marks_of_entries(sheets: Iterable[Copy]) -> dict[str, EntryMarks]:
    """What standings needs of each entry, from its sheets."""
    marks: dict[str, dict[tuple[str, int, str], str]] = defaultdict(dict)
    seats: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    unsigned: dict[str, set[str]] = defaultdict(set)
    for copy in sheets:
        sheet = copy.sheet
        seats[sheet.entry_id][sheet.module_key].append(sheet.seat)
        if sheet.state not in SIGNED:
            unsigned[sheet.entry_id].add(sheet.module_key)
        for aspect, value in copy.values.items():
            marks[sheet.entry_id][(sheet.module_key, sheet.seat, aspect)] = value
    return {
        entry: EntryMarks(
            marks=marks[entry],
            seats={module: tuple(sorted(numbers)) for module, numbers in panels.items()},
            signed=frozenset(set(panels) - unsigned[entry]),
        )
        for entry, panels in seats.items()
    }


def stage_marks(s: Session, stage_id: str) -> dict[str, EntryMarks]:
    """All entries of a stage with their marks: for rebuilding what is projected from them."""
    entry_ids = list(s.scalars(select(Sheet.entry_id).where(Sheet.stage_id == stage_id).distinct()))
    found: dict[str, EntryMarks] = {}
    for start in range(0, len(entry_ids), 200):
        found |= marks_of_entries(copies(s, entry_ids[start : start + 200]).values())
    return found


def marks_lying(s: Session, stage_id: str) -> list[tuple[str, str, int, str, str | None]]:
    """Every mark in force of a stage as it lies in the database, always in the same order: entry, module, seat, aspect,
    value. Plain columns, so that thousands are read in milliseconds."""
    query = select(Sheet.entry_id, Sheet.module_key, Sheet.seat, CurrentMark.aspect, CurrentMark.value)
    query = query.join(CurrentMark, CurrentMark.sheet_id == Sheet.id).where(Sheet.stage_id == stage_id)
    return sorted((row[0], row[1], row[2], row[3], row[4]) for row in s.execute(query))


def sheets_of_judge(s: Session, person_id: str, stage_id: str) -> list[Copy]:
    """A judge's own sheets of a stage in the order of the plan's modules and of codes, with marks."""
    query = (
        select(Sheet)
        .where(Sheet.person_id == person_id, Sheet.stage_id == stage_id)
        .order_by(Sheet.module_key, Sheet.code)
    )
    found = {sheet.id: Copy(sheet) for sheet in s.scalars(query)}
    marks = _in_force().where(Sheet.person_id == person_id, Sheet.stage_id == stage_id)
    for sheet_id, aspect, mark_id, value, rev, device_id in s.execute(marks):
        found[sheet_id].marks[aspect] = InForce(mark_id, value, rev, device_id)
    return list(found.values())


def copies_of_judge(s: Session, judge_id: str) -> list[Copy]:
    """The sheets that are a judge's now, with their marks in force: two queries."""
    found = {one.id: Copy(one) for one in s.scalars(select(Sheet).where(Sheet.judge_id == judge_id))}
    for sheet_id, aspect, mark_id, value, rev, device_id in s.execute(_in_force().where(Sheet.judge_id == judge_id)):
        found[sheet_id].marks[aspect] = InForce(mark_id, value, rev, device_id)
    return list(found.values())


def copy_of(s: Session, sheet_id: str) -> Copy | None:
    """One sheet with its marks in force, whoever else judges the same work: two queries."""
    one = s.get(Sheet, sheet_id)
    if one is None:
        return None
    found = Copy(one)
    for _sheet_id, aspect, mark_id, value, rev, device_id in s.execute(_in_force().where(Sheet.id == sheet_id)):
        found.marks[aspect] = InForce(mark_id, value, rev, device_id)
    return found


def checked_copies(s: Session, sheet_ids: Collection[str]) -> dict[str, Copy]:
    """Those of these sheets that are checked and wait for their judge's signature, with their marks in force."""
    wanted = (Sheet.id.in_(sheet_ids), Sheet.state == "CHECKED")
    found = {one.id: Copy(one) for one in s.scalars(select(Sheet).where(*wanted))} if sheet_ids else {}
    if found:
        for sheet_id, aspect, mark_id, value, rev, device_id in s.execute(_in_force().where(Sheet.id.in_(found))):
            found[sheet_id].marks[aspect] = InForce(mark_id, value, rev, device_id)
    return found


def sheet(s: Session, sheet_id: str) -> Sheet | None:
    return s.get(Sheet, sheet_id)


def sheets(s: Session, sheet_ids: Collection[str]) -> dict[str, Sheet]:
    """Sheets by id."""
    return {one.id: one for one in s.scalars(select(Sheet).where(Sheet.id.in_(sheet_ids)))} if sheet_ids else {}


def history(s: Session, sheet_id: str) -> tuple[list[Mark], list[SheetMove]]:
    """Every mark and every move of a sheet, oldest first."""
    marks = s.scalars(select(Mark).where(Mark.sheet_id == sheet_id).order_by(Mark.at, Mark.id))
    moves = s.scalars(select(SheetMove).where(SheetMove.sheet_id == sheet_id).order_by(SheetMove.at, SheetMove.id))
    return list(marks), list(moves)


def figures(s: Session, mark_ids: Collection[str]) -> dict[str, Figure]:
    """Those of these marks that came from a bracket, a table or milestones, by mark id."""
    return (
        {one.mark_id: one for one in s.scalars(select(Figure).where(Figure.mark_id.in_(mark_ids)))} if mark_ids else {}
    )


def takes_figure(aspect: Aspect) -> bool:
    """Whether a figure from elsewhere can be the mark of an aspect: a number that seat 1 alone gives, once."""
    return aspect.one and aspect.attempts is None and isinstance(aspect, Points | Measurement | Counted)


def revision(s: Session, trade_id: str) -> int:
    """How often the package of a trade's judges has changed."""
    return s.scalar(select(Assignment.revision).where(Assignment.trade_id == trade_id)) or 0


@dataclass(frozen=True)
class Progress:
    """Sheets of one trade and module by state."""

    trade_id: str
    module_key: str
    states: dict[str, int]

    @property
    def due(self) -> int:
        return sum(self.states.values())

    @property
    def signed(self) -> int:
        return sum(self.states.get(state, 0) for state in SIGNED)


def progress(s: Session, stage_ids: Collection[str], out: Collection[str] = ()) -> dict[tuple[str, str], Progress]:
    """(trade, module) -> how far its sheets are, without those of entries that are `out`; one query for a whole event.
    A sheet with marks still OPEN counts as BEGUN."""
    begun = select(CurrentMark.sheet_id).where(CurrentMark.sheet_id == Sheet.id).exists()
    query = (
        select(Sheet.trade_id, Sheet.module_key, Sheet.state, begun.label("begun"), func.count().label("sheets"))
        .where(Sheet.stage_id.in_(stage_ids), Sheet.entry_id.not_in(out))
        .group_by(Sheet.trade_id, Sheet.module_key, Sheet.state, "begun")
    )
    found: dict[tuple[str, str], Progress] = {}
    for row in s.execute(query):
        place = found.setdefault((row.trade_id, row.module_key), Progress(row.trade_id, row.module_key, {}))
        state = "BEGUN" if row.state == "OPEN" and row.begun else row.state
        place.states[state] = place.states.get(state, 0) + row.sheets
    return found


def marking(s: Session, stage_ids: Collection[str]) -> dict[str, set[str]]:
    """Trade -> the people who have sheets in it."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in s.execute(select(Sheet.trade_id, Sheet.person_id).where(Sheet.stage_id.in_(stage_ids)).distinct()):
        found[row.trade_id].add(row.person_id)
    return found


def open_calls(s: Session, trade_ids: Collection[str]) -> list[Call]:
    """Judges who wait for the chief, the longest first."""
    return list(
        s.scalars(select(Call).where(Call.trade_id.in_(trade_ids), Call.answered_at.is_(None)).order_by(Call.at))
    )


def not_applied(s: Session, stage_ids: Collection[str]) -> list[tuple[Mark, Sheet]]:
    """Marks that came from out-of-date copies and that nobody has settled by a later mark of the same aspect."""
    query = (
        select(Mark, Sheet)
        .join(Sheet, Sheet.id == Mark.sheet_id)
        .join(CurrentMark, (CurrentMark.sheet_id == Mark.sheet_id) & (CurrentMark.aspect == Mark.aspect))
        .where(Sheet.stage_id.in_(stage_ids), Mark.applied.is_(False), CurrentMark.rev < Mark.rev)
        .order_by(Mark.at)
    )
    return [(row.Mark, row.Sheet) for row in s.execute(query)]


def waiting_for_panel(s: Session, stage_ids: Collection[str]) -> list[Sheet]:
    """Sheets that their judges have submitted and that are not checked: the panel is not complete, or lies too far apart."""
    return list(
        s.scalars(select(Sheet).where(Sheet.stage_id.in_(stage_ids), Sheet.state == "MARKED").order_by(Sheet.moved_at))
    )


def pace(s: Session, stage_ids: Collection[str], since: dt.datetime) -> list[dt.datetime]:
    """When sheets were signed since then."""
    query = select(SheetMove.at).join(Sheet, Sheet.id == SheetMove.sheet_id)
    query = query.where(Sheet.stage_id.in_(stage_ids), SheetMove.after == "SIGNED", SheetMove.at >= since)
    return list(s.scalars(query.order_by(SheetMove.at)))


def unlocked(s: Session, stage_id: str) -> list[Sheet]:
    """The sheets that still keep a stage from ending: not locked, of entries that take part."""
    found = list(s.scalars(select(Sheet).where(Sheet.stage_id == stage_id, Sheet.state != "LOCKED")))
    out = contestants.statuses(s, {one.entry_id for one in found})
    return [one for one in found if not out[one.entry_id]]


def stage_sheets(s: Session, stage_id: str) -> list[Sheet]:
    """All sheets of a stage by module, code and seat."""
    return list(
        s.scalars(select(Sheet).where(Sheet.stage_id == stage_id).order_by(Sheet.module_key, Sheet.code, Sheet.seat))
    )
