"""Who may see and report what: the public by the one gate of the house, a unit its own people and those below it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from competition.contestants.queries import EntryRow
from competition.engine.visibility import public_sight
from competition.events.queries import Event, Stage
from competition.organisations import queries as organisations


def shown(event: Event, stage: Stage) -> bool:
    """Whether the public may see the scores; those of a blind stage nobody sees before they are marks."""
    sight = public_sight(stage.anonymity, stage.state)
    return event.public and sight.rows and sight.unsigned


def of_unit(s: Session, entry: EntryRow, organisation_id: str) -> bool:
    """Whether an entry belongs to a unit or to one below it."""
    return entry.organisation_id in organisations.below(s, organisation_id)
