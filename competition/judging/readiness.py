"""The last step of the guided path: the stage of each trade."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from competition.events import queries as events
from competition.events.readiness import Check, Line


def stage_lines(s: Session, event_id: str) -> list[Line]:
    """One line a trade: whether its stage has been started."""
    stages = events.stages(s, event_id)
    words = {"DRAFT": _("Not started"), "RUNNING": _("Running"), "ENDED": _("Ended")}
    return [
        Line(
            trade_id=trade.id, done=stages[trade.id].state != "DRAFT", text=words[stages[trade.id].state],
            href=f"/judging/{event_id}/{trade.id}",
            action=_("Start the stage") if stages[trade.id].state == "DRAFT" else _("Open the sheets"),
        )
        for trade in events.trades(s, event_id)
    ]  # fmt: skip


CHECKS = (Check(key="stage", order=80, title=_l("Stage"), function=stage_lines),)
