"""The calendar of events: a month as a grid, which folds to a list on a phone, and every event by date."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from flask import render_template, request
from flask.typing import ResponseReturnValue

from competition.accounts.guard import me, signed_in
from competition.events import queries
from competition.events.models import Event
from competition.events.pages.blueprint import href_of, pages, readable
from competition.events.queries import Wanted
from competition.events.words import EVENT_STATES, STATE_TONES
from competition.store import reading, utcnow

MOST = 200


@dataclass(frozen=True)
class Day:
    """One day of the grid: whether it is of the month shown, and what takes place on it."""

    day: date
    inside: bool
    events: tuple[Event, ...]


def month_asked(text: str, today: date) -> date:
    """The first day of the month "2026-09" names, or of today's where it names none of these centuries."""
    try:
        named = datetime.strptime(text, "%Y-%m").replace(tzinfo=UTC).date()
    except ValueError:
        return today.replace(day=1)
    return named if 1900 <= named.year < 2200 else today.replace(day=1)


def weeks_of(first: date, events: list[Event]) -> list[list[Day]]:
    """The weeks, Monday first, that a month touches."""
    return [
        [
            Day(day, day.month == first.month, tuple(one for one in events if one.starts_on <= day <= one.ends_on))
            for day in week
        ]
        for week in calendar.Calendar().monthdatescalendar(first.year, first.month)
    ]


@pages.get("/calendar")
@signed_in
def by_month() -> ResponseReturnValue:
    """One month, and the events by date that come after it."""
    person = me()
    read, watched = readable(person)
    ids = None if read is None else read | watched
    today = utcnow().date()
    first = month_asked(request.args.get("month", ""), today)
    following = (first + timedelta(days=32)).replace(day=1)
    before = first - timedelta(days=1)
    with reading() as s:
        events = queries.between(s, first - timedelta(days=6), following + timedelta(days=6), ids)
        rest = queries.page_of(s, Wanted(ids=ids), 0, MOST)
        years = {today.year, *queries.years(s)}
    return render_template(
        "events/calendar.html", weeks=weeks_of(first, events), month=first, today=today,
        inside=[one for one in events if one.starts_on < following and one.ends_on >= first], rest=rest,
        earlier=before.strftime("%Y-%m") if before.year >= min(years) else "",
        later=following.strftime("%Y-%m") if following.year <= max(years) else "", states=EVENT_STATES, tones=STATE_TONES,
        hrefs={one.id: href_of(one.id, person) for one in (*events, *rest)}, here="calendar",
    )  # fmt: skip
