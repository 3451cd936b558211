"""What this room does when something happens elsewhere."""

from __future__ import annotations

from typing import Protocol

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from competition.events import queries as events
from competition.events.facts import ProgrammeRemoved, StageSet
from competition.sessions import actions, queries
from competition.sessions.models import ContestSession, Station
from competition.store import Refused


class Staged(Protocol):
    """A fact of a room above that speaks of a stage."""

    @property
    def stage_id(self) -> str: ...
    @property
    def actor(self) -> str: ...


def keep_venue_with_stations(s: Session, fact: ProgrammeRemoved) -> None:
    """A venue that has stations or sessions stays. Refused: venue_has_stations."""
    stations = s.scalar(select(func.count()).select_from(Station).where(Station.venue_id == fact.removed_id)) or 0
    sessions = select(func.count()).select_from(ContestSession).where(ContestSession.venue_id == fact.removed_id)
    if stations or s.scalar(sessions):
        raise Refused("venue_has_stations", name=fact.name, count=stations)


def keep_anonymity(s: Session, fact: StageSet) -> None:
    """A stage that has a draw stays as blind as the draw was made for. Refused: draws_made_already."""
    made = queries.draws_of_stage(s, fact.stage_id)
    blind = fact.anonymity != "open"
    three = fact.anonymity == "three_stage"
    fewer = queries.WORKS in made and not three
    skipped = three and "station_code" in made and "entry_code" not in made
    if fewer or skipped or any(one.blind != blind for one in made.values()):
        raise Refused("draws_made_already", 409)


def seal_draws(s: Session, fact: Staged) -> None:
    """A stage starts: nobody alone can read its lists from now on. Refused: custody_open."""
    _event, trade, _stage = events.place_of_stage(s, fact.stage_id)
    actions.seal_stage(s, fact.actor, trade.id, fact.stage_id)
