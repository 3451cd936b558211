"""Entries one by one: entering, changing, withdrawing, stations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from competition.contestants import queries
from competition.contestants.actions.freezing import Facts, Ground, division_for, frozen, ground_of, members_of, sounds
from competition.contestants.actions.persons import (
    ContestantDetails,
    born_on,
    known_or_new,
    reseal,
    unit_of,
    update_person,
)
from competition.contestants.facts import ContestantEntered, EntryChanged, EntryStatusSet, IdentityShown
from competition.contestants.id_numbers import age_on
from competition.contestants.models import Contestant, Entry, EntryChange
from competition.events import queries as events
from competition.store import Refused, happened, new_id, transaction, utcnow


def enter(actor: str, trade_id: str, details: ContestantDetails, despite: str = "") -> str:
    """Enter a contestant in the trade's stage; who is known by the ID number is not made twice. Returns the entry's id.

    `despite` is the reason to enter him though a rule of entry speaks against it; rooms above hear it.

    Refused: not_there, stage_not_draft, teams_only, organisation_not_there, id_number_of_another, already_entered,
    not_a_member, division_age, division_not_there.
    """
    with transaction() as s:
        trade, stage = open_trade(s, trade_id)
        if trade.team_size > 1:
            raise Refused("teams_only", trade=trade.name)
        unit, badge = unit_of(s, details.organisation_id, details.employer)
        member = members_of(s, [details.id_number]).get(details.id_number)
        person = known_or_new(s, details, member)
        if s.scalar(select(Entry.id).where(Entry.stage_id == stage.id, Entry.contestant_id == person.id)):
            raise Refused("already_entered", name=person.name, trade=trade.name)
        facts = facts_of(person, details)
        columns = frozen(ground_of(s, trade.event_id), trade_id, facts, member)
        entry = place(s, trade, stage, columns, contestant_id=person.id)
        entry.organisation_id, entry.organisation_name, entry.badge = details.organisation_id, unit, badge
        s.flush()
        tell_entered(actor, entry, despite=despite)
        return entry.id


def edit_entry(actor: str, entry_id: str, details: ContestantDetails, reason: str, rev: int | None = None) -> None:
    """Change a contestant and what his entry froze; what differs is kept in the entry's history.

    Empty numbers leave the sealed ones as they are; a corrected name follows to his other entries whose stages have not
    ended. Refused: not_there, changed_meanwhile, stage_ended, organisation_not_there, id_number_of_another,
    division_age, division_not_there.
    """
    with transaction() as s:
        entry = open_entry(s, entry_id, rev)
        if entry.contestant_id is None:
            raise Refused("not_there", 404)
        person = queries.contestant(s, entry.contestant_id)
        renamed = person.name != details.name
        latest = s.scalar(select(func.max(Entry.id)).where(Entry.contestant_id == person.id))
        update_person(person, details, current=latest == entry.id)
        sealed = reseal(s, person, details)
        changed = dict.fromkeys(sealed, "changed") | _refreeze(s, entry, person, details)
        if not changed:
            return
        entry.rev += 1
        s.flush()
        keep_change(s, actor, entry, changed, reason)
        if renamed:
            follow_name(s, actor, person, reason, beside=entry.id)


def set_status(actor: str, entry_id: str, status: str, reason: str, rev: int | None = None) -> None:
    """Set an entry's status: WD, DNS, DNF, DQ, or "" to let it compete again.

    Refused: not_there, stage_ended, changed_meanwhile.
    """
    with transaction() as s:
        entry = open_entry(s, entry_id, rev)
        if entry.status == status:
            return
        before, entry.status = entry.status, status
        entry.withdrawn_at = utcnow() if status else None
        entry.rev += 1
        s.add(EntryChange(entry_id=entry.id, by=actor, changed={"status": [before, status]}, reason=reason))
        s.flush()
        happened(
            EntryStatusSet(
                chain=f"trade:{entry.trade_id}", actor=actor, trade_id=entry.trade_id, stage_id=entry.stage_id,
                entry_id=entry.id, contestant_id=entry.contestant_id, before=before, after=status, reason=reason,
            )
        )  # fmt: skip


def show_identity(actor: str, entry_id: str, reason: str) -> tuple[str, str]:
    """A contestant's whole ID number and telephone number; that they were shown is kept. Refused: not_there."""
    with transaction() as s:
        entry = queries.entry(s, entry_id)
        if entry.contestant_id is None:
            raise Refused("not_there", 404)
        person = queries.contestant(s, entry.contestant_id)
        happened(
            IdentityShown(
                chain=f"trade:{entry.trade_id}", actor=actor, trade_id=entry.trade_id, entry_id=entry_id,
                contestant_id=entry.contestant_id, reason=reason,
            )
        )  # fmt: skip
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


def open_trade(s: Session, trade_id: str) -> tuple[events.Trade, events.Stage]:
    """A trade and its first stage while entries are taken. Refused: not_there, stage_not_draft."""
    trade = events.trade(s, trade_id)
    stage = events.first_stage(s, trade_id)
    if stage.state != "DRAFT":
        raise Refused("stage_not_draft", name=trade.name)
    return trade, stage


def place(
    s: Session,
    trade: events.Trade,
    stage: events.Stage,
    columns: dict[str, Any],
    *,
    contestant_id: str | None = None,
    team_id: str | None = None,
) -> Entry:
    """A new entry with the next number of its stage."""
    number = 1 + (s.scalar(select(func.max(Entry.number)).where(Entry.stage_id == stage.id)) or 0)
    entry = Entry(
        id=new_id(), event_id=trade.event_id, trade_id=trade.id, stage_id=stage.id, contestant_id=contestant_id,
        team_id=team_id, number=number, station_code=station_code(trade.code, number), organisation_name="", badge="",
        **columns,
    )  # fmt: skip
    s.add(entry)
    return entry


def tell_entered(actor: str, entry: Entry, *, despite: str = "", onward: bool = False) -> None:
    """Say that an entry was made."""
    happened(
        ContestantEntered(
            chain=f"trade:{entry.trade_id}", actor=actor, event_id=entry.event_id, trade_id=entry.trade_id,
            stage_id=entry.stage_id, entry_id=entry.id, contestant_id=entry.contestant_id, number=entry.number,
            name=entry.name, organisation=entry.organisation_name, despite=despite, onward=onward,
        )
    )  # fmt: skip


def open_entry(s: Session, entry_id: str, rev: int | None = None) -> Entry:
    """An entry that may still be changed. Refused: not_there, stage_ended, changed_meanwhile when `rev` is older."""
    entry = s.get(Entry, entry_id)
    if entry is None:
        raise Refused("not_there", 404)
    if events.stage(s, entry.stage_id).state == "ENDED":
        raise Refused("stage_ended")
    if rev is not None and entry.rev != rev:
        raise Refused("changed_meanwhile", 409)
    return entry


def keep_change(s: Session, actor: str, entry: Entry, changed: dict[str, Any], reason: str) -> None:
    """Keep a change in the entry's history and say that it happened."""
    s.add(EntryChange(entry_id=entry.id, by=actor, changed=changed, reason=reason))
    s.flush()
    happened(
        EntryChanged(
            chain=f"trade:{entry.trade_id}", actor=actor, trade_id=entry.trade_id, stage_id=entry.stage_id,
            entry_id=entry.id, contestant_id=entry.contestant_id, changed=changed, reason=reason,
        )
    )  # fmt: skip


def follow_name(s: Session, actor: str, person: Contestant, reason: str, beside: str = "") -> None:
    """A person's corrected name reaches his entries whose stages have not ended, each with a line in its history."""
    entries = list(s.scalars(select(Entry).where(Entry.contestant_id == person.id, Entry.id != beside)))
    stages = events.stages_by_id(s, {one.stage_id for one in entries})
    for entry in entries:
        if entry.name == person.name or stages[entry.stage_id].state == "ENDED":
            continue
        changed = {"name": [entry.name, person.name]}
        entry.name, entry.pinyin, entry.initials = person.name, person.pinyin, person.initials
        entry.rev += 1
        keep_change(s, actor, entry, changed, reason)


def facts_of(person: Contestant, details: ContestantDetails) -> Facts:
    """What an entry of this person freezes."""
    return Facts(
        name=person.name, sex=person.sex, employer=details.employer, born_on=person.born_on or born_on(details),
        skill_level=details.skill_level, coach=details.coach, division_id=details.division_id,
    )  # fmt: skip


def _refreeze(s: Session, entry: Entry, person: Contestant, details: ContestantDetails) -> dict[str, Any]:
    """Write the details over what the entry froze; what differs, as [before, after] by column."""
    unit, badge = unit_of(s, details.organisation_id, details.employer)
    ground = ground_of(s, entry.event_id)
    columns: dict[str, Any] = {
        "name": person.name, "sex": person.sex, "employer": details.employer, "skill_level": details.skill_level,
        "coach": details.coach, "organisation_id": details.organisation_id,
    }  # fmt: skip
    columns |= _division(ground, entry, person, details)
    if entry.organisation_id != details.organisation_id or entry.employer != details.employer:
        columns["organisation_name"] = unit
        entry.badge = badge
    changed = {name: [getattr(entry, name), after] for name, after in columns.items() if getattr(entry, name) != after}
    for name, after in (columns | sounds(person.name)).items():
        setattr(entry, name, after)
    return changed


def _division(ground: Ground, entry: Entry, person: Contestant, details: ContestantDetails) -> dict[str, Any]:
    """Age and division as the details have them; a division that stays is not asked about again."""
    age = age_on(person.born_on, ground.starts_on) if person.born_on else entry.age
    facts = facts_of(person, details)
    if details.division_id and (details.division_id, age) == (entry.division_id, entry.age):
        return {"age": age, "division_id": entry.division_id}
    return {"age": age, "division_id": division_for(ground.divisions.get(entry.trade_id, ()), facts, age)}
