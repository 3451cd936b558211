"""What is done to many units of the list at once: setting the industry or ownership, moving below a unit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from competition.acts import actions as acts
from competition.organisations import queries
from competition.organisations.actions.ground import (
    Step,
    chunks,
    grouping,
    not_ahead,
    not_overtaken,
    open_unit,
    place_now,
    revs,
    stand,
    step_back,
    units_by_id,
)
from competition.organisations.facts import OrganisationsGrouped
from competition.organisations.models import Organisation
from competition.store import Refused, happened, transaction

MOVE = "organisations.move"
PERMISSION = "organisation.edit"


@dataclass(frozen=True)
class Planned:
    """What an act on many units would do: the units it changes, and (name, refusal) of those it leaves as they are."""

    units: list[Organisation]
    skipped: list[tuple[str, Refused]]


def plan_any(s: Session, ids: Sequence[str]) -> Planned:
    """The open ones of these units, before anybody has said what they shall get."""
    units = units_by_id(s, ids)
    return Planned([one for one in units if one.closed_on is None], _closed(units))


def plan_group(s: Session, ids: Sequence[str], kind: str, key: str) -> Planned:
    """Which of these units would get another industry or ownership. Refused: grouping_not_there."""
    if key:
        grouping(s, kind, key)
    units = units_by_id(s, ids)
    fitting = [one for one in units if getattr(one, kind) != key and one.closed_on is None]
    return Planned(fitting, _closed(units))


def group_units(actor: str, ids: Sequence[str], kind: str, key: str) -> tuple[str, int]:
    """Give units an industry or kind of ownership ("" none); returns the act's id and how many were changed.

    Refused: grouping_not_there.
    """
    with transaction() as s:
        units = plan_group(s, ids, kind, key).units
        name = grouping(s, kind, key).name if key else "–"
        before = {one.id: getattr(one, kind) for one in units}
        _set(s, kind, {one.id: key for one in units})
        happened(OrganisationsGrouped(actor=actor, organisation_ids=sorted(before), grouping=kind, key=key, name=name))
        undo = {"kind": kind, "before": before, "revs": revs(s, before)}
        act_id = acts.record(
            s, actor, f"organisations.{kind}", permission=PERMISSION, count=len(units), undo=undo, name=name
        )
        return act_id, len(units)


def plan_move(s: Session, ids: Sequence[str], parent_id: str, on: dt.date) -> Planned:
    """Which of these units would stand below another by region. Refused: organisation_not_there, organisation_is_closed,
    date_ahead, date_before_opening (of the unit above)."""
    above = open_unit(s, parent_id)
    not_ahead(above, on)
    path = {parent_id, *(unit_id for unit_id, _name in queries.above(s, parent_id))}
    plan = Planned([], [])
    for one in units_by_id(s, ids):
        refused = _unmovable(s, one, path, on)
        if refused is not None:
            plan.skipped.append((one.name, refused))
        elif one.parent_id != parent_id:
            plan.units.append(one)
    return plan


def move_units(actor: str, ids: Sequence[str], parent_id: str, on: dt.date) -> tuple[str, int]:
    """Let units stand below another by region from a day on; returns the act's id and how many were moved.

    Refused: as `plan_move`.
    """
    with transaction() as s:
        units = plan_move(s, ids, parent_id, on).units
        names = queries.named_ids(s, [parent_id, *(one.parent_id for one in units)])
        steps = [step for one in units if (step := stand(s, actor, one, "region", parent_id, on, names))]
        undo = {"steps": steps, "revs": revs(s, [one.id for one in units])}
        act_id = acts.record(s, actor, MOVE, permission=PERMISSION, count=len(steps), undo=undo, name=names[parent_id])
        return act_id, len(steps)


def _closed(units: Sequence[Organisation]) -> list[tuple[str, Refused]]:
    return [(one.name, Refused("organisation_is_closed", name=one.name)) for one in units if one.closed_on is not None]


def _unmovable(s: Session, one: Organisation, path: set[str], on: dt.date) -> Refused | None:
    if one.closed_on is not None:
        return Refused("organisation_is_closed", name=one.name)
    if one.id in path:
        return Refused("organisation_below_itself", name=one.name)
    try:
        not_ahead(one, on)
    except Refused as refused:
        return refused
    now = place_now(s, one.id, "region")
    if now is not None and now.since is not None and on < now.since:
        return Refused("date_before_place", name=one.name, on=now.since.isoformat())
    return None


def _set(s: Session, kind: str, keys: dict[str, str]) -> None:
    """Set a grouping of units, one statement a portion and key."""
    by_key: dict[str, list[str]] = {}
    for unit_id, key in keys.items():
        by_key.setdefault(key, []).append(unit_id)
    for key, ids in by_key.items():
        for chunk in chunks(ids):
            s.execute(
                update(Organisation).where(Organisation.id.in_(chunk)).values({kind: key, "rev": Organisation.rev + 1})
            )


def _undo_group(s: Session, actor: str, undo: dict[str, Any]) -> None:
    """Every unit has what it had before. Refused: act_overtaken, grouping_not_there (it was removed meanwhile)."""
    not_overtaken(s, undo["revs"])
    kind: str = undo["kind"]
    before: dict[str, str] = undo["before"]
    names = {key: grouping(s, kind, key).name if key else "–" for key in sorted(set(before.values()))}
    _set(s, kind, before)
    for key, name in names.items():
        ids = sorted(unit_id for unit_id, had in before.items() if had == key)
        happened(OrganisationsGrouped(actor=actor, organisation_ids=ids, grouping=kind, key=key, name=name))


@acts.undoes(MOVE)
def _undo_move(s: Session, actor: str, undo: dict[str, Any]) -> None:
    """Every unit stands where it stood. Refused: act_overtaken, and what `step_back` refuses."""
    not_overtaken(s, undo["revs"])
    steps: list[Step] = undo["steps"]
    units = units_by_id(s, [str(step["unit"]) for step in steps])
    names = queries.named_ids(s, [step["before"] for step in steps] + [one.parent_id for one in units])
    for step in reversed(steps):
        step_back(s, actor, step, names)


for _kind in ("industry", "ownership"):
    acts.undoes(f"organisations.{_kind}")(_undo_group)
