"""Adding a unit, and changing what it says of itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from competition.organisations import queries
from competition.organisations.actions.ground import grouping, open_unit, sound, unchanged, unit
from competition.organisations.facts import OrganisationAdded, OrganisationChanged, OrganisationRenamed
from competition.organisations.models import Organisation, Place
from competition.store import Refused, happened, new_id, transaction

GROUPED = ("level", "industry", "ownership")


def add_organisation(
    actor: str,
    *,
    name: str,
    level: str,
    short: str = "",
    badge: str = "",
    parent_id: str | None = None,
    code: str = "",
    industry: str = "",
    ownership: str = "",
    industry_parent_id: str | None = None,
    opened_on: dt.date | None = None,
) -> str:
    """Add a unit; returns its id. An empty short name is the name, an empty badge the short name's first character.

    Refused: organisation_exists, organisation_code_taken, grouping_not_there, organisation_not_there and
    organisation_is_closed (a unit above).
    """
    organisation_id = new_id()
    short = short or name[:24]
    with transaction() as s:
        _name_is_free(s, name, None)
        _code_is_free(s, code, None)
        _grouped(s, {"level": level, "industry": industry, "ownership": ownership})
        for above in (parent_id, industry_parent_id):
            if above:
                open_unit(s, above)
        one = Organisation(
            id=organisation_id, name=name, short=short, badge=badge or short[0], code=code, level=level,
            industry=industry, ownership=ownership, parent_id=parent_id, industry_parent_id=industry_parent_id,
            opened_on=opened_on,
        )  # fmt: skip
        sound(one)
        s.add(one)
        s.flush()
        s.add(Place(organisation_id=organisation_id, tree="region", parent_id=parent_id, since=opened_on))
        if industry_parent_id:
            s.add(
                Place(organisation_id=organisation_id, tree="industry", parent_id=industry_parent_id, since=opened_on)
            )
        s.flush()
        happened(
            OrganisationAdded(actor=actor, organisation_id=organisation_id, name=name, level=level, parent_id=parent_id)
        )
    return organisation_id


def edit_organisation(
    actor: str,
    organisation_id: str,
    *,
    name: str,
    level: str,
    short: str,
    badge: str,
    code: str = "",
    industry: str = "",
    ownership: str = "",
    opened_on: dt.date | None = None,
    rev: int | None = None,
) -> None:
    """Change what a unit says of itself; entries already made keep the name they were made with. Moving is `move`.

    Refused: organisation_not_there, changed_meanwhile, organisation_exists, organisation_code_taken,
    grouping_not_there, opened_after_places, date_before_closing.
    """
    short = short or name[:24]
    after = {
        "name": name, "short": short, "badge": badge or short[0], "code": code, "level": level, "industry": industry,
        "ownership": ownership, "opened_on": opened_on,
    }  # fmt: skip
    with transaction() as s:
        one = unit(s, organisation_id)
        unchanged(one, rev)
        _name_is_free(s, name, one.id)
        _code_is_free(s, code, one.id)
        _grouped(s, {kind: key for kind in GROUPED if (key := after[kind]) != getattr(one, kind)})
        _opened_before_all(s, one, opened_on)
        change(s, actor, one, after)


def change(s: Session, actor: str, one: Organisation, after: Mapping[str, Any]) -> dict[str, Any]:
    """Set fields of a unit in the caller's transaction and say what changed; returns what they were, {} when nothing differs."""
    before = {key: getattr(one, key) for key, value in after.items() if getattr(one, key) != value}
    if not before:
        return {}
    after = {key: after[key] for key in before}
    shown = "; ".join(f"{_shown(s, key, before[key])} → {_shown(s, key, value)}" for key, value in after.items())
    for key, value in after.items():
        setattr(one, key, value)
    one.rev += 1
    sound(one)
    s.flush()
    happened(OrganisationChanged(actor=actor, organisation_id=one.id, before=before, after=after, changed=shown))
    if "name" in before:
        happened(OrganisationRenamed(organisation_id=one.id, name=one.name))
    return before


def _shown(s: Session, field: str, value: Any) -> str:
    """A value as people know it: groupings by their name, nothing as a dash."""
    if field in GROUPED and value:
        return next((one.name for one in queries.groups(s)[field] if one.key == value), value)
    return str(value) if value else "–"


def _name_is_free(s: Session, name: str, own_id: str | None) -> None:
    taken = s.scalar(select(Organisation.id).where(Organisation.name == name))
    if taken is not None and taken != own_id:
        raise Refused("organisation_exists", name=name)


def _code_is_free(s: Session, code: str, own_id: str | None) -> None:
    taken = (
        s.execute(select(Organisation.id, Organisation.name).where(Organisation.code == code)).first() if code else None
    )
    if taken is not None and taken.id != own_id:
        raise Refused("organisation_code_taken", taken=code, name=taken.name)


def _grouped(s: Session, keys: Mapping[str, Any]) -> None:
    for kind, key in keys.items():
        if key or kind == "level":
            grouping(s, kind, key)


def _opened_before_all(s: Session, one: Organisation, opened_on: dt.date | None) -> None:
    """The day of opening stands before all that is known of the unit; its first place begins with it."""
    if opened_on == one.opened_on:
        return
    if opened_on is not None and one.closed_on is not None and one.closed_on < opened_on:
        raise Refused("date_before_closing", name=one.name, on=one.closed_on.isoformat())
    for tree in queries.TREES:
        places = s.scalars(select(Place).where(Place.organisation_id == one.id, Place.tree == tree)).all()
        first = min(places, key=lambda place: place.since or dt.date.min, default=None)
        if first is None:
            continue
        end = first.until
        if opened_on is not None and end is not None and end <= opened_on:
            raise Refused("opened_after_places", on=end.isoformat())
        if first.since == one.opened_on:
            first.since = opened_on
        elif opened_on is not None and first.since is not None and first.since < opened_on:
            raise Refused("opened_after_places", on=first.since.isoformat())
