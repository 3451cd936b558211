"""The sessions of a trade: made by batches, moved by hand, with what conflicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from competition.accounts.guard import may, me, permitted
from competition.acts.queries import activity
from competition.events import queries as events
from competition.events.schemas import wall_clock
from competition.sessions import actions, queries
from competition.sessions.actions import Batching, SessionDetails
from competition.sessions.pages.blueprint import Errors, done, ground, pages, there
from competition.sessions.queries import Told, zone_of
from competition.sessions.schemas import Batch, Seating, SessionForm
from competition.sessions.words import CONFLICTS, STATES, TONES, UNPLACED
from competition.store import Refused, reading
from competition.web.errors import refusal_words
from competition.web.forms import Invalid, read
from competition.web.words import named

MOST_CONFLICTS = 60


@dataclass(frozen=True)
class Line:
    """A conflict in words, with the sessions it is about as (words, address)."""

    words: str
    where: tuple[tuple[str, str], ...]


def told(some: Sequence[Told], trades: Sequence[events.Trade], *, names: bool) -> list[Line]:
    """Conflicts as people read them; without `names` a contestant is not named."""
    by_id = {one.id: one for one in trades}
    found: list[Line] = []
    for one in some[:MOST_CONFLICTS]:
        words = CONFLICTS.get(f"{one.what}:{one.kind}") or CONFLICTS.get(one.what)
        who = one.who if names or one.kind != "person" else _("A contestant")
        where = tuple(
            (
                _("%(trade)s, session %(number)s", trade=named(trade.name, trade.name_en), number=number),
                url_for("sessions.trade", event_id=trade.event_id, trade_id=trade.id),
            )
            for trade_id, number in (one.one, one.other or one.one)[: 2 if one.other else 1]
            if (trade := by_id.get(trade_id)) is not None
        )
        found.append(Line(str(words) % {**one.facts, "who": who} if words else one.what, where))
    return found


@pages.get("/<event_id>/<trade_id>")
@may("session.read")
def trade(event_id: str, trade_id: str) -> ResponseReturnValue:
    return _page(event_id, trade_id, {}, {}, 200)


@pages.post("/<event_id>/<trade_id>/make")
@may("session.edit")
def make(event_id: str, trade_id: str) -> ResponseReturnValue:
    """Make the sessions anew from the entries."""
    there(event_id, trade_id)
    try:
        said = read(Batch, request.form)
        batching = Batching(
            venue_id=said["venue_id"], minutes=said["minutes"], rest=said["rest"],
            opens=said["opens"].hour * 60 + said["opens"].minute,
            closes=said["closes"].hour * 60 + said["closes"].minute or 24 * 60,
        )  # fmt: skip
        if batching.closes <= batching.opens:
            raise Invalid({"closes": [_("It closes after it opens.")]})
        made = actions.make_sessions(me().id, event_id, trade_id, batching)
    except Invalid as invalid:
        return _page(event_id, trade_id, request.form, invalid.errors, 422)
    except Refused as refused:
        if refused.status == 404:
            raise
        return _page(event_id, trade_id, request.form, {"": [refusal_words(refused)]}, refused.status)
    flash(ngettext("%(num)d session has been made.", "%(num)d sessions have been made.", made.count), "good")
    for number, why, who in made.unplaced:
        words = str(UNPLACED[why]) % {"who": who}
        flash(_("Session %(number)s has no time yet: %(why)s.", number=number, why=words), "warn")
    return redirect(url_for("sessions.trade", event_id=event_id, trade_id=trade_id), 303)


@pages.post("/<event_id>/<trade_id>/remove")
@may("session.edit")
def remove(event_id: str, trade_id: str) -> ResponseReturnValue:
    there(event_id, trade_id)

    def act() -> str:
        actions.remove_sessions(me().id, event_id, trade_id)
        return str(_("The sessions have been taken away."))

    return done(url_for("sessions.trade", event_id=event_id, trade_id=trade_id), act)


@pages.post("/<event_id>/<trade_id>/seat")
@may("session.edit")
def seat(event_id: str, trade_id: str) -> ResponseReturnValue:
    """Put an entry into another session."""
    there(event_id, trade_id)

    def act() -> str:
        said = read(Seating, request.form)
        actions.move_entry(me().id, event_id, trade_id, said["entry_id"], said["session_id"])
        return str(_("The entry sits in the other session now."))

    back = request.form.get("back", "")[:36]
    if back:
        return done(url_for("sessions.session", event_id=event_id, trade_id=trade_id, session_id=back), act)
    return done(url_for("sessions.trade", event_id=event_id, trade_id=trade_id), act)


@pages.get("/<event_id>/<trade_id>/session/<session_id>")
@may("session.read")
def session(event_id: str, trade_id: str, session_id: str) -> ResponseReturnValue:
    """One session: its clock, who sits in it, and its time and venue."""
    return _session(event_id, trade_id, session_id, None, {}, 200)


@pages.post("/<event_id>/<trade_id>/session/<session_id>")
@may("session.edit")
def session_post(event_id: str, trade_id: str, session_id: str) -> ResponseReturnValue:
    """Move a session by hand; what conflicts is shown afterwards."""
    place = there(event_id, trade_id)
    with reading() as s:
        queries.session(s, session_id, trade_id)
    try:
        said = read(SessionForm, request.form)
        wall = said["starts_at"]
        at = wall.replace(tzinfo=zone_of(place.event)) if wall else None
        details = SessionDetails(venue_id=said["venue_id"], starts_at=at, minutes=said["minutes"])
        actions.edit_session(me().id, event_id, trade_id, session_id, details, said["rev"])
    except Invalid as invalid:
        return _session(event_id, trade_id, session_id, request.form, invalid.errors, 422)
    except Refused as refused:
        if refused.status == 404:
            raise
        return _session(event_id, trade_id, session_id, request.form, {"": [refusal_words(refused)]}, refused.status)
    flash(_("The session has been saved."), "good")
    return redirect(url_for("sessions.session", event_id=event_id, trade_id=trade_id, session_id=session_id), 303)


def _page(event_id: str, trade_id: str, values: Any, errors: Errors, status: int) -> ResponseReturnValue:
    with reading() as s:
        place = ground(s, event_id, trade_id)
        sittings = queries.sittings(s, queries.sessions_of_stage(s, place.stage.id))
        seats = queries.seats(s, place.stage.id)
        stations = queries.stations(s, event_id)
        venues = [one for one in events.venues(s, event_id) if stations.get(one.id)]
        draws = queries.draws_of_stage(s, place.stage.id)
        trades = events.trades(s, event_id)
        lines = [
            one for one in queries.conflicts(s, event_id) if trade_id in (one.one[0], one.other[0] if one.other else "")
        ]
        happenings = activity(s, trade_id, limit=10)
        dealt = queries.stations_dealt(s, place.stage.id)
    entries = sum(len(some) for some in seats.values())
    usual = {"minutes": place.stage.minutes or 120, "rest": 30, "opens": "08:00", "closes": "18:00"}
    return (
        render_template(
            "sessions/trade.html", event=place.event, trade=place.trade, stage=place.stage, sittings=sittings,
            unseated=seats.get("", []), entries=entries, venues=venues, stations=stations, draws=draws, dealt=dealt,
            conflicts=told(lines, trades, names=permitted("contestant.read", event_id, trade_id)),
            values=values or usual, errors=errors, labels=_labels(), states=STATES, tones=TONES, happenings=happenings,
            may_edit=permitted("session.edit", event_id, trade_id), here="sessions",
        ),
        status,
    )  # fmt: skip


def _session(
    event_id: str, trade_id: str, session_id: str, values: Any, errors: Errors, status: int
) -> ResponseReturnValue:
    with reading() as s:
        place = ground(s, event_id, trade_id)
        one = queries.session(s, session_id, trade_id)
        sitting = queries.sittings(s, [one])[0]
        seats = queries.seats(s, place.stage.id)
        others = [other for other in queries.sessions_of_stage(s, place.stage.id) if other.id != session_id]
        venues = events.venues(s, event_id)
        dealt = queries.stations_dealt(s, place.stage.id)
        happenings = activity(s, session_id, limit=20)
    stored = {
        "venue_id": one.venue_id or "", "starts_at": wall_clock(one.starts_at, place.event.zone), "minutes": one.minutes,
        "rev": one.rev,
    }  # fmt: skip
    inside = seats.get(session_id, [])
    return (
        render_template(
            "sessions/session.html", event=place.event, trade=place.trade, stage=place.stage, one=sitting, seats=inside,
            unseated=seats.get("", []), others=others, venues=venues, dealt=dealt, apart=place.blind and dealt,
            coded=sorted(inside, key=lambda seat: seat.entry.station_code), values=values or stored, errors=errors,
            labels=_labels(), states=STATES, tones=TONES, happenings=happenings, **_rights(event_id, trade_id),
        ),
        status,
    )  # fmt: skip


def _rights(event_id: str, trade_id: str) -> dict[str, Any]:
    return {
        "may_edit": permitted("session.edit", event_id, trade_id), "may_run": permitted("session.run", event_id, trade_id),
        "may_pause": permitted("session.pause", event_id, trade_id),
        "may_name": permitted("contestant.read", event_id, trade_id), "here": "sessions",
    }  # fmt: skip


def _labels() -> dict[str, str]:
    return {
        "venue_id": _("Venue"), "minutes": _("Minutes"), "rest": _("Minutes between sessions"),
        "opens": _("The hall opens"), "closes": _("The hall closes"), "starts_at": _("Begins"),
        "reason": _("Reason"), "code": _("For whom"),
    }  # fmt: skip
