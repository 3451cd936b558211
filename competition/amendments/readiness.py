"""What the guided path and the monitor say of proposals that wait: each needs a second person before results stand."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from competition.amendments import queries
from competition.events import queries as events
from competition.events.readiness import Check, Line
from competition.events.states import SETTLED


def amendment_lines(s: Session, event_id: str) -> list[Line]:
    """One line a trade whose scheme somebody wants to change while nobody has said yes or no; none where a change cannot
    take effect any more."""
    if events.event(s, event_id).state in SETTLED:
        return []
    trades = events.trades(s, event_id)
    waiting = queries.waiting_trades(s, [trade.id for trade in trades])
    return [
        Line(
            trade_id=trade.id, done=False, text=_("Waits for a second person"),
            href=f"/amendments/{event_id}/{trade.id}", action=_("Look and decide"),
        )
        for trade in trades
        if trade.id in waiting
    ]  # fmt: skip


CHECKS = (Check(key="amendments", order=85, title=_l("Change of the scheme"), function=amendment_lines, waits=True),)
