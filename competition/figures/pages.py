"""The figures of a ladder: a page that prints, a form to declare denominators and targets, counting, exports."""

from __future__ import annotations

import csv
import io
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.blueprints import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from competition.accounts import queries as accounts
from competition.accounts.guard import may, me, permitted
from competition.figures import actions, queries, work
from competition.figures.schemas import Declaring
from competition.figures.telling import place_names, tables, tier_names
from competition.figures.words import FIELDS, KINDS
from competition.jobs import actions as jobs
from competition.jobs import exports
from competition.ladders import queries as ladders
from competition.organisations import queries as organisations
from competition.store import Refused, reading
from competition.web.errors import refusal_words
from competition.web.forms import Invalid, read
from competition.web.sheets import looks_like_formula
from competition.web.words import language, named

pages = Blueprint("figures", __name__, url_prefix="/ladders")

SHOWN = 30
Errors = dict[str, list[str]]


@pages.get("/<ladder_id>/figures")
@may("ladder.read")
def show(ladder_id: str) -> ResponseReturnValue:
    return _page(ladder_id, {}, 200)


@pages.post("/<ladder_id>/figures")
@may("ladder.edit")
def declare(ladder_id: str) -> ResponseReturnValue:
    """Declare a denominator or a target, or take one back."""
    try:
        sent = read(Declaring, request.form)
        with reading() as s:
            ladders.ladder(s, ladder_id)
            kind, _sep, tier_id = sent["place"].partition(":")
            unit = organisations.picked(s, sent["unit"], sent["unit_name"])
            unit_id = unit.id if unit is not None else None
        actions.declare(
            me().id, ladder_id, sent["kind"], sent["count"], sent["source"],
            tier_id=tier_id if kind == "tier" else None, organisation_id=unit_id,
        )  # fmt: skip
    except Invalid as invalid:
        return _page(ladder_id, invalid.errors, 422)
    except Refused as refused:
        if refused.status == 404:
            raise
        field = "unit" if refused.code.startswith("organisation_") else "place"
        return _page(ladder_id, {field: [refusal_words(refused)]}, 422)
    flash(
        _("The number has been declared.") if sent["count"] is not None else _("The number has been taken back."),
        "good",
    )
    return redirect(url_for("figures.show", ladder_id=ladder_id) + "#reached-title", 303)


@pages.post("/<ladder_id>/figures/count")
@may("ladder.read")
def count(ladder_id: str) -> ResponseReturnValue:
    """Have a large ladder counted by the worker; a small one is counted whenever somebody looks."""
    back = url_for("figures.show", ladder_id=ladder_id)
    with reading() as s:
        ladders.ladder(s, ladder_id)
        if not queries.large(s, ladder_id):
            return redirect(back, 303)
    job_id = jobs.start(work.COUNT, {"ladder": ladder_id, "onward": back}, me().id)
    return redirect(url_for("jobs.show", job_id=job_id), 303)


@pages.post("/<ladder_id>/figures/export")
@may("ladder.read")
def export(ladder_id: str) -> ResponseReturnValue:
    """Everything as a spreadsheet, written by the worker. Refused: figures_not_counted."""
    with reading() as s:
        one = ladders.ladder(s, ladder_id)
        if queries.large(s, ladder_id):
            work.counted(s, ladder_id)
    name = _("Figures of %(ladder)s", ladder=named(one.name, one.name_en))
    back = url_for("figures.show", ladder_id=ladder_id)
    job_id = exports.start(work.FIGURES, {"ladder": ladder_id}, me().id, language(), name=name, back=back)
    return redirect(url_for("jobs.show", job_id=job_id), 303)


@pages.get("/<ladder_id>/figures.csv")
@may("ladder.read")
def as_csv(ladder_id: str) -> ResponseReturnValue:
    """Everything as comma-separated text, with the mark by which spreadsheet programs know UTF-8. Refused:
    figures_not_counted."""
    with reading() as s:
        rows = work.figure_rows(s, ladder_id)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(work.titles())
    writer.writerows([[f"'{cell}" if looks_like_formula(cell) else cell for cell in row] for row in rows])
    answer = Response("\ufeff" + out.getvalue(), mimetype="text/csv")
    answer.headers["Content-Disposition"] = "attachment; filename=figures.csv"
    return answer


def _page(ladder_id: str, errors: Errors, status: int) -> ResponseReturnValue:
    with reading() as s:
        one = ladders.ladder(s, ladder_id)
        context = _told(s, ladder_id)
    return (
        render_template(
            "figures/show.html", one=one, errors=errors, sent=request.form, labels=FIELDS, kinds=KINDS,
            may_edit=permitted("ladder.edit"), here="ladders", **context,
        ),
        status,
    )  # fmt: skip


def _told(s: Session, ladder_id: str) -> dict[str, Any]:
    known = queries.known(s, ladder_id, SHOWN)
    counts = known.counts if known else None
    reached = queries.reached(s, ladder_id, counts)
    tiers = tier_names(s, ladder_id)
    people = {line.by for one in reached for line in one.declared.values()} | ({known.by} if known else set())
    return {
        "known": known, "small": queries.SMALL, "tables": tables(s, counts, tiers) if counts else [],
        "reached": reached, "places": place_names(s, reached, tiers), "names": accounts.names(s, people),
        "choices": [("", _("The ladder as a whole")), *((f"tier:{key}", name) for key, name in tiers.items())],
    }  # fmt: skip
