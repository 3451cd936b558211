"""The timetable of an event as the engine sees it, and what is wrong with it, in names people know."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from competition.contestants import queries as contestants
from competition.contestants.queries import EntryRow
from competition.engine import timetable
from competition.events import queries as events
from competition.officials import queries as officials
from competition.sessions.models import ContestSession
from competition.sessions.queries import day

DAY = 24 * 60


@dataclass(frozen=True)
class Told:
    """Something wrong with the timetable: `what` as `engine.timetable.Conflict` has it, between sessions of trades.

    `one` and `other` are (trade id, number of the session), `other` None where one session is wrong by itself; `who` is
    the name of the person, judge, station or venue, "" where the reader may not see it.
    """

    what: str
    kind: str
    who: str
    one: tuple[str, int]
    other: tuple[str, int] | None
    facts: Mapping[str, str]


@dataclass(frozen=True)
class Hall:
    """An event's sessions, people and venues in the engine's terms; minutes count from its first midnight."""

    event: events.Event
    zone: ZoneInfo
    venues: list[timetable.Venue]
    people: dict[str, tuple[str, ...]]
    judges: dict[str, tuple[str, ...]]
    names: dict[str, str]

    def minute(self, at: dt.datetime) -> int:
        """The minute of an instant."""
        return int((at - self.instant(0)).total_seconds() // 60)

    def instant(self, minute: int) -> dt.datetime:
        """The instant of a minute; days are counted by the clock on the wall."""
        days, rest = divmod(minute, DAY)
        wall = dt.datetime.combine(self.event.starts_on + dt.timedelta(days=days), dt.time(rest // 60, rest % 60))
        return wall.replace(tzinfo=self.zone).astimezone(dt.UTC)


def zone_of(event: events.Event) -> ZoneInfo:
    """The event's zone."""
    return ZoneInfo(event.zone)


def hall(s: Session, event_id: str, opens: int = 0, closes: int = DAY) -> Hall:
    """Everything that a timetable of the event has to keep apart; venues are open from `opens` to `closes` each day."""
    event = events.event(s, event_id)
    stations = day.stations(s, event_id)
    days = range((event.ends_on - event.starts_on).days + 1)
    opening = tuple(timetable.Span(one * DAY + opens, one * DAY + closes) for one in days)
    venues = [
        timetable.Venue(venue.id, tuple(timetable.Station(one.id) for one in stations.get(venue.id, [])), opening)
        for venue in events.venues(s, event_id)
    ]
    entries = contestants.entries_of_event(s, event_id)
    people, names = _people(s, entries)
    judges: dict[str, tuple[str, ...]] = {}
    for trade_id, some in officials.judges_of_event(s, event_id).items():
        judges[trade_id] = tuple(dict.fromkeys(one.person_id for one in some))
        names |= {one.person_id: one.name for one in some}
    names |= {one.id: one.code for its in stations.values() for one in its}
    names |= {one.id: one.name for one in events.venues(s, event_id)}
    return Hall(event, zone_of(event), venues, people, judges, names)


def conflicts(s: Session, event_id: str, seen: Hall | None = None) -> list[Told]:
    """Every double booking and every session outside the event's days, in order of time."""
    some = [one for one in day.sessions_of_event(s, event_id) if one.starts_at is not None and one.venue_id]
    if not some:
        return []
    ground = seen or hall(s, event_id)
    sitting, placed = as_engine(s, ground, some)
    called = {one.id: (one.trade_id, one.number) for one in some}
    found = []
    for one in timetable.conflicts(placed, sitting, ground.venues):
        pair = sorted(called[key] for key in (one.one, one.other) if key in called)
        other = pair[1] if len(pair) > 1 else None
        found.append(Told(one.what, one.kind, ground.names.get(one.name, ""), pair[0], other, dict(one.facts)))
    return found


def as_engine(
    s: Session, ground: Hall, some: Sequence[ContestSession]
) -> tuple[list[timetable.Sitting], list[timetable.Placed]]:
    """These sessions as sittings, and those with time and venue as placed at the first stations of their venues."""
    inside: dict[str, list[str]] = defaultdict(list)
    taken: dict[str, list[str]] = defaultdict(list)
    for place in day.places(s, {one.stage_id for one in some}):
        if place.entry_id in ground.people:
            inside[place.session_id].append(place.entry_id)
        if place.station_id:
            taken[place.session_id].append(place.station_id)
    sittings, placed = [], []
    by_venue = {venue.key: venue for venue in ground.venues}
    for one in some:
        entries = inside[one.id]
        people = dict.fromkeys(person for entry_id in entries for person in ground.people[entry_id])
        sittings.append(timetable.Sitting(
            key=one.id, minutes=one.minutes, stations=len(entries), persons=tuple(people),
            judges=ground.judges.get(one.trade_id, ()),
        ))  # fmt: skip
        venue = by_venue.get(one.venue_id or "")
        if one.starts_at is not None and venue is not None:
            first = tuple(station.key for station in venue.stations[: len(entries)])
            minute = ground.minute(one.starts_at)
            placed.append(timetable.Placed(one.id, venue.key, minute, tuple(taken[one.id]) or first))
    return sittings, placed


def _people(s: Session, entries: Sequence[EntryRow]) -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    """Entry id -> the persons who compete in it, those who take part alone; and the persons' names."""
    competing = [one for one in entries if not one.status]
    teams = contestants.team_people(s, [one.team_id for one in competing if one.team_id])
    people: dict[str, tuple[str, ...]] = {}
    names: dict[str, str] = {}
    for one in competing:
        if one.contestant_id:
            people[one.id] = (one.contestant_id,)
            names[one.contestant_id] = one.name
        elif one.team_id:
            joined = [person for person in teams.get(one.team_id, []) if person.role == "member"]
            people[one.id] = tuple(person.contestant_id for person in joined)
            names |= {person.contestant_id: person.name for person in joined}
    return people, names
