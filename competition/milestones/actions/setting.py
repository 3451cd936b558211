"""The milestones of a stage, set before it starts."""

from __future__ import annotations

from typing import Any

from competition.engine.milestones import read_milestones
from competition.judging import actions as judging
from competition.judging import queries as judging_queries
from competition.milestones import queries
from competition.milestones.actions import ground
from competition.milestones.facts import MilestonesDropped, MilestonesSet
from competition.milestones.models import LabourContest
from competition.milestones.scores import extremes
from competition.store import Refused, happened, new_id, transaction


def set_up(
    actor: str, event_id: str, trade_id: str, document: dict[str, Any], aspect_key: str, rev: int | None = None
) -> str:
    """Let a stage be decided by milestones, or change them; from the start on they stay. Returns the contest's id.

    Raises PlanRefused for a document that cannot be. Refused: not_there, stage_not_draft, milestones_blind,
    changed_meanwhile, no_plan, and what judging refuses of figures (figure_misfit where the aspect cannot take the score).
    """
    rules = read_milestones(document)
    with transaction() as s:
        trade, stage = ground.stage_of(s, event_id, trade_id)
        if stage.state != "DRAFT":
            raise Refused("stage_not_draft", 409, name=trade.name)
        if stage.anonymity != "open":
            raise Refused("milestones_blind", 409)
        if stage.plan_id is None:
            raise Refused("no_plan", 409)
        one = queries.contest_row(s, stage.id)
        if one is not None and rev is not None and one.rev != rev:
            raise Refused("changed_meanwhile", 409)
        judging.fits(judging_queries.plan_of(s, stage.plan_id), aspect_key, extremes(rules))
        if one is None:
            one = LabourContest(id=new_id(), event_id=event_id, trade_id=trade_id, stage_id=stage.id, rev=0)
            s.add(one)
        one.document, one.aspect_key = document, aspect_key
        one.rev += 1
        s.flush()
        happened(
            MilestonesSet(
                chain=ground.chain(trade_id), actor=actor, trade_id=trade_id, stage_id=stage.id, document=document,
                aspect=aspect_key, count=len(rules.nodes),
            )
        )  # fmt: skip
        return one.id


def drop(actor: str, event_id: str, trade_id: str) -> None:
    """Let a stage be decided without milestones. Refused: not_there, not_in_milestones, stage_not_draft."""
    with transaction() as s:
        trade, stage = ground.stage_of(s, event_id, trade_id)
        one = queries.contest_row(s, stage.id)
        if one is None:
            raise Refused("not_in_milestones", 409)
        if stage.state != "DRAFT":
            raise Refused("stage_not_draft", 409, name=trade.name)
        s.delete(one)
        s.flush()
        happened(MilestonesDropped(chain=ground.chain(trade_id), actor=actor, trade_id=trade_id, stage_id=stage.id))
