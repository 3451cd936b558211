"""Whole entry forms: sending one in, what was understood, deciding, importing, undoing, giving up."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from flask import current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from competition.accounts import queries as accounts
from competition.accounts.guard import may, me
from competition.contestants import actions, import_words, queries, work
from competition.contestants.actions import imports as importing
from competition.contestants.pages import pages
from competition.contestants.queries import imports as import_queries
from competition.events import queries as events
from competition.jobs import actions as jobs
from competition.jobs import exports
from competition.store import Refused, reading, utcnow
from competition.web.limits import accepts
from competition.web.paging import page_of
from competition.web.sheets import MAX_BYTES
from competition.web.words import language, named

ENDINGS = (".xlsx", ".xls", ".csv", ".txt")
FIRST_CELLS, KIND_CELLS = 12, 50
SILENT = dt.timedelta(seconds=45)
GROUPS = ("kinds", "cells", "trades", "units")
LONGEST_CHOICE = 300


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
    file = _file_of(batch_id)
    file.parent.mkdir(parents=True, exist_ok=True)
    sent.save(file)
    sent.close()
    file.chmod(0o600)
    return _go(work.READ_FORM, event_id, batch_id, file=str(file))


@pages.get("/<event_id>/import/<batch_id>")
@may("contestant.edit")
def batch(event_id: str, batch_id: str) -> ResponseReturnValue:
    return _batch(event_id, batch_id)


@pages.post("/<event_id>/import/<batch_id>")
@may("contestant.edit")
def batch_post(event_id: str, batch_id: str) -> ResponseReturnValue:
    """Keep what was decided; then look at the form again, or import it: act is check or import."""
    with reading() as s:
        if queries.batch(s, batch_id, event_id).state != "READ":
            raise Refused("batch_not_open")
    said = _said()
    if request.form.get("act") == "check":
        importing.decide(batch_id, said)
        return _go(work.CHECK_FORM, event_id, batch_id)
    importing.decide(batch_id, said | {"whole": {"doubtful": "1" if request.form.get("doubtful") == "1" else ""}})
    return _go(work.IMPORT_ROWS, event_id, batch_id)


@pages.post("/<event_id>/import/<batch_id>/again")
@may("contestant.edit")
def again(event_id: str, batch_id: str) -> ResponseReturnValue:
    """Go on with what was cut short: reading, importing or undoing. Refused: batch_not_open, batch_busy."""
    with reading() as s:
        state = queries.batch(s, batch_id, event_id).state
        if import_queries.silent_for(s, batch_id, utcnow()) < SILENT:
            raise Refused("batch_busy")
    if state == "READING":
        importing.read_again(batch_id, event_id)
        return _go(work.READ_FORM, event_id, batch_id, file=str(_file_of(batch_id)))
    if state == "IMPORTING":
        return _go(work.IMPORT_ROWS, event_id, batch_id)
    return _go(work.UNDO_IMPORT, event_id, batch_id)


@pages.post("/<event_id>/import/<batch_id>/undo")
@may("contestant.edit")
def undo(event_id: str, batch_id: str) -> ResponseReturnValue:
    """Take the batch's entries out again, all of them or those that a cut-short import had made."""
    with reading() as s:
        one = queries.batch(s, batch_id, event_id)
        busy = one.state == "IMPORTING" and import_queries.silent_for(s, batch_id, utcnow()) < SILENT
        if one.state not in ("IMPORTED", "IMPORTING") or busy:
            raise Refused("batch_busy" if busy else "batch_not_imported")
        started = queries.started_trades(s, queries.entries_of_batch(s, batch_id).keys(), event_id)
    if started:
        raise Refused("stages_started", names=started)
    return _go(work.UNDO_IMPORT, event_id, batch_id)


@pages.post("/<event_id>/import/<batch_id>/discard")
@may("contestant.edit")
def discard(event_id: str, batch_id: str) -> ResponseReturnValue:
    """Give a form up that was not imported; its file and rows are gone."""
    importing.discard(batch_id, event_id)
    _file_of(batch_id).unlink(missing_ok=True)
    return redirect(url_for("contestants.upload", event_id=event_id), 303)


@pages.post("/<event_id>/import/<batch_id>/problems")
@may("contestant.edit")
def problems(event_id: str, batch_id: str) -> ResponseReturnValue:
    """Every doubtful cell as a spreadsheet, to be sent back to whoever filled the form in."""
    with reading() as s:
        one = queries.batch(s, batch_id, event_id)
    if one.rows_sealed is None:
        raise Refused("batch_not_open")
    name = f"{Path(one.file_name).stem}-{_('doubtful cells')}"
    back = url_for("contestants.batch", event_id=event_id, batch_id=batch_id)
    job_id = exports.start(work.PROBLEMS, {"batch_id": batch_id}, me().id, language(), name=name, back=back)
    return redirect(url_for("jobs.show", job_id=job_id), 303)


def _said() -> dict[str, dict[str, str]]:
    """What the form decided: fields are named group:key."""
    said: dict[str, dict[str, str]] = {group: {} for group in GROUPS}
    for name, choice in request.form.items():
        group, _colon, key = name.partition(":")
        if group in said and key and len(key) <= LONGEST_CHOICE:
            said[group][key] = choice[:64]
    return said


def _file_of(batch_id: str) -> Path:
    return Path(current_app.extensions["settings"].data) / "uploads" / batch_id


def _go(kind: str, event_id: str, batch_id: str, **more: Any) -> ResponseReturnValue:
    payload = {"batch_id": batch_id, "onward": f"/contestants/{event_id}/import/{batch_id}", **more}
    return redirect(url_for("jobs.show", job_id=jobs.start(kind, payload, me().id)), 303)


def _upload(event_id: str, chosen: str, errors: dict[str, list[str]], status: int) -> ResponseReturnValue:
    with reading() as s:
        event = events.event(s, event_id)
        trades = events.trades(s, event_id)
        batches = import_queries.sent_in(s, event_id)
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
            states=import_words.BATCH_STATES,
            megabytes=MAX_BYTES >> 20,
            here="contestants",
        ),
        status,
    )


def _batch(event_id: str, batch_id: str) -> ResponseReturnValue:
    with reading() as s:
        event = events.event(s, event_id)
        one = queries.batch(s, batch_id, event_id)
        trades = events.trades(s, event_id)
        entered = queries.entries_of_batch(s, batch_id)
        started = queries.started_trades(s, entered.keys(), event_id)
        silent = import_queries.silent_for(s, batch_id, utcnow()) >= SILENT
    unreadable = import_words.UNREADABLE.get(one.report.get("code", ""))
    kind = request.args.get("kind", "")
    return render_template(
        "contestants/batch.html",
        event=event,
        batch=one,
        report=one.report,
        trades=[(trade.id, named(trade.name, trade.name_en)) for trade in trades],
        entered=entered,
        started=started,
        silent=silent,
        kinds=_kinds(one.report, one.decisions.get("kinds", {}), kind),
        kind=kind,
        words=import_words,
        unreadable=str(unreadable) % one.report["facts"] if unreadable else "",
        here="contestants",
    )


def _kinds(report: dict[str, Any], decided: dict[str, str], only: str) -> list[dict[str, Any]]:
    """Each kind of problem with its first cells; of the one asked for, a page of them."""
    cells: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for one in report.get("problems", ()):
        cells.setdefault((one["code"], one["severity"]), []).append(one)
    kinds = []
    for line in report.get("kinds", ()):
        if only and line["code"] != only:
            continue
        found = cells.get((line["code"], line["severity"]), [])
        page = page_of(request.args.get("page"), len(found), KIND_CELLS if only else FIRST_CELLS)
        if not only:
            page = page_of("1", len(found), FIRST_CELLS)
        shown = [import_words.told(one) for one in found[page.offset : page.offset + page.size]]
        options = [(key, import_words.kind_words(line["code"], key)) for key in line["choices"]]
        title = shown[0]["about"] if len(found) == 1 else import_words.kind_title(line["code"])
        kinds.append(
            line | {
                "cells": shown, "page": page, "lines": len(found), "options": options, "title": title,
                "decided": decided.get(line["code"], ""), "alone": line["count"] == 1 and bool(shown),
                "says": any(one["about"] != title for one in shown),
                "each": report.get("imported") is None and line["count"] > 1 and any(one["options"] for one in shown),
            }
        )  # fmt: skip
    return kinds
