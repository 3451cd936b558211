"""Imports of members."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from competition.members.models import MemberImport
from competition.store import Refused

AT_WORK = ("READING", "APPLYING", "UNDOING")


def batch(s: Session, batch_id: str) -> MemberImport:
    """The import. Refused: not_there (404)."""
    one = s.get(MemberImport, batch_id)
    if one is None:
        raise Refused("not_there", 404)
    return one


def batches(s: Session, limit: int = 30) -> list[MemberImport]:
    """The imports, the latest first."""
    return list(s.scalars(select(MemberImport).order_by(MemberImport.created_at.desc()).limit(limit)))


def running_batch(s: Session, without: str = "") -> MemberImport | None:
    """An import that is being applied or undone, other than this one."""
    query = select(MemberImport).where(MemberImport.state.in_(("APPLYING", "UNDOING")), MemberImport.id != without)
    return s.scalars(query.limit(1)).first()
