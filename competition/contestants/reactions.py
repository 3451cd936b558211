"""What this room does when something happens elsewhere."""

from sqlalchemy.orm import Session

from competition.contestants import queries
from competition.events.facts import TradeRemoved
from competition.store import Refused


def keep_trade_with_entries(s: Session, fact: TradeRemoved) -> None:
    """Together with a removal: a trade that somebody has entered stays. Refused: trade_has_entries."""
    counted = queries.counts(s, fact.event_id).get(fact.trade_id)
    if counted is not None:
        raise Refused("trade_has_entries", name=fact.name, count=counted.all)
