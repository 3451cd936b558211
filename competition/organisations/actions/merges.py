"""One unit taken in by another, and taking that back."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from competition.acts import actions as acts
from competition.organisations import queries
from competition.organisations.actions.ground import (
    Step,
    not_ahead,
    not_overtaken,
    open_unit,
    revs,
    stand,
    step_back,
    unchanged,
    unit,
)
from competition.organisations.actions.moves import end_places
from competition.organisations.facts import OrganisationMerged, OrganisationMergeUndone
from competition.organisations.models import Organisation, Place
from competition.store import Refused, happened, transaction

KIND = "organisations.merge"


def merge(actor: str, organisation_id: str, into_id: str, *, on: dt.date, rev: int | None = None) -> str:
    """Let a unit be taken in by another on a day: units below it stand below the other, it is closed, its name leads to
    the other. Returns the id of the act, which can be taken back.

    Refused: organisation_not_there, organisation_is_closed, changed_meanwhile, merge_into_itself, merge_into_below,
    date_ahead, date_before_opening, date_before_place.
    """
    with transaction() as s:
        one, into = open_unit(s, organisation_id), open_unit(s, into_id)
        unchanged(one, rev)
        mergeable(s, one, into)
        not_ahead(one, on)
        not_ahead(into, on)
        names = {one.id: one.name, into.id: into.name}
        steps: list[Step] = []
        for tree in queries.TREES:
            for child in queries.children_of(s, one.id, tree):
                step = stand(s, actor, child, tree, into.id, on, names)
                steps += [step] if step else []
        places = end_places(s, one, on)
        former = list(s.scalars(select(Organisation.id).where(Organisation.merged_into_id == one.id)))
        s.execute(update(Organisation).where(Organisation.merged_into_id == one.id).values(merged_into_id=into.id))
        one.closed_on, one.merged_into_id = on, into.id
        one.rev += 1
        moved = {str(step["unit"]) for step in steps}
        s.flush()
        happened(
            OrganisationMerged(
                actor=actor, organisation_id=one.id, into_id=into.id, name=one.name, into=into.name, on=on,
                moved=len(moved),
            )
        )  # fmt: skip
        undo = {
            "unit": one.id, "into": into.id, "on": on.isoformat(), "steps": steps, "places": places, "former": former,
            "revs": revs(s, moved | {one.id}),
        }  # fmt: skip
        return acts.record(
            s,
            actor,
            KIND,
            permission="organisation.edit",
            count=1 + len(moved),
            undo=undo,
            name=one.name,
            into=into.name,
        )


def mergeable(s: Session, one: Organisation, into: Organisation) -> None:
    """Refused: merge_into_itself, merge_into_below (in either tree)."""
    if one.id == into.id:
        raise Refused("merge_into_itself")
    if any(into.id in queries.below(s, one.id, tree) for tree in queries.TREES):
        raise Refused("merge_into_below", name=one.name, into=into.name)


@acts.undoes(KIND)
def undo_merge(s: Session, actor: str, undo: dict[str, Any]) -> None:
    """Both units stand as before the merge. Refused: act_overtaken, and what `step_back` refuses."""
    not_overtaken(s, undo["revs"])
    one, into = unit(s, undo["unit"]), unit(s, undo["into"])
    for tree in queries.TREES:
        above = getattr(one, queries.parent_name(tree))
        if above:
            open_unit(s, above)
    one.closed_on = one.merged_into_id = None
    one.rev += 1
    s.execute(update(Place).where(Place.id.in_(undo["places"])).values(until=None))
    s.execute(update(Organisation).where(Organisation.id.in_(undo["former"])).values(merged_into_id=one.id))
    s.flush()
    names = {one.id: one.name, into.id: into.name}
    for step in reversed(undo["steps"]):
        step_back(s, actor, step, names)
    happened(
        OrganisationMergeUndone(
            actor=actor, organisation_id=one.id, into_id=into.id, name=one.name, into=into.name,
            on=dt.date.fromisoformat(undo["on"]),
        )
    )  # fmt: skip
