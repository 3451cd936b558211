"""What the doors of this room share."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint
from sqlalchemy.orm import Session

from competition.engine.plans import Plan
from competition.events import queries as events
from competition.judging import queries as judging
from competition.judging.moves import OPEN_TO_JUDGE
from competition.judging.queries import Sheet

pages = Blueprint("paper", __name__, url_prefix="/paper")

Errors = dict[str, list[str]]


@dataclass(frozen=True)
class Ground:
    """An event, one of its trades, that one's stage, and the stage's plan where it has one."""

    event: events.Event
    trade: events.Trade
    stage: events.Stage
    plan: Plan | None

    @property
    def running(self) -> bool:
        return self.stage.state == "RUNNING" and self.plan is not None


def ground(s: Session, event_id: str, trade_id: str) -> Ground:
    """Refused: not_there (404), also for a trade of another event."""
    event = events.event(s, event_id)
    trade = events.trade(s, trade_id, event_id)
    stage = events.stage_of_trade(s, trade_id)
    return Ground(event, trade, stage, judging.plan_of(s, stage.plan_id) if stage.plan_id else None)


def open_sheets(s: Session, stage_id: str) -> list[Sheet]:
    """The sheets that their judges may still mark, of entries that take part."""
    return [one for one in judging.unlocked(s, stage_id) if one.state in OPEN_TO_JUDGE]
