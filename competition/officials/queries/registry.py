"""The register of officials: lists, one of them, what he may judge and where he has served."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import TypeVarTuple

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from competition.events import queries as events
from competition.officials.models import Judge, OfficialTrade, Qualification, Recusal
from competition.officials.models import Official as Official
from competition.officials.words import KINDS
from competition.schemes.library import templates
from competition.store import Refused
from competition.store.vault import vault
from competition.web.lists import Found
from competition.web.mask import masked_phone

Fields = TypeVarTuple("Fields")

OLDEST = 65
"""Years up to which the rule wants judges (CN-9); older ones are only remarked on."""


@dataclass(frozen=True)
class Wanted:
    """What a list should show. `state` is valid, expired or none (of his qualifications); `service` enterprise or other."""

    text: str = ""
    trade: str = ""
    kind: str = ""
    state: str = ""
    service: str = ""
    organisation_id: str = ""
    sort: str = "name"
    down: bool = False


@dataclass(frozen=True)
class Listed:
    """One official as lists show him; `kinds` his qualifications' kinds, the highest first, `until` the latest end of one
    that holds (None: no end, or none holds), `served` in how many trades of events."""

    official: Official
    kinds: tuple[str, ...]
    holds: bool
    until: dt.date | None
    trades: tuple[str, ...]
    served: int

    @property
    def id(self) -> str:
        return self.official.id


@dataclass(frozen=True)
class Service:
    """A trade in which an official has served."""

    judge: Judge
    event: events.Event
    trade: events.Trade


SORTS = {
    "name": (Official.pinyin, Official.name),
    "organisation": (Official.organisation, Official.pinyin),
    "born": (Official.birth_year, Official.pinyin),
    "added": (Official.created_at,),
}


def official(s: Session, official_id: str) -> Official:
    """The official, also one who was merged. Refused: not_there (404)."""
    found = s.get(Official, official_id)
    if found is None:
        raise Refused("not_there", 404)
    return found


def officials(s: Session, ids: Collection[str | None]) -> dict[str, Official]:
    """These officials by id."""
    wanted = {one for one in ids if one}
    return {one.id: one for one in s.scalars(select(Official).where(Official.id.in_(wanted)))} if wanted else {}


def standing(s: Session, name: str, organisation: str) -> Official | None:
    """The official of this name and unit who is not merged into another."""
    query = select(Official).where(
        Official.name == name, Official.organisation == organisation, Official.merged_into_id.is_(None)
    )
    return s.scalars(query.order_by(Official.created_at)).first()


def standing_pairs(s: Session, names: Collection[str]) -> set[tuple[str, str]]:
    """(name, unit) of those with one of these names who stand in the register."""
    query = select(Official.name, Official.organisation).where(
        Official.name.in_(names), Official.merged_into_id.is_(None)
    )
    return {(row.name, row.organisation) for row in s.execute(query)}


def namesakes(s: Session, one: Official) -> list[Official]:
    """Others of the same name or telephone number, who may be the same person."""
    same: list[ColumnElement[bool]] = [Official.name == one.name]
    if one.phone_index:
        same.append(Official.phone_index == one.phone_index)
    query = select(Official).where(or_(*same), Official.id != one.id, Official.merged_into_id.is_(None))
    return list(s.scalars(query.order_by(Official.created_at).limit(20)))


def search(s: Session, wanted: Wanted, today: dt.date, offset: int = 0, limit: int | None = None) -> list[Listed]:
    """The officials that fit, sorted."""
    columns = SORTS.get(wanted.sort, SORTS["name"])
    order = [column.desc() if wanted.down else column.asc() for column in columns]
    query = _fitting(select(Official), wanted, today).order_by(*order, Official.id).offset(offset).limit(limit)
    return listed(s, list(s.scalars(query)), today)


def count_found(s: Session, wanted: Wanted, today: dt.date) -> int:
    """How many officials `search` would find."""
    return s.scalar(_fitting(select(func.count()).select_from(Official), wanted, today)) or 0


def found_ids(s: Session, wanted: Wanted, today: dt.date) -> list[str]:
    """The ids of all officials that fit."""
    return list(s.scalars(_fitting(select(Official.id), wanted, today).order_by(Official.id)))


def listed(s: Session, people: Collection[Official], today: dt.date) -> list[Listed]:
    """Officials with what lists show of them: three queries, however many they are."""
    ids = [one.id for one in people]
    held = qualifications_of(s, ids)
    trades = trades_of(s, ids)
    served = select(Judge.official_id, func.count()).where(Judge.official_id.in_(ids)).group_by(Judge.official_id)
    counts = {row[0]: row[1] for row in s.execute(served)}
    return [_listed(one, held[one.id], trades[one.id], counts.get(one.id, 0), today) for one in people]


def qualifications_of(s: Session, ids: Collection[str]) -> dict[str, list[Qualification]]:
    """The qualifications of these officials, the highest kind first."""
    found: dict[str, list[Qualification]] = defaultdict(list)
    for one in s.scalars(select(Qualification).where(Qualification.official_id.in_(ids))):
        found[one.official_id].append(one)
    order = list(KINDS)
    for some in found.values():
        some.sort(key=lambda one: (order.index(one.kind) if one.kind in order else 99, one.id))
    return found


def trades_of(s: Session, ids: Collection[str]) -> dict[str, list[str]]:
    """The template keys of the trades that these officials can judge."""
    found: dict[str, list[str]] = defaultdict(list)
    query = select(OfficialTrade).where(OfficialTrade.official_id.in_(ids)).order_by(OfficialTrade.template_key)
    for one in s.scalars(query):
        found[one.official_id].append(one.template_key)
    return found


def holds(one: Qualification, day: dt.date) -> bool:
    """Whether a qualification holds on a day."""
    return (one.valid_from is None or one.valid_from <= day) and (one.valid_until is None or day <= one.valid_until)


def recusals_of(s: Session, ids: Collection[str]) -> dict[str, list[Recusal]]:
    """What these officials declared and that still holds, the oldest first."""
    found: dict[str, list[Recusal]] = defaultdict(list)
    query = select(Recusal).where(Recusal.official_id.in_(ids), Recusal.ended_at.is_(None))
    for one in s.scalars(query.order_by(Recusal.created_at, Recusal.id)):
        found[one.official_id].append(one)
    return found


def services(s: Session, official_id: str) -> list[Service]:
    """The trades in which an official has served, the latest event first."""
    judges = list(s.scalars(select(Judge).where(Judge.official_id == official_id)))
    held = {one.id: one for one in events.events(s, {judge.event_id for judge in judges})} if judges else {}
    trades = {one.id: one for event_id in held for one in events.trades(s, event_id)}
    known = [
        Service(judge, held[judge.event_id], trades[judge.trade_id])
        for judge in judges
        if judge.event_id in held and judge.trade_id in trades
    ]
    return sorted(known, key=lambda one: (one.event.starts_on, one.judge.id), reverse=True)


def phone_of(one: Official) -> str:
    """The telephone number, masked; "" where there is none."""
    return masked_phone(open_phone(one))


def open_phone(one: Official) -> str:
    """The telephone number in clear; "" where there is none."""
    return vault().open("official", one.id, "phone", one.phone_sealed) if one.phone_sealed else ""


def fitting(s: Session, template_key: str, today: dt.date, limit: int = 200) -> list[Listed]:
    """Those in the register who can judge a trade, with qualifications that hold first."""
    query = select(Official).where(_judges(template_key), Official.merged_into_id.is_(None))
    people = listed(s, list(s.scalars(query.order_by(Official.pinyin, Official.id).limit(limit))), today)
    return sorted(people, key=lambda one: not one.holds)


def found(s: Session, event_ids: Collection[str] | None, text: str, limit: int) -> list[Found]:
    """What the search over everything finds among officials; with `event_ids` only the judges of these events."""
    if not text.strip():
        return []
    if event_ids is None:
        query = _fitting(select(Official), Wanted(text=text), dt.date.min).order_by(Official.pinyin).limit(limit)
        return [Found(one.name, one.organisation, f"/officials/people/{one.id}", "people") for one in s.scalars(query)]
    judges = select(Judge, Official).join(Official, Official.id == Judge.official_id)
    judges = _fitting(judges, Wanted(text=text), dt.date.min)
    judges = judges.where(Judge.event_id.in_(event_ids), Judge.withdrawn_at.is_(None)).order_by(Judge.name).limit(limit)
    return [
        Found(one.name, one.organisation, f"/officials/{one.event_id}/{one.trade_id}#judges", "people")
        for one, _official in s.execute(judges)
    ]


def trade_names() -> list[tuple[str, str, str]]:
    """(key, Chinese name, English name) of every trade there is a template of."""
    return [(one.key, one.name, one.name_en) for one in templates().values()]


def _judges(template_key: str) -> ColumnElement[bool]:
    able = select(OfficialTrade.official_id).where(OfficialTrade.template_key == template_key)
    certified = select(Qualification.official_id).where(Qualification.template_key == template_key)
    return or_(Official.id.in_(able), Official.id.in_(certified))


def _fitting(query: Select[*Fields], wanted: Wanted, today: dt.date) -> Select[*Fields]:
    query = query.where(Official.merged_into_id.is_(None))
    if wanted.trade:
        query = query.where(_judges(wanted.trade))
    if wanted.kind:
        query = query.where(Official.id.in_(select(Qualification.official_id).where(Qualification.kind == wanted.kind)))
    if wanted.service:
        query = query.where(Official.enterprise.is_(wanted.service == "enterprise"))
    if wanted.organisation_id:
        query = query.where(Official.organisation_id == wanted.organisation_id)
    if wanted.state:
        holding = select(Qualification.official_id).where(
            or_(Qualification.valid_from.is_(None), Qualification.valid_from <= today),
            or_(Qualification.valid_until.is_(None), Qualification.valid_until >= today),
        )
        anything = Official.id.in_(select(Qualification.official_id))
        query = query.where(
            {"valid": Official.id.in_(holding), "expired": and_(anything, Official.id.not_in(holding))}.get(
                wanted.state, ~anything
            )
        )
    return query.where(_says(wanted.text)) if wanted.text.strip() else query


def _says(text: str) -> ColumnElement[bool]:
    text = text.strip()
    plain = text.lower().replace(" ", "")
    ways = [
        Official.name.contains(text, autoescape=True),
        Official.organisation.contains(text, autoescape=True),
        Official.pinyin.startswith(plain, autoescape=True),
        Official.initials.startswith(plain, autoescape=True),
        Official.id.in_(select(Qualification.official_id).where(Qualification.certificate == text)),
    ]
    if len(plain) == 11 and plain.isdigit():
        ways.append(Official.phone_index == vault().index("phone", plain))
    return or_(*ways)


def _listed(one: Official, held: list[Qualification], trades: list[str], served: int, today: dt.date) -> Listed:
    now = [each for each in held if holds(each, today)]
    ends = [each.valid_until for each in now]
    last = None if not ends or None in ends else max(end for end in ends if end is not None)
    kinds = tuple(dict.fromkeys(each.kind for each in held))
    return Listed(one, kinds, bool(now), last, tuple(trades), served)
