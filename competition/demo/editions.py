"""The events around the one that runs: last year's, marked and archived; the series of both; the next, open to register."""

from __future__ import annotations

import dataclasses
import datetime as dt
import secrets

from competition.contestants import actions as contestants
from competition.contestants.actions import ContestantDetails, TeamDetails
from competition.demo import past, programme, trades
from competition.demo.names import RESERVES, TEAM_SIZE, Cast, TradeCast, Worker
from competition.demo.registries import entry_of
from competition.demo.trades import Seated
from competition.events import actions as events
from competition.events.actions import EventDetails, OrganiserDetails, TradeSettings
from competition.judging import actions as judging
from competition.registration import actions as registration
from competition.registration.actions import Applying, Sender
from competition.schemes import actions as schemes
from competition.series import actions as series
from competition.series.actions import SeriesDetails
from competition.standings import boards
from competition.store import transaction, utcnow

ZONE = "Asia/Shanghai"
LAST_YEAR = ("fitter", "lathe")
AGAIN, ONCE = 5, 3
"""How many of last year's contestants compete again, and how many do not."""
JUDGES = 3
AFTER_THE_STAGES = ("PROVISIONAL", "APPEAL_WINDOW", "CONFIRMED", "NOTICE", "AWARDED", "ARCHIVED")
NEXT_TRADES = ("tea_art", "emergency_rescue")
AHEAD = dt.timedelta(days=30)
OPEN_SINCE, OPEN_FOR = dt.timedelta(days=3), dt.timedelta(days=14)
NOTICE = "报名以工会为单位，也可个人报名；应急救援以四人队参赛，可另报一名替补，由所在工会统一报送。"
NOTICE_EN = (
    "Unions register their people; anyone may also register alone. Rescue is for teams of four, with one reserve."
)
RULE = {
    "measure": "place", "places": ["30", "26", "23", "20", "18", "16", "14", "12", "10", "8"], "beyond": "5",
    "weights": {"training": "1", "assessment": "1.5", "final": "2"}, "best": None, "least": None,
}  # fmt: skip


def last_year(actor: str, seed: int, cast: Cast, units: dict[str, str], now: EventDetails) -> str:
    """The edition before `now` with two trades, marked to the last aspect and archived; returns its id."""
    year = dt.timedelta(days=364)
    details = dataclasses.replace(
        now, edition=max(1, now.edition - 1), starts_on=now.starts_on - year, ends_on=now.ends_on - year, notice="",
        notice_en="",
    )  # fmt: skip
    casts = [_smaller(cast, one, place) for place, one in enumerate(cast.trades) if one.template in LAST_YEAR]
    with transaction():
        event_id = events.create_event(actor, details, programme.organisers(cast))
        trade_ids = schemes.add_trades_from_templates(actor, event_id, [one.template for one in casts])
        for trade_id, one in zip(trade_ids, casts, strict=True):
            programme.divide(actor, trade_id, one.template)
        events.move_event(actor, event_id, "PUBLISHED", checks=())
        seated = [
            trades.start(actor, seed - 1, event_id, trade_id, one, units)
            for trade_id, one in zip(trade_ids, casts, strict=True)
        ]
        bound = [trades.tablet(actor, event_id, one.trade.id, person)[1] for one in seated for person in one.simulated]
    tablets = {device.person.id: device for device in bound}
    for contested in seated:
        trade = contested.trade
        past.mark_all(seed - 1, past.table(trade.code, trade.stage_id, contested.plan), tablets)
        _end(event_id, contested)
        boards.publish(trade.stage_id)
    for state in AFTER_THE_STAGES:
        events.move_event(actor, event_id, state, checks=())
    return event_id


def add_series(actor: str, *event_ids: str) -> None:
    """The series that the editions are rounds of, the last one its final; shown to the public."""
    details = SeriesDetails(
        name="技能月月练", name_en="Skills month by month", shown=True, rule=RULE,
        about="月月练、季季评、年年赛：各场名次折算积分，年终按积分排名。",
        about_en="Training every month, an assessment every season, the final once a year: places give points.",
    )  # fmt: skip
    series_id = series.add_series(actor, details)
    for event_id in event_ids:
        series.add_round(actor, series_id, event_id, "final" if event_id == event_ids[-1] else "assessment")


def next_event(actor: str, cast: Cast, units: dict[str, str], today: dt.date) -> str:
    """A contest in a month: people register for one trade, teams are entered in the other; returns its id."""
    first = today + AHEAD
    details = EventDetails(
        name=f"{cast.city}职工茶艺大赛暨应急救援比武", name_en=f"{cast.city_en} Tea Art Contest and Rescue Drill", edition=1,
        starts_on=first, ends_on=first + dt.timedelta(days=1), zone=ZONE, place=f"{cast.city}茶文化博览园",
        registration_opens_at=utcnow() - OPEN_SINCE, registration_closes_at=utcnow() + OPEN_FOR, notice=NOTICE,
        notice_en=NOTICE_EN,
    )  # fmt: skip
    event_id = events.create_event(actor, details, [OrganiserDetails(name=f"{cast.city}总工会")])
    tea, rescue = schemes.add_trades_from_templates(actor, event_id, NEXT_TRADES)
    settings = TradeSettings(anonymity="open", minutes=None, team_size=TEAM_SIZE, team_reserves=RESERVES)
    events.edit_trade(actor, rescue, settings)
    for team in cast.teams:
        contestants.enter_team(actor, rescue, _team(team, units))
    events.move_event(actor, event_id, "PUBLISHED", checks=())
    events.move_event(actor, event_id, "REGISTRATION_OPEN", checks=())
    _apply(event_id, tea, cast, units)
    return event_id


def _smaller(cast: Cast, one: TradeCast, place: int) -> TradeCast:
    """Last year's part of a trade: some who compete again, some of the roll, judges of today."""
    rest = cast.others[place * ONCE : (place + 1) * ONCE]
    return dataclasses.replace(
        one, anonymity="open", contestants=(*one.contestants[:AGAIN], *rest), withdrawn=None, judges=one.judges[:JUDGES],
        guest=None,
    )  # fmt: skip


def _end(event_id: str, one: Seated) -> None:
    """The chief locks every module of a trade and ends its stage."""
    for module in one.trade.modules:
        judging.lock_module(one.trade.id, one.trade.stage_id, module, one.trade.chief)
    judging.end_stage(event_id, one.trade.id, one.trade.chief)


def _team(people: tuple[Worker, ...], units: dict[str, str]) -> TeamDetails:
    said = [entry_of(one, units) for one in people]
    return TeamDetails(
        name=f"{people[0].unit[2:6]}应急队", organisation_id=units[people[0].unit], coach="", members=said[:TEAM_SIZE],
        reserves=said[TEAM_SIZE:],
    )  # fmt: skip


def _apply(event_id: str, trade_id: str, cast: Cast, units: dict[str, str]) -> None:
    """Applications that wait: one union's people, and two who come alone."""
    wanting = [one for one in cast.others if one.unit == cast.units[1].name][:4]
    alone = [one for one in cast.others if one.unit != cast.units[1].name][-2:]
    for people, kind in ((wanting, "unit"), (alone[:1], "person"), (alone[1:], "person")):
        first = people[0]
        sender = Sender(
            kind=kind, organisation_id=units[first.unit], unit_name=first.unit, contact=first.name, phone=""
        )
        applying = [Applying(trade_id=trade_id, details=_said(one, units)) for one in people]
        registration.send(event_id, sender, applying, secrets.token_urlsafe())


def _said(one: Worker, units: dict[str, str]) -> ContestantDetails:
    return dataclasses.replace(entry_of(one, units), coach="")
