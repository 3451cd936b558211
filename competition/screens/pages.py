"""The doors of the big screens: the page itself and the code that opens the standings on a phone. Public, read-only."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, render_template
from flask.typing import ResponseReturnValue

from competition.accounts.guard import permitted, public
from competition.config import Settings
from competition.events import queries as events
from competition.screens.words import screen_words
from competition.standings import queries as standings
from competition.store import Refused, reading
from competition.web import qr

pages = Blueprint("screens", __name__, url_prefix="/screens")

CODE_KEPT_S = 3600


@pages.get("/<event_id>")
@public
def bigscreen(event_id: str) -> ResponseReturnValue:
    """The big screen of an event: every board in turn. ?rows= or ?height=&distance= (metres) choose how many rows fit.

    404 for an event that is not there, and before it is published for everybody but its desk.
    """
    with reading() as s:
        if not events.event(s, event_id).public and not permitted("event.read", event_id):
            raise Refused("not_there", 404)
        shown = standings.boards_of(s, event_id)
    return render_template(
        "screens/bigscreen.html",
        event=shown["event"],
        boards=shown["boards"],
        words=screen_words(),
        phone_url=_phone_url(event_id),
    )


@pages.get("/<event_id>/qr.svg")
@public
def code(event_id: str) -> ResponseReturnValue:
    """The address of the event's standings as a QR code; 404 for an event that is not there."""
    with reading() as s:
        if not events.event(s, event_id).public and not permitted("event.read", event_id):
            raise Refused("not_there", 404)
    answer = Response(qr.svg(_phone_url(event_id)), mimetype="image/svg+xml")
    answer.cache_control.public = True
    answer.cache_control.max_age = CODE_KEPT_S
    return answer


def _phone_url(event_id: str) -> str:
    """The address a phone in the hall opens: the public base address, never the one this request came by."""
    settings: Settings = current_app.extensions["settings"]
    return f"{settings.base_url}/standings/{event_id}"
