"""Entries one by one: entering, changing, withdrawing, stations."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from competition.contestants import queries
from competition.contestants.facts import ContestantEntered, EntryChanged, EntryStatusSet, IdentityShown
from competition.contestants.models import Contestant, Entry, EntryChange
from competition.events import queries as events
from competition.organisations import queries as organisations
from competition.store import Refused, happened, new_id, transaction, utcnow
from competition.store.vault import vault


@dataclass(frozen=True, kw_only=True)
class ContestantDetails:
    """What a person says of a contestant; empty numbers mean none."""

    name: str
    sex: str
    organisation_id: str | None
    employer: str
    id_number: str
    phone: str


def enter(actor: str, trade_id: str, details: ContestantDetails) -> str:
    """Enter a contestant in the trade's stage; who is known by the ID number is not made twice. Returns the entry's id.

    Refused: not_there, stage_not_draft, organisation_not_there, id_number_of_another, already_entered.
    """
    entry_id = new_id()
    with transaction() as s:
        trade = events.trade(s, trade_id)
        stage = events.stage_of_trade(s, trade_id)
        if stage.state != "DRAFT":
            raise Refused("stage_not_draft", name=trade.name)
        unit, badge = _frozen(s, details)
        person = _known_or_new(s, details)
        if s.scalar(select(Entry.id).where(Entry.stage_id == stage.id, Entry.contestant_id == person.id)):
            raise Refused("already_entered", name=person.name, trade=trade.name)
        number = 1 + (s.scalar(select(func.max(Entry.number)).where(Entry.stage_id == stage.id)) or 0)
        s.add(
            Entry(
                id=entry_id, event_id=trade.event_id, trade_id=trade_id, stage_id=stage.id, contestant_id=person.id,
                number=number, station_code=station_code(trade.code, number), organisation_id=details.organisation_id,
                organisation_name=unit, badge=badge,
            )
        )  # fmt: skip
        s.flush()
        happened(
            ContestantEntered(
                chain=f"trade:{trade_id}", actor=actor, event_id=trade.event_id, trade_id=trade_id, stage_id=stage.id,
                entry_id=entry_id, number=number, name=person.name, organisation=unit,
            )
        )  # fmt: skip
    return entry_id


def edit_entry(actor: str, entry_id: str, details: ContestantDetails, reason: str) -> None:
    """Change a contestant and what his entry froze; what differs is kept in the entry's history.

    Empty numbers leave the sealed ones as they are. Refused: not_there, stage_ended, organisation_not_there,
    id_number_of_another.
    """
    with transaction() as s:
        entry = _open_entry(s, entry_id)
        person = queries.contestant(s, entry.contestant_id)
        unit, badge = _frozen(s, details)
        changed: dict[str, Any] = {}
        for name in ("name", "sex", "employer", "organisation_id"):
            before, after = getattr(person, name), getattr(details, name)
            if before != after:
                changed[name] = [before, after]
                setattr(person, name, after)
        changed |= _reseal(s, person, details)
        if entry.organisation_id != details.organisation_id or "employer" in changed:
            if (unit, badge) != (entry.organisation_name, entry.badge):
                changed["organisation_name"] = [entry.organisation_name, unit]
            entry.organisation_id, entry.organisation_name, entry.badge = details.organisation_id, unit, badge
        if not changed:
            return
        s.flush()
        _record(s, actor, entry, changed, reason)


def set_status(actor: str, entry_id: str, status: str, reason: str) -> None:
    """Set an entry's status: WD, DNS, DNF, DQ, or "" to let it compete again. Refused: not_there, stage_ended."""
    with transaction() as s:
        entry = _open_entry(s, entry_id)
        if entry.status == status:
            return
        before, entry.status = entry.status, status
        entry.withdrawn_at = utcnow() if status else None
        s.add(EntryChange(entry_id=entry.id, by=actor, changed={"status": [before, status]}, reason=reason))
        s.flush()
        happened(
            EntryStatusSet(
                chain=f"trade:{entry.trade_id}", actor=actor, trade_id=entry.trade_id, stage_id=entry.stage_id,
                entry_id=entry.id, before=before, after=status, reason=reason,
            )
        )  # fmt: skip


def show_identity(actor: str, entry_id: str, reason: str) -> tuple[str, str]:
    """A contestant's whole ID number and telephone number; that they were shown is kept. Refused: not_there."""
    with transaction() as s:
        entry = queries.entry(s, entry_id)
        person = queries.contestant(s, entry.contestant_id)
        happened(
            IdentityShown(
                chain=f"trade:{entry.trade_id}", actor=actor, trade_id=entry.trade_id, entry_id=entry_id, reason=reason
            )
        )
        return queries.open_field(person, "id_number"), queries.open_field(person, "phone")


def assign_station_codes(s: Session, stage_id: str, order: Sequence[str]) -> None:
    """Give stations 1, 2, … to the entries in `order`, in the caller's transaction; the draw is the caller's fact.

    Entries that are not in `order` (withdrawn ones) follow after them by number. Raises ValueError when `order` names
    an entry twice or one of another stage.
    """
    trade = events.place_of_stage(s, stage_id)[1]
    entries = {one.id: one for one in s.scalars(select(Entry).where(Entry.stage_id == stage_id).order_by(Entry.number))}
    if len(set(order)) != len(order) or not set(order) <= entries.keys():
        raise ValueError("the order does not fit the stage")
    for one in entries.values():
        one.station_code = f"~{one.number}"
    s.flush()
    drawn = [*order, *(entry_id for entry_id in entries if entry_id not in set(order))]
    for station, entry_id in enumerate(drawn, 1):
        entries[entry_id].station_code = station_code(trade.code, station)
    s.flush()


def station_code(code: str, station: int) -> str:
    """The trade's code and the station's number: C-07."""
    return f"{code}-{station:02d}"


def _known_or_new(s: Session, details: ContestantDetails) -> Contestant:
    if details.id_number:
        index = vault().index("id_number", details.id_number)
        known = s.scalars(select(Contestant).where(Contestant.id_number_index == index)).one_or_none()
        if known is not None:
            if known.name != details.name:
                raise Refused("id_number_of_another")
            return known
    person = Contestant(
        id=new_id(),
        name=details.name,
        sex=details.sex,
        organisation_id=details.organisation_id,
        employer=details.employer,
    )
    _reseal(s, person, details)
    s.add(person)
    s.flush()
    return person


def _reseal(s: Session, person: Contestant, details: ContestantDetails) -> dict[str, Any]:
    changed: dict[str, Any] = {}
    for column in ("id_number", "phone"):
        text = getattr(details, column)
        index = vault().index(column, text) if text else None
        if index is None or index == getattr(person, f"{column}_index"):
            continue
        if column == "id_number" and s.scalar(select(Contestant.id).where(Contestant.id_number_index == index)):
            raise Refused("id_number_of_another")
        setattr(person, f"{column}_index", index)
        setattr(person, f"{column}_sealed", vault().seal("contestant", person.id, column, text))
        changed[column] = "changed"
    return changed


def _frozen(s: Session, details: ContestantDetails) -> tuple[str, str]:
    """The organisation's name and badge as an entry keeps them."""
    if details.organisation_id is None:
        return details.employer, details.employer[:1]
    unit = organisations.organisation(s, details.organisation_id)
    if unit is None:
        raise Refused("organisation_not_there", 404)
    return unit.name, unit.badge


def _open_entry(s: Session, entry_id: str) -> Entry:
    entry = s.get(Entry, entry_id)
    if entry is None:
        raise Refused("not_there", 404)
    if events.stage(s, entry.stage_id).state == "ENDED":
        raise Refused("stage_ended")
    return entry


def _record(s: Session, actor: str, entry: Entry, changed: dict[str, Any], reason: str) -> None:
    s.add(EntryChange(entry_id=entry.id, by=actor, changed=changed, reason=reason))
    happened(
        EntryChanged(
            chain=f"trade:{entry.trade_id}", actor=actor, trade_id=entry.trade_id, stage_id=entry.stage_id,
            entry_id=entry.id, changed=changed, reason=reason,
        )
    )  # fmt: skip
