"""The works are over: the scores go into the plan, and from there on they are marks."""

from __future__ import annotations

from flask_babel import gettext as _

from competition.judging import actions as judging
from competition.judging.actions import Source
from competition.milestones.actions import ground
from competition.milestones.facts import MilestonesSettled
from competition.milestones.models import MilestoneScoring
from competition.store import Refused, happened, transaction


def settle(actor: str, event_id: str, trade_id: str, seen: str) -> int:
    """Write everybody's score on his sheet; after a further report or verdict again. `seen` names the reports as the
    person saw them. Returns how many marks that made.

    Refused: not_there, not_in_milestones, stage_not_running, changed_meanwhile, milestones_waiting with the number of
    reports nobody has decided on, milestones_settled, and what judging refuses of figures.
    """
    with transaction() as s:
        stage, found = ground.running(s, event_id, trade_id)
        if found.said_hash != seen:
            raise Refused("changed_meanwhile", 409)
        if found.waiting:
            raise Refused("milestones_waiting", 409, count=len(found.waiting))
        if found.settled:
            raise Refused("milestones_settled", 409)
        figures = {entry: one.total for entry, one in found.scores().items()}
        source, reason = Source("milestones", found.row.id), str(_("From the milestones"))
        count = judging.give_figures(actor, stage.id, found.row.aspect_key, figures, source, reason)
        s.add(
            MilestoneScoring(
                contest_id=found.row.id, number=(found.scoring.number if found.scoring else 0) + 1, said_hash=seen,
                figures={entry: format(one, "f") for entry, one in figures.items()}, by=actor,
            )
        )  # fmt: skip
        s.flush()
        happened(
            MilestonesSettled(
                chain=ground.chain(trade_id), actor=actor, trade_id=trade_id, stage_id=stage.id, said_hash=seen,
                count=len(figures),
            )
        )  # fmt: skip
        return count
