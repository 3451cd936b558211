"""The public's pages: what is on, an event's trades, a trade's board; readable without JavaScript, live with it."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from competition.accounts.guard import permitted, public
from competition.events import queries as events
from competition.standings import queries
from competition.standings.words import board_words
from competition.store import Refused, reading

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
    """One trade's board."""
    with reading() as s:
        one = events.trade(s, trade_id, event_id)
        board = queries.snapshot(s, events.stage_of_trade(s, one.id).id)
        boards = queries.boards_of(s, event_id)
    if board is None:
        raise Refused("not_there", 404)
    return render_template(
        "standings/trade.html", event=boards["event"], board=board, boards=boards["boards"], words=board_words()
    )
