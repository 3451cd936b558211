"""A trade's marking: starting and ending its stage, and the table of its sheets by station code."""

from __future__ import annotations

from collections.abc import Callable

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from competition.accounts.guard import may, me, opens, permitted
from competition.engine.plans import Plan
from competition.events import queries as events
from competition.events.readiness import Check, Line
from competition.judging import actions, queries
from competition.judging.models import Sheet
from competition.judging.pages.blueprint import pages
from competition.officials import queries as officials
from competition.sessions import queries as sessions
from competition.store import Refused, reading
from competition.web.errors import refusal_words


@pages.get("/<event_id>/<trade_id>")
@may("monitor.read")
def trade(event_id: str, trade_id: str) -> ResponseReturnValue:
    """One row a station, one column a module and judge."""
    with reading() as s:
        event = events.event(s, event_id)
        one = events.trade(s, trade_id, event_id)
        stage = events.stage_of_trade(s, trade_id)
        plan = queries.plan_of(s, stage.plan_id) if stage.plan_id else None
        sheets = queries.stage_sheets(s, stage.id)
        panels = officials.panels(s, stage.id)
        lines = _lines(s, event_id, trade_id) if stage.state == "DRAFT" else []
        unlocked = len(queries.unlocked(s, stage.id))
        revealing = stage.anonymity == "three_stage" and bool(sessions.stages_with_works(s, [stage.id]))
    missing = [(line, opens(line.href)) for line in lines if not line.done]
    shown = request.args.get("module") or (plan.modules[0].key if plan else "")
    return render_template(
        "judging/trade.html", event=event, trade=one, stage=stage, plan=plan, shown=shown, missing=missing,
        table=_table(plan, sheets, shown), panel=panels.get(shown, []), waiting=sum(1 for sheet in sheets if sheet.state == "SIGNED"),
        unlocked=unlocked, revealing=revealing, may_read=permitted("mark.read", event_id, trade_id),
    )  # fmt: skip


@pages.post("/<event_id>/<trade_id>/start")
@may("stage.start")
def start(event_id: str, trade_id: str) -> ResponseReturnValue:
    """Freeze the plan, deal the stations, open the sheets."""

    def act() -> str:
        actions.start_stage(event_id, trade_id, me().id)
        return str(_("The stage runs. The plan is frozen and every judge has the sheets."))

    return _done(event_id, trade_id, act)


@pages.post("/<event_id>/<trade_id>/end")
@may("stage.close")
def end(event_id: str, trade_id: str) -> ResponseReturnValue:
    """Close the stage when every sheet is locked."""

    def act() -> str:
        actions.end_stage(event_id, trade_id, me().id)
        return str(_("The stage has ended. Nothing more is marked."))

    return _done(event_id, trade_id, act)


@pages.post("/<event_id>/<trade_id>/modules/<module_key>/lock")
@may("sheet.lock")
def lock_module(event_id: str, trade_id: str, module_key: str) -> ResponseReturnValue:
    """Lock every signed sheet of a module."""
    with reading() as s:
        events.trade(s, trade_id, event_id)
        stage = events.stage_of_trade(s, trade_id)

    def act() -> str:
        count = actions.lock_module(trade_id, stage.id, module_key, me().id)
        return str(_("%(count)s sheets are locked.", count=count))

    return _done(event_id, trade_id, act, module=module_key)


def _done(event_id: str, trade_id: str, act: Callable[[], str], module: str | None = None) -> ResponseReturnValue:
    """Do it and say so on the trade's page, or say why not. A 404 goes on to the error page."""
    try:
        flash(act(), "good")
    except Refused as refused:
        if refused.status == 404:
            raise
        flash(refusal_words(refused), "bad")
    return redirect(url_for("judging.trade", event_id=event_id, trade_id=trade_id, module=module), 303)


def _lines(s: Session, event_id: str, trade_id: str) -> list[Line]:
    """The lines of the guided path that concern the start of this trade's stage."""
    checks: list[Check] = [one for one in current_app.extensions["readiness"] if one.key not in ("event", "stage")]
    return [line for check in checks for line in check.function(s, event_id) if line.trade_id == trade_id]


def _table(plan: Plan | None, sheets: list[Sheet], module_key: str) -> list[tuple[str, list[Sheet]]]:
    """(station code, sheets by seat) of one module, in the order of codes."""
    found: dict[str, list[Sheet]] = {}
    for sheet in sheets:
        if plan is not None and sheet.module_key == module_key:
            found.setdefault(sheet.code, []).append(sheet)
    return sorted(found.items())
