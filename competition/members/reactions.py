"""What the roll does when something happens to units."""

from __future__ import annotations

from sqlalchemy.orm import Session

from competition.members import actions, queries
from competition.organisations.facts import OrganisationClosed, OrganisationMerged, OrganisationMergeUndone
from competition.store import Refused


def keep_unit_with_members(s: Session, news: OrganisationClosed) -> None:
    """A unit with members of today is not closed. Refused: unit_has_members (count)."""
    count = queries.count_of(s, news.organisation_id)
    if count:
        raise Refused("unit_has_members", count=count)


def move_with_merger(s: Session, news: OrganisationMerged) -> None:
    """The members of a unit that was taken in go with it, each with a membership of its own from that day on."""
    actions.merge_units(s, news.organisation_id, news.into_id, on=news.on, reason=news.name)


def move_back_with_merger(s: Session, news: OrganisationMergeUndone) -> None:
    """A merger was taken back: whoever is still where it put them goes back."""
    actions.unmerge_units(s, news.organisation_id, news.into_id)
