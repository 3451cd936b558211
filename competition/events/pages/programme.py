"""The programme of an event: its days and points, venues, what clashes, on paper and as a calendar file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from competition.accounts.guard import may, me, permitted, public
from competition.events import actions, queries
from competition.events.clashes import Clash, clashes
from competition.events.icalendar import Entry, written
from competition.events.models import Event, ProgrammePoint, Trade, Venue
from competition.events.pages.blueprint import conflict, pages
from competition.events.schemas import PointForm, VenueForm, wall_clock
from competition.store import Refused, reading
from competition.web.errors import refusal_words
from competition.web.forms import Conflict, Invalid, read
from competition.web.words import named


@dataclass(frozen=True, kw_only=True)
class Programme:
    """The programme as its pages show it: days in order with their points, and the event's venues and trades by id."""

    event: Event
    days: dict[date, list[ProgrammePoint]]
    venues: dict[str, Venue]
    trades: dict[str, Trade]
    clashes: list[Clash]

    @property
    def empty(self) -> bool:
        """Whether nothing stands in it yet."""
        return not any(self.days.values())

    def clock(self, at: datetime) -> str:
        """The time of the day in the event's zone, "08:30"."""
        return at.astimezone(ZoneInfo(self.event.zone)).strftime("%H:%M")

    def inside(self, day: date) -> bool:
        """Whether a day is one of the event's own."""
        return self.event.starts_on <= day <= self.event.ends_on


def programme_of(s: Session, event: Event) -> Programme:
    """The programme of an event; each of its own days is there, also without a point (the first 31 of them)."""
    zone = ZoneInfo(event.zone)
    length = min((event.ends_on - event.starts_on).days, 30)
    days: dict[date, list[ProgrammePoint]] = {event.starts_on + timedelta(days=n): [] for n in range(length + 1)}
    points = queries.programme(s, event.id)
    for one in points:
        days.setdefault(one.starts_at.astimezone(zone).date(), []).append(one)
    return Programme(
        event=event, days=dict(sorted(days.items())), venues={one.id: one for one in queries.venues(s, event.id)},
        trades={one.id: one for one in queries.trades(s, event.id)}, clashes=clashes(points),
    )  # fmt: skip


@pages.get("/<event_id>/programme")
@may("event.read")
def programme(event_id: str) -> ResponseReturnValue:
    """The programme by day."""
    with reading() as s:
        found = programme_of(s, queries.event(s, event_id))
    return render_template(
        "events/programme.html", event=found.event, programme=found, may_edit=permitted("event.edit", event_id),
        here="programme",
    )  # fmt: skip


@pages.get("/<event_id>/programme/print")
@may("event.read")
def programme_print(event_id: str) -> ResponseReturnValue:
    """The programme on paper."""
    with reading() as s:
        found = programme_of(s, queries.event(s, event_id))
    return render_template("events/programme_print.html", event=found.event, programme=found)


@pages.get("/<event_id>/programme.ics")
@public
def programme_file(event_id: str) -> ResponseReturnValue:
    """The programme of a published event as a calendar file."""
    with reading() as s:
        event = queries.public_event(s, event_id)
        found = programme_of(s, event)
    host = request.host.partition(":")[0]
    url = url_for("standings.event", event_id=event_id, _external=True)
    cancelled, title = event.state == "CANCELLED", named(event.name, event.name_en)
    entries = [
        Entry(
            uid=f"{event.id}@{host}", title=title, since=event.starts_on, until=event.ends_on, changed=event.created_at,
            sequence=event.rev, place=event.place, notes=named(event.notice, event.notice_en), url=url, cancelled=cancelled,
        )
    ]  # fmt: skip
    for one in (point for points in found.days.values() for point in points):
        venue, trade = found.venues.get(one.venue_id or ""), found.trades.get(one.trade_id or "")
        place = ", ".join(part for part in (named(venue.name, venue.name_en), venue.address) if part) if venue else ""
        entries.append(
            Entry(
                uid=f"{one.id}@{host}", title=named(one.title, one.title_en), since=one.starts_at, until=one.ends_at,
                changed=event.created_at, sequence=one.rev, place=place or event.place, url=url, cancelled=cancelled,
                notes=named(trade.name, trade.name_en) if trade else "",
            )
        )  # fmt: skip
    answer = Response(written(entries, name=title, product="-//Craftboard//Programme//EN"), mimetype="text/calendar")
    answer.headers["Content-Disposition"] = "attachment; filename=programme.ics"
    return answer


@pages.get("/<event_id>/programme/add")
@may("event.edit")
def point_add(event_id: str) -> ResponseReturnValue:
    with reading() as s:
        event = queries.event(s, event_id)
    day = request.args.get("day", "")[:10] or event.starts_on.isoformat()
    return _point(event_id, None, {"starts_at": f"{day}T09:00"})


@pages.post("/<event_id>/programme/add")
@may("event.edit")
def point_add_post(event_id: str) -> ResponseReturnValue:
    return _save_point(event_id, None)


@pages.get("/<event_id>/programme/<point_id>")
@may("event.edit")
def point(event_id: str, point_id: str) -> ResponseReturnValue:
    with reading() as s:
        one = _one(queries.programme(s, event_id), point_id)
        values = _point_values(one, queries.event(s, event_id).zone)
    return _point(event_id, one, values)


@pages.post("/<event_id>/programme/<point_id>")
@may("event.edit")
def point_post(event_id: str, point_id: str) -> ResponseReturnValue:
    return _save_point(event_id, point_id)


@pages.post("/<event_id>/programme/<point_id>/remove")
@may("event.edit")
def point_remove(event_id: str, point_id: str) -> ResponseReturnValue:
    actions.remove_point(me().id, event_id, point_id)
    flash(_("It has been taken out of the programme."), "good")
    return redirect(url_for("events.programme", event_id=event_id), 303)


@pages.get("/<event_id>/venues")
@may("event.read")
def venues(event_id: str) -> ResponseReturnValue:
    return _venues(event_id, None, {}, {}, 200)


@pages.post("/<event_id>/venues")
@may("event.edit")
def venues_post(event_id: str) -> ResponseReturnValue:
    """Add a venue, or change the one the form names."""
    with reading() as s:
        queries.event(s, event_id)
    venue_id = request.form.get("venue_id") or None
    try:
        values = read(VenueForm, request.form)
        if venue_id:
            actions.edit_venue(me().id, event_id, venue_id, values["details"], rev=values["rev"])
        else:
            actions.add_venue(me().id, event_id, values["details"])
    except Invalid as invalid:
        return _venues(event_id, venue_id, request.form, invalid.errors, 422)
    except Refused as refused:
        if refused.code == "not_there":
            raise
        return _venue_refused(event_id, venue_id, refused)
    flash(_("The venue has been saved."), "good")
    return redirect(url_for("events.venues", event_id=event_id), 303)


@pages.post("/<event_id>/venues/<venue_id>/remove")
@may("event.edit")
def venue_remove(event_id: str, venue_id: str) -> ResponseReturnValue:
    try:
        actions.remove_venue(me().id, event_id, venue_id)
    except Refused as refused:
        if refused.code == "not_there":
            raise
        return _venues(event_id, None, {}, {"": [refusal_words(refused)]}, refused.status)
    flash(_("The venue has been taken away."), "good")
    return redirect(url_for("events.venues", event_id=event_id), 303)


def _one(points: Sequence[ProgrammePoint], point_id: str) -> ProgrammePoint:
    found = next((one for one in points if one.id == point_id), None)
    if found is None:
        raise Refused("not_there", 404)
    return found


def _point_values(one: ProgrammePoint, zone: str) -> dict[str, str]:
    """What the form of a point shows of it, on the wall clock of the event's zone."""
    values = {name: str(getattr(one, name) or "") for name in ("title", "title_en", "venue_id", "trade_id", "rev")}
    return values | {"starts_at": wall_clock(one.starts_at, zone), "ends_at": wall_clock(one.ends_at, zone)}


def _save_point(event_id: str, point_id: str | None) -> ResponseReturnValue:
    with reading() as s:
        zone = queries.event(s, event_id).zone
        one = _one(queries.programme(s, event_id), point_id) if point_id else None
    try:
        values = read(PointForm(zone), request.form)
        if point_id:
            actions.edit_point(me().id, event_id, point_id, values["details"], rev=values["rev"])
        else:
            actions.add_point(me().id, event_id, values["details"])
    except Invalid as invalid:
        return _point(event_id, one, request.form, invalid.errors, 422)
    except Refused as refused:
        if refused.code != "changed_meanwhile" or one is None:
            raise
        with reading() as s:
            one = _one(queries.programme(s, event_id), one.id)
            stored = _point_values(one, zone)
            rev = stored.pop("rev")
            meanwhile = conflict(s, one.id, stored, request.form)
        return _point(event_id, one, {**request.form, "rev": rev}, {}, 409, meanwhile)
    flash(_("The programme has been saved."), "good")
    return redirect(url_for("events.programme", event_id=event_id), 303)


def _point(
    event_id: str, one: ProgrammePoint | None, values: Mapping[str, Any], errors: dict[str, list[str]] | None = None,
    status: int = 200, meanwhile: Conflict | None = None,
) -> ResponseReturnValue:  # fmt: skip
    with reading() as s:
        event = queries.event(s, event_id)
        places, trades = queries.venues(s, event_id), queries.trades(s, event_id)
    return (
        render_template(
            "events/point.html", event=event, point=one, values=values, errors=errors or {}, conflict=meanwhile,
            venues=[("", _("No venue")), *((place.id, named(place.name, place.name_en)) for place in places)],
            trades=[("", _("The whole event")), *((trade.id, named(trade.name, trade.name_en)) for trade in trades)],
            here="programme",
        ),
        status,
    )  # fmt: skip


def _venue_refused(event_id: str, venue_id: str | None, refused: Refused) -> ResponseReturnValue:
    if refused.code != "changed_meanwhile" or venue_id is None:
        return _venues(event_id, venue_id, request.form, {"name": [refusal_words(refused)]}, refused.status)
    with reading() as s:
        one = next(place for place in queries.venues(s, event_id) if place.id == venue_id)
        stored = {"name": one.name, "name_en": one.name_en, "address": one.address}
        meanwhile = conflict(s, venue_id, stored, request.form)
    return _venues(event_id, venue_id, {**request.form, "rev": one.rev}, {}, 409, meanwhile)


def _venues(
    event_id: str, venue_id: str | None, values: Mapping[str, Any], errors: dict[str, list[str]], status: int,
    meanwhile: Conflict | None = None,
) -> ResponseReturnValue:  # fmt: skip
    """The venues, and the form of the one named by ?venue= or sent back, else of a new one."""
    asked_for = venue_id or request.args.get("venue")
    with reading() as s:
        found = programme_of(s, queries.event(s, event_id))
    one = found.venues.get(asked_for or "")
    if not values and one is not None:
        values = {"name": one.name, "name_en": one.name_en, "address": one.address, "rev": one.rev}
    used: dict[str, int] = {}
    for points in found.days.values():
        for point in points:
            used[point.venue_id or ""] = used.get(point.venue_id or "", 0) + 1
    return (
        render_template(
            "events/venues.html", event=found.event, venues=list(found.venues.values()), used=used, venue=one, values=values,
            errors=errors, conflict=meanwhile, may_edit=permitted("event.edit", event_id), here="programme",
        ),
        status,
    )  # fmt: skip
