"""What everybody may see of a labour contest: its milestones, its bands, and the scores so far."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from competition.accounts.guard import permitted, public
from competition.milestones import access, queries
from competition.milestones.pages.blueprint import ground, pages
from competition.milestones.pages.desk import told
from competition.store import Refused, reading


@pages.get("/<event_id>/<trade_id>/public")
@public
def board(event_id: str, trade_id: str) -> ResponseReturnValue:
    """For everybody once the event is public, before that for its desk. Refused: not_there (404)."""
    with reading() as s:
        place = ground(s, event_id, trade_id)
        found = queries.contest(s, place.stage.id)
    shown = access.shown(place.event, place.stage) or permitted("milestone.read", event_id, trade_id)
    if found is None or not shown:
        raise Refused("not_there", 404)
    return render_template("milestones/public.html", **told(place, found), rules=found.milestones)
