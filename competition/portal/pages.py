"""Doors of the public front: home, calendar, and the page of an event. Nobody signs in here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from competition.accounts.guard import public
from competition.advancement.queries.rows import cut_rows_into
from competition.eligibility.telling import announced
from competition.events import queries as events
from competition.events.pages.calendar import month_asked, weeks_of
from competition.events.words import EVENT_STATES, STATE_TONES
from competition.ladders import queries as ladders
from competition.matches import access as matches_access
from competition.matches import queries as matches
from competition.milestones import access as milestones_access
from competition.milestones import queries as milestones
from competition.portal.words import ROLES
from competition.registration import queries as registration
from competition.schemes import awarding, fields
from competition.schemes import queries as schemes
from competition.schemes import words as scheme_words
from competition.schemes.pages.common import tie_titles
from competition.series import queries as series
from competition.standings import queries as standings
from competition.store import Refused, reading, utcnow

pages = Blueprint("portal", __name__, url_prefix="/portal")

PAST_SHOWN = 12


@dataclass(frozen=True)
class Shelf:
    """The public events by where they stand in time."""

    on: list[Any]
    coming: list[Any]
    past: list[Any]


@pages.get("/")
@public
def home() -> ResponseReturnValue:
    """What is on, what is coming, what was; with the leaders of what is on."""
    with reading() as s:
        shelf = _shelf(events.public_events(s))
        boards = {one.id: standings.boards_of(s, one.id)["boards"] for one in shelf.on[:3]}
        counts = events.trade_counts(s, [one.id for one in (*shelf.on, *shelf.coming, *shelf.past)])
        seasons = series.all_series(s, shown=True)
        climbs = ladders.ladders(s, shown=True)
        open_ids = {one.id for one in (*shelf.on, *shelf.coming, *shelf.past) if registration.is_open(one, utcnow())}
    return render_template(
        "portal/home.html", shelf=shelf, boards=boards, counts=counts, seasons=seasons, climbs=climbs, open_ids=open_ids,
        states=EVENT_STATES, tones=STATE_TONES, here="home",
    )  # fmt: skip


@pages.get("/calendar")
@public
def calendar() -> ResponseReturnValue:
    """One month of public events, and what follows."""
    today = utcnow().date()
    first = month_asked(request.args.get("month", ""), today)
    following = (first + timedelta(days=32)).replace(day=1)
    before = first - timedelta(days=1) if first > date.min else first
    with reading() as s:
        all_events = sorted(events.public_events(s), key=lambda one: (one.starts_on, one.name))
    return render_template(
        "portal/calendar.html", weeks=weeks_of(first, all_events), month=first, today=today,
        inside=[one for one in all_events if one.starts_on < following and one.ends_on >= first],
        later_events=[one for one in all_events if one.starts_on >= following][:PAST_SHOWN],
        earlier=before.strftime("%Y-%m"), later=following.strftime("%Y-%m"), states=EVENT_STATES, tones=STATE_TONES,
        here="calendar",
    )  # fmt: skip


@pages.get("/<event_id>")
@public
def event(event_id: str) -> ResponseReturnValue:
    """An event's own page: programme, trades, venues, results as allowed, registration while it is open."""
    with reading() as s:
        one = events.public_event(s, event_id)
        trades = events.trades(s, event_id)
        stages = events.stages(s, event_id)
        boards = {board["trade"]["id"]: board for board in standings.boards_of(s, event_id)["boards"]}
        organisers = events.organisers(s, event_id)
        venues = {venue.id: venue for venue in events.venues(s, event_id)}
        points = events.programme(s, event_id)
        divisions = events.divisions_of_event(s, event_id)
        before, after = events.editions(s, event_id)
        seasons = series.series_of_event(s, event_id, shown=True)
        climb = ladders.shown_ladder_of(s, event_id)
        cuts = [row for row in cut_rows_into(s, event_id) if row.state == "CONFIRMED"]
        entry_rules = announced(s, event_id)
        duels = [key for key in matches.tournaments_of_event(s, event_id) if matches_access.shown(one, stages[key])]
        works = [key for key in milestones.contests_of_event(s, event_id) if milestones_access.shown(one, stages[key])]
    return render_template(
        "portal/event.html", event=one, trades=trades, stages=stages, boards=boards,
        roles=[(ROLES[role], list(some)) for role, some in groupby(organisers, key=lambda body: body.role)],
        venues=venues, days=_days(points, one.zone), by_trade={trade.id: trade for trade in trades}, divisions=divisions,
        editions=[edition for edition in ([before] if before else []) + list(after) if edition.public], seasons=seasons,
        climb=climb, cuts=cuts, entry_rules=entry_rules, duels=duels, works=works,
        is_open=registration.is_open(one, utcnow()), states=EVENT_STATES, tones=STATE_TONES, here="event",
    )  # fmt: skip


@pages.get("/<event_id>/<trade_id>/document")
@public
def document(event_id: str, trade_id: str) -> ResponseReturnValue:
    """A trade's technical document for everybody: the version in force, else the latest."""
    with reading() as s:
        one = events.public_event(s, event_id)
        trade = events.trade(s, trade_id, event_id)
        stage = events.stage_of_trade(s, trade_id)
        plan = schemes.plan(s, stage.plan_id) if stage.plan_id else schemes.version(s, trade_id)
    if plan is None:
        raise Refused("not_there", 404)
    ruled = schemes.ruled(plan)
    return render_template(
        "schemes/technical.html", event=one, trade=trade, stage=stage, plan=plan, ruled=ruled, words=scheme_words,
        tie_titles=tie_titles(ruled), per=fields.PER, sections={section.key: section for section in ruled.document.sections},
        awards=awarding.told(ruled), back=url_for("portal.event", event_id=event_id),
    )  # fmt: skip


def _shelf(found: list[Any]) -> Shelf:
    today = {one.zone: utcnow().astimezone(ZoneInfo(one.zone)).date() for one in found}
    live = [
        one
        for one in found
        if one.starts_on <= today[one.zone] <= one.ends_on or one.state in ("IN_SESSION", "SCORING")
    ]
    rest = [one for one in found if one not in live]
    coming = sorted((one for one in rest if one.starts_on > today[one.zone]), key=lambda one: one.starts_on)
    past = sorted((one for one in rest if one.starts_on <= today[one.zone]), key=lambda one: one.ends_on, reverse=True)
    return Shelf(live, coming, past[:PAST_SHOWN])


def _days(points: list[Any], zone: str) -> list[tuple[date, list[tuple[datetime, datetime | None, Any]]]]:
    """The programme by the event's own days, with local times."""
    local = ZoneInfo(zone)
    rows = [
        (point.starts_at.astimezone(local), point.ends_at.astimezone(local) if point.ends_at else None, point)
        for point in points
    ]
    return [(day, list(some)) for day, some in groupby(rows, key=lambda row: row[0].date())]
