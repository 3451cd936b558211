"""What this room does when something happens elsewhere."""

from typing import Protocol

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from competition.contestants import queries
from competition.contestants.models import Entry
from competition.contestants.queries import imports
from competition.events import queries as events
from competition.events.facts import DivisionsSet, TeamsSet, TradeRemoved
from competition.store import Refused


class Staged(Protocol):
    """A fact of a stage, from whatever room."""

    @property
    def stage_id(self) -> str:
        """The stage's id."""
        ...


def keep_trade_with_entries(s: Session, fact: TradeRemoved) -> None:
    """Together with a removal: a trade that somebody has entered stays. Refused: trade_has_entries."""
    counted = queries.counts(s, fact.event_id).get(fact.trade_id)
    if counted is not None:
        raise Refused("trade_has_entries", name=fact.name, count=counted.all)


def keep_divisions_with_entries(s: Session, fact: DivisionsSet) -> None:
    """Together with a change of divisions: one that somebody is entered in stays. Refused: division_has_entries."""
    query = select(func.count()).select_from(Entry).where(Entry.division_id.in_(fact.removed))
    counted = s.scalar(query) if fact.removed else 0
    if counted:
        raise Refused("division_has_entries", count=counted)


def keep_team_size_with_entries(s: Session, fact: TeamsSet) -> None:
    """Together with a change of teams: their size stays once somebody is entered. Refused: trade_has_entries."""
    counted = queries.counts(s, fact.event_id).get(fact.trade_id)
    if fact.team_size != fact.was_size and counted is not None:
        raise Refused("trade_has_entries", name=fact.name, count=counted.all)


def no_start_during_import(s: Session, fact: Staged) -> None:
    """Together with a stage's start: half an import must not be dealt sheets. Refused: import_under_way."""
    event, _trade, _stage = events.place_of_stage(s, fact.stage_id)
    if imports.under_way(s, event.id):
        raise Refused("import_under_way")
