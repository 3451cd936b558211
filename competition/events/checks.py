"""The two steps of the guided path that this room answers for: the event itself and its trades."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy.orm import Session

from competition.events import queries
from competition.events.readiness import Check, Line


def event_lines(s: Session, event_id: str) -> list[Line]:
    """Whether what people read of the event is all there."""
    one = queries.event(s, event_id)
    missing = [
        word
        for word, value in ((_("English name"), one.name_en), (_("place"), one.place), (_("host"), one.host))
        if not value
    ]
    return [
        Line(
            trade_id=None,
            done=not missing,
            text=_("Still missing: %(names)s", names=", ".join(missing))
            if missing
            else _("Name, dates, place and host are set"),
            href=f"/events/{event_id}/edit",
            action=_("Edit the event"),
        )
    ]


def trade_lines(s: Session, event_id: str) -> list[Line]:
    """Whether the event has trades."""
    count = len(queries.trades(s, event_id))
    text = ngettext("%(num)d trade", "%(num)d trades", count) if count else _("No trades yet")
    href = f"/events/{event_id}/trades" if count else f"/schemes/{event_id}/add"
    return [
        Line(
            trade_id=None,
            done=count > 0,
            text=text,
            href=href,
            action=_("See the trades") if count else _("Choose trades"),
        )
    ]


CHECKS = (
    Check(key="event", order=10, title=_l("Event details"), function=event_lines),
    Check(key="trades", order=20, title=_l("Trades"), function=trade_lines),
)
