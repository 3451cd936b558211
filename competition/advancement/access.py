"""Who may see and decide what of a cut: the people of the upper event decide, those of the events below may look."""

from __future__ import annotations

from collections.abc import Iterable

from competition.accounts.queries import Known
from competition.accounts.roles import scope_path


def reads_cut(person: Known, upper_event_id: str, source_event_ids: Iterable[str]) -> bool:
    """Whether a person may see the cuts of a passage: for the upper event, or for one that feeds it."""
    return any(person.may("cut.read", scope_path(one)) for one in (upper_event_id, *source_event_ids))
