"""Who is called next, and the clock that a judge's tablet shows."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from competition.contestants import queries as contestants
from competition.contestants.queries import EntryRow
from competition.events import queries as events
from competition.sessions.models import CheckInRule
from competition.sessions.queries import day
from competition.sessions.queries.day import Sitting
from competition.store import utcnow

MOST = 24


@dataclass(frozen=True)
class Call:
    """A session that is on the screen of the call room: `what` running, called (check-in is open) or next."""

    what: str
    sitting: Sitting
    trade: events.Trade
    named: bool
    entries: tuple[EntryRow, ...]


def calls(s: Session, event_id: str) -> list[Call]:
    """The sessions under way and the next one of each trade, in order of time; names only where marking is open."""
    trades = {one.id: one for one in events.trades(s, event_id)}
    stages = {one.id: one for one in events.stages(s, event_id).values()}
    rules = {one.stage_id: one.opens_before for one in s.scalars(select(CheckInRule))}
    now, waiting, found = utcnow(), set[str](), []
    for one in day.sessions_of_event(s, event_id):
        if one.trade_id not in trades or one.state == "ENDED":
            continue
        if one.state == "READY":
            if one.starts_at is None or one.trade_id in waiting:
                continue
            waiting.add(one.trade_id)
        found.append(one)
    shown = day.sittings(s, found[:MOST])
    inside: dict[str, list[str]] = defaultdict(list)
    for place in day.places(s, {one.session.stage_id for one in shown}):
        inside[place.session_id].append(place.entry_id)
    rows = contestants.entries_of_stages(s, {one.session.stage_id for one in shown})
    entries = {one.id: one for one in rows if not one.status}
    result = []
    for sitting in shown:
        one = sitting.session
        opens = dt.timedelta(minutes=rules.get(one.stage_id, day.OPENS_BEFORE))
        called = one.starts_at is not None and one.starts_at - opens <= now
        what = "running" if one.state != "READY" else "called" if called else "next"
        some = tuple(sorted((entries[key] for key in inside[one.id] if key in entries), key=lambda entry: entry.number))
        result.append(Call(what, sitting, trades[one.trade_id], stages[one.stage_id].anonymity == "open", some))
    return result


def tablet_clock(s: Session, stage_id: str) -> dict[str, object] | None:
    """What a tablet shows of the stage's sessions: {"ends_at": ISO or None, "paused": seconds left or None}; None where
    the stage has no sessions. Of several under way at once, the one that ends last counts."""
    some = day.sessions_of_stage(s, stage_id)
    if not some:
        return None
    clocks = [sitting.clock for sitting in day.sittings(s, [one for one in some if one.state in ("RUNNING", "PAUSED")])]
    clocks.sort(key=lambda one: one.left)
    if not clocks:
        return {"ends_at": None, "paused": None}
    last = clocks[-1]
    paused = last.left if last.state == "PAUSED" else None
    return {"ends_at": last.ends_at.isoformat() if last.ends_at else None, "paused": paused}
