"""The live monitor of an event: who has marked what, which tablets are heard, what waits for the chief."""

from __future__ import annotations

from dataclasses import replace

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from competition.accounts.guard import may, me, opens, permitted, signed_in
from competition.events import queries as events
from competition.events.readiness import waiting_steps
from competition.judging import actions, sight
from competition.judging.pages.blueprint import pages
from competition.store import Refused, reading


@pages.get("/<event_id>")
@signed_in
def monitor(event_id: str) -> ResponseReturnValue:
    """The page, or the part of it that it asks for again every few seconds: the trades this person may watch, so that
    a chief judge finds his own here. Refused: not_there (404), forbidden (403) when there are none."""
    with reading() as s:
        said = [
            (step.title, replace(line, href=line.href if opens(line.href) else ""))
            for step in waiting_steps(current_app.extensions["readiness"], s, event_id)
            for line in step.missing
        ]
        shown = sight.monitor(s, event_id, lambda trade_id: permitted("monitor.read", event_id, trade_id), said)
    if not shown.rows and not permitted("monitor.read", event_id):
        raise Refused("forbidden", 403)
    template = "judging/_monitor.html" if request.headers.get("HX-Request") else "judging/monitor.html"
    return render_template(template, monitor=shown, event=shown.event)


@pages.post("/<event_id>/<trade_id>/calls/<call_id>/answer")
@may("device.accept")
def answer_call(event_id: str, trade_id: str, call_id: str) -> ResponseReturnValue:
    """The chief goes to the judge who called."""
    with reading() as s:
        events.trade(s, trade_id, event_id)
    actions.answer_call(trade_id, call_id, me().id)
    flash(_("The call is marked as answered."), "good")
    return redirect(url_for("judging.monitor", event_id=event_id), 303)
