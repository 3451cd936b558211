"""Entry forms sent in, and what became of them."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from competition.contestants.models import Entry, ImportBatch
from competition.events import queries as events
from competition.store import Refused


def batches(s: Session, event_id: str) -> list[ImportBatch]:
    """The entry forms sent in for an event, the latest first."""
    return list(s.scalars(select(ImportBatch).where(ImportBatch.event_id == event_id).order_by(ImportBatch.id.desc())))


def batch(s: Session, batch_id: str, event_id: str | None = None) -> ImportBatch:
    """One entry form, of that event when given. Refused: not_there (404)."""
    found = s.get(ImportBatch, batch_id)
    if found is None or (event_id is not None and found.event_id != event_id):
        raise Refused("not_there", 404)
    return found


def entries_of_batch(s: Session, batch_id: str) -> dict[str, int]:
    """How many entries of an import each trade has now."""
    query = select(Entry.trade_id, func.count()).where(Entry.batch_id == batch_id).group_by(Entry.trade_id)
    return {row[0]: row[1] for row in s.execute(query)}


def started_trades(s: Session, trade_ids: Collection[str], event_id: str) -> list[str]:
    """Names of those trades of the event whose first stage is no longer a draft."""
    stages = events.first_stages(s, event_id)
    trades = [one for one in events.trades(s, event_id) if one.id in trade_ids]
    return [one.name for one in trades if stages[one.id].state != "DRAFT"]
