"""Filling the demo's empty database through the house's own actions: unions, event, trades, people, tablets, past."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from competition.accounts import actions as accounts
from competition.accounts import queries as people
from competition.accounts.queries import Bound
from competition.contestants import actions as contestants
from competition.contestants.actions import ContestantDetails
from competition.demo import hands, names, past
from competition.demo.names import Cast, Person, TradeCast
from competition.engine.plans import Plan
from competition.events import actions as events
from competition.events import queries as event_queries
from competition.events.actions import EventDetails
from competition.judging import actions as judging
from competition.officials import actions as officials
from competition.officials import queries as official_queries
from competition.officials.actions import Newcomer
from competition.organisations import actions as organisations
from competition.schemes import actions as schemes
from competition.schemes.library import templates
from competition.store import reading, transaction

ZONE = "Asia/Shanghai"
DAYS = 3
MINUTES = 360
ORGANISER = "demo"
CHIEF = "chief"


@dataclass(frozen=True)
class Tablet:
    """A simulated judge's tablet: what it signs in with."""

    device: str
    secret: str
    trade: str


@dataclass(frozen=True)
class Trade:
    """A trade of the demo as it runs; `chief` is the chief judge's person id."""

    id: str
    stage_id: str
    code: str
    name: str
    name_en: str
    modules: tuple[str, ...]
    chief: str
    chief_name: str


@dataclass(frozen=True)
class Guest:
    """A judge whom nobody simulates, for a person who wants to mark."""

    person_id: str
    name: str
    trade: Trade


@dataclass(frozen=True)
class Filled:
    """What a filled demo has; counts are for telling."""

    event_id: str
    name: str
    name_en: str
    trades: tuple[Trade, ...]
    guest: Guest
    tablets: tuple[Tablet, ...]
    contestants: int
    judges: int
    marks: int


@dataclass(frozen=True)
class _Seated:
    """A trade before its stage starts."""

    trade: Trade
    plan: Plan
    simulated: tuple[str, ...]
    guest: Guest | None


def fill(seed: int, password: str, today: dt.date) -> Filled:
    """Make the whole demo of this seed in an empty database; `password` opens the organiser's and one chief's desk."""
    cast = names.cast(seed, {key: _least(template.plan) for key, template in templates().items()})
    actor = accounts.set_up_first(name=cast.organiser, login=ORGANISER, password=password)
    with transaction():
        units = _units(actor, cast)
        event_id = _event(actor, cast, today)
        trade_ids = schemes.add_trades_from_templates(actor, event_id, [one.template for one in cast.trades])
        seated = [
            _trade(actor, seed, event_id, trade_id, one, units)
            for trade_id, one in zip(trade_ids, cast.trades, strict=True)
        ]
        tablets = [_tablet(actor, event_id, one.trade.id, person) for one in seated for person in one.simulated]
    guest = next(one.guest for one in seated if one.guest is not None)
    accounts.give_login(guest.trade.chief, CHIEF, password, actor)
    bound = {device.person.id: device for _, device in tablets}
    marks = sum(past.mark_past(seed, past.table(one.trade.code, one.trade.stage_id, one.plan), bound) for one in seated)
    details = _details(cast, today)
    return Filled(
        event_id=event_id, name=f"{_edition(cast)}{details.name}", name_en=f"{_edition_en(cast)} {details.name_en}",
        trades=tuple(one.trade for one in seated), guest=guest,
        tablets=tuple(Tablet(device.id, secret, device.trade_id) for secret, device in tablets),
        contestants=sum(len(one.contestants) for one in cast.trades),
        judges=sum(1 + len(one.judges) + (one.guest is not None) for one in cast.trades), marks=marks,
    )  # fmt: skip


def _least(plan: Plan) -> int:
    return max(module.panel.minimum for module in plan.modules)


def _details(cast: Cast, today: dt.date) -> EventDetails:
    return EventDetails(
        name=f"{cast.city}职工技能创新运动会", name_en=f"{cast.city_en} Skills and Innovation Games",
        edition=cast.edition, starts_on=today, ends_on=today + dt.timedelta(days=DAYS - 1), zone=ZONE,
        place=f"{cast.city}职工文体中心", host=f"{cast.city}总工会",
    )  # fmt: skip


def _edition(cast: Cast) -> str:
    return "首届" if cast.edition == 1 else f"第{'一二三四五六七八九'[cast.edition - 1]}届"


def _edition_en(cast: Cast) -> str:
    return "1st" if cast.edition == 1 else f"{cast.edition}th"


def _units(actor: str, cast: Cast) -> dict[str, str]:
    """The union tree; ids by name."""
    ids: dict[str, str] = {}
    for unit in cast.units:
        ids[unit.name] = organisations.add_organisation(
            actor, name=unit.name, level=unit.level, short=unit.short, badge=unit.badge,
            parent_id=ids[unit.parent] if unit.parent else None,
        )  # fmt: skip
    return ids


def _event(actor: str, cast: Cast, today: dt.date) -> str:
    return events.create_event(actor, _details(cast, today))


def _trade(actor: str, seed: int, event_id: str, trade_id: str, cast: TradeCast, units: dict[str, str]) -> _Seated:
    """Contestants entered, judges seated, stage started."""
    template = templates()[cast.template]
    events.set_stage(actor, trade_id, anonymity=cast.anonymity, minutes=MINUTES)
    entries = [contestants.enter(actor, trade_id, _details_of(person, units)) for person in cast.contestants]
    if cast.withdrawn is not None:
        contestants.set_status(actor, entries[cast.withdrawn], "WD", "因工作安排退赛")
    guests = [cast.guest] if cast.guest is not None else []
    newcomers = [Newcomer(name=cast.chief.name, organisation=cast.chief.unit, role="chief_judge")]
    newcomers += [Newcomer(name=one.name, organisation=one.unit) for one in (*cast.judges, *guests)]
    officers = officials.add_judges(actor, event_id, trade_id, newcomers)
    judge_ids = officers[1 : 1 + len(cast.judges)]
    _seat(actor, event_id, trade_id, template.plan, judge_ids, officers[1 + len(cast.judges) :])
    stage_id = judging.start_stage(event_id, trade_id, actor, seed=f"{seed}/{template.code}")
    with reading() as s:
        code = event_queries.trade(s, trade_id, event_id).code
        chief, *persons = [official_queries.judge(s, one).person_id for one in officers]
    modules = tuple(module.key for module in template.plan.modules)
    trade = Trade(trade_id, stage_id, code, template.name, template.name_en, modules, chief, cast.chief.name)
    guest = Guest(persons[-1], cast.guest.name, trade) if cast.guest is not None else None
    return _Seated(trade, template.plan, tuple(persons[: len(cast.judges)]), guest)


def _seat(actor: str, event_id: str, trade_id: str, plan: Plan, judge_ids: list[str], guests: list[str]) -> None:
    """Every judge in the panels that need all; a guest first in the last module in which nobody waits for him."""
    seating = {module.key: judge_ids[: hands.seats(module, len(judge_ids))] for module in plan.modules}
    free = [module.key for module in plan.modules if module.shared and module.panel.spread is None]
    if guests:
        seating[free[-1]] = [*guests, *seating[free[-1]]]
    officials.set_panels(actor, event_id, trade_id, seating)


def _details_of(person: Person, units: dict[str, str]) -> ContestantDetails:
    return ContestantDetails(
        name=person.name,
        sex=person.sex,
        organisation_id=units[person.unit],
        employer=person.unit,
        id_number="",
        phone="",
    )


def _tablet(actor: str, event_id: str, trade_id: str, person_id: str) -> tuple[str, Bound]:
    """A tablet bound to a judge and accepted, with its secret."""
    invited = accounts.invite_device(person_id, event_id, trade_id, actor)
    redeemed = accounts.redeem(invited.code, "Demo", "competition demo")
    accounts.accept_device(redeemed.device_id, actor)
    with reading() as s:
        device = people.bound(s, redeemed.device_id, redeemed.secret)
    if device is None:
        raise RuntimeError("a tablet that was just bound is not known")
    return redeemed.secret, device
