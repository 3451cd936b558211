"""Stations, sessions with their clocks and seats, and who has checked in."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from competition.contestants import queries as contestants
from competition.contestants.queries import EntryRow
from competition.events import queries as events
from competition.sessions.models import CheckIn, CheckInRule, ContestSession, Draw, Place, SessionMove, Station
from competition.sessions.timing import Clock, clock
from competition.store import Refused, utcnow

OPENS_BEFORE, LATE_AFTER = 30, 15
"""Minutes, where nobody set them (rules 5.1, step 3)."""


@dataclass(frozen=True)
class CheckRule:
    """Minutes before a session that check-in opens, and after its start until which one may still come."""

    opens_before: int
    late_after: int


@dataclass(frozen=True)
class Seat:
    """An entry in a session; `station` is the code of his place in the hall, "" before it is dealt."""

    entry: EntryRow
    position: int
    station: str
    check: CheckIn | None


@dataclass(frozen=True)
class Sitting:
    """A session with its venue, its clock and how many sit in it."""

    session: ContestSession
    venue: events.Venue | None
    clock: Clock
    count: int
    there: int

    @property
    def ends_at(self) -> dt.datetime | None:
        """When it ends: by its clock while it runs, else as planned."""
        start = self.session.starts_at
        return self.clock.ends_at or (start + dt.timedelta(minutes=self.session.minutes) if start else None)


def stations(s: Session, event_id: str) -> dict[str, list[Station]]:
    """The stations of an event by venue, in the order of their codes; a venue without any is not there."""
    venues = [one.id for one in events.venues(s, event_id)]
    found: dict[str, list[Station]] = defaultdict(list)
    for one in s.scalars(select(Station).where(Station.venue_id.in_(venues))):
        found[one.venue_id].append(one)
    return {venue_id: _in_order(its) for venue_id, its in found.items()}


def stations_of_venue(s: Session, venue_id: str) -> list[Station]:
    """The stations of a venue in the order of their codes."""
    return _in_order(s.scalars(select(Station).where(Station.venue_id == venue_id)).all())


def station_words(some: Sequence[Station]) -> str:
    """Codes as a person writes them."""
    return ", ".join(one.code for one in some)


def session(s: Session, session_id: str, trade_id: str) -> ContestSession:
    """A session of this trade. Refused: not_there (404)."""
    found = s.get(ContestSession, session_id)
    if found is None or found.trade_id != trade_id:
        raise Refused("not_there", 404)
    return found


def sessions_of_stage(s: Session, stage_id: str) -> list[ContestSession]:
    """The sessions of a stage by number."""
    query = select(ContestSession).where(ContestSession.stage_id == stage_id)
    return list(s.scalars(query.order_by(ContestSession.number)))


def sessions_of_event(s: Session, event_id: str) -> list[ContestSession]:
    """The sessions of an event in order of time, those without a time last."""
    query = select(ContestSession).where(ContestSession.event_id == event_id)
    found = list(s.scalars(query.order_by(ContestSession.trade_id, ContestSession.number)))
    return sorted(found, key=lambda one: (one.starts_at is None, one.starts_at))


def session_counts(s: Session, event_id: str) -> dict[str, int]:
    """How many sessions each trade of an event has."""
    query = select(ContestSession.trade_id, func.count()).where(ContestSession.event_id == event_id)
    return {row[0]: row[1] for row in s.execute(query.group_by(ContestSession.trade_id))}


def places(s: Session, stage_ids: Collection[str]) -> list[Place]:
    """The places of these stages in the order of their positions."""
    return list(s.scalars(select(Place).where(Place.stage_id.in_(stage_ids)).order_by(Place.position)))


def seats(s: Session, stage_id: str) -> dict[str, list[Seat]]:
    """Who sits in each session of a stage, by session, those who do not take part left out; "" those in no session."""
    placed = {one.entry_id: one for one in places(s, [stage_id])}
    query = select(Station).join(Place, Place.station_id == Station.id).where(Place.stage_id == stage_id)
    codes = {one.id: one.code for one in s.scalars(query)}
    there = checked(s, stage_id)
    found: dict[str, list[Seat]] = defaultdict(list)
    for entry in contestants.entries_of_stage(s, stage_id):
        place = placed.get(entry.id)
        if entry.status:
            continue
        seat = Seat(entry, place.position if place else 0, "", there.get(entry.id))
        if place is None:
            found[""].append(seat)
        else:
            station = codes.get(place.station_id or "", "")
            found[place.session_id].append(Seat(entry, place.position, station, seat.check))
    return {key: sorted(some, key=lambda one: (one.position, one.entry.number)) for key, some in found.items()}


def sittings(s: Session, some: Sequence[ContestSession]) -> list[Sitting]:
    """These sessions of one event with what is to be shown of them."""
    if not some:
        return []
    stage_ids = {one.stage_id for one in some}
    venues = {one.id: one for one in events.venues(s, some[0].event_id)}
    out = contestants.out(s, some[0].event_id)
    query = select(SessionMove).where(SessionMove.session_id.in_([one.id for one in some]))
    moves: dict[str, list[SessionMove]] = defaultdict(list)
    for move in s.scalars(query.order_by(SessionMove.at, SessionMove.id)):
        moves[move.session_id].append(move)
    there = {entry_id for stage_id in stage_ids for entry_id in checked(s, stage_id)} if len(stage_ids) == 1 else None
    inside = there if there is not None else _checked_of(s, stage_ids).keys()
    counts: Counter[str] = Counter()
    come: Counter[str] = Counter()
    for place in places(s, stage_ids):
        if place.entry_id not in out:
            counts[place.session_id] += 1
            come[place.session_id] += place.entry_id in inside
    now = utcnow()
    return [
        Sitting(
            one, venues.get(one.venue_id or ""), clock(one.minutes, moves[one.id], now), counts[one.id], come[one.id]
        )
        for one in some
    ]


def clock_of(s: Session, one: ContestSession) -> Clock:
    """A session's clock now."""
    query = select(SessionMove).where(SessionMove.session_id == one.id).order_by(SessionMove.at, SessionMove.id)
    return clock(one.minutes, list(s.scalars(query)), utcnow())


def check_rule(s: Session, stage_id: str) -> CheckRule:
    """When check-in opens and how late one may come in a stage."""
    found = s.get(CheckInRule, stage_id)
    return CheckRule(found.opens_before, found.late_after) if found else CheckRule(OPENS_BEFORE, LATE_AFTER)


def checked(s: Session, stage_id: str) -> dict[str, CheckIn]:
    """The check-in of every entry of a stage that is there now."""
    return _checked_of(s, [stage_id])


def latest_check(s: Session, entry_id: str) -> CheckIn | None:
    """The last line about an entry's check-in; it is there when its number is odd."""
    return s.scalar(select(CheckIn).where(CheckIn.entry_id == entry_id).order_by(CheckIn.number.desc()).limit(1))


def checked_counts(s: Session, event_id: str) -> dict[str, int]:
    """How many of each trade's entries that take part are there."""
    stages = events.stages(s, event_id)
    trade_of = {stage.id: trade_id for trade_id, stage in stages.items()}
    out = contestants.out(s, event_id)
    there = _checked_of(s, list(trade_of))
    return Counter(trade_of[one.stage_id] for one in there.values() if one.entry_id not in out)


def stations_dealt(s: Session, stage_id: str) -> bool:
    """Whether the stations of a stage were dealt by a draw, so that they stay when it starts."""
    query = select(Draw.id).where(Draw.stage_id == stage_id, Draw.kind == "station_code", Draw.state != "COMMITTED")
    return s.scalar(query) is not None


def can_change(s: Session, stage_id: str) -> None:
    """Refused: stations_dealt_already, session_begun: what stands then is not made anew."""
    if stations_dealt(s, stage_id):
        raise Refused("stations_dealt_already", 409)
    if any(one.state != "READY" for one in sessions_of_stage(s, stage_id)):
        raise Refused("session_begun", 409)


def _checked_of(s: Session, stage_ids: Collection[str]) -> dict[str, CheckIn]:
    found: dict[str, CheckIn] = {}
    for one in s.scalars(select(CheckIn).where(CheckIn.stage_id.in_(stage_ids)).order_by(CheckIn.number)):
        found[one.entry_id] = one
    return {entry_id: one for entry_id, one in found.items() if one.number % 2}


def _in_order(some: Collection[Station]) -> list[Station]:
    """By code, numbers in it by their value: A2 before A10."""
    return sorted(some, key=lambda one: (one.code.rstrip("0123456789"), len(one.code), one.code))
