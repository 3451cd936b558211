"""Whole entry forms: sending one in, what was understood, importing, undoing, and the empty form to fill in."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from flask import current_app, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from competition.accounts import queries as accounts
from competition.accounts.guard import may, me
from competition.contestants import actions, queries, words, work
from competition.contestants.pages import pages
from competition.events import queries as events
from competition.jobs import actions as jobs
from competition.store import Refused, reading
from competition.web.limits import accepts
from competition.web.paging import page_of
from competition.web.sheets import MAX_BYTES, XLSX, Column, Table, write_tables
from competition.web.words import named

MOST_ROWS = 12
ENDINGS = (".xlsx", ".xls", ".csv")


@pages.get("/<event_id>/import")
@may("contestant.edit")
def upload(event_id: str) -> ResponseReturnValue:
    return _upload(event_id, request.args.get("trade", ""), {}, 200)


@pages.post("/<event_id>/import")
@may("contestant.edit")
@accepts((MAX_BYTES >> 20) + 1)
def upload_post(event_id: str) -> ResponseReturnValue:
    """Take the file in and let the worker read it; nothing is entered yet."""
    sent = request.files.get("form")
    chosen = request.form.get("trade", "")
    if sent is None or not sent.filename:
        return _upload(event_id, chosen, {"form": [_("Choose a file.")]}, 422)
    if not sent.filename.lower().endswith(ENDINGS):
        return _upload(event_id, chosen, {"form": [_("Send an .xlsx, .xls or .csv file.")]}, 422)
    with reading() as s:
        trades = {one.id for one in events.trades(s, event_id)}
    if chosen and chosen not in trades:
        return _upload(event_id, "", {"trade": [_("Choose one of the trades.")]}, 422)
    batch_id = actions.open_batch(me().id, event_id, trade_id=chosen or None, file_name=sent.filename)
    folder = current_app.extensions["settings"].data / "uploads"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / batch_id
    sent.save(file)
    sent.close()
    file.chmod(0o600)
    payload = {"batch_id": batch_id, "file": str(file), "onward": f"/contestants/{event_id}/import/{batch_id}"}
    return _go(work.READ_FORM, payload)


@pages.get("/<event_id>/import/form.xlsx")
@may("contestant.read")
def empty_form(event_id: str) -> ResponseReturnValue:
    """The form to fill in: text columns, and the event's trades to choose from."""
    with reading() as s:
        event = events.event(s, event_id)
        trades = tuple(named(one.name, one.name_en) for one in events.trades(s, event_id))
    titles = words.FIELDS
    columns = [
        Column(str(titles["name"]), 14),
        Column(str(titles["sex"]), 8, tuple(str(words.SEXES[key]) for key in ("m", "f"))),
        Column(str(titles["id_number"]), 24),
        Column(str(titles["organisation"]), 28),
        Column(str(titles["employer"]), 28),
        Column(str(titles["trade"]), 20, trades),
        Column(str(titles["phone"]), 16),
    ]
    note = (
        named(event.name, event.name_en),
        _("One person a row. ID numbers and telephone numbers stay text; leave the header as it is."),
    )
    form = write_tables([Table(_("Entry form"), columns, (), note)])
    return send_file(BytesIO(form), mimetype=XLSX, as_attachment=True, download_name=f"{_('Entry form')}.xlsx")


@pages.get("/<event_id>/import/<batch_id>")
@may("contestant.edit")
def batch(event_id: str, batch_id: str) -> ResponseReturnValue:
    return _batch(event_id, batch_id)


@pages.post("/<event_id>/import/<batch_id>")
@may("contestant.edit")
def batch_post(event_id: str, batch_id: str) -> ResponseReturnValue:
    """Import the good rows, and the doubtful ones as proposed when ticked."""
    with reading() as s:
        if queries.batch(s, batch_id, event_id).state != "READ":
            raise Refused("batch_not_open")
    payload = {
        "batch_id": batch_id, "doubtful": request.form.get("doubtful") == "1",
        "onward": f"/contestants/{event_id}/import/{batch_id}",
    }  # fmt: skip
    return _go(work.IMPORT_ROWS, payload)


@pages.post("/<event_id>/import/<batch_id>/undo")
@may("contestant.edit")
def undo(event_id: str, batch_id: str) -> ResponseReturnValue:
    """Take the batch's entries out again."""
    with reading() as s:
        if queries.batch(s, batch_id, event_id).state != "IMPORTED":
            raise Refused("batch_not_imported")
        started = queries.started_trades(s, queries.entries_of_batch(s, batch_id).keys(), event_id)
    if started:
        raise Refused("stages_started", names=started)
    return _go(work.UNDO_IMPORT, {"batch_id": batch_id, "onward": f"/contestants/{event_id}/import/{batch_id}"})


def _go(kind: str, payload: dict[str, Any]) -> ResponseReturnValue:
    return redirect(url_for("jobs.show", job_id=jobs.start(kind, payload, me().id)), 303)


def _upload(event_id: str, chosen: str, errors: dict[str, list[str]], status: int) -> ResponseReturnValue:
    with reading() as s:
        event = events.event(s, event_id)
        trades = events.trades(s, event_id)
        batches = queries.batches(s, event_id)
        names = accounts.names(s, {one.by for one in batches})
    return (
        render_template(
            "contestants/upload.html",
            event=event,
            batches=batches,
            names=names,
            chosen=chosen,
            errors=errors,
            choices=[(trade.id, named(trade.name, trade.name_en)) for trade in trades],
            states=words.BATCH_STATES,
            megabytes=MAX_BYTES >> 20,
            here="contestants",
        ),
        status,
    )


def _batch(event_id: str, batch_id: str) -> ResponseReturnValue:
    with reading() as s:
        event = events.event(s, event_id)
        one = queries.batch(s, batch_id, event_id)
        trades = {trade.id: trade for trade in events.trades(s, event_id)}
        entered = queries.entries_of_batch(s, batch_id)
        started = queries.started_trades(s, entered.keys(), event_id)
    problems = one.report.get("problems", [])
    severity = request.args.get("severity", "")
    if severity in words.SEVERITIES:
        problems = [problem for problem in problems if problem["severity"] == severity]
    page = page_of(request.args.get("page"), len(problems))
    unreadable = words.UNREADABLE.get(one.report.get("code", ""))
    return render_template(
        "contestants/batch.html",
        event=event,
        batch=one,
        report=one.report,
        trades=trades,
        entered=entered,
        started=started,
        page=page,
        problems=[_said(one) for one in problems[page.offset : page.offset + page.size]],
        severity=severity,
        words=words,
        unreadable=str(unreadable) % one.report["facts"] if unreadable else "",
        here="contestants",
    )


def _said(problem: dict[str, Any]) -> dict[str, Any]:
    """A problem with what it is about and what is proposed, in the page's language."""
    repair = words.REPAIRS.get(problem["code"]) if problem["severity"] != "wrong" else None
    return problem | {
        "about": str(words.PROBLEMS[problem["code"]]) % problem,
        "proposed": str(repair) % problem if repair else "",
        "places": _(", ").join(map(str, problem["rows"][:MOST_ROWS]))
        + (" …" if len(problem["rows"]) > MOST_ROWS else ""),
        "column": problem["column"] or str(words.FIELDS[problem["field"]]),
    }
