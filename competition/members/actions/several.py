"""What can be done to several members at once, and taken back as a whole for a week."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from competition.acts import actions as acts
from competition.members import queries
from competition.members.actions import rows
from competition.members.actions.changing import row_of_change
from competition.members.actions.ground import not_ahead, open_unit, sound_reason
from competition.members.facts import MembersActed
from competition.members.models import Member, Membership
from competition.store import Refused, happened, transaction, utcnow

MOST_AT_ONCE = 500
MOVED, LEFT, SORTED = "members.transfer", "members.leave", "members.categorise"


@dataclass(frozen=True)
class Ready:
    """Members an act would change, and those it would not, with the code of the reason."""

    members: Sequence[Member]
    skipped: Sequence[tuple[Member, str]]


def ready(s: Session, ids: Sequence[str], *, act: str, on: dt.date, unit_id: str = "", bit: int | None = None) -> Ready:
    """Whom an act would change: `act` is transfer (to `unit_id`), leave, add or remove (the category `bit`)."""
    found = rows.of_ids(s, ids)
    members = [one.id for one in found]
    began = select(Membership.member_id, Membership.since).where(
        Membership.member_id.in_(members), Membership.ended == ""
    )
    since = {row.member_id: row.since for row in s.execute(began)}
    fit: list[Member] = []
    skipped: list[tuple[Member, str]] = []
    for one in found:
        has = bit is not None and bool(one.categories >> bit & 1)
        why = ""
        if act == "transfer" and one.organisation_id == unit_id:
            why = "same_unit"
        elif act == "leave" and one.organisation_id is None:
            why = "left_already"
        elif act in ("transfer", "leave") and (day := since.get(one.id)) and on < day:
            why = "date_before_joining"
        elif act == "add" and has:
            why = "has_category"
        elif act == "remove" and not has:
            why = "has_no_category"
        if why:
            skipped.append((one, why))
        else:
            fit.append(one)
    return Ready(fit, skipped)


def transfer_several(
    actor: str, ids: Sequence[str], organisation_id: str, *, on: dt.date, reason: str
) -> tuple[str, int]:
    """Move these members to another unit from a day on. Returns the act's id and how many went.

    Refused: too_many_at_once, nobody_fits, organisation_not_there, organisation_is_closed, date_ahead, reason_needed,
    reason_has_number.
    """
    reason = _checked(ids, on, reason)
    with transaction() as s:
        unit = open_unit(s, organisation_id)
        fit = _somebody(ready(s, ids, act="transfer", on=on, unit_id=organisation_id))
        moves = [
            rows.Move(
                one.id, organisation_id, on, "transferred", "transferred" if one.organisation_id else "joined", reason
            )
            for one in fit
        ]
        rows.move(s, moves)
        return _units_changed(s, actor, fit, organisation_id, MOVED, reason, unit)


def leave_several(actor: str, ids: Sequence[str], *, on: dt.date, reason: str) -> tuple[str, int]:
    """End these members' memberships on a day. Returns the act's id and how many left. Refuses what `transfer_several` does."""
    reason = _checked(ids, on, reason)
    with transaction() as s:
        fit = _somebody(ready(s, ids, act="leave", on=on))
        rows.move(s, [rows.Move(one.id, None, on, "left", "", reason) for one in fit])
        return _units_changed(s, actor, fit, None, LEFT, reason, "")


def categorise_several(actor: str, ids: Sequence[str], key: str, *, add: bool) -> tuple[str, int]:
    """Give these members a category, or take it from them. Returns the act's id and how many it changed.

    Refused: too_many_at_once, nobody_fits, not_there (the category).
    """
    if len(ids) > MOST_AT_ONCE:
        raise Refused("too_many_at_once", most=MOST_AT_ONCE)
    with transaction() as s:
        category = queries.category(s, key)
        act = "add" if add else "remove"
        fit = _somebody(ready(s, ids, act=act, on=utcnow().date(), bit=category.bit))
        now, bit = utcnow(), 1 << category.bit
        after = {one.id: one.categories | bit if add else one.categories & ~bit for one in fit}
        rows.log(
            s,
            [
                row_of_change(
                    one.id, one.rev + 1, {"categories": [one.categories, after[one.id]]}, actor=actor, reason="",
                    batch_id=None, at=now,
                )
                for one in fit
            ],
        )  # fmt: skip
        rows.set_categories(s, after)
        undo = {"members": [[one.id, one.rev + 1, one.categories] for one in fit]}
        act_id = acts.record(
            s, actor, SORTED, permission="member.edit", count=len(fit), undo=undo, what=category.name, add=add
        )
        _happened(s, actor, act_id, "categorise" if add else "uncategorise", fit, category.name, "")
    return act_id, len(fit)


@acts.undoes(MOVED)
def _transfer_back(s: Session, actor: str, undo: dict[str, Any]) -> None:
    _units_back(s, actor, undo, opened=True)


@acts.undoes(LEFT)
def _leave_back(s: Session, actor: str, undo: dict[str, Any]) -> None:
    _units_back(s, actor, undo, opened=False)


@acts.undoes(SORTED)
def _categories_back(s: Session, actor: str, undo: dict[str, Any]) -> None:
    found = _not_overtaken(s, undo)
    before = {member_id: bits for member_id, _rev, bits in undo["members"]}
    now = utcnow()
    rows.log(
        s,
        [
            row_of_change(
                one.id, one.rev + 1, {"categories": [one.categories, before[one.id]]}, actor=actor, reason="", batch_id=None,
                at=now,
            )
            for one in found
        ],
    )  # fmt: skip
    rows.set_categories(s, before)
    rows.expire(s)


def _units_changed(
    s: Session, actor: str, fit: Sequence[Member], unit_id: str | None, kind: str, reason: str, unit: str
) -> tuple[str, int]:
    """The members' own columns, the log, the act and the fact, after their memberships have moved."""
    now = utcnow()
    rows.log(
        s,
        [
            row_of_change(
                one.id, one.rev + 1, {"organisation": [one.organisation_id, unit_id]}, actor=actor, reason=reason,
                batch_id=None, at=now,
            )
            for one in fit
        ],
    )  # fmt: skip
    rows.set_units(s, {one.id: unit_id for one in fit})
    undo = {"members": [[one.id, one.rev + 1, one.organisation_id] for one in fit]}
    act_id = acts.record(s, actor, kind, permission="member.edit", count=len(fit), undo=undo, what=unit)
    _happened(s, actor, act_id, kind.rpartition(".")[2], fit, unit, reason)
    rows.expire(s)
    return act_id, len(fit)


def _units_back(s: Session, actor: str, undo: dict[str, Any], *, opened: bool) -> None:
    found = _not_overtaken(s, undo)
    before = {member_id: unit for member_id, _rev, unit in undo["members"]}
    now = utcnow()
    rows.log(
        s,
        [
            row_of_change(
                one.id, one.rev + 1, {"organisation": [one.organisation_id, before[one.id]]}, actor=actor, reason="",
                batch_id=None, at=now,
            )
            for one in found
        ],
    )  # fmt: skip
    joined = [one.id for one in found if before[one.id] is None]
    rows.move_back(s, [one.id for one in found if before[one.id] is not None], opened=opened)
    if opened and joined:
        rows.drop_open(s, joined)
    rows.set_units(s, before)
    rows.expire(s)


def _not_overtaken(s: Session, undo: dict[str, Any]) -> list[Member]:
    """The members of an act, none of them changed since. Refused: act_overtaken (count)."""
    revs = {member_id: rev for member_id, rev, _before in undo["members"]}
    found = rows.of_ids(s, list(revs))
    same = [one for one in found if one.rev == revs[one.id]]
    if len(same) < len(revs):
        raise Refused("act_overtaken", count=len(revs) - len(same))
    return same


def _checked(ids: Sequence[str], on: dt.date, reason: str) -> str:
    if len(ids) > MOST_AT_ONCE:
        raise Refused("too_many_at_once", most=MOST_AT_ONCE)
    not_ahead(on)
    return sound_reason(reason)


def _somebody(found: Ready) -> Sequence[Member]:
    if not found.members:
        raise Refused("nobody_fits")
    return found.members


def _happened(s: Session, actor: str, act_id: str, act: str, fit: Sequence[Member], what: str, reason: str) -> None:
    s.flush()
    happened(
        MembersActed(
            actor=actor, act_id=act_id, act=act, count=len(fit), what=what, reason=reason,
            member_ids=[one.id for one in fit],
        )
    )  # fmt: skip
