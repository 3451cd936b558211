"""The worker's part of results: working a stage out by both engines."""

from __future__ import annotations

from typing import Any

from competition.events import queries as events
from competition.jobs import actions as jobs
from competition.jobs.actions import Running
from competition.standings import actions
from competition.standings.exporting import gather
from competition.standings.recount import compared, state_hash
from competition.store import Refused, reading

RECOUNT = "recount"


def start_recount(actor: str, stage_id: str) -> str:
    """Have the worker tabulate a stage that has begun by both engines; returns the id of the job.

    Refused: not_there, stage_not_started.
    """
    with reading() as s:
        _event, trade, stage = events.place_of_stage(s, stage_id)
        if stage.state == "DRAFT":
            raise Refused("stage_not_started", 409, name=trade.name)
        onward = f"/standings/{trade.event_id}/{trade.id}/recount"
    return jobs.start(RECOUNT, {"stage_id": stage_id, "onward": onward}, actor)


@jobs.handler(RECOUNT)
def recount(job: Running, payload: dict[str, Any]) -> dict[str, Any]:
    """Tabulate a stage by both engines, compare every cell, keep what came of it."""
    stage_id = payload["stage_id"]
    with reading() as s:
        state, gathered = state_hash(s, stage_id), gather(s, stage_id)
    found = compared(gathered, job.progress)
    actions.keep_recount(job.started_by, stage_id, state, found)
    job.progress(4, 4)
    return {"cells": found.cells, "differing": len(found.differences)}
