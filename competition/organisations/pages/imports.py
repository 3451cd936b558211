"""Doors of lists of units from spreadsheets: sending one in, what it would do, taking it in, the empty list to fill in."""

from __future__ import annotations

from io import BytesIO

from flask import current_app, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from competition.accounts.guard import may, me
from competition.jobs import actions as jobs
from competition.jobs import queries as job_queries
from competition.organisations import queries, work
from competition.organisations.checking import CheckedUnit
from competition.organisations.pages.blueprint import Errors, choices, pages, said
from competition.organisations.reading import FIELDS as COLUMNS
from competition.organisations.words import FIELDS, PROBLEMS, UNREADABLE
from competition.store import Refused, new_id, reading
from competition.web.limits import accepts
from competition.web.paging import page_of
from competition.web.sheets import MAX_BYTES, XLSX, Column, Table, write_tables

ENDINGS = (".xlsx", ".xls", ".csv")
SIZE = 100
STATES = ("add", "change", "doubt", "same", "out")


@pages.get("/import")
@may("organisation.edit")
def upload() -> ResponseReturnValue:
    return _upload({}, 200)


@pages.post("/import")
@may("organisation.edit")
@accepts((MAX_BYTES >> 20) + 1)
def upload_post() -> ResponseReturnValue:
    """Take the file in and let the worker read it; nothing is changed yet."""
    sent = request.files.get("form")
    if sent is None or not sent.filename:
        return _upload({"form": [_("Choose a file.")]}, 422)
    if not sent.filename.lower().endswith(ENDINGS):
        return _upload({"form": [_("Send an .xlsx, .xls or .csv file.")]}, 422)
    folder = current_app.extensions["settings"].data / "uploads"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / new_id()
    sent.save(file)
    sent.close()
    file.chmod(0o600)
    payload = {"file": str(file), "file_name": sent.filename[:120], "onward": "/organisations/import/{job}"}
    return redirect(url_for("jobs.show", job_id=jobs.start(work.READ, payload, me().id)), 303)


@pages.get("/import/list.xlsx")
@may("organisation.edit")
def empty_list() -> ResponseReturnValue:
    """The list to fill in: levels, industries and kinds of ownership to choose from."""
    with reading() as s:
        groups = queries.groups(s)
    columns = [
        Column(
            str(FIELDS[field]), 30 if field in ("name", "parent") else 16,
            tuple(words for _key, words in choices(groups, field)) if field in groups else (),
        )
        for field in COLUMNS
    ]  # fmt: skip
    note = (
        _("One unit a row. A unit that is there already, by its name or code, is changed; empty cells change nothing."),
    )
    made = write_tables([Table(_("Organisations"), columns, (), note)])
    return send_file(BytesIO(made), mimetype=XLSX, as_attachment=True, download_name=f"{_('Organisations')}.xlsx")


@pages.get("/import/<job_id>")
@may("organisation.edit")
def checked(job_id: str) -> ResponseReturnValue:
    """What each row of a file would do."""
    job = _read_job(job_id)
    result = job.result or {}
    if "unreadable" in result:
        return _upload({"form": [str(UNREADABLE[result["unreadable"]]) % result["facts"]]}, 422)
    rows = work.checked_rows(result["rows"])
    counts = {state: sum(_state(one) == state for one in rows) for state in STATES}
    chosen = request.args.get("state", "")
    fitting = [one for one in rows if chosen not in STATES or _state(one) == chosen]
    at = page_of(request.args.get("page"), len(fitting), SIZE)
    with reading() as s:
        words_of = said(queries.groups(s))
        there = queries.named_ids(s, [one.unit_id for one in fitting[at.offset : at.offset + SIZE]])
    return render_template(
        "organisations/checked.html", job=job, counts=counts, chosen=chosen, page=at, state_of=_state, there=there,
        rows=fitting[at.offset : at.offset + SIZE], words=words_of, fields=FIELDS, problems=PROBLEMS, here="organisations",
    )  # fmt: skip


@pages.post("/import/<job_id>")
@may("organisation.edit")
def take_in(job_id: str) -> ResponseReturnValue:
    """Take in the rows that are sure, and the doubtful ones when ticked. Refused: not_there (404), import_gone."""
    job = _read_job(job_id)
    result = job.result or {}
    if "rows" not in result:
        raise Refused("import_gone")
    payload = {
        "raw": result["raw"], "rows": result["rows"], "doubtful": request.form.get("doubtful") == "1",
        "file_name": job.payload["file_name"], "onward": "/organisations/done/{job}",
    }  # fmt: skip
    return redirect(url_for("jobs.show", job_id=jobs.start(work.IMPORT, payload, me().id)), 303)


def _read_job(job_id: str) -> job_queries.Job:
    """A finished reading of one's own. Refused: not_there (404)."""
    with reading() as s:
        job = job_queries.job(s, job_id)
    if job is None or job.kind != work.READ or job.started_by != me().id or job.state != "done":
        raise Refused("not_there", 404)
    return job


def _state(one: CheckedUnit) -> str:
    return "doubt" if one.doubtful else one.state


def _upload(errors: Errors, status: int) -> ResponseReturnValue:
    return (
        render_template("organisations/upload.html", errors=errors, megabytes=MAX_BYTES >> 20, here="organisations"),
        status,
    )
