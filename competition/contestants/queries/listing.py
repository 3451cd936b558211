"""The list of an event's entries: searched, filtered, sorted, a page at a time, quick for a hundred thousand.

Everything a list sorts and filters by stands on the entry itself. A page is found by its ids alone, so that the
entries before it are never read.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import Session

from competition.contestants.id_numbers import plain
from competition.contestants.models import Contestant, Entry, Team, TeamMember
from competition.contestants.queries.entries import EntryRow, rows
from competition.contestants.queries.likeness import begins, like
from competition.engine.visibility import codes_beside_names
from competition.events import queries as events
from competition.store.vault import vault
from competition.web.lists import Found
from competition.web.paging import Page, page_of
from competition.web.words import named

ID_NUMBER = 18
PHONE = 11
ENDLESS = 10**9
BEFORE_ALL = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Wanted:
    """What a list should show; `sort` is a key of SORTS, with a minus before it for the other direction."""

    trade_id: str | None = None
    text: str = ""
    status: str | None = None
    sort: str = "number"
    division_id: str | None = None
    organisation_id: str | None = None


SORTS: dict[str, tuple[Any, ...]] = {
    "number": (Entry.trade_id, Entry.number),
    "name": (Entry.pinyin,),
    "organisation": (Entry.organisation_name,),
    "employer": (Entry.employer,),
    "trade": (Entry.trade_id, Entry.number),
    "division": (Entry.division_id,),
    "level": (Entry.skill_level,),
    "age": (Entry.age,),
    "coach": (Entry.coach,),
    "station": (Entry.station_code,),
    "status": (Entry.status,),
    "entered": (Entry.created_at,),
}


def blind_trades(s: Session, event_id: str) -> frozenset[str]:
    """The trades of an event whose stations may not stand beside names now."""
    return _sight(s, event_id).blind


@dataclass(frozen=True)
class _Sight:
    """What of an event's entries is seen: `blind` are the trades whose stations are not, `later` the stages that people
    only went on to, so that a list has everybody once."""

    blind: frozenset[str]
    later: frozenset[str]


def _sight(s: Session, event_id: str) -> _Sight:
    stages = events.every_stage(s, [event_id])
    now = {one.trade_id: one for one in stages if not one.waiting}
    blind = frozenset(
        i
        for i, one in now.items()
        if not codes_beside_names(one.anonymity, one.state, revealed=one.revealed_at is not None)
    )
    return _Sight(blind, frozenset(one.id for one in stages if one.position > 1 and not one.waiting))


def search(s: Session, event_id: str, wanted: Wanted, offset: int = 0, limit: int | None = None) -> list[EntryRow]:
    """The entries of an event that fit, sorted, from `offset` on; stations of trades marked blind are left empty."""
    seen = _sight(s, event_id)
    order = _order(wanted, seen.blind)
    if limit is None:
        query = _fitting(s, select(Entry), event_id, wanted, seen).order_by(*order).offset(offset)
        return _sealed(rows(s, query), seen.blind)
    query = _fitting(s, select(Entry.id), event_id, wanted, seen).order_by(*order)
    return _sealed(_in_order(s, list(s.scalars(query.offset(offset).limit(limit)))), seen.blind)


def paged(s: Session, event_id: str, wanted: Wanted, page: str | None, size: int) -> tuple[Page, list[EntryRow]]:
    """The page asked for of what `search` finds; what is searched by text is looked through only once."""
    if not wanted.text.strip():
        found = page_of(page, count_found(s, event_id, wanted), size)
        return found, search(s, event_id, wanted, found.offset, found.size)
    seen = _sight(s, event_id)
    order = _order(wanted, seen.blind)
    columns = [one.element.label(f"order_{at}") for at, one in enumerate(order)]
    fitting = _fitting(s, select(*columns), event_id, wanted, seen).cte("fitting").prefix_with("MATERIALIZED")
    total = select(func.count()).select_from(fitting).scalar_subquery()
    sorts = [one.desc() if _down(wanted) else one.asc() for one in fitting.c]
    query = select(list(fitting.c)[-1], total).order_by(*sorts)
    asked = page_of(page, ENDLESS, size)
    while True:
        hits = s.execute(query.offset(asked.offset).limit(size)).all()
        found = page_of(str(asked.number), hits[0][1], size) if hits else page_of(None, 0, size)
        if hits or asked.number == 1:
            return found, _sealed(_in_order(s, [row[0] for row in hits]), seen.blind)
        asked = page_of(page, s.scalar(select(total)) or 0, size)


def count_found(s: Session, event_id: str, wanted: Wanted) -> int:
    """How many entries `search` would find."""
    query = select(func.count()).select_from(Entry)
    return s.scalar(_fitting(s, query, event_id, wanted, _sight(s, event_id))) or 0


def found_ids(s: Session, event_id: str, wanted: Wanted) -> list[str]:
    """The ids of all entries that `search` would find, by trade and number."""
    query = _fitting(s, select(Entry.id), event_id, wanted, _sight(s, event_id))
    return list(s.scalars(query.order_by(Entry.trade_id, Entry.number)))


def organisations_of(s: Session, event_id: str, most: int) -> list[str]:
    """The ids of organisations that entered somebody in an event, at most so many: the index is jumped through, not read."""
    here = (Entry.event_id == event_id,)
    first = select(func.min(Entry.organisation_id).label("organisation_id")).where(*here)
    steps = first.cte("steps", recursive=True)
    following = select(func.min(Entry.organisation_id)).where(*here, Entry.organisation_id > steps.c.organisation_id)
    steps = steps.union_all(select(following.scalar_subquery()).where(steps.c.organisation_id.is_not(None)))
    query = select(steps.c.organisation_id).where(steps.c.organisation_id.is_not(None)).limit(most)
    return list(s.scalars(query))


def found(s: Session, event_ids: Collection[str] | None, text: str, limit: int) -> list[Found]:
    """Entries whose name, pinyin, initials or number fit, in these events (None: in all), the newest first."""
    text = text.strip()
    if not text:
        return []
    letters = text.lower()
    fits: list[ColumnElement[bool]] = [begins(Entry.name, text)]
    if letters.isascii() and letters.isalpha():
        fits += [begins(Entry.pinyin, letters), begins(Entry.initials, letters)]
    if text.isascii() and text.isdigit() and len(text) < 7:
        fits.append(Entry.number == int(text))
    fits += _of_whole_number(s, plain(text))
    query = select(Entry).where(or_(*fits)).order_by(Entry.id.desc()).limit(limit)
    if event_ids is not None:
        query = query.where(Entry.event_id.in_(list(event_ids)))
    entries = rows(s, query)
    trades = {one.id: one for one in events.trades_by_id(s, {row.trade_id for row in entries})}
    return [
        Found(
            title=row.name,
            detail=_("No. %(number)s, %(trade)s", number=row.number, trade=_named(trades[row.trade_id])),
            href=f"/contestants/{row.event_id}/{row.trade_id}/{row.id}",
            picture="people" if row.team_id else "person",
        )
        for row in entries
    ]


def _named(trade: Any) -> str:
    return named(trade.name, trade.name_en)


def _down(wanted: Wanted) -> bool:
    return wanted.sort.startswith("-")


def _order(wanted: Wanted, blind: frozenset[str]) -> list[Any]:
    """The order of the list, the id last. Where a filter leaves few, the database is kept from walking through the
    whole event in the list's order: no index has an order of coalesce()."""
    key = wanted.sort.removeprefix("-")
    columns: list[Any] = list(SORTS.get(key, SORTS["number"]))
    if blind and key == "station":
        columns = [case((Entry.trade_id.in_(blind), ""), else_=Entry.station_code), *SORTS["number"]]
    elif _narrow(wanted):
        columns = [func.coalesce(one, one) for one in columns]
    return [one.desc() if _down(wanted) else one.asc() for one in (*columns, Entry.id)]


def _narrow(wanted: Wanted) -> bool:
    return bool(wanted.trade_id or wanted.status or wanted.division_id or wanted.organisation_id)


def _sqlite(s: Session) -> bool:
    return s.get_bind().dialect.name == "sqlite"


def _in_order(s: Session, ids: list[str]) -> list[EntryRow]:
    """These entries in the order of their ids here."""
    place = {one: at for at, one in enumerate(ids)}
    return sorted(rows(s, select(Entry).where(Entry.id.in_(ids))), key=lambda row: place[row.id])


def _sealed(found: list[EntryRow], blind: frozenset[str]) -> list[EntryRow]:
    """Without the stations that may not stand beside names now."""
    return [replace(row, station_code="") if row.trade_id in blind else row for row in found]


def _fitting(s: Session, query: Select[Any], event_id: str, wanted: Wanted, seen: _Sight) -> Select[Any]:
    query = query.where(Entry.event_id == event_id)
    if seen.later:
        query = query.where(Entry.stage_id.not_in(seen.later))
    if wanted.trade_id:
        query = query.where(Entry.trade_id == wanted.trade_id)
    if wanted.status is not None:
        # nearly all compete: SQLite is kept from looking them up one by one
        column = Entry.status.concat("") if wanted.status == "" and _sqlite(s) else Entry.status
        query = query.where(column == wanted.status)
    if wanted.division_id:
        query = query.where(Entry.division_id == wanted.division_id)
    if wanted.organisation_id:
        query = query.where(Entry.organisation_id == wanted.organisation_id)
    text = wanted.text.strip()
    if not text:
        return query
    if _sqlite(s):  # so that it reads the event's rows as they lie, in the order of the one index that keeps it
        query = query.where(Entry.created_at > BEFORE_ALL)
    return query.where(or_(*_matches(s, event_id, text, seen.blind)))


def _matches(s: Session, event_id: str, text: str, blind: frozenset[str]) -> list[ColumnElement[bool]]:
    """Ways in which an entry fits what was typed; a whole ID number or telephone number finds the person it is of."""
    fits: list[ColumnElement[bool]] = [
        like(s, column, text) for column in (Entry.name, Entry.organisation_name, Entry.employer)
    ]
    fits.append(like(s, Entry.station_code, text) & Entry.trade_id.not_in(blind))
    called = [like(s, Contestant.name, text)]
    letters = text.lower()
    if letters.isascii() and letters.isalpha():
        fits += [begins(Entry.pinyin, letters), begins(Entry.initials, letters)]
        called += [begins(Contestant.pinyin, letters), begins(Contestant.initials, letters)]
    members = select(TeamMember.team_id).join(Team, Team.id == TeamMember.team_id)
    members = members.join(Contestant, Contestant.id == TeamMember.contestant_id)
    fits.append(Entry.team_id.in_(members.where(Team.event_id == event_id, or_(*called))))
    number = plain(text)
    if number.isdigit() and len(number) < 7:
        fits.append(Entry.number == int(number))
    return fits + _of_whole_number(s, number)


def _of_whole_number(s: Session, number: str) -> list[ColumnElement[bool]]:
    """The entries of whoever has this whole ID number or telephone number; nothing for any other text."""
    if len(number) == ID_NUMBER:
        index = Contestant.id_number_index == vault().index("id_number", number)
    elif len(number) == PHONE:
        index = Contestant.phone_index == vault().index("phone", number)
    else:
        return []
    people = list(s.scalars(select(Contestant.id).where(index)))
    teams = list(s.scalars(select(TeamMember.team_id).where(TeamMember.contestant_id.in_(people))))
    return [Entry.contestant_id.in_(people), Entry.team_id.in_(teams)]
