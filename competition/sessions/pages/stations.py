"""The day of an event at a glance, and the stations of its venues."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from competition.accounts.guard import may, me, permitted
from competition.contestants import queries as contestants
from competition.events import queries as events
from competition.sessions import actions, queries
from competition.sessions.pages.blueprint import done, pages, state_of
from competition.sessions.pages.timetable import told
from competition.sessions.schemas import Stations
from competition.sessions.words import DRAW_STATES, DRAW_TONES, DRAWS
from competition.store import Refused, reading
from competition.web.forms import read


@pages.get("/<event_id>")
@may("session.read")
def index(event_id: str) -> ResponseReturnValue:
    """Every trade with its sessions, who is there, and how far its draws are; what is double booked."""
    with reading() as s:
        event = events.event(s, event_id)
        trades = events.trades(s, event_id)
        counts = contestants.counts(s, event_id)
        checked = queries.checked_counts(s, event_id)
        sessions = queries.session_counts(s, event_id)
        draws = queries.draws_of_event(s, event_id)
        conflicts = told(queries.conflicts(s, event_id), trades, names=permitted("contestant.read", event_id))
        stations = sum(len(some) for some in queries.stations(s, event_id).values())
    return render_template(
        "sessions/index.html", event=event, trades=trades, counts=counts, checked=checked, sessions=sessions,
        draws=draws, state_of=state_of, draw_states=DRAW_STATES, tones=DRAW_TONES, kinds=DRAWS, conflicts=conflicts,
        stations=stations, here="sessions",
    )  # fmt: skip


@pages.get("/<event_id>/stations")
@may("session.read")
def stations(event_id: str) -> ResponseReturnValue:
    """The stations of every venue."""
    with reading() as s:
        event = events.event(s, event_id)
        venues = events.venues(s, event_id)
        found = queries.stations(s, event_id)
    return render_template(
        "sessions/stations.html", event=event, venues=venues, found=found, may_edit=permitted("session.edit", event_id),
        here="sessions",
    )  # fmt: skip


@pages.post("/<event_id>/stations/<venue_id>")
@may("session.edit")
def add_stations(event_id: str, venue_id: str) -> ResponseReturnValue:
    _venue(event_id, venue_id)

    def act() -> str:
        codes = actions.codes_of(read(Stations, request.form)["codes"])
        count = actions.add_stations(me().id, event_id, venue_id, codes)
        return str(ngettext("%(num)d station has been added.", "%(num)d stations have been added.", count))

    return done(url_for("sessions.stations", event_id=event_id), act)


@pages.post("/<event_id>/stations/<venue_id>/<station_id>/remove")
@may("session.edit")
def remove_station(event_id: str, venue_id: str, station_id: str) -> ResponseReturnValue:
    _venue(event_id, venue_id)

    def act() -> str:
        actions.remove_station(me().id, event_id, venue_id, station_id)
        return str(_("The station has been taken away."))

    return done(url_for("sessions.stations", event_id=event_id), act)


def _venue(event_id: str, venue_id: str) -> None:
    with reading() as s:
        if venue_id not in {one.id for one in events.venues(s, event_id)}:
            raise Refused("not_there", 404)
