"""What can be done with results: keeping what came of working a stage out by both engines."""

from __future__ import annotations

from competition.events import queries as events
from competition.standings.facts import StageRecounted
from competition.standings.models import Recount
from competition.standings.recount import Compared
from competition.store import happened, transaction


def keep_recount(actor: str, stage_id: str, state: str, found: Compared) -> None:
    """Keep what a recount came to; `state` names what lay in the database when it was made. Refused: not_there."""
    with transaction() as s:
        _event, trade, _stage = events.place_of_stage(s, stage_id)
        differing = len(found.differences)
        s.add(
            Recount(
                stage_id=stage_id, state_hash=state, plan_hash=found.plan_hash, marks_hash=found.marks_hash,
                result_hash=found.result_hash, cells=found.cells, differing=differing, differences=found.first, by=actor,
            )
        )  # fmt: skip
        s.flush()
        happened(
            StageRecounted(
                chain=f"trade:{trade.id}", actor=actor, trade_id=trade.id, stage_id=stage_id, plan_hash=found.plan_hash,
                marks_hash=found.marks_hash, result_hash=found.result_hash, cells=found.cells, differing=differing,
            )
        )  # fmt: skip
