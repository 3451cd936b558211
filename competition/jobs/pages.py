"""The door of jobs: how far one's own job is, and cancelling it."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from competition.accounts.guard import me, signed_in
from competition.jobs import actions, queries
from competition.store import Refused, reading

pages = Blueprint("jobs", __name__, url_prefix="/jobs")


@pages.get("/<job_id>")
@signed_in
def show(job_id: str) -> ResponseReturnValue:
    """The job as a page, or as the fragment that the page asks for while it runs."""
    with reading() as s:
        job = queries.job(s, job_id)
    if job is None or job.started_by != me().id:
        raise Refused("not_there", 404)
    onward = job.payload.get("onward")
    if job.state == "done" and onward:
        address = str(onward).replace("{job}", job.id)
        if request.headers.get("HX-Request"):
            return "", 204, {"HX-Redirect": address}
        return redirect(address)
    template = "jobs/_progress.html" if request.headers.get("HX-Request") else "jobs/job.html"
    return render_template(template, job=job)


@pages.post("/<job_id>/cancel")
@signed_in
def cancel(job_id: str) -> ResponseReturnValue:
    actions.cancel(job_id, me().id)
    return redirect(url_for("jobs.show", job_id=job_id), 303)
