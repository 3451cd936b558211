"""What an import asks: forms sent in without their contents, remembered spellings, and imports under way."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from competition.contestants.models import Entry, ImportBatch, ImportPulse, TradeAlias

UNDER_WAY = ("IMPORTING", "UNDOING")


@dataclass(frozen=True)
class Sent:
    """One entry form sent in, without what was understood of it."""

    id: str
    file_name: str
    state: str
    by: str
    created_at: dt.datetime


def sent_in(s: Session, event_id: str, limit: int = 100) -> list[Sent]:
    """The entry forms sent in for an event, the latest first."""
    columns = (ImportBatch.id, ImportBatch.file_name, ImportBatch.state, ImportBatch.by, ImportBatch.created_at)
    query = (
        select(*columns).where(ImportBatch.event_id == event_id).order_by(ImportBatch.created_at.desc()).limit(limit)
    )
    return [Sent(*row) for row in s.execute(query)]


def aliases(s: Session) -> dict[str, tuple[str, str]]:
    """Spellings of trades that somebody confirmed: (template key, name)."""
    return {one.spelling: (one.template_key, one.name) for one in s.scalars(select(TradeAlias))}


def under_way(s: Session, event_id: str) -> bool:
    """Whether entries of this event are being imported, or taken out again, just now."""
    query = select(ImportBatch.id).where(ImportBatch.event_id == event_id, ImportBatch.state.in_(UNDER_WAY)).limit(1)
    return s.scalar(query) is not None


def silent_for(s: Session, batch_id: str, now: dt.datetime) -> dt.timedelta:
    """How long a form's job has given no sign of life."""
    at = s.scalar(select(ImportPulse.at).where(ImportPulse.batch_id == batch_id))
    return now - at if at is not None else dt.timedelta.max


def entered_for(s: Session, batch_id: str) -> int:
    """How many entries a form has made so far."""
    return s.scalar(select(func.count()).select_from(Entry).where(Entry.batch_id == batch_id)) or 0
