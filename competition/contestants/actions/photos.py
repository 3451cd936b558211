"""A contestant's photograph: which file it is; the files themselves are `web.photos`."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from competition.contestants import queries
from competition.contestants.facts import PhotoRemoved, PhotoSet
from competition.contestants.models import Contestant
from competition.store import happened, transaction


def set_photo(actor: str, contestant_id: str, digest: str) -> str | None:
    """Show this photograph from now on. Returns the digest of one that nobody shows any more. Refused: not_there."""
    with transaction() as s:
        person = queries.standing_for(s, contestant_id)
        before, person.photo = person.photo, digest
        person.rev += 1
        s.flush()
        happened(PhotoSet(actor=actor, contestant_id=person.id))
        return _unused(s, before)


def remove_photo(actor: str, contestant_id: str) -> str | None:
    """Show no photograph any more. Returns the digest of one that nobody shows any more. Refused: not_there."""
    with transaction() as s:
        person = queries.standing_for(s, contestant_id)
        before, person.photo = person.photo, None
        if before is None:
            return None
        person.rev += 1
        s.flush()
        happened(PhotoRemoved(actor=actor, contestant_id=person.id))
        return _unused(s, before)


def _unused(s: Session, digest: str | None) -> str | None:
    if digest is None or s.scalar(select(func.count()).select_from(Contestant).where(Contestant.photo == digest)):
        return None
    return digest
