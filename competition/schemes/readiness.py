"""The step of the guided path that asks for a marking scheme in every trade."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from competition.events import queries as events
from competition.events.readiness import Check, Line
from competition.schemes import queries


def lines(s: Session, event_id: str) -> list[Line]:
    """One line a trade: which version of its scheme stands."""
    trades = events.trades(s, event_id)
    numbers = queries.latest_numbers(s, [trade.id for trade in trades])
    return [
        Line(
            trade_id=trade.id,
            done=trade.id in numbers,
            text=_("Version %(number)s", number=numbers[trade.id]) if trade.id in numbers else _("No marking scheme"),
            href=f"/schemes/{event_id}/{trade.id}",
            action=_("See the scheme") if trade.id in numbers else _("Add a scheme"),
        )
        for trade in trades
    ]


CHECKS = (Check(key="schemes", order=30, title=_l("Marking schemes"), function=lines),)
