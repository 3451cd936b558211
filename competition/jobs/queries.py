"""What may be known of a job."""

from __future__ import annotations

from sqlalchemy.orm import Session

from competition.jobs.models import Job as Job


def job(s: Session, job_id: str) -> Job | None:
    """The job, or None."""
    return s.get(Job, job_id)
