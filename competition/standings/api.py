"""Boards for everybody: snapshots with an ETag, as they were published."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, request
from flask.typing import ResponseReturnValue

from competition.accounts.guard import permitted, public
from competition.events import queries as events
from competition.standings import queries
from competition.store import Refused, reading

api = Blueprint("standings_api", __name__, url_prefix="/api/v1/standings")


@api.get("/boards/<stage_id>")
@public
def board(stage_id: str) -> ResponseReturnValue:
    """The whole board; 304 when the client has it."""
    with reading() as s:
        kept = queries.board(s, stage_id)
    if kept is None:
        raise Refused("not_there", 404)
    answer: Response = make_response(kept.body)
    answer.mimetype = "application/json"
    answer.headers["Cache-Control"] = "public, max-age=2"
    answer.set_etag(kept.etag)
    return answer.make_conditional(request)


@api.get("/events/<event_id>/boards")
@public
def boards(event_id: str) -> ResponseReturnValue:
    """Which boards an event has, once it is published; before that for its desk alone."""
    with reading() as s:
        if not events.event(s, event_id).public and not permitted("event.read", event_id):
            raise Refused("not_there", 404)
        return queries.boards_of(s, event_id)
