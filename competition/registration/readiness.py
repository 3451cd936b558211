"""The step of the guided path that asks for every registration to be decided."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy.orm import Session

from competition.events.readiness import Check, Line
from competition.registration import queries


def lines(s: Session, event_id: str) -> list[Line]:
    """One line for the event: how many registrations wait."""
    waiting = queries.counts_by_state(s, event_id).get("SENT", 0)
    href = f"/registration/{event_id}"
    if not waiting:
        text = _("No registration waits for approval")
        return [Line(trade_id=None, done=True, text=text, href=href, action=_("See the registrations"))]
    text = ngettext("%(num)d registration waits", "%(num)d registrations wait", waiting)
    return [Line(trade_id=None, done=False, text=text, href=f"{href}?state=SENT", action=_("Decide on them"))]


CHECKS = (Check(key="registration", order=45, title=_l("Registration"), function=lines),)
