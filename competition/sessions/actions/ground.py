"""What the actions of this room share: a trade's stage under its lock, so that of fifty at once one comes first."""

from __future__ import annotations

from sqlalchemy.orm import Session

from competition.events import queries as events
from competition.store import Refused, lock_heads


def chain(trade_id: str) -> str:
    """The ledger chain of a trade."""
    return f"trade:{trade_id}"


def stage_of(s: Session, event_id: str, trade_id: str) -> tuple[events.Trade, events.Stage]:
    """The trade and its stage, locked for the rest of the transaction. Refused: not_there."""
    trade = events.trade(s, trade_id, event_id)
    lock_heads([chain(trade_id)])
    s.expire_all()
    return trade, events.stage_of_trade(s, trade_id)


def before_start(trade: events.Trade, stage: events.Stage) -> None:
    """Refused: stage_not_draft."""
    if stage.state != "DRAFT":
        raise Refused("stage_not_draft", 409, name=trade.name)
