"""The people behind entries: who they are, how they are known again, and where they have taken part."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from competition.contestants.models import Contestant, Entry, TeamMember
from competition.contestants.queries.entries import EntryRow, row_of
from competition.contestants.queries.likeness import begins
from competition.events import queries as events
from competition.store import Refused
from competition.store.vault import vault
from competition.web.mask import masked_id_number, masked_phone

CHUNK = 500
MERGED_AT_MOST = 20


@dataclass(frozen=True)
class Taken:
    """One entry of a person, alone or in a team, with the names of event and trade; `role` is member or reserve."""

    entry: EntryRow
    event: events.Event
    trade: events.Trade
    division: events.Division | None
    role: str


def contestant(s: Session, contestant_id: str) -> Contestant:
    """The person behind an entry. Refused: not_there (404)."""
    found = s.get(Contestant, contestant_id)
    if found is None:
        raise Refused("not_there", 404)
    return found


def standing_for(s: Session, contestant_id: str) -> Contestant:
    """The person this id stands for now: of merged ones, the one they became. Refused: not_there (404)."""
    found = contestant(s, contestant_id)
    for _ in range(MERGED_AT_MOST):
        if found.merged_into_id is None:
            return found
        found = contestant(s, found.merged_into_id)
    raise Refused("not_there", 404)


def taken_part(s: Session, contestant_id: str, event_ids: Collection[str] | None = None) -> list[Taken]:
    """All entries of a person, in these events (None: in any), the latest event first."""
    joined = s.scalars(select(TeamMember).where(TeamMember.contestant_id == contestant_id))
    roles = {one.team_id: one.role for one in joined}
    query = select(Entry).where(or_(Entry.contestant_id == contestant_id, Entry.team_id.in_(list(roles))))
    if event_ids is not None:
        query = query.where(Entry.event_id.in_(list(event_ids)))
    entries = [row_of(one) for one in s.scalars(query)]
    held = {one.id: one for one in events.events(s, {row.event_id for row in entries})}
    trades = {one.id: one for event_id in held for one in events.trades(s, event_id)}
    divisions = {
        one.id: one for event_id in held for several in events.divisions_of_event(s, event_id).values()
        for one in several
    }  # fmt: skip
    found = [
        Taken(
            row, held[row.event_id], trades[row.trade_id], divisions.get(row.division_id or ""),
            roles.get(row.team_id or "", "member"),
        )
        for row in entries
        if row.trade_id in trades
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.event.starts_on, one.entry.created_at), reverse=True)


def masked_numbers(one: Contestant) -> tuple[str, str]:
    """ID number and telephone number of a contestant as they may be shown; "" where there is none."""
    return masked_id_number(open_field(one, "id_number")), masked_phone(open_field(one, "phone"))


def open_field(one: Contestant, column: str) -> str:
    """The text of a sealed field, `id_number` or `phone`; "" where there is none."""
    sealed = getattr(one, f"{column}_sealed")
    return vault().open("contestant", one.id, column, sealed) if sealed else ""


def by_id_numbers(s: Session, numbers: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Contestants known by these ID numbers: number -> (contestant id, name)."""
    wanted = {vault().index("id_number", number): number for number in numbers if number}
    found: dict[str, tuple[str, str]] = {}
    indexes = list(wanted)
    for at in range(0, len(indexes), CHUNK):
        query = select(Contestant.id, Contestant.name, Contestant.id_number_index)
        for row in s.execute(query.where(Contestant.id_number_index.in_(indexes[at : at + CHUNK]))):
            found[wanted[row.id_number_index]] = (row.id, row.name)
    return found


def people_like(s: Session, text: str, limit: int = 8) -> list[Contestant]:
    """People whose name, pinyin or initials begin like this, for picking one; those merged into others are not offered."""
    text = text.strip()
    if not text:
        return []
    letters = text.lower()
    fits = [begins(Contestant.name, text)]
    if letters.isascii() and letters.isalpha():
        fits += [begins(Contestant.pinyin, letters), begins(Contestant.initials, letters)]
    query = select(Contestant).where(or_(*fits), Contestant.merged_into_id.is_(None))
    return list(s.scalars(query.order_by(Contestant.pinyin, Contestant.id).limit(limit)))
