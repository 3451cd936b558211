"""The step of the guided path that asks whether both engines came to the same result of every stage that has ended."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy.orm import Session

from competition.events import queries as events
from competition.events.readiness import Check, Line
from competition.standings import queries
from competition.standings.models import Recount
from competition.standings.recount import state_hash

DECIDING = ("REVIEW", "REVEALED")


def recount_lines(s: Session, event_id: str) -> list[Line]:
    """One line a stage that has ended: whether its marks as they lie there were tabulated twice with the same result.

    Every mark is looked at while it is decided whether results go public; before and after that the latest recount is.
    """
    exact = events.event(s, event_id).state in DECIDING
    ended = {trade_id: stage for trade_id, stage in events.stages(s, event_id).items() if stage.state == "ENDED"}
    kept = queries.latest_recounts(s, [stage.id for stage in ended.values()])
    found = []
    for trade in events.trades(s, event_id):
        if trade.id not in ended:
            continue
        stage = ended[trade.id]
        missing = lacks(s, stage, kept.get(stage.id), exact=exact)
        found.append(
            Line(
                trade_id=trade.id, done=not missing, text=missing or _("Both engines agree"),
                href=f"/standings/{event_id}/{trade.id}/recount",
                action=_("See the recount") if not missing else _("Recount"),
            )
        )  # fmt: skip
    return found


def lacks(s: Session, stage: events.Stage, kept: Recount | None, *, exact: bool = True) -> str:
    """What the latest recount of a stage lacks, in words; "" when both engines gave the same of what is there now
    (`exact`: to the last mark)."""
    if kept is None:
        return str(_("Not recounted yet"))
    if kept.differing:
        return str(
            ngettext("The engines differ in %(num)d cell", "The engines differ in %(num)d cells", kept.differing)
        )
    if kept.plan_hash != stage.plan_hash or (exact and kept.state_hash != state_hash(s, stage.id)):
        return str(_("Something has changed since the recount"))
    return ""


CHECKS = (Check(key="recount", order=90, title=_l("Recount"), function=recount_lines),)
