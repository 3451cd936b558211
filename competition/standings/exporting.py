"""A stage as files that anybody can work out again: its plan, its marks, its entries, and the result of these.

Entries are named by their number in the stage, never by a person's name; judges by their seat. What the product shows or
publishes of a whole result comes from the same bytes through the same functions as `competition tabulate`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from competition.contestants.queries import EntryRow as Entered
from competition.engine.plans import Plan, canonical
from competition.engine.plans.shape import Aspect, Module
from competition.engine.values import NOT_TAKEN
from competition.events import queries as events
from competition.judging import queries as judging
from competition.judging.facts import EntryMarks
from competition.schemes import queries as schemes
from competition.standings.queries import entry_key
from competition.store import Refused, reading
from competition.tabulating.marks import FAILED, UNMARKED, MarkRow, place_marks
from competition.tabulating.problems import Problems
from competition.tabulating.reading import ENTRIES, FORMULA_SIGNS, LONGEST_CELL, MARKS, PLAN, EntryRow
from competition.tabulating.results import Result, result_of
from competition.tabulating.writing import entries_csv, marks_csv, result_json

RESULT = "RESULT.json"
_NO_PATH = re.compile(r"[^A-Za-z0-9_-]")


@dataclass(frozen=True)
class Gathered:
    """All that a stage's result is made of: the plan, its document, the rows of both tables, and entry id -> key."""

    plan: Plan
    document: Mapping[str, object]
    marks: tuple[MarkRow, ...]
    entries: tuple[EntryRow, ...]
    keys: Mapping[str, str]

    @property
    def files(self) -> dict[str, bytes]:
        """The files by name, without the result; the bytes of the plan are those that its hash is of."""
        return {PLAN: canonical(self.document), MARKS: marks_csv(self.marks), ENTRIES: entries_csv(self.entries)}


def division_names(s: Session, trade_id: str) -> dict[str, str]:
    """What the divisions of a trade are called, by id."""
    return {one.id: one.name for one in events.divisions(s, trade_id)}


def gather(s: Session, stage_id: str) -> Gathered:
    """Everything of a stage that has a plan. Refused: not_there (404), no_plan (409)."""
    _event, trade, stage = events.place_of_stage(s, stage_id)
    if stage.plan_id is None:
        raise Refused("no_plan", 409)
    plan = judging.plan_of(s, stage.plan_id)
    entered = judging.subjects(s, stage)
    divisions = division_names(s, trade.id)
    marked = judging.stage_marks(s, stage_id)
    return Gathered(
        plan=plan,
        document=schemes.plan(s, stage.plan_id).document,
        marks=tuple(row for entry in entered for row in _rows(plan, entry, marked.get(entry.id))),
        entries=tuple(entry_row(entry, divisions) for entry in entered),
        keys={entry.id: entry_key(entry) for entry in entered},
    )


def result_of_gathered(gathered: Gathered) -> Result:
    """The result of what was gathered; Rejected when a kept mark is none under the plan."""
    problems = Problems(MARKS)
    read = place_marks(gathered.plan, list(enumerate(gathered.marks, 2)), gathered.entries, problems)
    problems.settle()
    return result_of(gathered.plan, read, gathered.files[MARKS])


def result_of_stage(s: Session, stage_id: str) -> tuple[Result, bytes]:
    """The result of a stage and its JSON: the bytes that `competition tabulate --json` gives for its files."""
    result = result_of_gathered(gather(s, stage_id))
    return result, result_json(result)


def export_results(event_id: str, code: str | None, folder: Path) -> list[Path]:
    """Write the four files of every stage of an event that has begun, or of one trade's, each into a folder of its code.
    Refused: not_there (404) for an event or a code that is not."""
    written = []
    with reading() as s:
        events.event(s, event_id)
        trades = [trade for trade in events.trades(s, event_id) if code in (None, trade.code)]
        if code is not None and not trades:
            raise Refused("not_there", 404)
        for trade in trades:
            stage = events.stage_of_trade(s, trade.id)
            if stage.state == "DRAFT":
                continue
            gathered = gather(s, stage.id)
            files = gathered.files | {RESULT: result_json(result_of_gathered(gathered))}
            place = folder / _NO_PATH.sub("_", trade.code)
            place.mkdir(parents=True, exist_ok=True)
            for name, content in files.items():
                (place / name).write_bytes(content)
                written.append(place / name)
    return written


def _rows(plan: Plan, entry: Entered, marked: EntryMarks | None) -> Iterator[MarkRow]:
    """The rows of one entry in the order of the plan, then of seats."""
    key = entry_key(entry)
    if entry.status:
        yield MarkRow(key, status=entry.status)
    if marked is None:
        return
    for module in plan.modules:
        seats = marked.seats.get(module.key, ())
        silent = set(seats) - {seat for home, seat, _slot in marked.marks if home == module.key}
        for aspect in module.marked:
            for seat in (1,) if aspect.one else seats:
                if seat in seats:
                    yield from _marks(key, module, aspect, seat, marked)
        if module.shared and not entry.status:
            for seat in sorted(silent):
                yield _silent(key, module, seat)


def _marks(key: str, module: Module, aspect: Aspect, seat: int, marked: EntryMarks) -> Iterator[MarkRow]:
    """What a seat noted for an aspect, attempt by attempt where it has attempts."""
    judge = "" if aspect.one else str(seat)
    for number, slot in enumerate(aspect.slots, start=1):
        value = marked.marks.get((module.key, seat, slot))
        if value is None:
            continue
        attempt = "" if aspect.attempts is None else str(number)
        failed = bool(attempt) and value == NOT_TAKEN
        yield MarkRow(
            key, module.component, aspect.key, attempt, judge, "" if failed else value, FAILED if failed else ""
        )


def _silent(key: str, module: Module, seat: int) -> MarkRow:
    """A judge who sits on the panel and has marked nothing of this entry yet."""
    aspect = module.shared[0]
    attempt = "" if aspect.attempts is None else "1"
    return MarkRow(key, module.component, aspect.key, attempt, str(seat), "", UNMARKED)


def entry_row(entry: Entered, divisions: Mapping[str, str]) -> EntryRow:
    """What awards ask of an entry; a team's name is no person's."""
    return EntryRow(
        entry_key(entry),
        division=_cell(divisions.get(entry.division_id or "", "")),
        organisation=_cell(entry.organisation_name),
        team=_cell(entry.name) if entry.team_id else "",
        prior_level=entry.skill_level or None,
    )


def _cell(text: str) -> str:
    """A name as a cell that every reader takes: one line, not endless, and never a formula."""
    plain = "".join(sign if sign.isprintable() else " " for sign in text).strip()
    return ("'" + plain if plain[:1] in tuple(FORMULA_SIGNS) else plain)[:LONGEST_CELL]
