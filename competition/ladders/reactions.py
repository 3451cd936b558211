"""What this room does when others say that something happened."""

from __future__ import annotations

from sqlalchemy.orm import Session

from competition.events.facts import EventRemoved, StageRemoved, TradeRemoved
from competition.judging.facts import StageStarted
from competition.ladders import actions, queries
from competition.store import Refused


def freeze_passage(s: Session, started: StageStarted) -> None:
    """The rule that was announced is frozen when the first stage that counts into it starts."""
    actions.freeze_for_stage(s, started.actor, started.stage_id)


def drop_passage(s: Session, removed: TradeRemoved) -> None:
    """The rules into a trade and its stages go with the trade. Refused: passage_frozen."""
    for one in queries.passages_of_trades(s, [removed.trade_id]):
        actions.forget(s, removed.actor, one)


def drop_stage_passage(s: Session, removed: StageRemoved) -> None:
    """The rule into a stage goes with the stage. Refused: passage_frozen."""
    one = queries.passage_of_stage(s, removed.stage_id)
    if one is not None:
        actions.forget(s, removed.actor, one)


def leave_ladder(s: Session, removed: EventRemoved) -> None:
    """A removed event leaves its ladder. Refused: rung_fed, when others feed it."""
    rung = queries.rung_of_event(s, removed.event_id)
    if rung is None:
        return
    if queries.feeding(s, [rung.id]):
        raise Refused("rung_fed", name=removed.name)
    actions.remove(s, [rung])
