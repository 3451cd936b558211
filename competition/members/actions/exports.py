"""Putting on record that a list left the house."""

from __future__ import annotations

from competition.members.actions.ground import sound_reason
from competition.members.facts import MembersExported
from competition.store import happened, transaction


def exported(actor: str, *, count: int, whole: bool, reason: str) -> None:
    """Somebody asked for a list as a file; whole numbers need a reason. Refused: reason_needed, reason_has_number."""
    reason = sound_reason(reason, needed=whole)
    with transaction():
        happened(MembersExported(actor=actor, count=count, whole=whole, reason=reason))
