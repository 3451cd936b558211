"""What milestones say when a stage starts or ends, or its trade changes: a stage decided by them cannot leave them out."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.orm import Session

from competition.engine.milestones import read_milestones
from competition.events import queries as events
from competition.events.facts import StageSet, TradeRemoved
from competition.judging import actions as judging
from competition.judging import queries as judging_queries
from competition.judging.facts import StageEnded, StageStarted
from competition.milestones import queries
from competition.milestones.models import LabourContest
from competition.milestones.scores import extremes
from competition.store import Refused


def fitting_at_start(s: Session, fact: StageStarted) -> None:
    """Refused: what judging refuses of figures, where the plan was changed since the milestones were set."""
    one, stage = queries.contest_row(s, fact.stage_id), events.stage(s, fact.stage_id)
    if one is not None and stage.plan_id is not None:
        plan = judging_queries.plan_of(s, stage.plan_id)
        judging.fits(plan, one.aspect_key, extremes(read_milestones(one.document)))


def settled_before_end(s: Session, fact: StageEnded) -> None:
    """Refused: milestones_unsettled while the scores of what was reported are not written."""
    found = queries.contest(s, fact.stage_id)
    if found is not None and not found.settled:
        raise Refused("milestones_unsettled", 409)


def stays_open(s: Session, fact: StageSet) -> None:
    """Refused: milestones_blind, since who reported what cannot be hidden."""
    if fact.anonymity != "open" and queries.contest_row(s, fact.stage_id) is not None:
        raise Refused("milestones_blind", 409)


def leave_with_trade(s: Session, fact: TradeRemoved) -> None:
    """A trade that is taken out before it has started takes its milestones with it."""
    if events.stage_of_trade(s, fact.trade_id).state == "DRAFT":
        s.execute(delete(LabourContest).where(LabourContest.trade_id == fact.trade_id))
