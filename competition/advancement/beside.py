"""What the overview of an event says of who goes on to it and from it."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from competition.advancement import queries
from competition.advancement.models import CONFIRMED
from competition.events import queries as events
from competition.events.beside import Beside
from competition.ladders import queries as ladders


def going_on(s: Session, event_id: str) -> list[Beside]:
    """How many cuts stand of those from stage to stage, from below and to the event above; nothing where there are none."""
    trades = [one.id for one in events.trades(s, event_id)]
    ids = {one.id for one in ladders.stage_passages(s, trades).values()}
    rung = ladders.rung_of_event(s, event_id)
    if rung is not None:
        ids |= {one.id for one in ladders.passages_of_rungs(s, [rung.id])}
        ids |= {one.id for one in ladders.passages_of_source_trades(s, trades).values()}
    if not ids:
        return []
    stand = sum(state == CONFIRMED for state in queries.latest_cuts(s, ids).values())
    text = _("%(stand)s of %(all)s cuts are confirmed", stand=stand, all=len(ids))
    return [Beside(_("Going on"), text, f"/advancement/events/{event_id}")]
