"""What the guided path says of going on: rules that lack, and cuts that wait, from stage to stage and from below."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from competition.advancement.models import CONFIRMED, PROPOSED
from competition.advancement.queries.cuts import latest_cuts
from competition.advancement.queries.rows import stage_rows
from competition.events import queries as events
from competition.events.readiness import Check, Line
from competition.ladders import queries as ladders
from competition.ladders.queries import Rung
from competition.ladders.queries import lists as ladder_lists
from competition.store import utcnow
from competition.web.words import named

SOON = dt.timedelta(days=7)


def stage_lines(s: Session, event_id: str) -> list[Line]:
    """A line for every later stage of a trade that has no rule, or whose cut is due."""
    trades = [one.id for one in events.trades(s, event_id)]
    found = []
    for row in stage_rows(s, trades):
        name, over = named(row.stage.name, row.stage.name_en), row.before.state == "ENDED"
        if row.passage is None:
            text = _("%(stage)s: no rule says who goes on to it", stage=name)
            found.append(_line(row.trade.id, text, f"/ladders/stages/{row.stage.id}", _("Set the rule"), due=over))
        elif over and row.state != CONFIRMED:
            found.append(_cut_line(row.trade.id, name, row.passage.id, row.state))
    return found


def ladder_lines(s: Session, event_id: str) -> list[Line]:
    """What is missing of an event's place in a ladder: who runs it, rules into its trades, cuts that are due."""
    rung = ladders.rung_of_event(s, event_id)
    if rung is None:
        return []
    found = []
    if rung.organisation_id is None:
        text = _("No organisation is named that runs this event of the ladder")
        href = f"/ladders/{rung.ladder_id}/tiers/{rung.tier_id}"
        found.append(_line(None, text, href, _("See the tier"), due=False))
    return found + _upper_lines(s, rung)


def _upper_lines(s: Session, rung: Rung) -> list[Line]:
    rows = ladder_lists.with_sources(s, ladder_lists.rows_into(s, rung))
    ids = [row.passage.id for row in rows if row.passage is not None]
    states, promised = latest_cuts(s, ids), ladders.quota_sums(s, ids)
    begins = _first_days(s, [source.event_id for row in rows for source in row.sources])
    soon = utcnow() + SOON
    found = []
    for row in rows:
        name, one = named(row.trade.name, row.trade.name_en), row.passage
        if one is None:
            text = _("%(trade)s: no rule says who comes up from below", trade=name)
            href = f"/ladders/{rung.ladder_id}/passages/into/{row.trade.id}"
            found.append(_line(row.trade.id, text, href, _("Set the rule"), due=False))
            continue
        href = f"/ladders/{rung.ladder_id}/passages/{one.id}"
        if one.capacity is not None and promised.get(one.id, 0) > one.capacity:
            text = _("%(trade)s: quotas promise more than its %(places)s places", trade=name, places=one.capacity)
            found.append(_line(row.trade.id, text, href, _("See the quotas"), due=False))
        first = min((begins[source.event_id] for source in row.sources), default=None)
        if not one.frozen and first is not None and first < soon and not any(x.started for x in row.sources):
            text = _("%(trade)s: the rule can still be changed, and the first event below is close", trade=name)
            found.append(_line(row.trade.id, text, href, _("Look at the rule"), due=False))
        over = bool(row.sources) and all(source.stage.state == "ENDED" for source in row.sources)
        if over and states.get(one.id, "") != CONFIRMED:
            found.append(_cut_line(row.trade.id, name, one.id, states.get(one.id, "")))
    return found


def _first_days(s: Session, event_ids: list[str]) -> dict[str, dt.datetime]:
    """When the first day of each of these events begins, where it is held."""
    midnight = dt.time()
    return {
        one.id: dt.datetime.combine(one.starts_on, midnight, ZoneInfo(one.zone))
        for one in (events.events(s, set(event_ids)) if event_ids else [])
    }


def _cut_line(trade_id: str, name: str, passage_id: str, state: str) -> Line:
    if state == PROPOSED:
        text, action = _("%(name)s: the cut waits to be confirmed", name=name), _("Look and decide")
    else:
        text, action = _("%(name)s: the cut is due", name=name), _("Propose the cut")
    return _line(trade_id, text, f"/advancement/{passage_id}", action, due=True)


def _line(trade_id: str | None, text: str, href: str, action: str, *, due: bool) -> Line:
    return Line(trade_id=trade_id, done=not due, text=text, href=href, action=action, warn=not due)


CHECKS = (
    Check(key="stage_cuts", order=82, title=_l("From stage to stage"), function=stage_lines, waits=True),
    Check(key="ladder_cuts", order=83, title=_l("In the ladder"), function=ladder_lines, waits=True),
)
