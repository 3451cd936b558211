"""Doors of what spans the rooms: one search over everything, and what was done in an event."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from competition.accounts.guard import may, me, permitted, signed_in
from competition.acts import queries as acts_log
from competition.desk import queries
from competition.events import queries as events
from competition.events.queries import Event
from competition.store import Refused, reading
from competition.web.lists import LONGEST_SEARCH

pages = Blueprint("desk", __name__, url_prefix="/desk")


@pages.get("/find")
@signed_in
def find() -> ResponseReturnValue:
    """What fits ?q= among all that this person may read; with ?part=1 only the part the search's dialog shows."""
    text = request.args.get("q", "").strip()[:LONGEST_SEARCH]
    event_id = request.args.get("event") or None
    part = request.args.get("part") == "1"
    with reading() as s:
        event = _event(s, event_id) if event_id and not part else None
        groups = queries.everything(s, me(), text, event_id)
    total = sum(len(group.found) for group in groups)
    template = "desk/_found.html" if part else "desk/find.html"
    return render_template(template, groups=groups, text=text, total=total, event=event, here="")


@pages.get("/acts/<event_id>")
@may("event.read")
def acts(event_id: str) -> ResponseReturnValue:
    """What was done to many things at once in an event."""
    with reading() as s:
        event = events.event(s, event_id)
        done = acts_log.log(s, event_id)
    return render_template("acts/log.html", done=done, may_undo=permitted, here="acts", event=event)


def _event(s: Session, event_id: str) -> Event | None:
    """The event to stay in, if there is one of this id that the person may read."""
    if not permitted("event.read", event_id):
        return None
    try:
        return events.event(s, event_id)
    except Refused:
        return None
