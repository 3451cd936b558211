"""The doors of jobs: how far one's own job is, cancelling it, and the file that an export wrote."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from competition.accounts.guard import me, signed_in
from competition.jobs import actions, exports, queries
from competition.jobs.queries import Job
from competition.store import Refused, reading
from competition.web.sheets import XLSX

pages = Blueprint("jobs", __name__, url_prefix="/jobs")


@pages.get("/<job_id>")
@signed_in
def show(job_id: str) -> ResponseReturnValue:
    """The job as a page, or as the fragment that the page asks for while it runs."""
    job = _own(job_id)
    asked_again = bool(request.headers.get("HX-Request"))
    onward = job.payload.get("onward") if job.state == "done" else None
    address = str(onward).replace("{job}", job.id) if onward else url_for("jobs.show", job_id=job.id)
    if asked_again and job.state not in ("waiting", "running"):
        return "", 204, {"HX-Redirect": address}
    if onward:
        return redirect(address)
    template = "jobs/_progress.html" if asked_again else "jobs/job.html"
    file = exports.file_of(job.id) if job.kind == exports.KIND and job.state == "done" else None
    return render_template(template, job=job, export=job.kind == exports.KIND, file=file)


@pages.get("/<job_id>/file")
@signed_in
def file(job_id: str) -> ResponseReturnValue:
    """The spreadsheet that one's own export wrote, for an hour. Refused: not_there (404), export_gone (404)."""
    job = _own(job_id)
    if job.kind != exports.KIND or job.state != "done":
        raise Refused("not_there", 404)
    kept = exports.file_of(job.id)
    if kept is None:
        raise Refused("export_gone", 404)
    return send_file(kept, mimetype=XLSX, as_attachment=True, download_name=f"{job.payload['name']}.xlsx", max_age=0)


@pages.post("/<job_id>/cancel")
@signed_in
def cancel(job_id: str) -> ResponseReturnValue:
    actions.cancel(job_id, me().id)
    return redirect(url_for("jobs.show", job_id=job_id), 303)


def _own(job_id: str) -> Job:
    """The job, when the person who asks started it. Refused: not_there (404)."""
    with reading() as s:
        job = queries.job(s, job_id)
    if job is None or job.started_by != me().id:
        raise Refused("not_there", 404)
    return job
