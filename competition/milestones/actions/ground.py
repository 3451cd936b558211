"""What the actions of this room share: a trade's stage under its lock, so that of two at once one comes first."""

from __future__ import annotations

from sqlalchemy.orm import Session

from competition.events import queries as events
from competition.events.queries import Stage, Trade
from competition.milestones import queries
from competition.milestones.scores import Contest
from competition.store import Refused, lock_heads


def chain(trade_id: str) -> str:
    """The ledger chain of a trade."""
    return f"trade:{trade_id}"


def stage_of(s: Session, event_id: str, trade_id: str) -> tuple[Trade, Stage]:
    """The trade and its stage, locked for the rest of the transaction. Refused: not_there."""
    trade = events.trade(s, trade_id, event_id)
    lock_heads([chain(trade_id)])
    s.expire_all()
    return trade, events.stage_of_trade(s, trade_id)


def running(s: Session, event_id: str, trade_id: str) -> tuple[Stage, Contest]:
    """The stage, locked, and its labour contest. Refused: not_there, not_in_milestones, stage_not_running."""
    _trade, stage = stage_of(s, event_id, trade_id)
    found = queries.contest(s, stage.id)
    if found is None:
        raise Refused("not_in_milestones", 409)
    if stage.state != "RUNNING":
        raise Refused("stage_not_running", 409)
    return stage, found
