"""The step of the guided path that asks for contestants in every trade."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy.orm import Session

from competition.contestants import queries
from competition.events import queries as events
from competition.events.readiness import Check, Line


def lines(s: Session, event_id: str) -> list[Line]:
    """One line a trade: how many compete in it."""
    found = queries.counts(s, event_id)
    made = []
    for trade in events.trades(s, event_id):
        count = found[trade.id].competing if trade.id in found else 0
        made.append(
            Line(
                trade_id=trade.id,
                done=count > 0,
                text=ngettext("%(num)d contestant", "%(num)d contestants", count) if count else _("No contestants"),
                href=f"/contestants/{event_id}?trade={trade.id}"
                if count
                else f"/contestants/{event_id}/import?trade={trade.id}",
                action=_("See the contestants") if count else _("Import contestants"),
            )
        )
    return made


CHECKS = (Check(key="contestants", order=40, title=_l("Contestants"), function=lines),)
