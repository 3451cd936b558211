"""Taking a checked list of units in, as one transaction that can be taken back as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from competition.acts import actions as acts
from competition.organisations import queries
from competition.organisations.actions.ground import (
    IMPORT_LEVEL,
    Step,
    chunks,
    not_overtaken,
    open_unit,
    revs,
    stand,
    step_back,
    today,
    unit,
)
from competition.organisations.actions.units import change
from competition.organisations.checking import ADD, CHANGE, CheckedUnit, KnownUnit, Registry, check_units
from competition.organisations.facts import OrganisationAdded, OrganisationRemoved
from competition.organisations.models import Organisation, Place
from competition.organisations.reading import UnitRow
from competition.store import Refused, happened, new_id, transaction
from competition.web.pinyin import initials, pinyin

KIND = "organisations.import"


def registry(s: Session) -> Registry:
    """All that rows of an import are checked against."""
    names = {row.id: row.name for row in s.execute(select(Organisation.id, Organisation.name))}
    units = {
        one.id: KnownUnit(
            one.id, one.name, one.short, one.code, one.level, one.industry, one.ownership, one.parent_id,
            one.closed_on is not None, names.get(one.merged_into_id) if one.merged_into_id else None,
        )
        for one in s.execute(select(*Organisation.__table__.c)).all()
    }  # fmt: skip
    groups = {
        (kind, name.lower()): one.key
        for kind, listed in queries.groups(s).items()
        for one in listed
        for name in (one.name, one.name_en, one.key)
        if name
    }
    return Registry(units, groups, IMPORT_LEVEL)


def import_units(
    actor: str, raw: Sequence[UnitRow], previewed: Sequence[CheckedUnit], *, doubtful: bool, file: str
) -> tuple[str, int]:
    """Add and change what the rows say; returns the act's id and how many units it touched.

    Refused: import_overtaken (the rows would do something else now than what was shown).
    """
    sounds = {row.name: (pinyin(row.name), initials(row.name)) for row in previewed if row.state == ADD}
    with transaction() as s:
        checked = check_units(raw, registry(s))
        if checked != list(previewed):
            raise Refused("import_overtaken")
        taken = [row for row in checked if row.state in (ADD, CHANGE) and (doubtful or not row.doubtful)]
        added = _add(s, actor, taken, sounds)
        before, steps = _change(s, actor, taken)
        touched = {*added, *before, *(str(step["unit"]) for step in steps)}
        undo = {"added": added, "before": before, "steps": steps, "revs": revs(s, touched)}
        count = len(touched)
        act_id = acts.record(s, actor, KIND, permission="organisation.edit", count=count, undo=undo, file=file)
        return act_id, count


def _add(s: Session, actor: str, taken: Sequence[CheckedUnit], sounds: Mapping[str, tuple[str, str]]) -> list[str]:
    """Make the new units, those above first; a unit above that was left out leaves them at the top."""
    new = {row.name: row for row in taken if row.state == ADD}
    ids = {name: new_id() for name in new}
    above = _ids_by_name(s, {row.parent for row in new.values()} - new.keys())
    rows: list[dict[str, Any]] = []
    for name in _from_above(new):
        row = new[name]
        short = row.values.get("short") or name[:24]
        rows.append(
            dict(
                id=ids[name], name=name, short=short, badge=short[0], code=row.values.get("code", ""),
                level=row.values["level"], industry=row.values.get("industry", ""),
                ownership=row.values.get("ownership", ""), parent_id=ids.get(row.parent) or above.get(row.parent),
                pinyin=sounds[name][0], initials=sounds[name][1],
            )
        )  # fmt: skip
    if rows:
        for depth in _by_depth(rows):
            s.execute(insert(Organisation), depth)
        s.execute(
            insert(Place),
            [
                dict(id=new_id(), organisation_id=made["id"], tree="region", parent_id=made["parent_id"])
                for made in rows
            ],
        )
    for made in rows:
        happened(
            OrganisationAdded(
                actor=actor,
                organisation_id=made["id"],
                name=made["name"],
                level=made["level"],
                parent_id=made["parent_id"],
            )
        )
    return [made["id"] for made in rows]


def _change(s: Session, actor: str, taken: Sequence[CheckedUnit]) -> tuple[dict[str, dict[str, Any]], list[Step]]:
    """Change the units that were there; returns what they were, and the steps of those that stand elsewhere now."""
    changing = [row for row in taken if row.state == CHANGE and row.unit_id]
    parents = _ids_by_name(s, {row.parent for row in changing})
    before: dict[str, dict[str, Any]] = {}
    steps: list[Step] = []
    for row in changing:
        one = unit(s, row.unit_id or "")
        was = change(s, actor, one, row.values)
        if was:
            before[one.id] = was
        parent_id = parents.get(row.parent)
        if parent_id:
            names = queries.named_ids(s, [one.parent_id, parent_id])
            step = stand(s, actor, one, "region", parent_id, today(), names)
            steps += [step] if step else []
    return before, steps


def _ids_by_name(s: Session, names: set[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for chunk in chunks(sorted(names - {""})):
        rows = s.execute(select(Organisation.id, Organisation.name).where(Organisation.name.in_(chunk)))
        found |= {row.name: row.id for row in rows}
    return found


def _from_above(new: Mapping[str, CheckedUnit]) -> list[str]:
    """The names of new units, each after the new one it stands below."""
    ordered: dict[str, None] = {}
    for name in new:
        path: list[str] = []
        at = name
        while at in new and at not in ordered and at not in path:
            path.append(at)
            at = new[at].parent
        ordered |= dict.fromkeys(reversed(path))
    return list(ordered)


def _by_depth(rows: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """The rows in portions, none of which stands below one of its own portion or of a later one."""
    depth: dict[str, int] = {}
    portions: list[list[dict[str, Any]]] = []
    for row in rows:
        depth[row["id"]] = at = depth.get(row["parent_id"], -1) + 1
        portions += [[]] if at == len(portions) else []
        portions[at].append(row)
    return portions


@acts.undoes(KIND)
def undo_import(s: Session, actor: str, undo: dict[str, Any]) -> None:
    """What was added is taken out, what was changed is as before. Refused: act_overtaken, when a unit was changed since,
    or something else holds on to one that was added."""
    not_overtaken(s, undo["revs"])
    for step in reversed(undo["steps"]):
        one = open_unit(s, step["unit"])
        step_back(s, actor, step, queries.named_ids(s, [one.parent_id, step["before"]]))
    for unit_id, was in undo["before"].items():
        change(s, actor, unit(s, unit_id), was)
    _take_out(s, actor, undo["added"])


def _take_out(s: Session, actor: str, ids: Sequence[str]) -> None:
    out = set(ids)
    held = 0
    names: dict[str, str] = {}
    for chunk in chunks(list(ids)):
        names |= queries.named_ids(s, chunk)
        over = or_(
            Organisation.parent_id.in_(chunk),
            Organisation.industry_parent_id.in_(chunk),
            Organisation.merged_into_id.in_(chunk),
        )
        held += len(set(s.scalars(select(Organisation.id).where(over))) - out)
        s.execute(delete(Place).where(Place.organisation_id.in_(chunk)))
        s.execute(update(Organisation).where(Organisation.id.in_(chunk)).values(parent_id=None))
    if held:
        raise Refused("act_overtaken", count=held)
    try:
        for chunk in chunks(list(ids)):
            s.execute(delete(Organisation).where(Organisation.id.in_(chunk)))
    except IntegrityError:
        raise Refused("act_overtaken", count=1) from None
    for unit_id in ids:
        happened(OrganisationRemoved(actor=actor, organisation_id=unit_id, name=names.get(unit_id, "")))
