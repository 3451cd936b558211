"""What everybody may see of a trade's matches: bracket or table, the hashes of lots before, their records after."""

from __future__ import annotations

import json

from flask import Response, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from competition.accounts.guard import permitted, public
from competition.matches import access, queries
from competition.matches.pages.blueprint import Ground, ground, pages
from competition.matches.pages.board import told
from competition.matches.play import Play
from competition.store import Refused, reading


@pages.get("/<event_id>/<trade_id>/public")
@public
def board(event_id: str, trade_id: str) -> ResponseReturnValue:
    """For everybody once the event is public, before that for its desk. Refused: not_there (404)."""
    with reading() as s:
        place, found = _seen(s, event_id, trade_id)
    return render_template("matches/public.html", **told(place, found))


@pages.get("/<event_id>/<trade_id>/lots/<kind>/record.json")
@public
def record(event_id: str, trade_id: str, kind: str) -> ResponseReturnValue:
    """The record of a draw of lots as `competition verify-draw` reads it. 404 before it was drawn."""
    with reading() as s:
        place, found = _seen(s, event_id, trade_id)
    lot = found.lots.get(kind)
    if lot is None or lot.record is None:
        raise Refused("not_there", 404)
    answer = Response(json.dumps(lot.record, ensure_ascii=False, indent=1), mimetype="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="lots-{place.trade.code}-{kind}.json"'
    return answer


def _seen(s: Session, event_id: str, trade_id: str) -> tuple[Ground, Play]:
    place = ground(s, event_id, trade_id)
    found = queries.play(s, place.stage.id)
    shown = access.shown(place.event, place.stage) or permitted("match.read", event_id, trade_id)
    if found is None or not shown:
        raise Refused("not_there", 404)
    return place, found
