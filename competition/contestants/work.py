"""The jobs of this room, done in the worker process: reading an entry form, importing its rows, undoing, exporting."""

import datetime as dt
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import force_locale
from flask_babel import gettext as _

from competition.contestants import actions, id_numbers, queries
from competition.contestants.checking import DOUBT, NOTE, WRONG, Checked, Known, Problem, check_rows
from competition.contestants.reading import Form, RawRow, cell_text, read_forms
from competition.contestants.trade_names import TradeName, match_trade
from competition.contestants.words import SEXES, STATUSES
from competition.events import queries as events
from competition.jobs import actions as jobs
from competition.organisations import queries as organisations
from competition.store import reading, utcnow
from competition.web.sheets import MAX_ROWS, Column, Table, read_grids, write_tables
from competition.web.sheets_scan import Unreadable

READ_FORM = "contestants.read_form"
IMPORT_ROWS = "contestants.import_rows"
UNDO_IMPORT = "contestants.undo_import"
EXPORT = "contestants.export"

MOST_PROBLEMS = 2_000
KEPT_SECONDS = 3600


@jobs.handler(READ_FORM)
def read_form(job: jobs.Running, payload: dict[str, Any]) -> dict[str, Any]:
    """Read the file of a batch and keep what was understood; the file itself is deleted, whatever happens."""
    file, batch_id = Path(payload["file"]), str(payload["batch_id"])
    try:
        job.progress(0, 3)
        forms, others = read_forms(read_grids(file))
        raw_rows = [raw for form in forms for raw in form.rows]
        if not forms:
            raise Unreadable("no_header")
        if len(raw_rows) > MAX_ROWS:
            raise Unreadable("too_many_rows", rows=MAX_ROWS)
        job.progress(1, 3)
        known = _known(batch_id, forms, raw_rows)
        checked = check_rows(raw_rows, known)
        job.progress(2, 3)
        actions.keep_reading(batch_id, _report(forms, others, raw_rows, checked, known), checked.rows)
    except Unreadable as error:
        actions.fail_batch(batch_id, error.code, error.facts)
    except jobs.Cancelled:
        actions.fail_batch(batch_id, "cancelled", {})
        raise
    finally:
        file.unlink(missing_ok=True)
    job.progress(3, 3)
    return {}


@jobs.handler(IMPORT_ROWS)
def import_rows(job: jobs.Running, payload: dict[str, Any]) -> dict[str, Any]:
    """Make entries of a batch's rows."""
    made = actions.import_rows(
        job.started_by, str(payload["batch_id"]), doubtful=bool(payload["doubtful"]), progress=job.progress
    )
    return {"made": made}


@jobs.handler(UNDO_IMPORT)
def undo_import(job: jobs.Running, payload: dict[str, Any]) -> dict[str, Any]:
    """Take a batch's entries out again."""
    return {"undone": actions.undo_import(job.started_by, str(payload["batch_id"]))}


@jobs.handler(EXPORT)
def export(job: jobs.Running, payload: dict[str, Any]) -> dict[str, Any]:
    """Write the list of entries that fit as an .xlsx into `folder`; older lists there are cleared away."""
    folder = Path(payload["folder"])
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.xlsx"):
        if old.stat().st_mtime < time.time() - KEPT_SECONDS:
            old.unlink(missing_ok=True)
    with reading() as s:
        event = events.event(s, payload["event_id"])
        trades = {one.id: one for one in events.trades(s, event.id)}
        rows = queries.search(s, event.id, queries.Wanted(**payload["wanted"]))
    job.progress(0, len(rows))
    english = payload["locale"] == "en"
    with force_locale(payload["locale"]):
        made = utcnow().astimezone(ZoneInfo(event.zone)).strftime("%Y-%m-%d %H:%M")
        note = (
            event.name_en if english and event.name_en else event.name,
            _("As of %(at)s, %(zone)s", at=made, zone=event.zone),
        )
        titles = (_("Trade"), _("No."), _("Station"), _("Full name"), _("Sex"), _("Organisation"), _("Status"))
        values = [
            [
                trades[row.trade_id].name_en if english else trades[row.trade_id].name,
                str(row.number),
                row.station_code,
                row.name,
                str(SEXES[row.sex]),
                row.organisation_name,
                str(STATUSES[row.status]),
            ]
            for row in rows
        ]
        table = Table(
            _("Contestants"),
            [Column(title, 28 if at in (0, 5) else 12) for at, title in enumerate(titles)],
            values,
            note,
        )
    (folder / f"{job.id}.xlsx").write_bytes(write_tables([table]))
    job.progress(len(rows), len(rows))
    return {"rows": len(rows)}


def _known(batch_id: str, forms: Sequence[Form], raw_rows: Sequence[RawRow]) -> Known:
    numbers = {id_numbers.plain(cell_text(raw.cells.get("id_number"))) for raw in raw_rows}
    with reading() as s:
        batch = queries.batch(s, batch_id)
        event = events.event(s, batch.event_id)
        stages = events.stages(s, event.id)
        trades = [
            TradeName(one.id, one.name, one.name_en, one.code, stages[one.id].state == "DRAFT")
            for one in events.trades(s, event.id)
        ]
        rows = queries.entries_of_event(s, event.id)
        people = queries.by_id_numbers(s, numbers)
    entered: dict[str, set[str]] = {}
    for row in rows:
        entered.setdefault(row.contestant_id, set()).add(row.trade_id)
    return Known(
        trades=trades,
        chosen=next((one for one in trades if one.id == batch.trade_id), None),
        delegation={form.sheet: form.delegation for form in forms},
        people=people,
        entered={person: frozenset(ids) for person, ids in entered.items()},
        names=frozenset((row.name, row.organisation_name, row.trade_id) for row in rows),
        today=_today(event.zone),
        starts_on=event.starts_on,
    )


def _report(
    forms: Sequence[Form], others: Sequence[str], raw_rows: Sequence[RawRow], checked: Checked, known: Known
) -> dict[str, Any]:
    """What the page of the batch shows; numbers appear masked only."""
    titles = {(form.sheet, column.field): column.title for form in forms for column in form.columns if column.field}
    with reading() as s:
        there = organisations.by_names(s)
    units = Counter(row.organisation for row in checked.rows if row.organisation and row.state != "wrong")
    problems = _problems(checked.problems, titles)
    return {
        "forms": [
            {
                "sheet": form.sheet,
                "header_row": form.header_row,
                "rows": len(form.rows),
                "delegation": form.delegation,
                "skipped": list(form.skipped[:20]),
                "columns": [{"title": one.title, "field": one.field} for one in form.columns],
            }
            for form in forms
        ],
        "others": list(others),
        "counts": {state: sum(row.state == state for row in checked.rows) for state in ("good", "doubtful", "wrong")},
        "problem_count": len(problems),
        "problems": problems[:MOST_PROBLEMS],
        "trades": _said_trades(raw_rows, known),
        "units": [{"name": name, "count": count, "new": name not in there} for name, count in units.most_common(200)],
    }


def _problems(found: Sequence[Problem], titles: Mapping[tuple[str, str], str]) -> list[dict[str, Any]]:
    """The problems, worst first; what is wrong with the same word in the same column stands once, with its rows."""
    together: dict[tuple[str, ...], dict[str, Any]] = {}
    for one in sorted(found, key=lambda problem: (WRONG, DOUBT, NOTE).index(problem.severity)):
        alone = "" if one.field == "trade" and one.shown else str(one.row)
        key = (one.sheet, one.field, one.code, one.shown, one.value, alone)
        if key not in together:
            column = titles.get((one.sheet, one.field), "")
            together[key] = asdict(one) | {"column": column, "rows": []}
        together[key]["rows"].append(one.row)
    return list(together.values())


def _said_trades(raw_rows: Sequence[RawRow], known: Known) -> list[dict[str, Any]]:
    """Each way a trade is named in the file, what it was read as, and how often."""
    said = Counter(cell_text(raw.cells.get("trade")) for raw in raw_rows)
    lines = []
    for text, count in said.most_common(60):
        match = match_trade(text, known.trades)
        trade = known.chosen or (match.trades[0] if len(match.trades) == 1 else None)
        how = "chosen" if known.chosen else match.how
        lines.append({"said": text, "count": count, "how": how, "trade_id": trade.id if trade else None})
    return lines


def _today(zone: str) -> dt.date:
    return utcnow().astimezone(ZoneInfo(zone)).date()
