"""The jobs of entry forms, done in the worker process: reading one, looking at it again, importing its rows, undoing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from competition.contestants import actions, import_words, queries
from competition.contestants.actions import imports
from competition.contestants.checking import Check, Checked, Decisions, Division, Known, Row, Units, beyond
from competition.contestants.checking.report import problems_of, report_of
from competition.contestants.id_numbers import plain
from competition.contestants.queries import imports as import_queries
from competition.contestants.reading import Form, cell_text, read_forms
from competition.contestants.trade_names import TradeName, spelling_of
from competition.events import queries as events
from competition.jobs import actions as jobs
from competition.jobs import exports
from competition.members import queries as members
from competition.organisations import queries as organisations
from competition.store import reading, utcnow
from competition.web.sheets import MAX_ROWS, Column, Table
from competition.web.sheets_apart import read_apart
from competition.web.sheets_scan import Unreadable

READ_FORM = "contestants.read_form"
CHECK_FORM = "contestants.check_form"
IMPORT_ROWS = "contestants.import_rows"
UNDO_IMPORT = "contestants.undo_import"
PROBLEMS = "contestants.import_problems"

STEP = 500


@jobs.handler(READ_FORM)
def read_form(job: jobs.Running, payload: dict[str, Any]) -> dict[str, Any]:
    """Read the file of a batch and keep what was understood; once that is done, or cannot be, the file is deleted."""
    file, batch_id = Path(payload["file"]), str(payload["batch_id"])
    try:
        forms, others = read_forms(read_apart(file, still_wanted=job.check_cancelled))
        rows = sum(len(form.rows) for form in forms)
        if not forms:
            raise Unreadable("no_header")
        if rows > MAX_ROWS:
            raise Unreadable("too_many_rows", rows=MAX_ROWS)
        known, checked = looked_at(job, batch_id, forms, Decisions())
        imports.keep_reading(batch_id, forms, others, report_of(forms, others, checked, known, Decisions()))
        job.progress(rows, rows)
    except FileNotFoundError:
        imports.fail_batch(batch_id, "gone", {})
    except Unreadable as error:
        imports.fail_batch(batch_id, error.code, error.facts)
    except jobs.Cancelled:
        imports.fail_batch(batch_id, "cancelled", {})
        raise
    except Exception:
        imports.fail_batch(batch_id, "damaged", {})
        raise
    finally:
        file.unlink(missing_ok=True)
    return {}


@jobs.handler(CHECK_FORM)
def check_form(job: jobs.Running, payload: dict[str, Any]) -> dict[str, Any]:
    """Look at a form again, with what was decided about it and what the house knows by now."""
    batch_id = str(payload["batch_id"])
    batch, forms = imports.forms_of(batch_id)
    decisions = Decisions.of(batch.decisions)
    known, checked = looked_at(job, batch_id, forms, decisions)
    others = batch.report.get("others", [])
    imports.keep_report(batch_id, report_of(forms, others, checked, known, decisions))
    return {}


@jobs.handler(IMPORT_ROWS)
def import_rows(job: jobs.Running, payload: dict[str, Any]) -> dict[str, Any]:
    """Make entries of a batch's rows: the good ones, and where told so those nobody decided about, as proposed."""
    batch_id = str(payload["batch_id"])
    batch, forms = imports.forms_of(batch_id)
    decisions = Decisions.of(batch.decisions)
    known, checked = looked_at(job, batch_id, forms, decisions)
    doubtful = bool(batch.decisions.get("whole", {}).get("doubtful"))
    rows = [row for row in checked.rows if wanted(row, doubtful=doubtful)]
    aliases = _aliases(forms, known, decisions)
    return {"made": actions.import_rows(job.started_by, batch_id, rows, progress=job.progress, aliases=aliases)}


@jobs.handler(UNDO_IMPORT)
def undo_import(job: jobs.Running, payload: dict[str, Any]) -> dict[str, Any]:
    """Take a batch's entries out again."""
    return {"undone": actions.undo_import(job.started_by, str(payload["batch_id"]), job.progress)}


@exports.writes(PROBLEMS)
def write_problems(payload: dict[str, Any]) -> Table:
    """Every cell that something is to be said of, for whoever filled the form in; numbers stay masked."""
    batch_id = str(payload["batch_id"])
    batch, forms = imports.forms_of(batch_id)
    decisions = Decisions.of(batch.decisions)
    _known_now, checked = looked_at(None, batch_id, forms, decisions)
    columns = [
        Column(_("Sheet"), 16), Column(_("Cell"), 9), Column(_("Column"), 16), Column(_("What stands there"), 26),
        Column(_("What it is about"), 54), Column(_("Proposed"), 36), Column(_("So it is"), 14),
    ]  # fmt: skip
    lines = [import_words.told(one) for one in problems_of(forms, checked.problems)]
    rows = [
        [one["sheet"], one["where"], one["column_title"], one["shown"], one["about"], one["proposed"], one["standing"]]
        for one in lines
    ]
    return Table(_("Doubtful cells"), columns, rows, (batch.file_name,))


def wanted(row: Row, *, doubtful: bool) -> bool:
    """Whether a row is imported: good ones, and doubtful ones when told so, unless the proposal is to leave it out."""
    return not row.out and bool(row.trade_id) and (row.state == "good" or (doubtful and row.state == "doubtful"))


def looked_at(
    job: jobs.Running | None, batch_id: str, forms: Sequence[Form], decisions: Decisions
) -> tuple[Known, Checked]:
    """A look at every row of a batch's forms. Numbers that turn out to be others than written are asked for, and then
    everything is looked at once more."""
    numbers = {plain(cell_text(raw.cells.get("id_number"))) for form in forms for raw in form.rows} - {""}
    known = _known(batch_id, numbers)
    checked = _checked(job, forms, known, decisions)
    more = {row.id_number for row in checked.rows if row.id_number} - numbers
    if more:
        known = _known(batch_id, numbers | more)
        checked = _checked(job, forms, known, decisions)
    with reading() as s:
        event_id = queries.batch(s, batch_id).event_id
    return known, beyond.heard(event_id, batch_id, checked, decisions)


def _checked(job: jobs.Running | None, forms: Sequence[Form], known: Known, decisions: Decisions) -> Checked:
    check = Check(forms, known, decisions)
    total = sum(len(form.rows) for form in forms)
    for done in check.steps():
        if job is not None and done % STEP == 0:
            job.progress(done, total)
    return check.checked


def _known(batch_id: str, numbers: set[str]) -> Known:
    with reading() as s:
        batch = queries.batch(s, batch_id)
        event = events.event(s, batch.event_id)
        stages = events.first_stages(s, event.id)
        trades = [
            TradeName(
                one.id,
                one.name,
                one.name_en,
                one.code,
                stages[one.id].state == "DRAFT",
                one.template_key,
                one.team_size,
            )
            for one in events.trades(s, event.id)
        ]
        rows = [row for row in queries.entries_of_event(s, event.id) if row.batch_id != batch_id]
        people = queries.by_id_numbers(s, numbers)
        divisions = events.divisions_of_event(s, event.id)
        units = organisations.by_names(s)
        roll = members.by_id_numbers(s, numbers) if event.members_only else None
        remembered = import_queries.aliases(s)
    entered: dict[str, set[str]] = {}
    for row in rows:
        if row.contestant_id is not None:
            entered.setdefault(row.contestant_id, set()).add(row.trade_id)
    return Known(
        trades=trades,
        chosen=next((one for one in trades if one.id == batch.trade_id), None),
        people=people,
        entered={person: frozenset(ids) for person, ids in entered.items()},
        names=frozenset((row.name, row.organisation_name, row.trade_id) for row in rows),
        today=_today(event.zone),
        starts_on=event.starts_on,
        units=_units(units),
        divisions={
            trade_id: [Division(one.id, one.name, one.name_en, one.min_age, one.max_age) for one in some]
            for trade_id, some in divisions.items()
        },
        members=None if roll is None else {number: (one.name, one.organisation_name) for number, one in roll.items()},
        remembered=remembered,
    )


def _units(tree: Mapping[str, Any]) -> Units:
    return Units(
        {name: one.id for name, one in tree.items()}, {one.short: one.id for one in tree.values() if one.short}
    )


def _aliases(forms: Sequence[Form], known: Known, decisions: Decisions) -> dict[str, str]:
    """Spellings to remember: those somebody mapped, and those close ones somebody took."""
    mapped = {spelling: trade_id for spelling, trade_id in decisions.trades.items() if trade_id != "-"}
    if decisions.kinds.get("trade_close") == "take":
        for said in {cell_text(raw.cells.get("trade")) for form in forms for raw in form.rows} - {""}:
            match = known.match(said)
            if match.how == "close" and len(match.trades) == 1:
                mapped.setdefault(spelling_of(said), match.trades[0].id)
    return mapped


def _today(zone: str) -> dt.date:
    return utcnow().astimezone(ZoneInfo(zone)).date()
