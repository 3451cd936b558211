"""Replacing the plan of a stage that has started: by two people, until the results of its event stand."""

from __future__ import annotations

from dataclasses import dataclass

from competition.events import queries
from competition.events.facts import PlanReplaced
from competition.events.states import plan_may_change
from competition.store import Refused, happened, lock_heads, transaction


@dataclass(frozen=True, kw_only=True)
class Replacement:
    """A plan version that takes the place of the one with hash `was_hash`: which, why, and the two who say so."""

    was_hash: str
    plan_id: str
    plan_hash: str
    version: int
    reason: str
    proposed_by: str
    approved_by: str


def replace_plan(trade_id: str, new: Replacement) -> None:
    """Let the stage of a trade go on under another version. Whoever keeps something made from the old one reacts to
    `PlanReplaced` in the same transaction.

    Refused: not_there, two_people, reason_missing, stage_not_started, plan_settled, plan_overtaken (another plan is in
    force than the one it was proposed against).
    """
    if not new.proposed_by or not new.approved_by or new.proposed_by == new.approved_by:
        raise Refused("two_people", 403)
    if not new.reason:
        raise Refused("reason_missing", 422)
    with transaction() as s:
        trade = queries.trade(s, trade_id)
        lock_heads([f"trade:{trade_id}"])
        lock_heads([f"event:{trade.event_id}"])
        event, stage = queries.event(s, trade.event_id), queries.stage_of_trade(s, trade_id)
        s.refresh(event)
        s.refresh(stage)
        if stage.state == "DRAFT":
            raise Refused("stage_not_started", 409, name=trade.name)
        if not plan_may_change(event.state, stage.state):
            raise Refused("plan_settled", 409, name=event.name)
        if stage.plan_hash != new.was_hash:
            raise Refused("plan_overtaken", 409)
        stage.plan_id, stage.plan_hash = new.plan_id, new.plan_hash
        s.flush()
        happened(
            PlanReplaced(
                chain=f"trade:{trade_id}", actor=new.approved_by, event_id=event.id, trade_id=trade_id, stage_id=stage.id,
                plan_id=new.plan_id, version=new.version, was_hash=new.was_hash, plan_hash=new.plan_hash, reason=new.reason,
                proposed_by=new.proposed_by, approved_by=new.approved_by,
            )
        )  # fmt: skip
