"""What the acts of this room share."""

from __future__ import annotations


def chain(event_id: str) -> str:
    """The chain of the ledger on which the facts of an event's rules of entry stand."""
    return f"eligibility:{event_id}"
