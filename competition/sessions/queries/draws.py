"""Draws, who may keep a share of their keys, and the names that take part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from competition.accounts import queries as accounts
from competition.accounts.roles import scope_path
from competition.contestants.queries import EntryRow
from competition.events import queries as events
from competition.sessions.models import Custody, Draw, DrawCode, Work
from competition.sessions.sealing import Lock
from competition.store import Refused
from competition.store.vault import vault

KINDS = ("entry_code", "station_code")
WORKS = "work_code"
"""The third draw, of stages that have three."""
KEEPERS = ("supervisor", "cipher_officer", "arbitration", "organiser")
"""Roles whose holders may keep a share: those who see no marks being given (rules 4)."""


@dataclass(frozen=True)
class Keeper:
    """Who keeps which share of a draw's key."""

    number: int
    holder_id: str
    name: str
    confirmed: bool


def draw(s: Session, stage_id: str, kind: str) -> Draw:
    """The draw of this kind in a stage. Refused: not_there (404)."""
    found = s.scalar(select(Draw).where(Draw.stage_id == stage_id, Draw.kind == kind))
    if found is None:
        raise Refused("not_there", 404)
    return found


def kinds_of(anonymity: str) -> tuple[str, ...]:
    """The draws of a stage of this anonymity, in their order."""
    return (*KINDS, WORKS) if anonymity == "three_stage" else KINDS


def works(s: Session, stage_id: str) -> list[Work]:
    """The works of a stage by their codes; none before its third draw."""
    return list(s.scalars(select(Work).where(Work.stage_id == stage_id).order_by(Work.code)))


def stages_with_works(s: Session, stage_ids: Sequence[str]) -> set[str]:
    """Those of these stages that made their third draw."""
    return set(s.scalars(select(Work.stage_id).where(Work.stage_id.in_(stage_ids)).distinct()))


def draws_of_stage(s: Session, stage_id: str) -> dict[str, Draw]:
    """The draws of a stage by kind."""
    return {one.kind: one for one in s.scalars(select(Draw).where(Draw.stage_id == stage_id))}


def draws_of_event(s: Session, event_id: str) -> dict[str, dict[str, Draw]]:
    """The draws of an event by trade and kind."""
    stages = {stage.id: trade_id for trade_id, stage in events.stages(s, event_id).items()}
    found: dict[str, dict[str, Draw]] = {}
    for one in s.scalars(select(Draw).where(Draw.stage_id.in_(list(stages)))):
        found.setdefault(stages[one.stage_id], {})[one.kind] = one
    return found


def custody(s: Session, draw_id: str) -> list[Custody]:
    """Who keeps the shares of a draw, by number."""
    return list(s.scalars(select(Custody).where(Custody.draw_id == draw_id).order_by(Custody.number)))


def keepers(s: Session, draw_ids: Sequence[str]) -> dict[str, list[Keeper]]:
    """The keepers of each draw with their names."""
    rows = list(s.scalars(select(Custody).where(Custody.draw_id.in_(draw_ids)).order_by(Custody.number)))
    names = accounts.names(s, {one.holder_id for one in rows})
    found: dict[str, list[Keeper]] = {}
    for one in rows:
        keeper = Keeper(one.number, one.holder_id, names.get(one.holder_id, ""), one.confirmed_at is not None)
        found.setdefault(one.draw_id, []).append(keeper)
    return found


def share_of(s: Session, draw_id: str, holder_id: str) -> Custody:
    """The share that this person keeps. Refused: not_there (404)."""
    found = s.scalar(select(Custody).where(Custody.draw_id == draw_id, Custody.holder_id == holder_id))
    if found is None:
        raise Refused("not_there", 404)
    return found


def candidates(s: Session, event_id: str, trade_id: str) -> list[tuple[str, str, str]]:
    """(id, name, role) of whoever may keep a share, each person once, by role and name."""
    found: dict[str, tuple[str, str, str]] = {}
    for role in KEEPERS:
        for scope in (scope_path(event_id, trade_id), scope_path(event_id), "/"):
            for person in accounts.holders(s, role, scope):
                found.setdefault(person.id, (person.id, person.name, role))
    return list(found.values())


def may_keep(s: Session, event_id: str, trade_id: str, person_id: str) -> bool:
    """Whether a person may keep a share."""
    return any(one[0] == person_id for one in candidates(s, event_id, trade_id))


def names_of(s: Session, stage_id: str, entries: Sequence[EntryRow]) -> dict[str, str]:
    """Entry id -> the name that it draws its station by: its entry code where the first draw was made, else its number.

    Refused: draw_sealed where the list of the first draw can no longer be read here; no_entry_code for an entry that
    came after it.
    """
    first = draws_of_stage(s, stage_id).get("entry_code")
    numbers = {one.id: str(one.number) for one in entries}
    if first is None or first.state == "COMMITTED":
        return numbers
    codes = _codes(s, first)
    missing = [number for number in numbers.values() if number not in codes]
    if missing:
        raise Refused("no_entry_code", 409, numbers=", ".join(missing))
    return {entry_id: codes[number] for entry_id, number in numbers.items()}


def _codes(s: Session, first: Draw) -> dict[str, str]:
    """Number -> entry code."""
    if first.record is not None:
        return {name: code for record in first.record for name, code in record["result"]}
    if first.key_sealed is None:
        raise Refused("draw_sealed", 409)
    lock = Lock(bytes.fromhex(vault().open("draw", first.id, "key", first.key_sealed)), first.id)
    rows = s.scalars(select(DrawCode).where(DrawCode.draw_id == first.id))
    return {lock.open(one.code, one.name_sealed): one.code for one in rows}
