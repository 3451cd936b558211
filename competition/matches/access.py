"""Whether the public may see a trade's matches: the event is public, and names may stand beside what is played."""

from __future__ import annotations

from competition.engine.visibility import public_sight
from competition.events.queries import Event, Stage


def shown(event: Event, stage: Stage) -> bool:
    """By the one gate of the house; a blind stage has no matches that anybody could watch."""
    sight = public_sight(stage.anonymity, stage.state)
    return event.public and sight.rows and sight.unsigned
