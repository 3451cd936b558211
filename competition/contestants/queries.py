"""What other rooms may know of contestants and their entries."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any, TypeVarTuple

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from competition.contestants.id_numbers import plain
from competition.contestants.models import Contestant, Entry, EntryChange, ImportBatch
from competition.engine.visibility import codes_beside_names
from competition.events import queries as events
from competition.store import Refused
from competition.store.vault import vault
from competition.web.mask import masked_id_number, masked_phone

Fields = TypeVarTuple("Fields")

STATUSES = ("", "WD", "DNS", "DNF", "DQ")
CHUNK = 500


@dataclass(frozen=True)
class EntryRow:
    """One entry with its contestant's name; `organisation_name` and `badge` as they were when it was made."""

    id: str
    event_id: str
    trade_id: str
    stage_id: str
    contestant_id: str
    number: int
    station_code: str
    name: str
    sex: str
    organisation_id: str | None
    organisation_name: str
    badge: str
    status: str
    batch_id: str | None


@dataclass(frozen=True)
class Counted:
    """How many entries a trade has, and how many of them still compete."""

    all: int
    competing: int


@dataclass(frozen=True)
class Wanted:
    """What a list should show; `sort` is a key of SORTS, with a minus before it for the other direction."""

    trade_id: str | None = None
    text: str = ""
    status: str | None = None
    sort: str = "number"


SORTS: dict[str, tuple[Any, ...]] = {
    "number": (Entry.trade_id, Entry.number),
    "name": (Contestant.name, Entry.number),
    "organisation": (Entry.organisation_name, Entry.number),
    "station": (Entry.station_code,),
    "trade": (Entry.trade_id, Entry.number),
}


def entries_of_stage(s: Session, stage_id: str) -> list[EntryRow]:
    """All entries of a stage by number, whatever their status."""
    return _rows(s, _entries().where(Entry.stage_id == stage_id).order_by(Entry.number))


def entries_of_event(s: Session, event_id: str) -> list[EntryRow]:
    """All entries of an event, by trade and number."""
    return _rows(s, _entries().where(Entry.event_id == event_id).order_by(Entry.trade_id, Entry.number))


def entry(s: Session, entry_id: str) -> EntryRow:
    """One entry. Refused: not_there (404)."""
    rows = _rows(s, _entries().where(Entry.id == entry_id))
    if not rows:
        raise Refused("not_there", 404)
    return rows[0]


def counts(s: Session, event_id: str) -> dict[str, Counted]:
    """How many entries each trade of an event has; a trade without any is not there."""
    competing = func.count().filter(Entry.status == "")
    query = select(Entry.trade_id, func.count(), competing).where(Entry.event_id == event_id).group_by(Entry.trade_id)
    return {trade_id: Counted(total, still) for trade_id, total, still in s.execute(query)}


def blind_trades(s: Session, event_id: str) -> frozenset[str]:
    """The trades of an event whose stations may not stand beside names now."""
    stages = events.stages(s, event_id)
    return frozenset(i for i, one in stages.items() if not codes_beside_names(one.anonymity, one.state))


def search(s: Session, event_id: str, wanted: Wanted, offset: int = 0, limit: int | None = None) -> list[EntryRow]:
    """The entries of an event that fit, sorted, from `offset` on; stations of trades marked blind are left empty."""
    blind = blind_trades(s, event_id)
    key = wanted.sort.removeprefix("-")
    columns: list[Any] = list(SORTS.get(key, SORTS["number"]))
    if blind and key == "station":
        columns = [case((Entry.trade_id.in_(blind), ""), else_=Entry.station_code), *SORTS["number"]]
    order = [one.desc() if wanted.sort.startswith("-") else one.asc() for one in columns]
    query = _fitting(_entries(), event_id, wanted, blind).order_by(*order, Entry.id).offset(offset).limit(limit)
    return [replace(row, station_code="") if row.trade_id in blind else row for row in _rows(s, query)]


def count_found(s: Session, event_id: str, wanted: Wanted) -> int:
    """How many entries `search` would find."""
    query = select(func.count()).select_from(Entry).join(Contestant, Contestant.id == Entry.contestant_id)
    return s.scalar(_fitting(query, event_id, wanted, blind_trades(s, event_id))) or 0


def contestant(s: Session, contestant_id: str) -> Contestant:
    """The person behind an entry. Refused: not_there (404)."""
    found = s.get(Contestant, contestant_id)
    if found is None:
        raise Refused("not_there", 404)
    return found


def masked_numbers(one: Contestant) -> tuple[str, str]:
    """ID number and telephone number of a contestant as they may be shown; "" where there is none."""
    return masked_id_number(open_field(one, "id_number")), masked_phone(open_field(one, "phone"))


def open_field(one: Contestant, column: str) -> str:
    """The text of a sealed field, `id_number` or `phone`; "" where there is none."""
    sealed = getattr(one, f"{column}_sealed")
    return vault().open("contestant", one.id, column, sealed) if sealed else ""


def changes(s: Session, entry_id: str) -> list[EntryChange]:
    """What was changed on an entry, the latest first."""
    return list(s.scalars(select(EntryChange).where(EntryChange.entry_id == entry_id).order_by(EntryChange.id.desc())))


def by_id_numbers(s: Session, numbers: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Contestants known by these ID numbers: number -> (contestant id, name)."""
    wanted = {vault().index("id_number", number): number for number in numbers if number}
    found: dict[str, tuple[str, str]] = {}
    for some in _chunks(list(wanted)):
        query = select(Contestant.id, Contestant.name, Contestant.id_number_index)
        for row in s.execute(query.where(Contestant.id_number_index.in_(some))):
            found[wanted[row.id_number_index]] = (row.id, row.name)
    return found


def batches(s: Session, event_id: str) -> list[ImportBatch]:
    """The entry forms sent in for an event, the latest first."""
    return list(s.scalars(select(ImportBatch).where(ImportBatch.event_id == event_id).order_by(ImportBatch.id.desc())))


def batch(s: Session, batch_id: str, event_id: str | None = None) -> ImportBatch:
    """One entry form, of that event when given. Refused: not_there (404)."""
    found = s.get(ImportBatch, batch_id)
    if found is None or (event_id is not None and found.event_id != event_id):
        raise Refused("not_there", 404)
    return found


def entries_of_batch(s: Session, batch_id: str) -> dict[str, int]:
    """How many entries of an import each trade has now."""
    query = select(Entry.trade_id, func.count()).where(Entry.batch_id == batch_id).group_by(Entry.trade_id)
    return {row[0]: row[1] for row in s.execute(query)}


def started_trades(s: Session, trade_ids: Collection[str], event_id: str) -> list[str]:
    """Names of those trades of the event whose stage is no longer a draft."""
    stages = events.stages(s, event_id)
    trades = [one for one in events.trades(s, event_id) if one.id in trade_ids]
    return [one.name for one in trades if stages[one.id].state != "DRAFT"]


def _entries() -> Select[Entry, str, str]:
    return select(Entry, Contestant.name, Contestant.sex).join(Contestant, Contestant.id == Entry.contestant_id)


def _rows(s: Session, query: Select[Entry, str, str]) -> list[EntryRow]:
    return [
        EntryRow(
            one.id,
            one.event_id,
            one.trade_id,
            one.stage_id,
            one.contestant_id,
            one.number,
            one.station_code,
            name,
            sex,
            one.organisation_id,
            one.organisation_name,
            one.badge,
            one.status,
            one.batch_id,
        )
        for one, name, sex in s.execute(query)
    ]


def _fitting(query: Select[*Fields], event_id: str, wanted: Wanted, blind: frozenset[str]) -> Select[*Fields]:
    query = query.where(Entry.event_id == event_id)
    if wanted.trade_id:
        query = query.where(Entry.trade_id == wanted.trade_id)
    if wanted.status is not None:
        query = query.where(Entry.status == wanted.status)
    text = wanted.text.strip()
    if not text:
        return query
    like = "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    fits: list[ColumnElement[bool]] = [
        Contestant.name.ilike(like, escape="\\"),
        Entry.organisation_name.ilike(like, escape="\\"),
        and_(Entry.station_code.ilike(like, escape="\\"), Entry.trade_id.not_in(blind)),
    ]
    number = plain(text)
    if number.isdigit() and len(number) < 7:
        fits.append(Entry.number == int(number))
    if len(number) == 18:
        fits.append(Contestant.id_number_index == vault().index("id_number", number))
    if len(number) == 11:
        fits.append(Contestant.phone_index == vault().index("phone", number))
    return query.where(or_(*fits))


def _chunks(values: list[bytes]) -> Iterable[list[bytes]]:
    return (values[at : at + CHUNK] for at in range(0, len(values), CHUNK))


def out(s: Session, event_id: str) -> set[str]:
    """The entries of an event that do not take part, or no longer."""
    return set(s.scalars(select(Entry.id).where(Entry.event_id == event_id, Entry.status != "")))


def statuses(s: Session, entry_ids: Collection[str]) -> dict[str, str]:
    """The status of these entries: "" competes, else WD, DNS, DNF or DQ."""
    return {row.id: row.status for row in s.execute(select(Entry.id, Entry.status).where(Entry.id.in_(entry_ids)))}
