"""Filling the demo's empty database through the house's own actions: registries, events of three years, tablets, past."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from competition.accounts import actions as accounts
from competition.demo import editions, names, past, programme, registries, trades
from competition.demo.editions import NEXT_TRADES
from competition.demo.names import Cast
from competition.demo.trades import Guest, Trade
from competition.engine.plans import Plan
from competition.events import actions as events
from competition.events.actions import EventDetails
from competition.schemes import actions as schemes
from competition.schemes.library import templates
from competition.store import transaction

ZONE = editions.ZONE
DAYS = 3
ORGANISER = "demo"
CHIEF = "chief"
NOTICE = "请选手携带身份证提前四十分钟到检录处抽签；观众凭票入场，竞赛区内请勿使用闪光灯。"
NOTICE_EN = (
    "Contestants: bring your ID card and be at the check-in 40 minutes early. Spectators: no flash in the arena."
)


@dataclass(frozen=True)
class Tablet:
    """A simulated judge's tablet: what it signs in with."""

    device: str
    secret: str
    trade: str


@dataclass(frozen=True)
class Filled:
    """What a filled demo has; counts are for telling, of the event that runs, and of the roll."""

    event_id: str
    name: str
    name_en: str
    trades: tuple[Trade, ...]
    guest: Guest
    tablets: tuple[Tablet, ...]
    contestants: int
    judges: int
    marks: int
    members: int
    shares: str


def fill(seed: int, password: str, today: dt.date) -> Filled:
    """Make the whole demo of this seed in an empty database; `password` opens the organiser's and one chief's desk."""
    cast = names.cast(seed, {key: _least(templates()[key].plan) for key in names.TRADES})
    actor = accounts.set_up_first(name=cast.organiser, login=ORGANISER, password=password)
    with transaction():
        units = registries.add_units(actor, cast)
    members = registries.enrol(actor, seed, cast, today)
    with transaction():
        registries.register(actor, seed, cast, NEXT_TRADES, today)
    details = _details(cast, today)
    before = editions.last_year(actor, seed, cast, units, details)
    with transaction():
        event_id = events.create_event(actor, details, programme.organisers(cast), previous_id=before)
        trade_ids = schemes.add_trades_from_templates(actor, event_id, [one.template for one in cast.trades])
        _arrange(actor, event_id, cast, trade_ids, today)
        seated = [
            trades.start(actor, seed, event_id, trade_id, one, units)
            for trade_id, one in zip(trade_ids, cast.trades, strict=True)
        ]
        tablets = [trades.tablet(actor, event_id, one.trade.id, person) for one in seated for person in one.simulated]
    with transaction():
        editions.add_series(actor, before, event_id)
        editions.next_event(actor, cast, units, today)
    guest = next(one.guest for one in seated if one.guest is not None)
    accounts.give_login(guest.trade.chief, CHIEF, password, actor)
    bound = {device.person.id: device for _, device in tablets}
    marks = sum(past.mark_past(seed, past.table(one.trade.code, one.trade.stage_id, one.plan), bound) for one in seated)
    return Filled(
        event_id=event_id, name=f"{_edition(cast)}{details.name}", name_en=f"{_edition_en(cast)} {details.name_en}",
        trades=tuple(one.trade for one in seated), guest=guest,
        tablets=tuple(Tablet(device.id, secret, device.trade_id) for secret, device in tablets),
        contestants=sum(len(one.contestants) for one in cast.trades),
        judges=sum(1 + len(one.judges) + (one.guest is not None) for one in cast.trades), marks=marks, members=members,
        shares="\n".join(one.shares for one in seated if one.shares),
    )  # fmt: skip


def _least(plan: Plan) -> int:
    return max(module.panel.minimum for module in plan.modules)


def _details(cast: Cast, today: dt.date) -> EventDetails:
    return EventDetails(
        name=f"{cast.city}职工技能创新运动会", name_en=f"{cast.city_en} Skills and Innovation Games",
        edition=cast.edition, starts_on=today, ends_on=today + dt.timedelta(days=DAYS - 1), zone=ZONE,
        place=f"{cast.city}职工文体中心", notice=NOTICE, notice_en=NOTICE_EN,
    )  # fmt: skip


def _edition(cast: Cast) -> str:
    return "首届" if cast.edition == 1 else f"第{'一二三四五六七八九'[cast.edition - 1]}届"


def _edition_en(cast: Cast) -> str:
    return "1st" if cast.edition == 1 else f"{cast.edition}th"


def _arrange(actor: str, event_id: str, cast: Cast, trade_ids: list[str], today: dt.date) -> None:
    """Divisions, venues, programme and offices of the event that runs."""
    named = {}
    for trade_id, one in zip(trade_ids, cast.trades, strict=True):
        template = templates()[one.template]
        named[one.template] = (trade_id, template.name, template.name_en)
        programme.divide(actor, trade_id, one.template)
    programme.arrange(actor, event_id, named, today, ZONE)
    arbitration, supervisor, cipher = cast.officers
    registries.appoint(actor, event_id, arbitration, "arbitration")
    registries.appoint(actor, event_id, supervisor, "supervisor")
    registries.appoint(actor, event_id, cipher, "cipher_officer", named["nurse"][0])
