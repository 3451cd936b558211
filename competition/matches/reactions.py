"""What matches say when a stage starts or ends, or its event changes: a stage that is played in matches cannot leave them out."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from competition.events import queries as events
from competition.events.facts import StageSet, TradeRemoved
from competition.judging import actions as judging
from competition.judging import queries as judging_queries
from competition.judging.facts import StageEnded, StageStarted
from competition.matches import queries
from competition.matches.models import MatchLot, Tournament
from competition.matches.play import worth
from competition.store import Refused


def drawn_before_start(s: Session, fact: StageStarted) -> None:
    """Refused: not_drawn, entrants_changed for somebody who takes part and was not drawn, and what judging refuses of
    figures where the plan was changed since."""
    one = queries.tournament(s, fact.stage_id)
    if one is None:
        return
    if one.entrants is None:
        raise Refused("not_drawn", 409)
    late = [row.name for row in queries.competing(s, fact.stage_id) if row.id not in one.entrants]
    if late:
        raise Refused("entrants_changed", 409, names=late)
    stage = events.stage(s, fact.stage_id)
    if stage.plan_id is not None:
        plan = judging_queries.plan_of(s, stage.plan_id)
        judging.fits(plan, one.aspect_key, worth(one.figure, len(one.entrants)))


def settled_before_end(s: Session, fact: StageEnded) -> None:
    """Refused: matches_unsettled while the figures of what was played are not written."""
    found = queries.play(s, fact.stage_id)
    if found is not None and not found.settled:
        raise Refused("matches_unsettled", 409)


def stays_open(s: Session, fact: StageSet) -> None:
    """Refused: matches_blind, since who plays against whom cannot be hidden."""
    if fact.anonymity != "open" and queries.tournament(s, fact.stage_id) is not None:
        raise Refused("matches_blind", 409)


def leave_with_trade(s: Session, fact: TradeRemoved) -> None:
    """A trade that is taken out, before anything was played, takes its matches with it."""
    ids = select(Tournament.id).where(Tournament.trade_id == fact.trade_id)
    if events.stage_of_trade(s, fact.trade_id).state == "DRAFT":
        s.execute(delete(MatchLot).where(MatchLot.tournament_id.in_(ids)))
        s.execute(delete(Tournament).where(Tournament.trade_id == fact.trade_id))
