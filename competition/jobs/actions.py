"""Starting and cancelling jobs, and running one in the worker process."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import structlog
from sqlalchemy import select, update

from competition.jobs.models import Job
from competition.store import Refused, new_id, reading, transaction, utcnow

log = structlog.get_logger()

Handler = Callable[["Running", dict[str, Any]], dict[str, Any]]

HANDLERS: dict[str, Handler] = {}
_enqueue: Callable[[str], None] | None = None


class Cancelled(Exception):
    """The person asked the job to stop."""


class Running:
    """A job at work: says how far it is and hears when it should stop."""

    def __init__(self, job_id: str, started_by: str) -> None:
        self.id = job_id
        self.started_by = started_by

    def progress(self, done: int, total: int) -> None:
        """How far: `done` of `total` in units of the job's own. Raises Cancelled when somebody asked to stop."""
        with transaction() as s:
            s.execute(update(Job).where(Job.id == self.id).values(done=done, total=total))
        self.check_cancelled()

    def check_cancelled(self) -> None:
        """Raises Cancelled when somebody asked to stop."""
        with reading() as s:
            if s.scalar(select(Job.cancel_asked).where(Job.id == self.id)):
                raise Cancelled


def handler(kind: str) -> Callable[[Handler], Handler]:
    """Register what a kind of job does: (running, payload) -> result, both plain JSON."""

    def keep(function: Handler) -> Handler:
        HANDLERS[kind] = function
        return function

    return keep


def use_queue(enqueue: Callable[[str], None]) -> None:
    """Where started jobs go; the app says so once."""
    global _enqueue
    _enqueue = enqueue


def start(kind: str, payload: dict[str, Any], by: str) -> str:
    """A new job of a registered kind, handed to the worker. Returns its id."""
    if kind not in HANDLERS:
        raise ValueError(f"no handler for {kind}")
    if _enqueue is None:
        raise RuntimeError("no queue: create_app comes first")
    with transaction() as s:
        job = Job(id=new_id(), kind=kind, payload=payload, started_by=by)
        s.add(job)
    _enqueue(job.id)
    return job.id


def cancel(job_id: str, by: str) -> None:
    """Ask a job of one's own to stop; it stops at its next step, with nothing half-saved."""
    with transaction() as s:
        asked = (
            update(Job)
            .where(Job.id == job_id, Job.started_by == by, Job.state.in_(("waiting", "running")))
            .values(cancel_asked=True)
        )
        if not s.execute(asked).rowcount:  # type: ignore[attr-defined]
            raise Refused("job_over", 409)


def run(job_id: str) -> None:
    """Do one job; how it ended is in its row. Called in the worker process."""
    with transaction() as s:
        job = s.get(Job, job_id)
        if job is None or job.state != "waiting":
            return
        kind, payload, by = job.kind, dict(job.payload), job.started_by
        job.state = "cancelled" if job.cancel_asked else "running"
        if job.cancel_asked:
            job.ended_at = utcnow()
            return
    try:
        result = HANDLERS[kind](Running(job_id, by), payload)
    except Cancelled:
        _end(job_id, "cancelled")
    except Refused as refused:
        _end(job_id, "failed", {"code": refused.code, "facts": refused.facts}, refused.code)
    except Exception:
        log.exception("job.failed", job=job_id, kind=kind)
        _end(job_id, "failed", None, "failed")
    else:
        _end(job_id, "done", result)


def take_up_again() -> list[str]:
    """Jobs that a worker left waiting or running when it died: running ones are marked failed, waiting ones returned."""
    with transaction() as s:
        s.execute(
            update(Job).where(Job.state == "running").values(state="failed", error="interrupted", ended_at=utcnow())
        )
        return list(s.scalars(select(Job.id).where(Job.state == "waiting").order_by(Job.created_at)))


def _end(job_id: str, state: str, result: dict[str, Any] | None = None, error: str | None = None) -> None:
    with transaction() as s:
        s.execute(
            update(Job).where(Job.id == job_id).values(state=state, result=result, error=error, ended_at=utcnow())
        )
