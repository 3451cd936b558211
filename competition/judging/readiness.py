"""Two steps of the guided path: the stage of each trade, and the reveal of those with three draws."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from competition.events import queries as events
from competition.events.readiness import Check, Line
from competition.judging import queries
from competition.sessions import queries as sessions


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


def reveal_lines(s: Session, event_id: str) -> list[Line]:
    """One line a trade whose stage has ended and whose works have no names yet."""
    waiting = [one for one in events.stages(s, event_id).values() if one.state == "ENDED" and queries.sealed(one)]
    works = sessions.stages_with_works(s, [one.id for one in waiting]) if waiting else set()
    return [
        Line(
            trade_id=one.trade_id, done=False, text=_("The works have no names yet"),
            href=f"/judging/{event_id}/{one.trade_id}/reveal", action=_("Reveal"),
        )
        for one in waiting
        if one.id in works
    ]  # fmt: skip


CHECKS = (
    Check(key="stage", order=80, title=_l("Stage"), function=stage_lines),
    Check(key="reveal", order=88, title=_l("Reveal"), function=reveal_lines, waits=True),
)
