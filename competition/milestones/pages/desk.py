"""The labour contests of an event and of a trade, for the organiser: scores, what waits for a word, settling."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from competition.accounts import queries as accounts
from competition.accounts.guard import may, me, permitted
from competition.contestants import queries as contestants
from competition.events import queries as events
from competition.milestones import actions, queries
from competition.milestones.pages.blueprint import Ground, done, ground, pages, there, written
from competition.milestones.schemas import Returning, Seen
from competition.milestones.scores import Contest
from competition.milestones.words import STATE_TONES, STATES, TONES, WHYS
from competition.store import reading, utcnow
from competition.web.forms import read


@pages.get("/<event_id>")
@may("milestone.read")
def index(event_id: str) -> ResponseReturnValue:
    """Every trade of an event, and whether milestones decide it."""
    with reading() as s:
        event = events.event(s, event_id)
        trades = events.trades(s, event_id)
        stages = events.stages(s, event_id)
        listed = queries.contests_of_event(s, event_id)
        waiting = queries.waiting_counts(s, event_id)
        counts = contestants.counts(s, event_id)
    return render_template(
        "milestones/index.html", event=event, trades=trades, stages=stages, listed=listed, waiting=waiting,
        counts=counts, here="milestones",
    )  # fmt: skip


@pages.get("/<event_id>/<trade_id>")
@may("milestone.read")
def show(event_id: str, trade_id: str) -> ResponseReturnValue:
    """Everybody's score node by node, and the reports that wait."""
    with reading() as s:
        place = ground(s, event_id, trade_id)
        found = queries.contest(s, place.stage.id)
        names = accounts.names(s, {one.report.by for one in found.waiting}) if found else {}
    return render_template(
        "milestones/show.html", **told(place, found), names=names, person=me().id,
        may_edit=permitted("milestone.edit", event_id, trade_id),
        may_judge=permitted("milestone.judge", event_id, trade_id), here="milestones",
    )  # fmt: skip


@pages.post("/<event_id>/<trade_id>/reports/<report_id>/accept")
@may("milestone.judge")
def accept(event_id: str, trade_id: str, report_id: str) -> ResponseReturnValue:
    there(event_id, trade_id)

    def act() -> str:
        actions.judge(me().id, event_id, trade_id, report_id, True)
        return str(_("Accepted."))

    return done(_back(event_id, trade_id), act)


@pages.post("/<event_id>/<trade_id>/reports/<report_id>/return")
@may("milestone.judge")
def give_back(event_id: str, trade_id: str, report_id: str) -> ResponseReturnValue:
    """Return a report with a reason, also one that was accepted by mistake."""
    there(event_id, trade_id)

    def act() -> str:
        reason = read(Returning, request.form)["reason"]
        actions.judge(me().id, event_id, trade_id, report_id, False, reason)
        return str(_("Returned; the unit can report again."))

    return done(_back(event_id, trade_id), act)


@pages.post("/<event_id>/<trade_id>/settle")
@may("milestone.judge")
def settle(event_id: str, trade_id: str) -> ResponseReturnValue:
    there(event_id, trade_id)

    def act() -> str:
        return written(actions.settle(me().id, event_id, trade_id, read(Seen, request.form)["seen"]))

    return done(url_for("milestones.show", event_id=event_id, trade_id=trade_id), act)


def told(place: Ground, found: Contest | None) -> dict[str, Any]:
    """What every page of a trade's labour contest shows; what is over is scored as at the end."""
    over = place.stage.state == "ENDED" or (found is not None and found.settled)
    scores = found.scores(None if over else today(place)) if found else {}
    order = sorted(scores.values(), key=lambda one: (-one.total, found.entries[one.entry].number)) if found else []
    return {
        "event": place.event, "trade": place.trade, "stage": place.stage, "found": found, "order": order,
        "nodes": found.milestones.nodes if found else (), "whys": WHYS, "tones": TONES, "states": STATES,
        "state_tones": STATE_TONES, "over": over,
    }  # fmt: skip


def today(place: Ground) -> date:
    """The day where the event is."""
    return utcnow().astimezone(ZoneInfo(place.event.zone)).date()


def _back(event_id: str, trade_id: str) -> str:
    """To the page of the entry when one came from there, else to the trade's."""
    entry_id = request.form.get("entry", "")
    if entry_id:
        return url_for("milestones.entry", event_id=event_id, trade_id=trade_id, entry_id=entry_id)
    return url_for("milestones.show", event_id=event_id, trade_id=trade_id)
