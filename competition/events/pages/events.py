"""Setting an event up, its overview with the guided path, its settings, and removing one that nobody has seen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import available_timezones

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from competition.accounts.guard import may, me, permitted
from competition.acts.queries import activity
from competition.events import actions, queries
from competition.events.actions import OrganiserDetails
from competition.events.models import Event
from competition.events.pages.blueprint import besides, checks, conflict, pages
from competition.events.pages.state import diagram
from competition.events.readiness import steps
from competition.events.rows import read_rows, rearranged, sent_rows
from competition.events.schemas import EventForm, OrganiserRow, wall_clock
from competition.events.words import EVENT_STATES, ROLES, STATE_NOTES, STATE_TONES
from competition.store import Refused, reading
from competition.web.errors import refusal_words
from competition.web.forms import Conflict, Invalid, read

ROW = {"role": "host", "name": ""}
NEW: dict[str, Any] = {"edition": 1, "zone": "Asia/Shanghai"}


@pages.get("/new")
@may("event.create")
def new() -> ResponseReturnValue:
    return _form(None, NEW, [dict(ROW)], {}, 200)


@pages.post("/new")
@may("event.create")
def new_post() -> ResponseReturnValue:
    rows = sent_rows(request.form, "organiser", ("role", "name"))
    if "rows" in request.form:
        return _form(None, request.form, rearranged(rows, request.form["rows"], ROW), {}, 200)
    try:
        values, organisers = read_event(request.form, rows)
    except Invalid as invalid:
        return _form(None, request.form, rows, invalid.errors, 422)
    event_id = actions.create_event(me().id, values["details"], organisers)
    flash(_("The event has been set up. Choose its trades next."), "good")
    return redirect(url_for("events.overview", event_id=event_id), 303)


@pages.get("/<event_id>")
@may("event.read")
def overview(event_id: str) -> ResponseReturnValue:
    """The guided path: every step with what is missing and the link that mends it; the state; what was done lately."""
    with reading() as s:
        event = queries.event(s, event_id)
        trades = queries.trades(s, event_id)
        path = steps(checks(), s, event_id)
        drawn = diagram(s, event, event_id)
        previous, later = queries.editions(s, event_id)
        organisers = queries.organisers(s, event_id)
        happenings = activity(s, event_id, limit=12)
        beside = besides(s, event_id)
    by_trade = {
        trade.id: [(step, [line for line in step.lines if line.trade_id == trade.id]) for step in path]
        for trade in trades
    }
    return render_template(
        "events/overview.html", event=event, trades=trades, path=path, by_trade=by_trade,
        columns=[step for step in path if any(line.trade_id for line in step.lines)],
        following=next((step for step in path if not step.done), None), states=EVENT_STATES, tones=STATE_TONES,
        notes=STATE_NOTES, diagram=drawn, previous=previous, later=later, organisers=organisers, roles=ROLES,
        happenings=happenings, beside=beside, here="overview",
    )  # fmt: skip


@pages.get("/<event_id>/edit")
@may("event.edit")
def edit(event_id: str) -> ResponseReturnValue:
    with reading() as s:
        event = queries.event(s, event_id)
        rows = stored_rows(s, event_id)
    return _form(event, stored_values(event), rows or [dict(ROW)], {}, 200)


@pages.post("/<event_id>/edit")
@may("event.edit")
def edit_post(event_id: str) -> ResponseReturnValue:
    with reading() as s:
        event = queries.event(s, event_id)
    rows = sent_rows(request.form, "organiser", ("role", "name"))
    if "rows" in request.form:
        return _form(event, request.form, rearranged(rows, request.form["rows"], ROW), {}, 200)
    try:
        values, organisers = read_event(request.form, rows)
        actions.edit_event(me().id, event_id, values["details"], organisers, rev=values["rev"])
    except Invalid as invalid:
        return _form(event, request.form, rows, invalid.errors, 422)
    except Refused as refused:
        if refused.code != "changed_meanwhile":
            raise
        return _conflict(event_id, rows)
    flash(_("The event has been saved."), "good")
    return redirect(url_for("events.overview", event_id=event_id), 303)


@pages.get("/<event_id>/remove")
@may("event.edit")
def remove_event(event_id: str) -> ResponseReturnValue:
    return _removal(event_id, {}, 200)


@pages.post("/<event_id>/remove")
@may("event.edit")
def remove_event_post(event_id: str) -> ResponseReturnValue:
    with reading() as s:
        one = queries.event(s, event_id)
    try:
        actions.remove_event(me().id, event_id)
    except Refused as refused:
        return _removal(event_id, {"": [refusal_words(refused)]}, refused.status)
    flash(_("%(name)s has been removed.", name=one.name), "good")
    return redirect(url_for("events.index"), 303)


def read_event(form: Mapping[str, str], rows: list[dict[str, str]]) -> tuple[dict[str, Any], list[OrganiserDetails]]:
    """What a form says of an event and of who holds it. Raises Invalid with the errors of both."""
    errors: dict[str, list[str]] = {}
    values: dict[str, Any] = {}
    organisers: list[OrganiserDetails] = []
    try:
        values = read(EventForm, form)
    except Invalid as invalid:
        errors |= invalid.errors
    try:
        organisers = read_rows(OrganiserRow, rows, "organiser", ("name",))
    except Invalid as invalid:
        errors |= invalid.errors
    if errors:
        raise Invalid(errors)
    return values, organisers


def stored_values(event: Event) -> dict[str, Any]:
    """What an event's form shows of it, times on the wall clock of its zone."""
    values = {name: getattr(event, name) for name in EventForm().fields}
    for name in ("registration_opens_at", "registration_closes_at"):
        values[name] = wall_clock(values[name], event.zone)
    return values


def stored_rows(s: Session, event_id: str) -> list[dict[str, str]]:
    """Who holds an event, as rows of its form."""
    return [{"role": one.role, "name": one.name} for one in queries.organisers(s, event_id)]


def _conflict(event_id: str, rows: list[dict[str, str]]) -> ResponseReturnValue:
    """Somebody else saved the event meanwhile: what was written stays in the form, beside what is stored now."""
    with reading() as s:
        event = queries.event(s, event_id)
        stored = {name: "" if value is None else str(value) for name, value in stored_values(event).items()}
        stored["members_only"] = "1" if event.members_only else ""
        stored["organisers"] = ", ".join(row["name"] for row in stored_rows(s, event_id))
        sent = {**request.form, "organisers": ", ".join(row["name"] for row in rows if row["name"])}
        stored.pop("rev")
        meanwhile = conflict(s, event_id, stored, sent)
    return _form(event, {**request.form, "rev": event.rev}, rows, {}, 409, meanwhile)


def _form(
    event: Event | None,
    values: Mapping[str, Any],
    rows: list[dict[str, str]],
    errors: dict[str, list[str]],
    status: int,
    meanwhile: Conflict | None = None,
) -> ResponseReturnValue:
    with reading() as s:
        known = queries.organiser_names(s)
    page = "events/edit.html" if event else "events/new.html"
    return (
        render_template(
            page, event=event, values=values, rows=rows, errors=errors, conflict=meanwhile, known=known,
            roles=list(ROLES.items()), zones=sorted(available_timezones()), here="event",
        ),
        status,
    )  # fmt: skip


def _removal(event_id: str, errors: dict[str, list[str]], status: int) -> ResponseReturnValue:
    with reading() as s:
        event = queries.event(s, event_id)
        counts = queries.trade_counts(s, [event_id])
    return (
        render_template(
            "events/remove_event.html", event=event, trades=counts.get(event_id, 0), errors=errors,
            draft=event.state == "DRAFT" and permitted("event.edit", event_id), here="event",
        ),
        status,
    )  # fmt: skip
