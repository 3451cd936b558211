"""Four steps of the guided path: judges, panels, recusals and tablets."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy.orm import Session

from competition.accounts import queries as people
from competition.events import queries as events
from competition.events.readiness import Check, Line
from competition.officials import queries


def judge_lines(s: Session, event_id: str) -> list[Line]:
    """One line a trade: how many judges it has, and whether one of them is its chief."""
    judges = queries.judges_of_event(s, event_id)
    lines = []
    for trade in events.trades(s, event_id):
        here = judges.get(trade.id, [])
        chief = any(judge.role == "chief_judge" for judge in here)
        if not here:
            text = _("No judges yet")
        elif not chief:
            text = _("No chief judge yet")
        else:
            text = ngettext("%(num)d judge", "%(num)d judges", len(here))
        lines.append(
            Line(trade_id=trade.id, done=chief, text=text, href=_href(event_id, trade.id, "judges"), action=_("Judges"))
        )
    return lines


def panel_lines(s: Session, event_id: str) -> list[Line]:
    """One line a trade with a scheme: the modules that still miss judges."""
    stages = events.stages(s, event_id)
    lines = []
    for trade in events.trades(s, event_id):
        stage = stages[trade.id]
        if stage.plan_id is None:
            continue
        missing = queries.unseated(s, stage.id)
        text = (
            _("Too few judges in: %(modules)s", modules=" ".join(missing))
            if missing
            else _("Every module has its panel")
        )
        lines.append(
            Line(
                trade_id=trade.id,
                done=not missing,
                text=text,
                href=_href(event_id, trade.id, "panels"),
                action=_("Seat the judges"),
            )
        )
    return lines


def recusal_lines(s: Session, event_id: str) -> list[Line]:
    """One line a trade with judges: whether somebody on a panel must not judge one of its entries (CN-9). It warns and does
    not hold the event up: nobody is seated against a recusal without a reason that is kept."""
    judges = queries.judges_of_event(s, event_id)
    between = queries.conflicts(s, event_id)
    stages = events.stages(s, event_id)
    lines = []
    for trade in events.trades(s, event_id):
        here = judges.get(trade.id, [])
        if not here:
            continue
        seated = {one.judge_id for panel in queries.panels(s, stages[trade.id].id).values() for one in panel}
        bound = [
            judge.name
            for judge in here
            if judge.id in seated and any(one.trade_id == trade.id for one in between.get(judge.official_id or "", ()))
        ]
        lines.append(
            Line(
                trade_id=trade.id,
                done=True,
                warn=bool(bound),
                text=_("Seated in spite of a recusal: %(names)s", names=_(", ").join(bound))
                if bound
                else _("Nobody judges own people"),
                href=_href(event_id, trade.id, "recusals" if bound else "judges"),
                action=_("Look at the recusals"),
            )
        )
    return lines


def tablet_lines(s: Session, event_id: str) -> list[Line]:
    """One line a trade with judges: how many of them have a tablet that was accepted."""
    accepted = {
        (one.trade_id, one.person_id) for one in people.devices_of_event(s, event_id) if one.state == "accepted"
    }
    lines = []
    for trade in events.trades(s, event_id):
        marking = {
            seated.person_id
            for panel in queries.panels(s, events.stage_of_trade(s, trade.id).id).values()
            for seated in panel
        }
        if not marking:
            continue
        ready = sum(1 for person_id in marking if (trade.id, person_id) in accepted)
        lines.append(
            Line(
                trade_id=trade.id,
                done=ready == len(marking),
                href=_href(event_id, trade.id, "tablets"),
                action=_("Sign in tablets"),
                text=_("%(ready)s of %(all)s judges have their tablet", ready=ready, all=len(marking)),
                warn=ready < len(marking),
            )
        )
    return lines


def _href(event_id: str, trade_id: str, part: str) -> str:
    return f"/officials/{event_id}/{trade_id}#{part}"


JUDGES = Check(key="judges", order=50, title=_l("Judges"), function=judge_lines)
PANELS = Check(key="panels", order=60, title=_l("Panels"), function=panel_lines)
TABLETS = Check(key="tablets", order=70, title=_l("Tablets"), function=tablet_lines)
RECUSALS = Check(key="recusals", order=65, title=_l("Recusals"), function=recusal_lines)
CHECKS = (JUDGES, PANELS, RECUSALS, TABLETS)
