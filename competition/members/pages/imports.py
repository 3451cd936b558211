"""Doors of imports: sending a list in, what it would do, applying, resuming and taking it back, the empty list to fill in."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

from flask import current_app, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from competition.accounts import queries as accounts
from competition.accounts.guard import may, me, permitted
from competition.jobs import actions as jobs
from competition.jobs import exports
from competition.jobs import queries as job_queries
from competition.members import actions, queries, tables, words, work
from competition.members.models import MemberImport
from competition.members.pages.blueprint import Errors, listed, pages, picked_id, said_categories
from competition.members.reading import FIELDS as COLUMNS
from competition.organisations import queries as organisations
from competition.store import Refused, reading
from competition.web.bigsheets import MAX_BYTES, MAX_ROWS
from competition.web.errors import refusal_words
from competition.web.limits import accepts
from competition.web.sheets import XLSX, Column, Table, write_tables
from competition.web.words import language, named

ENDINGS = (".xlsx", ".csv", ".txt")
AT_WORK = ("READING", "APPLYING", "UNDOING")


@pages.get("/import")
@may("member.edit")
def upload() -> ResponseReturnValue:
    return _upload({}, 200)


@pages.post("/import")
@may("member.edit")
@accepts((MAX_BYTES >> 20) + 1)
def upload_post() -> ResponseReturnValue:
    """Take the file in and let the worker read it; nothing is changed yet."""
    sent = request.files.get("form")
    if sent is None or not sent.filename:
        return _upload({"form": [_("Choose a file.")]}, 422)
    if not sent.filename.lower().endswith(ENDINGS):
        return _upload({"form": [_("Send an .xlsx or .csv file.")]}, 422)
    with reading() as s:
        version = queries.latest_consent(s)
    batch_id = actions.open_batch(me().id, file_name=sent.filename, options={"consent_version": version})
    file = work.frames(_folder(), batch_id)[0]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)
    sent.save(file)
    sent.close()
    return _go(work.READ_LIST, batch_id)


@pages.get("/import/list.xlsx")
@may("member.edit")
def empty_list() -> ResponseReturnValue:
    """The list to fill in: text columns, and the categories to choose from."""
    with reading() as s:
        categories = said_categories(queries.categories(s).categories)
    choices = {"sex": tuple(str(words.SEXES[key]) for key in ("m", "f")), "categories": tuple(categories)}
    wide = ("id_number", "organisation")
    columns = [Column(str(words.FIELDS[name]), 24 if name in wide else 16, choices.get(name, ())) for name in COLUMNS]
    note = (_("One member a row. Numbers stay text; leave the header as it is."),)
    book = write_tables([Table(_("Members"), columns, (), note)])
    return send_file(BytesIO(book), mimetype=XLSX, as_attachment=True, download_name=f"{_('Members')}.xlsx")


@pages.get("/import/<batch_id>")
@may("member.edit")
def batch(batch_id: str) -> ResponseReturnValue:
    """The import as it stands; while it is at work the page asks for its state alone."""
    return _batch(batch_id, {}, 200)


@pages.post("/import/<batch_id>")
@may("member.edit")
def batch_post(batch_id: str) -> ResponseReturnValue:
    """Apply what was read, or go on where it stopped; an import whose reading was interrupted is read again."""
    with reading() as s:
        one = queries.batch(s, batch_id)
    _refuse_at_work(one)
    if one.state == "READING":
        return _go(work.READ_LIST, batch_id)
    try:
        actions.begin(batch_id, _options())
    except Refused as refused:
        if refused.status == 404:
            raise
        return _batch(batch_id, {"below": [refusal_words(refused)]}, refused.status)
    return _go(work.APPLY, batch_id)


@pages.post("/import/<batch_id>/undo")
@may("member.edit")
def undo_import(batch_id: str) -> ResponseReturnValue:
    """Take back what is in, or go on taking it back."""
    with reading() as s:
        _refuse_at_work(queries.batch(s, batch_id))
    actions.begin_undo(batch_id)
    return _go(work.UNDO, batch_id)


@pages.post("/import/<batch_id>/drop")
@may("member.edit")
def drop(batch_id: str) -> ResponseReturnValue:
    """Give up what was read; its rows are deleted."""
    with reading() as s:
        _refuse_at_work(queries.batch(s, batch_id))
    actions.drop(batch_id)
    sent, rows, problems = work.frames(_folder(), batch_id)
    sent.unlink(missing_ok=True)
    rows.remove()
    problems.remove()
    return redirect(url_for("members.batch", batch_id=batch_id), 303)


@pages.post("/import/<batch_id>/problems")
@may("member.edit")
def import_problems(batch_id: str) -> ResponseReturnValue:
    """What was doubtful or wrong as a spreadsheet, written by the worker."""
    with reading() as s:
        one = queries.batch(s, batch_id)
    file = work.frames(_folder(), batch_id)[2].file
    if not file.is_file():
        raise Refused("import_gone")
    arguments = {"file": str(file), "batch_id": batch_id}
    back = url_for("members.batch", batch_id=batch_id)
    name = f"{_('Doubtful rows')} {Path(one.file_name).stem}"[:80]
    job_id = exports.start(tables.PROBLEMS_OF, arguments, me().id, language(), name=name, back=back)
    return redirect(url_for("jobs.show", job_id=job_id), 303)


def _folder() -> Path:
    folder: Path = current_app.extensions["settings"].data / "imports"
    return folder


def _go(kind: str, batch_id: str) -> ResponseReturnValue:
    """Start a job on an import and show its page."""
    job_id = jobs.start(kind, {"folder": str(_folder()), "batch_id": batch_id}, me().id)
    actions.keep_job(batch_id, job_id)
    return redirect(url_for("members.batch", batch_id=batch_id), 303)


def _options() -> dict[str, Any]:
    """What a person allowed: doubtful rows, the missing ended, and where units nobody knows are made."""
    form = request.form
    options: dict[str, Any] = {"doubtful": form.get("doubtful") == "1", "missing": form.get("missing") == "1"}
    if form.get("units") == "1":
        options |= {"below": picked_id(form, "below"), "level": form.get("level", "enterprise")}
    return options


def _refuse_at_work(one: MemberImport) -> None:
    with reading() as s:
        job = job_queries.job(s, one.job_id) if one.job_id else None
    if one.state in AT_WORK and job is not None and job.state in ("waiting", "running"):
        raise Refused("import_at_work")


def _upload(errors: Errors, status: int) -> ResponseReturnValue:
    with reading() as s:
        batches = queries.batches(s)
        names = accounts.names(s, {one.by for one in batches})
        consent = queries.latest_consent(s)
    return (
        render_template(
            "members/upload.html", batches=batches, names=names, errors=errors, states=words.STATES, consent=consent,
            megabytes=MAX_BYTES >> 20, rows=MAX_ROWS, fields=[words.FIELDS[name] for name in COLUMNS], here="members",
        ),
        status,
    )  # fmt: skip


def _batch(batch_id: str, errors: Errors, status: int) -> ResponseReturnValue:
    with reading() as s:
        one = queries.batch(s, batch_id)
        job = job_queries.job(s, one.job_id) if one.job_id else None
        levels = [(level.key, named(level.name, level.name_en)) for level in organisations.levels(s)]
        bits = queries.categories(s)
        ids = {
            unit
            for told in (one.report.get("fields", {}).get("organisation") or {}).get("samples", ())
            for unit in told[2:]
        }
        units = organisations.named_ids(s, ids)
        names = accounts.names(s, {one.by})
    at_work = one.state in AT_WORK and job is not None and job.state in ("waiting", "running")
    if request.headers.get("HX-Request"):
        if not at_work:
            return "", 204, {"HX-Refresh": "true"}
        return render_template(
            "members/_at_work.html", batch=one, job=job, mine=job is not None and job.started_by == me().id
        )
    unreadable = words.UNREADABLE.get(one.report.get("code", ""))
    return (
        render_template(
            "members/batch.html", batch=one, report=one.report, job=job, at_work=at_work, words=words, errors=errors,
            mine=job is not None and job.started_by == me().id, names=names, levels=levels, values=request.form,
            unreadable=str(unreadable) % one.report.get("facts", {}) if unreadable else "",
            samples=_samples(one, bits, units), problems=[_problem(each) for each in one.report.get("problems", ())],
            said=[_said(*each) for each in one.report.get("said", ())], may_edit=permitted("member.edit"),
            has_problems=work.frames(_folder(), batch_id)[2].file.is_file(), here="members",
        ),
        status,
    )  # fmt: skip


def _samples(one: MemberImport, bits: queries.Bits, units: dict[str, str]) -> list[tuple[str, int, list[list[Any]]]]:
    """(field, how many, [[row, name, before, after]]) of what would change, in words."""

    def said(field: str, value: Any) -> str:
        if field == "organisation":
            return units.get(value or "", "")
        if field == "categories":
            return listed(said_categories(bits.of(value or 0)))
        return str(words.SEXES.get(value, "")) if field == "sex" else str(value or "")

    return [
        (
            str(words.FIELDS[field]),
            told["count"],
            [[row, name, said(field, before), said(field, after)] for row, name, before, after in told["samples"]],
        )
        for field, told in one.report.get("fields", {}).items()
    ]


def _problem(problem: dict[str, Any]) -> dict[str, Any]:
    repair = words.REPAIRS.get(problem["code"]) if problem["severity"] != "wrong" else None
    return problem | {
        "about": str(words.PROBLEMS[problem["code"]]) % problem,
        "proposed": str(repair) % problem if repair else "",
        "column": str(words.FIELDS[problem["field"]]),
    }


def _said(code: str, field: str, severity: str, count: int) -> dict[str, Any]:
    """One kind of problem: told for all its rows, so without what stands in any of them."""
    blank = {"shown": "…", "value": "…"}
    repair = words.REPAIRS.get(code) if severity != "wrong" else None
    return {
        "column": str(words.FIELDS[field]),
        "about": str(words.PROBLEMS[code]) % blank,
        "proposed": str(repair) % blank if repair else "",
        "severity": severity,
        "count": count,
    }
