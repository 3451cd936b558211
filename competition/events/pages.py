"""Doors of events: the list, setting one up, the guided path, its trades and one trade."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from competition.accounts import roles
from competition.accounts.guard import may, me, permitted, signed_in
from competition.events import actions, queries
from competition.events.readiness import steps
from competition.events.schemas import EventForm, StageForm
from competition.events.words import ANONYMITY, EVENT_STATES, STAGE_STATES
from competition.store import Refused, reading
from competition.web.errors import refusal_words
from competition.web.forms import Invalid, read
from competition.web.words import named

pages = Blueprint("events", __name__, url_prefix="/events")

NEW = {"edition": 1, "zone": "Asia/Shanghai"}


@pages.get("/")
@signed_in
def index() -> ResponseReturnValue:
    person = me()
    with reading() as s:
        read = {one.id for one in queries.events(s) if person.may("event.read", roles.scope_path(one.id))}
        watched = {
            scope.split("/")[2]
            for role, scope in person.grants
            if _in_trade(scope) and person.may("monitor.read", scope)
        }
        events = queries.events(s, read | watched)
        counts = queries.trade_counts(s)
    return render_template(
        "events/index.html",
        events=events,
        hrefs={one.id: f"/events/{one.id}" if one.id in read else f"/judging/{one.id}" for one in events},
        counts=counts,
        states=EVENT_STATES,
        may_create=permitted("event.create"),
        here="events",
    )


def _in_trade(scope: str) -> bool:
    """Whether a grant is over one trade: a chief judge's, who finds his trade on the monitor."""
    return scope.startswith("/events/") and "/trades/" in scope


@pages.get("/new")
@may("event.create")
def new() -> ResponseReturnValue:
    return _form(None, NEW, {}, 200)


@pages.post("/new")
@may("event.create")
def new_post() -> ResponseReturnValue:
    try:
        event_id = actions.create_event(me().id, **read(EventForm, request.form))
    except Invalid as invalid:
        return _form(None, request.form, invalid.errors, 422)
    flash(_("The event has been set up. Choose its trades next."), "good")
    return redirect(url_for("events.overview", event_id=event_id), 303)


@pages.get("/<event_id>")
@may("event.read")
def overview(event_id: str) -> ResponseReturnValue:
    """The guided path: every step with what is missing and the link that mends it."""
    with reading() as s:
        event = queries.event(s, event_id)
        trades = queries.trades(s, event_id)
        path = steps(current_app.extensions.get("readiness", ()), s, event_id)
    by_trade = {
        trade.id: [(step, [line for line in step.lines if line.trade_id == trade.id]) for step in path]
        for trade in trades
    }
    columns = [step for step in path if any(line.trade_id for line in step.lines)]
    return render_template(
        "events/overview.html",
        event=event,
        trades=trades,
        path=path,
        by_trade=by_trade,
        columns=columns,
        following=next((step for step in path if not step.done), None),
        states=EVENT_STATES,
        here="overview",
    )


@pages.get("/<event_id>/edit")
@may("event.edit")
def edit(event_id: str) -> ResponseReturnValue:
    with reading() as s:
        event = queries.event(s, event_id)
    return _form(event, {name: getattr(event, name) for name in EventForm().fields}, {}, 200)


@pages.post("/<event_id>/edit")
@may("event.edit")
def edit_post(event_id: str) -> ResponseReturnValue:
    with reading() as s:
        event = queries.event(s, event_id)
    try:
        actions.edit_event(me().id, event_id, **read(EventForm, request.form))
    except Invalid as invalid:
        return _form(event, request.form, invalid.errors, 422)
    flash(_("The event has been saved."), "good")
    return redirect(url_for("events.overview", event_id=event_id), 303)


@pages.get("/<event_id>/trades")
@may("event.read")
def trades(event_id: str) -> ResponseReturnValue:
    with reading() as s:
        event = queries.event(s, event_id)
        found = queries.trades(s, event_id)
        stages = queries.stages(s, event_id)
        path = steps(current_app.extensions.get("readiness", ()), s, event_id)
    lines = {
        trade.id: [(step, line) for step in path for line in step.lines if line.trade_id == trade.id] for trade in found
    }
    return render_template(
        "events/trades.html", event=event, trades=found, stages=stages, lines=lines, stage_states=STAGE_STATES,
        anonymity=ANONYMITY, may_edit=permitted("trade.edit", event_id), here="trades",
    )  # fmt: skip


@pages.get("/<event_id>/trades/<trade_id>")
@may("event.read")
def trade(event_id: str, trade_id: str) -> ResponseReturnValue:
    return _trade(event_id, trade_id, None, {}, 200)


@pages.post("/<event_id>/trades/<trade_id>")
@may("trade.edit")
def trade_post(event_id: str, trade_id: str) -> ResponseReturnValue:
    with reading() as s:
        queries.trade(s, trade_id, event_id)
    try:
        actions.set_stage(me().id, trade_id, **read(StageForm, request.form))
    except Invalid as invalid:
        return _trade(event_id, trade_id, request.form, invalid.errors, 422)
    except Refused as refused:
        return _trade(event_id, trade_id, None, {"": [refusal_words(refused)]}, refused.status)
    flash(_("The stage has been saved."), "good")
    return redirect(url_for("events.trade", event_id=event_id, trade_id=trade_id), 303)


@pages.get("/<event_id>/trades/<trade_id>/remove")
@may("trade.edit")
def remove(event_id: str, trade_id: str) -> ResponseReturnValue:
    return _removal(event_id, trade_id, {}, 200)


@pages.post("/<event_id>/trades/<trade_id>/remove")
@may("trade.edit")
def remove_post(event_id: str, trade_id: str) -> ResponseReturnValue:
    with reading() as s:
        one = queries.trade(s, trade_id, event_id)
    try:
        actions.remove_trade(me().id, trade_id)
    except Refused as refused:
        return _removal(event_id, trade_id, {"": [refusal_words(refused)]}, refused.status)
    flash(_("%(name)s has been taken out of the event.", name=named(one.name, one.name_en)), "good")
    return redirect(url_for("events.trades", event_id=event_id), 303)


def _form(event: Any, values: Any, errors: dict[str, list[str]], status: int) -> ResponseReturnValue:
    page = "events/edit.html" if event else "events/new.html"
    return render_template(
        page, event=event, values=values, errors=errors, zones=sorted(available_timezones()), here="event"
    ), status


def _trade(event_id: str, trade_id: str, values: Any, errors: dict[str, list[str]], status: int) -> ResponseReturnValue:
    with reading() as s:
        event = queries.event(s, event_id)
        one = queries.trade(s, trade_id, event_id)
        stage = queries.stage_of_trade(s, trade_id)
        path = steps(current_app.extensions.get("readiness", ()), s, event_id)
    lines = [(step, line) for step in path for line in step.lines if line.trade_id == trade_id]
    kept = {"anonymity": stage.anonymity, "minutes": stage.minutes or ""}
    return (
        render_template(
            "events/trade.html", event=event, trade=one, stage=stage, lines=lines, anonymity=ANONYMITY,
            values=kept if values is None else values, errors=errors, stage_states=STAGE_STATES,
            may_edit=stage.state == "DRAFT" and permitted("trade.edit", event_id, trade_id), here="trades",
        ),
        status,
    )  # fmt: skip


def _removal(event_id: str, trade_id: str, errors: dict[str, list[str]], status: int) -> ResponseReturnValue:
    with reading() as s:
        event = queries.event(s, event_id)
        one = queries.trade(s, trade_id, event_id)
    return render_template("events/remove.html", event=event, trade=one, errors=errors, here="trades"), status
