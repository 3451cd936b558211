"""The figures of a large ladder counted, and figures as a spreadsheet, in the worker process."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from competition.figures import actions, queries
from competition.figures.queries import STEPS, Count, Known, Reached
from competition.figures.telling import place_names, tables, tier_names
from competition.figures.words import KINDS
from competition.jobs import actions as jobs
from competition.jobs import exports
from competition.ladders import queries as ladders
from competition.store import Refused, reading
from competition.web.sheets import Column, Table

FIGURES = "figures.ladder"
COUNT = "figures.count"


@jobs.handler(COUNT)
def count(job: jobs.Running, payload: dict[str, Any]) -> dict[str, Any]:
    """Count a ladder. Who cancels keeps what was counted before."""
    actions.count(job.started_by, payload["ladder"], lambda done: job.progress(done, STEPS))
    return {}


@exports.writes(FIGURES)
def figures_table(arguments: dict[str, Any]) -> Table:
    """Every figure of a ladder, one a row."""
    with reading() as s:
        rows = figure_rows(s, arguments["ladder"])
    columns = [Column(title, width) for title, width in zip(titles(), (24, 40, 12, 16, 14, 12, 30), strict=True)]
    return Table(_("Figures"), columns, rows)


def titles() -> list[str]:
    """What the columns of an export are called."""
    return [
        _("Table"), _("Row"), _("Persons"), _("Participations"), _("Declared"), _("Percent"),
        _("Where the number comes from"),
    ]  # fmt: skip


def figure_rows(s: Session, ladder_id: str) -> list[list[str]]:
    """The rows of an export, of the counts that the page shows: the whole, every table to its last row, then what was
    declared beside what there is; of a large ladder when that was counted. Refused: figures_not_counted."""
    known, tiers = counted(s, ladder_id), tier_names(s, ladder_id)
    total = known.counts.total
    rows = [[_("The ladder as a whole"), "", str(total.persons), str(total.participations), "", "", ""]]
    if known.at is not None:
        rows.append([_("Counted at"), f"{known.at:%Y-%m-%d %H:%M} UTC", "", "", "", "", ""])
    for table in tables(s, known.counts, tiers):
        rows += [[table.title, one.name, str(one.persons), str(one.participations), "", "", ""] for one in table.rows]
    reached = queries.reached(s, ladder_id, known.counts)
    names = place_names(s, reached, tiers)
    for one in reached:
        rows += _declared_rows(names[one.place], one)
    return rows


def counted(s: Session, ladder_id: str) -> Known:
    """What is known of a ladder's figures. Refused: not_there (404), figures_not_counted (409)."""
    ladders.ladder(s, ladder_id)
    known = queries.known(s, ladder_id)
    if known is None:
        raise Refused("figures_not_counted", 409)
    return known


def _declared_rows(name: str, one: Reached) -> list[list[str]]:
    there = one.there or Count("", 0, 0)
    return [
        [
            str(KINDS[kind]), name, str(there.persons), str(there.participations), str(line.count),
            f"{one.part(kind) or 0:.2f}", line.source,
        ]
        for kind, line in one.declared.items()
    ]  # fmt: skip
