"""What the monitor says of papers that wait for the chief: until he decides, their marks are not in."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy.orm import Session

from competition.events import queries as events
from competition.events.readiness import Check, Line
from competition.paper import queries


def paper_lines(s: Session, event_id: str) -> list[Line]:
    """One line a trade with papers that say otherwise than the marks in force."""
    running = {one.id: trade_id for trade_id, one in events.stages(s, event_id).items() if one.state == "RUNNING"}
    found = queries.waiting(s, list(running)) if running else {}
    return [
        Line(
            trade_id=running[stage_id], done=False,
            text=ngettext("%(num)d paper waits for the chief judge", "%(num)d papers wait for the chief judge", count),
            href=f"/paper/{event_id}/{running[stage_id]}?state=CHECKED", action=str(_l("Look and decide")),
        )
        for stage_id, count in sorted(found.items())
    ]  # fmt: skip


CHECKS = (Check(key="paper", order=86, title=_l("Marks from paper"), function=paper_lines, waits=True),)
