"""Moving a unit from a day on, closing it, and opening it again."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from competition.organisations import queries
from competition.organisations.actions.ground import not_ahead, open_unit, place_now, stand, unchanged, unit
from competition.organisations.facts import OrganisationClosed, OrganisationReopened
from competition.organisations.models import Organisation, Place
from competition.store import Refused, happened, new_id, transaction


def move(
    actor: str, organisation_id: str, *, tree: str, parent_id: str | None, on: dt.date, rev: int | None = None
) -> None:
    """Let a unit stand below another (None: at the top, or in no industry's tree) from a day on.

    Refused: organisation_not_there, organisation_is_closed, changed_meanwhile, date_ahead, date_before_opening,
    date_before_place, organisation_below_itself.
    """
    with transaction() as s:
        one = open_unit(s, organisation_id)
        unchanged(one, rev)
        not_ahead(one, on)
        if parent_id is not None:
            above = open_unit(s, parent_id)
            not_ahead(above, on)
            if parent_id in queries.below(s, organisation_id, tree):
                raise Refused("organisation_below_itself", name=one.name)
        names = queries.named_ids(s, [getattr(one, queries.parent_name(tree)), parent_id])
        stand(s, actor, one, tree, parent_id, on, names)


def close(actor: str, organisation_id: str, *, on: dt.date, rev: int | None = None) -> None:
    """Close a unit on a day; it stays in the history. Rooms above refuse while they keep people in it.

    Refused: organisation_not_there, organisation_is_closed, changed_meanwhile, date_ahead, date_before_opening,
    date_before_place, organisation_has_units.
    """
    with transaction() as s:
        one = open_unit(s, organisation_id)
        unchanged(one, rev)
        not_ahead(one, on)
        units = children_count(s, organisation_id)
        if units:
            raise Refused("organisation_has_units", name=one.name, count=units)
        end_places(s, one, on)
        one.closed_on = on
        one.rev += 1
        s.flush()
        happened(OrganisationClosed(actor=actor, organisation_id=one.id, name=one.name, on=on))


def reopen(actor: str, organisation_id: str, *, on: dt.date, rev: int | None = None) -> None:
    """Open a closed unit again from a day on, where it stood before; at the top when what was above it is closed.

    Refused: organisation_not_there, organisation_is_open, changed_meanwhile, date_ahead, date_before_closing.
    """
    with transaction() as s:
        one = unit(s, organisation_id)
        if one.closed_on is None:
            raise Refused("organisation_is_open", name=one.name)
        unchanged(one, rev)
        not_ahead(one, on)
        if on < one.closed_on:
            raise Refused("date_before_closing", name=one.name, on=one.closed_on.isoformat())
        for tree in queries.TREES:
            _stand_again(s, one, tree, on)
        one.closed_on = one.merged_into_id = None
        one.rev += 1
        s.flush()
        happened(OrganisationReopened(actor=actor, organisation_id=one.id, name=one.name, on=on))


def children_count(s: Session, organisation_id: str) -> int:
    """How many open units stand straight below one, in either tree."""
    above = (Organisation.parent_id == organisation_id) | (Organisation.industry_parent_id == organisation_id)
    return s.scalar(select(func.count()).select_from(Organisation).where(above, Organisation.closed_on.is_(None))) or 0


def end_places(s: Session, one: Organisation, on: dt.date) -> list[str]:
    """End where the unit stands, in both trees; returns the ids of the places. Refused: date_before_place."""
    ended = []
    for tree in queries.TREES:
        now = place_now(s, one.id, tree)
        if now is None:
            continue
        if now.since is not None and on < now.since:
            raise Refused("date_before_place", name=one.name, on=now.since.isoformat())
        now.until = on
        ended.append(now.id)
    return ended


def _stand_again(s: Session, one: Organisation, tree: str, on: dt.date) -> None:
    column = queries.parent_name(tree)
    parent_id: str | None = getattr(one, column)
    above = s.get(Organisation, parent_id) if parent_id else None
    if above is not None and (above.closed_on is not None or above.id in queries.below(s, one.id, tree)):
        above = None
    setattr(one, column, above.id if above else None)
    if tree == "industry" and above is None:
        return
    s.add(Place(id=new_id(), organisation_id=one.id, tree=tree, parent_id=above.id if above else None, since=on))
