"""By which entry below somebody came into an upper event."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from competition.advancement.models import Qualification

CHUNK = 500


def qualified_from(s: Session, entry_ids: Collection[str]) -> dict[str, str]:
    """The entry below (of a direct entry the contestant) by which each of these entries came up; others are not there."""
    wanted = list(entry_ids)
    found: dict[str, str] = {}
    for at in range(0, len(wanted), CHUNK):
        query = select(Qualification).where(Qualification.to_entry_id.in_(wanted[at : at + CHUNK]))
        found |= {str(one.to_entry_id): one.key for one in s.scalars(query)}
    return found
