"""What this room does when others say that something happened."""

from __future__ import annotations

from sqlalchemy.orm import Session

from competition.events.facts import EventCopied
from competition.officials import actions, queries
from competition.officials.actions import Newcomer


def copy_judges(s: Session, copied: EventCopied) -> None:
    """Where "judges" is taken, who served in a trade of the old edition serves in it again, unseated and not yet invited.

    Whoever has left stays away; seats as in the last edition are a matter of a proposal.
    """
    if "judges" not in copied.taken:
        return
    for old_trade, new_trade in copied.trades.items():
        judges = queries.judges(s, old_trade)
        standing = queries.officials(s, {one.official_id for one in judges})
        newcomers = [
            Newcomer(
                name=one.name, organisation=one.organisation, role=one.role,
                official_id=_merged(standing, one.official_id),
            )
            for one in judges
        ]  # fmt: skip
        actions.add_judges(copied.actor, copied.to_event_id, new_trade, newcomers)


def _merged(standing: dict[str, queries.Official], official_id: str | None) -> str | None:
    one = standing.get(official_id or "")
    return None if one is None else one.merged_into_id or one.id
