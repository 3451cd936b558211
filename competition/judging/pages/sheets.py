"""One sheet, for the chief: its marks, its history, a correction with a reason, locking and unlocking."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from competition.accounts import queries as accounts
from competition.accounts.guard import may, me, permitted
from competition.engine.sheets import sheet_preview
from competition.events import queries as events
from competition.judging import actions, queries
from competition.judging.pages.blueprint import pages
from competition.judging.schemas import CorrectionForm, ReasonForm
from competition.store import Refused, reading
from competition.web.errors import refusal_words
from competition.web.forms import Invalid, read


@pages.get("/<event_id>/<trade_id>/sheets/<sheet_id>")
@may("mark.read")
def sheet(event_id: str, trade_id: str, sheet_id: str) -> ResponseReturnValue:
    """The sheet by station code; the contestant is not named here."""
    return _page(event_id, trade_id, sheet_id, {}, 200)


@pages.post("/<event_id>/<trade_id>/sheets/<sheet_id>/correct")
@may("mark.correct")
def correct(event_id: str, trade_id: str, sheet_id: str) -> ResponseReturnValue:
    """A new mark in place of one, with the reason."""

    def act() -> str:
        values = read(CorrectionForm, request.form)
        actions.correct(trade_id, sheet_id, values["aspect"], values["value"], values["reason"], me().id)
        return str(_("The mark is corrected; the former one stays in the history."))

    return _done(event_id, trade_id, sheet_id, act, "value")


@pages.post("/<event_id>/<trade_id>/sheets/<sheet_id>/lock")
@may("sheet.lock")
def lock(event_id: str, trade_id: str, sheet_id: str) -> ResponseReturnValue:
    """Close a signed sheet."""

    def act() -> str:
        actions.lock(trade_id, sheet_id, me().id)
        return str(_("The sheet is locked."))

    return _done(event_id, trade_id, sheet_id, act, "")


@pages.post("/<event_id>/<trade_id>/sheets/<sheet_id>/unlock")
@may("sheet.lock")
def unlock(event_id: str, trade_id: str, sheet_id: str) -> ResponseReturnValue:
    """Open a locked sheet for a correction."""

    def act() -> str:
        actions.unlock(trade_id, sheet_id, me().id, read(ReasonForm, request.form)["reason"])
        return str(_("The sheet is unlocked for a correction."))

    return _done(event_id, trade_id, sheet_id, act, "")


def _done(event_id: str, trade_id: str, sheet_id: str, act: Callable[[], str], field: str) -> ResponseReturnValue:
    with reading() as s:
        events.trade(s, trade_id, event_id)
    try:
        words = act()
    except Invalid as invalid:
        return _page(event_id, trade_id, sheet_id, invalid.errors, 422)
    except Refused as refused:
        if refused.status == 404:
            raise
        return _page(event_id, trade_id, sheet_id, {field: [refusal_words(refused)]}, refused.status)
    flash(words, "good")
    return redirect(url_for("judging.sheet", event_id=event_id, trade_id=trade_id, sheet_id=sheet_id), 303)


def _page(
    event_id: str, trade_id: str, sheet_id: str, errors: dict[str, list[str]], status: int
) -> ResponseReturnValue:
    with reading() as s:
        event = events.event(s, event_id)
        trade = events.trade(s, trade_id, event_id)
        found = queries.sheet(s, sheet_id)
        if found is None or found.trade_id != trade_id:
            raise Refused("not_there", 404)
        stage = events.stage(s, found.stage_id)
        plan = queries.plan_of(s, stage.plan_id or "")
        copy = queries.copies(s, {found.entry_id})[sheet_id]
        marks, moves = queries.history(s, sheet_id)
        people = {by for mark in marks for by in (mark.given_by, mark.typed_by, mark.checked_by) if by}
        names = accounts.names(s, people | {move.by for move in moves} | {found.person_id})
    shown: dict[str, Any] = {
        "event": event, "trade": trade, "stage": stage, "sheet": found, "plan": plan, "module": plan.module(found.module_key),
        "aspects": plan.aspects_for(found.module_key, found.seat), "values": copy.values, "marks": list(reversed(marks)),
        "moves": list(reversed(moves)), "names": names, "errors": errors, "sent": request.form,
        "preview": sheet_preview(plan, found.module_key, found.seat, copy.values),
        "may_correct": permitted("mark.correct", event_id, trade_id), "may_lock": permitted("sheet.lock", event_id, trade_id),
    }  # fmt: skip
    return render_template("judging/sheet.html", **shown), status
