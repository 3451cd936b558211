"""What this room does when others say that something happened."""

from sqlalchemy.orm import Session

from competition.events.facts import EventCopied
from competition.schemes import actions, queries


def copy_plans(s: Session, copied: EventCopied) -> None:
    """Give each trade of a copied event the current version of the plan it had, as its own version 1."""
    if "plans" not in copied.taken:
        return
    for old_trade, new_trade in copied.trades.items():
        current = queries.version(s, old_trade)
        if current is not None:
            actions.add_version(copied.actor, new_trade, current.document)
