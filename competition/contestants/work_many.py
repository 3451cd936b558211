"""Acts on more entries than a page waits for, done in the worker process."""

from __future__ import annotations

from typing import Any

from competition.contestants import actions
from competition.jobs import actions as jobs

ACT = "contestants.act"


@jobs.handler(ACT)
def act(job: jobs.Running, payload: dict[str, Any]) -> dict[str, Any]:
    """Do an act as it was confirmed; whoever started it finds it, and the way back, among the acts of the event."""
    ids = payload["ids"]
    job.progress(0, len(ids))
    act_id, count = actions.do_to_many(
        job.started_by, payload["event_id"], ids, payload["act"], payload["value"], payload["reason"]
    )
    job.progress(len(ids), len(ids))
    return {"act": act_id, "changed": count}
