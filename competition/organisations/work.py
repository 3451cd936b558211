"""The jobs of this room, done in the worker process: reading a list of units, taking it in, acts on very many units,
and writing the list."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from pathlib import Path
from typing import Any

from flask_babel import gettext as _

from competition.jobs import actions as jobs
from competition.jobs import exports
from competition.organisations import actions, queries
from competition.organisations.actions.imports import registry
from competition.organisations.checking import CheckedUnit, check_units
from competition.organisations.queries import Wanted
from competition.organisations.reading import UnitRow, read_units
from competition.organisations.words import FIELDS
from competition.store import reading
from competition.web.sheets import MAX_ROWS, Column, Table, read_grids
from competition.web.sheets_scan import Unreadable
from competition.web.words import named

READ = "organisations.read"
IMPORT = "organisations.import"
BULK = "organisations.bulk"
LIST = "organisations.list"


@jobs.handler(READ)
def read_list(job: jobs.Running, payload: dict[str, Any]) -> dict[str, Any]:
    """Read a file of units and say what each row would do; the file itself is deleted, whatever happens."""
    file = Path(payload["file"])
    try:
        job.progress(0, 2)
        raw = read_units(read_grids(file))
        if len(raw) > MAX_ROWS:
            raise Unreadable("too_many_rows", rows=MAX_ROWS)
        job.progress(1, 2)
        with reading() as s:
            checked = check_units(raw, registry(s))
    except Unreadable as error:
        return {"unreadable": error.code, "facts": error.facts}
    finally:
        file.unlink(missing_ok=True)
    job.progress(2, 2)
    return {"raw": [asdict(one) for one in raw], "rows": [asdict(one) for one in checked]}


@jobs.handler(IMPORT)
def import_list(job: jobs.Running, payload: dict[str, Any]) -> dict[str, Any]:
    """Take in the rows that an earlier job read."""
    job.progress(0, 1)
    act_id, count = actions.import_units(
        job.started_by,
        [UnitRow(**one) for one in payload["raw"]],
        checked_rows(payload["rows"]),
        doubtful=bool(payload["doubtful"]),
        file=str(payload["file_name"]),
    )
    job.progress(1, 1)
    return {"act_id": act_id, "count": count}


@jobs.handler(BULK)
def bulk(job: jobs.Running, payload: dict[str, Any]) -> dict[str, Any]:
    """Do an act of the list to more units than a page may wait for."""
    job.progress(0, 1)
    act_id, count = do_act(job.started_by, payload)
    job.progress(1, 1)
    return {"act_id": act_id, "count": count}


def do_act(actor: str, asked: dict[str, Any]) -> tuple[str, int]:
    """Set the industry or ownership of units or move them, as a form or job asks; returns the act's id and their number."""
    if asked["act"] == "move":
        return actions.move_units(actor, asked["ids"], asked["value"], dt.date.fromisoformat(asked["on"]))
    return actions.group_units(actor, asked["ids"], asked["act"], asked["value"])


def checked_rows(kept: list[dict[str, Any]]) -> list[CheckedUnit]:
    """The rows that a job kept as JSON."""
    return [CheckedUnit(**{**one, "problems": tuple(tuple(problem) for problem in one["problems"])}) for one in kept]


@exports.writes(LIST)
def list_table(arguments: dict[str, Any]) -> Table:
    """The list of units that fit, in the order asked for."""
    with reading() as s:
        rows = queries.search(s, Wanted(**arguments))
        words = {
            (kind, one.key): named(one.name, one.name_en)
            for kind, listed in queries.groups(s).items()
            for one in listed
        }
    titles = (
        "name",
        "short",
        "code",
        "level",
        "parent",
        "industry",
        "federation",
        "ownership",
        "opened_on",
        "closed_on",
    )
    values = [
        [
            row.name, row.short, row.code, words.get(("level", row.level), ""), row.parent,
            words.get(("industry", row.industry), ""), row.industry_parent, words.get(("ownership", row.ownership), ""),
            row.opened_on.isoformat() if row.opened_on else "", row.closed_on.isoformat() if row.closed_on else "",
        ]
        for row in rows
    ]  # fmt: skip
    columns = [Column(str(FIELDS[title]), 30 if title in ("name", "parent", "federation") else 14) for title in titles]
    return Table(_("Organisations"), columns, values)
