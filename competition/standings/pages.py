"""The public's pages: what is on, an event's trades, a trade's board; readable without JavaScript, live with it. And, for
the chief and the desk alone, how an entry came to its total (the contestant sees his own once results are published), how
lenient judges are, and a trade's recounts."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from competition.accounts import queries as accounts
from competition.accounts.guard import may, me, permitted, public
from competition.events import queries as events
from competition.registration import access as registration
from competition.standings import explaining, leniency, queries, work
from competition.standings.readiness import lacks
from competition.standings.words import board_words
from competition.store import Refused, reading
from competition.web.apart import apart
from competition.web.words import language

pages = Blueprint("standings", __name__, url_prefix="/standings")


@pages.get("/")
@public
def index() -> ResponseReturnValue:
    """The events the public may see."""
    with reading() as s:
        shown = events.public_events(s)
    return render_template("standings/index.html", events=shown)


@pages.get("/<event_id>")
@public
def event(event_id: str) -> ResponseReturnValue:
    """The trades of an event, once it is published; before that for its desk alone."""
    with reading() as s:
        if not events.event(s, event_id).public and not permitted("event.read", event_id):
            raise Refused("not_there", 404)
        boards = queries.boards_of(s, event_id)
    return render_template("standings/event.html", event=boards["event"], boards=boards["boards"], words=board_words())


@pages.get("/<event_id>/<trade_id>")
@public
def trade(event_id: str, trade_id: str) -> ResponseReturnValue:
    """One trade's board: of the latest stage that has one, or of the stage asked for."""
    with reading() as s:
        one = events.trade(s, trade_id, event_id)
        events.stage_asked(s, one.id, request.args.get("stage"))
        shown = _shown(s, one.id)
        stage_id = request.args.get("stage") or next(iter(shown), "")
        board = queries.snapshot(s, stage_id)
        boards = queries.boards_of(s, event_id)
    if board is None:
        raise Refused("not_there", 404)
    return render_template(
        "standings/trade.html", event=boards["event"], board=board, boards=boards["boards"], words=board_words(),
        stages=[one for key, one in shown.items() if key != stage_id],
    )  # fmt: skip


def _shown(s: Session, trade_id: str) -> dict[str, events.Stage]:
    """The stages of a trade that have a board, the latest first."""
    stages = {one.id: one for one in reversed(events.stages_of_trades(s, [trade_id])[trade_id]) if not one.waiting}
    there = queries.revisions(s, list(stages))
    return {key: one for key, one in stages.items() if key in there}


@pages.get("/<event_id>/<trade_id>/explain/<code>")
@may("explanation.read")
def explain(event_id: str, trade_id: str, code: str) -> ResponseReturnValue:
    """The whole arithmetic of the entry at a station, line by line; its name only where codes may stand beside names."""
    with reading() as s:
        event = events.event(s, event_id)
        one = events.trade(s, trade_id, event_id)
        stage = events.stage_asked(s, one.id, request.args.get("stage"))
        asked = explaining.asked_for(s, stage, code)
    return render_template(
        "standings/explanation.html", event=event, trade=one, stage=stage, asked=asked,
        explained=explaining.explained(asked, language()),
    )  # fmt: skip


@pages.get("/<event_id>/<trade_id>/leniency")
@may("explanation.read")
def lenient(event_id: str, trade_id: str) -> ResponseReturnValue:
    """How each judge marks beside his panel, module by module, by seat; the last seat first with `sort=-seat`."""
    with reading() as s:
        event = events.event(s, event_id)
        one = events.trade(s, trade_id, event_id)
        stage = events.stage_asked(s, one.id, request.args.get("stage"))
        ground = leniency.ground_of(s, stage)
    return render_template(
        "standings/leniency.html", event=event, trade=one, stage=stage, few=leniency.FEW,
        reports=apart(leniency.panel_reports, ground), down=request.args.get("sort") == "-seat", here="monitor",
    )  # fmt: skip


@pages.get("/mine/<application_id>")
@public
def mine(application_id: str) -> ResponseReturnValue:
    """The same arithmetic for whoever opened the own registration by its code, once results are published."""
    with reading() as s:
        one = registration.opened(s, session.get(registration.OPENED), application_id)
        event = events.event(s, one.event_id)
        trade = events.trade(s, one.trade_id, event.id)
        asked = explaining.own(s, event, events.first_stage(s, trade.id), one.entry_id)
    return render_template(
        "standings/own_explanation.html", event=event, trade=trade, asked=asked,
        explained=explaining.explained(asked, language()), here="register",
    )  # fmt: skip


@pages.get("/<event_id>/<trade_id>/recount")
@may("monitor.read")
def recount(event_id: str, trade_id: str) -> ResponseReturnValue:
    """What both engines made of the trade's stage, time after time, and whether that still holds."""
    with reading() as s:
        one = events.trade(s, trade_id, event_id)
        stage = events.stage_asked(s, one.id, request.args.get("stage"))
        kept = queries.recounts(s, stage.id)
        missing = lacks(s, stage, kept[0] if kept else None)
        names = accounts.names(s, {each.by for each in kept})
        event = events.event(s, event_id)
    figures = stage.anonymity == "open" or permitted("mark.read", event_id, trade_id)
    return render_template(
        "standings/recount.html", event=event, trade=one, stage=stage, kept=kept, missing=missing, names=names,
        earlier=request.args.get("stage"), figures=figures, may_start=permitted("stage.close", event_id, trade_id), here="monitor",
    )  # fmt: skip


@pages.post("/<event_id>/<trade_id>/recount")
@may("stage.close")
def recount_now(event_id: str, trade_id: str) -> ResponseReturnValue:
    """Have the worker tabulate the stage twice; the job leads back here."""
    with reading() as s:
        events.trade(s, trade_id, event_id)
        stage = events.stage_asked(s, trade_id, request.args.get("stage"))
    job_id = work.start_recount(me().id, stage.id)
    return redirect(url_for("jobs.show", job_id=job_id), 303)
