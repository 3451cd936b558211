"""Who may see and set what of a ladder: the house sees all of it, an event's organiser what his event has a part in."""

from __future__ import annotations

from collections.abc import Iterable

from competition.accounts.queries import Known
from competition.accounts.roles import scope_path


def reads_passage(person: Known, upper_event_id: str, source_event_ids: Iterable[str]) -> bool:
    """Whether a person may see how a trade of the upper event is filled: also whoever organises an event that feeds it."""
    if person.may("ladder.read", scope_path(upper_event_id)):
        return True
    return any(person.may("ladder.read", scope_path(one)) for one in source_event_ids)


def sets_passage(person: Known, upper_event_id: str) -> bool:
    """Whether a person may set how a trade of this event is filled: its own organiser, or the house's."""
    return person.may("ladder.edit", scope_path(upper_event_id))
