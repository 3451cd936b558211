"""What several actions on units need: asking for what must be there, and writing where a unit stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from competition.organisations import queries
from competition.organisations.facts import OrganisationMoved
from competition.organisations.models import Grouping, Organisation, Place
from competition.store import Refused, happened, new_id, utcnow
from competition.web.pinyin import initials, pinyin

IMPORT_LEVEL = "enterprise"
CHUNK = 500
EASTERNMOST = dt.timedelta(hours=14)
HOME = ZoneInfo("Asia/Shanghai")

Step = dict[str, str | None]


def today() -> dt.date:
    """The day it is in China: what a form proposes, and the day on which an import moves units."""
    return utcnow().astimezone(HOME).date()


def latest() -> dt.date:
    """The latest day that it is anywhere: no day that people call today is refused as being ahead."""
    return (utcnow() + EASTERNMOST).date()


def unit(s: Session, organisation_id: str) -> Organisation:
    """The unit. Refused: organisation_not_there (404)."""
    one = s.get(Organisation, organisation_id)
    if one is None:
        raise Refused("organisation_not_there", 404)
    return one


def open_unit(s: Session, organisation_id: str) -> Organisation:
    """The unit, when it is open. Refused: organisation_not_there (404), organisation_is_closed."""
    one = unit(s, organisation_id)
    if one.closed_on is not None:
        raise Refused("organisation_is_closed", name=one.name)
    return one


def grouping(s: Session, kind: str, key: str) -> Grouping:
    """The level, industry or kind of ownership. Refused: grouping_not_there."""
    one = s.get(Grouping, (kind, key))
    if one is None:
        raise Refused("grouping_not_there")
    return one


def sound(one: Organisation) -> None:
    """Bring what the unit is found by up to date with its name."""
    one.pinyin, one.initials = pinyin(one.name), initials(one.name)


def unchanged(one: Organisation, rev: int | None) -> None:
    """Refused: changed_meanwhile, when somebody else saved since the form was made."""
    if rev is not None and rev != one.rev:
        raise Refused("changed_meanwhile", 409)


def not_ahead(one: Organisation, on: dt.date) -> None:
    """Refused: date_ahead, date_before_opening."""
    if on > latest():
        raise Refused("date_ahead")
    if one.opened_on is not None and on < one.opened_on:
        raise Refused("date_before_opening", name=one.name, on=one.opened_on.isoformat())


def place_now(s: Session, organisation_id: str, tree: str) -> Place | None:
    """Where the unit stands to this day by its history; None where it has none in this tree."""
    query = select(Place).where(Place.organisation_id == organisation_id, Place.tree == tree, Place.until.is_(None))
    return s.scalars(query).one_or_none()


def stand(
    s: Session, actor: str, one: Organisation, tree: str, parent_id: str | None, on: dt.date, names: Mapping[str, str]
) -> Step | None:
    """Let a unit stand below another in a tree from a day on: its history, its row and the fact. `names` by id.

    A place of the same day is put right instead of ended. Returns what `step_back` needs, None when it stands there
    already. Refused: date_before_place.
    """
    column = queries.parent_name(tree)
    before_id: str | None = getattr(one, column)
    if before_id == parent_id:
        return None
    now = place_now(s, one.id, tree)
    if now is not None and now.since is not None and on < now.since:
        raise Refused("date_before_place", name=one.name, on=now.since.isoformat())
    step: Step = {"unit": one.id, "tree": tree, "before": before_id, "ended": None, "made": None, "fixed": None}
    if now is not None and now.since == on:
        now.parent_id, step["fixed"] = parent_id, now.id
    else:
        if now is not None:
            now.until, step["ended"] = on, now.id
        step["made"] = new_id()
        s.add(Place(id=step["made"], organisation_id=one.id, tree=tree, parent_id=parent_id, since=on))
    _stood(actor, one, tree, before_id, parent_id, on, names)
    return step


def step_back(s: Session, actor: str, step: Step, names: Mapping[str, str]) -> None:
    """Take a `stand` back. Refused: organisation_is_closed (what stood above it), organisation_below_itself."""
    one, before_id, tree = unit(s, str(step["unit"])), step["before"], str(step["tree"])
    if before_id is not None:
        open_unit(s, before_id)
        if before_id in queries.below(s, one.id, tree):
            raise Refused("organisation_below_itself", name=one.name)
    if step["made"] is not None:
        s.execute(delete(Place).where(Place.id == step["made"]))
    if step["ended"] is not None:
        s.execute(update(Place).where(Place.id == step["ended"]).values(until=None))
    if step["fixed"] is not None:
        s.execute(update(Place).where(Place.id == step["fixed"]).values(parent_id=before_id))
    _stood(actor, one, tree, getattr(one, queries.parent_name(tree)), before_id, today(), names)
    s.flush()


def revs(s: Session, ids: Collection[str]) -> dict[str, int]:
    """How often each of these units was changed."""
    s.flush()
    found: dict[str, int] = {}
    for chunk in chunks(sorted(ids)):
        found |= {
            row.id: row.rev
            for row in s.execute(select(Organisation.id, Organisation.rev).where(Organisation.id.in_(chunk)))
        }
    return found


def not_overtaken(s: Session, kept: Mapping[str, int]) -> None:
    """Refused: act_overtaken, when units were changed since their number of changes was kept."""
    now = revs(s, kept.keys())
    overtaken = sum(now.get(unit_id) != rev for unit_id, rev in kept.items())
    if overtaken:
        raise Refused("act_overtaken", count=overtaken)


def units_by_id(s: Session, ids: Sequence[str]) -> list[Organisation]:
    """These units, as far as they are there, by name."""
    found: list[Organisation] = []
    for chunk in chunks(list(dict.fromkeys(ids))):
        found += s.scalars(select(Organisation).where(Organisation.id.in_(chunk)))
    return sorted(found, key=lambda one: (one.pinyin, one.id))


def chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """The ids in portions that one statement takes."""
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]


def _stood(
    actor: str, one: Organisation, tree: str, before_id: str | None, after_id: str | None, on: dt.date,
    names: Mapping[str, str],
) -> None:  # fmt: skip
    setattr(one, queries.parent_name(tree), after_id)
    one.rev += 1
    happened(
        OrganisationMoved(
            actor=actor, organisation_id=one.id, name=one.name, tree=tree, on=on, before_id=before_id,
            after_id=after_id, before=names.get(before_id or "", "–"), after=names.get(after_id or "", "–"),
        )
    )  # fmt: skip
