"""What may be known of proposed changes."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from competition.amendments.models import Amendment as Amendment
from competition.amendments.models import AmendmentDecision as AmendmentDecision
from competition.store import Refused

Decided = tuple[Amendment, AmendmentDecision | None]


def amendment(s: Session, amendment_id: str, trade_id: str) -> Decided:
    """A proposal for a trade, and what was decided. Refused: not_there (404)."""
    found = s.get(Amendment, amendment_id)
    if found is None or found.trade_id != trade_id:
        raise Refused("not_there", 404)
    return found, s.get(AmendmentDecision, amendment_id)


def amendments(s: Session, trade_id: str) -> list[Decided]:
    """Every proposal for a trade with what was decided, the latest first."""
    query = select(Amendment, AmendmentDecision).outerjoin(
        AmendmentDecision, AmendmentDecision.amendment_id == Amendment.id
    )
    query = query.where(Amendment.trade_id == trade_id).order_by(Amendment.at.desc(), Amendment.id.desc())
    return [(row[0], row[1]) for row in s.execute(query)]


def waiting(s: Session, trade_id: str) -> Amendment | None:
    """The proposal for a trade that nobody has decided, or None."""
    return next((one for one, decision in amendments(s, trade_id) if decision is None), None)


def waiting_trades(s: Session, trade_ids: Collection[str]) -> set[str]:
    """Those of these trades that have a proposal which nobody has decided."""
    query = select(Amendment.trade_id).outerjoin(AmendmentDecision, AmendmentDecision.amendment_id == Amendment.id)
    return set(s.scalars(query.where(Amendment.trade_id.in_(trade_ids), AmendmentDecision.amendment_id.is_(None))))
