"""The jobs of this room, done in the worker process: reading a list, applying it chunk by chunk, taking it back.

A worker may be killed at any time. Reading begins again from the file; applying and undoing go on with the chunk after
the last whose transaction was committed.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from competition.jobs import actions as jobs
from competition.members import actions, queries
from competition.members.actions.chunks import Allowed, apply_chunk
from competition.members.actions.rows import in_bulk
from competition.members.actions.undoing import left_to_undo, undo_chunk
from competition.members.checking import Known, Look, Problem, Read
from competition.members.comparing import Comparison
from competition.members.reading import Header, find_header, is_foot
from competition.members.staging import Frames, Staged, clear_old
from competition.organisations import actions as organisation_actions
from competition.organisations import queries as organisations
from competition.store import reading, utcnow
from competition.web.bigsheets import MAX_ROWS, BigSheets, Row
from competition.web.sheets_scan import Unreadable

Result = TypeVar("Result")

READ_LIST = "members.read_list"
APPLY = "members.apply_list"
UNDO = "members.undo_list"

CHUNK = 300
SAY_EVERY = 0.4
BREATH = 0.12
LONGEST_BREATH, SHORTEST_BREATH = 0.02, 0.003


def frames(folder: Path, batch_id: str) -> tuple[Path, Frames, Frames]:
    """An import's files: what was sent, the staged rows, and all problems for the report to download."""
    return (
        folder / f"{batch_id}.sent",
        Frames(folder / f"{batch_id}.rows", batch_id, "rows"),
        Frames(folder / f"{batch_id}.problems", batch_id, "problems"),
    )


class Saying:
    """Tells a job how far it is, not oftener than people look."""

    def __init__(self, job: jobs.Running) -> None:
        self._job = job
        self._next = 0.0

    def __call__(self, done: int, total: int) -> None:
        """Raises Cancelled when somebody asked to stop."""
        if time.monotonic() >= self._next:
            self._job.progress(done, total)
            self._next = time.monotonic() + SAY_EVERY
        else:
            self._job.check_cancelled()


@jobs.handler(READ_LIST)
def read_list(job: jobs.Running, payload: dict[str, Any]) -> dict[str, Any]:
    """Read a list and hold it against the roll; what was sent is deleted when it was read and when it could not be."""
    folder, batch_id = Path(payload["folder"]), str(payload["batch_id"])
    sent, rows, problems = frames(folder, batch_id)
    clear_old(folder, time.time())
    try:
        report = _read(sent, rows, problems, Saying(job))
        actions.keep_report(batch_id, report, rows.count)
    except (Unreadable, jobs.Cancelled) as error:
        code, facts = (error.code, error.facts) if isinstance(error, Unreadable) else ("cancelled", {})
        actions.fail_batch(batch_id, code, facts)
        rows.remove()
        problems.remove()
        sent.unlink(missing_ok=True)
        if isinstance(error, jobs.Cancelled):
            raise
    except Exception:
        actions.fail_batch(batch_id, "failed", {})
        rows.remove()
        sent.unlink(missing_ok=True)
        raise
    sent.unlink(missing_ok=True)
    return {}


@jobs.handler(APPLY)
def apply_list(job: jobs.Running, payload: dict[str, Any]) -> dict[str, Any]:
    """Put an import's chunks into the roll from where it stands; cancelled, it stops between two."""
    folder, batch_id = Path(payload["folder"]), str(payload["batch_id"])
    _sent, rows, _problems = frames(folder, batch_id)
    with reading() as s:
        batch = queries.batch(s, batch_id)
        applied, options = batch.applied, dict(batch.options)
        counts = Counter({what: int(count) for what, count in batch.counts.items()})
        chunks = batch.chunks if options.get("missing") else int(batch.report["row_chunks"])
    say = Saying(job)
    try:
        allowed = Allowed(
            actor=job.started_by, doubtful=bool(options.get("doubtful")), missing=bool(options.get("missing")),
            units=_units(job.started_by, batch_id, options, say), today=utcnow().date(),
            consent_version=options.get("consent_version"),
        )  # fmt: skip
        with in_bulk():
            for number, frame in zip(range(applied, chunks), rows.read(applied), strict=False):
                say(number, chunks)
                lines = [Staged(*one) for one in frame]
                counts = _breathing(partial(apply_chunk, batch_id, number, lines, allowed, counts))
    except Exception:
        actions.stop(job.started_by, batch_id)
        raise
    done = actions.finish(job.started_by, batch_id)
    rows.remove()
    job.progress(chunks, chunks)
    return done


@jobs.handler(UNDO)
def undo_list(job: jobs.Running, payload: dict[str, Any]) -> dict[str, Any]:
    """Take an import back, chunk by chunk; cancelled, it stops between two and can be taken up again."""
    batch_id = str(payload["batch_id"])
    with reading() as s:
        total = left_to_undo(s, queries.batch(s, batch_id))
    say, more = Saying(job), True
    with in_bulk():
        while more:
            with reading() as s:
                done = sum(int(count) for count in queries.batch(s, batch_id).cursor.get("counts", {}).values())
            say(min(done, total), total)
            more = _breathing(partial(undo_chunk, job.started_by, batch_id))
    frames(Path(payload["folder"]), batch_id)[1].remove()
    return actions.finish_undo(job.started_by, batch_id)


def _breathing(work: Callable[[], Result]) -> Result:
    """Do one short piece and leave the database to others for a while in proportion, so that judges' marks get in."""
    begun = time.perf_counter()
    result = work()
    spent = time.perf_counter() - begun
    time.sleep(min(max(spent * BREATH, SHORTEST_BREATH), LONGEST_BREATH))
    return result


@dataclass
class _Reading:
    """One file being read: where its rows go, and what its sheets told."""

    book: BigSheets
    known: Known
    rows: Frames
    say: Saying
    comparison: Comparison = field(default_factory=Comparison)
    sheets: list[dict[str, Any]] = field(default_factory=list)
    others: list[str] = field(default_factory=list)

    def sheet(self, name: str, stream: Iterator[Row]) -> None:
        """Read one sheet; a sheet without a header is named and passed over."""
        header, below = find_header(stream)
        if header is None:
            self.others.append(name)
            return
        told: dict[str, Any] = {"sheet": name, "header_row": header.row, "rows": 0, "skipped": 0}
        told["columns"] = [[column.title, column.field] for column in header.columns]
        self.sheets.append(told)
        for reads in _chunks(header, below, Look(header.places, self.known), told):
            self.say(self.book.read, self.book.size)
            if self.comparison.counts["rows"] + len(reads) > MAX_ROWS:
                raise Unreadable("too_many_rows", rows=MAX_ROWS)
            if changing := self.comparison.take(reads):
                self.rows.add(changing)


def _read(sent: Path, rows: Frames, problems: Frames, say: Saying) -> dict[str, Any]:
    """The whole file, staged; returns the report."""
    if not sent.is_file():
        raise Unreadable("import_gone")
    read = _Reading(BigSheets(sent), _known(), rows, say)
    rows.begin()
    with closing(read.book.sheets()) as streams:
        for name, stream in streams:
            read.sheet(name if read.book.workbook else "", stream)
    if not read.sheets:
        raise Unreadable("no_header")
    row_chunks, comparison = rows.count, read.comparison
    for missing in comparison.missing():
        rows.add(missing)
    problems.begin()
    for at in range(0, len(comparison.problems), 1_000):
        problems.add([_line(problem) for problem in comparison.problems[at : at + 1_000]])
    return comparison.report() | {"sheets": read.sheets, "others": read.others, "row_chunks": row_chunks}


def _chunks(header: Header, below: Iterator[Row], look: Look, told: dict[str, Any]) -> Iterator[list[Read]]:
    """The rows below a header that are members, read, CHUNK at a time."""
    place = header.places["id_number"]
    reads: list[Read] = []
    for number, cells in below:
        cell = cells[place] if place < len(cells) else ""
        if not (isinstance(cell, str) and len(cell) == 18) and is_foot(cells):
            told["skipped"] += 1
            continue
        told["rows"] += 1
        reads.append(look.read(number, cells))
        if len(reads) >= CHUNK:
            yield reads
            reads = []
    if reads:
        yield reads


def _known() -> Known:
    """What the house knows: units by name, by code and by the name of those they took in."""
    with reading() as s:
        units = organisations.by_names(s)
        ids = {name: one.id for name, one in units.items()}
        ids |= {one.code: one.id for one in units.values() if one.code}
        closed = frozenset(one.id for one in units.values() if one.closed_on is not None)
        categories, version = queries.categories_named(s), queries.latest_consent(s)
    return Known(ids, closed, categories, utcnow().date(), version)


def _units(actor: str, batch_id: str, options: dict[str, Any], say: Saying) -> dict[str, str]:
    """The units that nobody knew when the file was read, made below the one chosen for them; {} when none was chosen.

    Asked again after a kill, those that are there already are found by name.
    """
    below, level = options.get("below"), options.get("level")
    if not below or not level:
        return {}
    with reading() as s:
        names = [str(name) for name, _count in queries.batch(s, batch_id).report["units"]]
        there = organisations.by_names(s)
    made: dict[str, str] = {}
    for number, name in enumerate(names):
        say(number, len(names))
        made[name] = (
            there[name].id
            if name in there
            else organisation_actions.add_organisation(actor, name=name, level=level, parent_id=below)
        )
    return made


def _line(problem: Problem) -> list[Any]:
    return [problem.row, problem.field, problem.code, problem.severity, problem.shown, problem.value]
