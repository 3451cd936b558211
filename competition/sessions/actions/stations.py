"""The stations of a venue."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from competition.events import queries as events
from competition.sessions import queries
from competition.sessions.facts import StationsSet
from competition.sessions.models import Place, Station
from competition.store import Refused, happened, transaction

MOST = 500
LONGEST = 16
_ROW = re.compile(r"(.*?)(\d{1,4})\s*(?:-|–|—|~|～|至|到)\s*(.*?)(\d{1,4})")


def codes_of(text: str) -> tuple[str, ...]:
    """Codes as they are typed: parted by commas, spaces or lines; A1-A12 is a row of twelve. Each once, in order.

    Refused: bad_station (a code that is too long or a row that runs backwards), too_many_stations.
    """
    found: list[str] = []
    for part in re.split(r"[,，、;；\n]+|(?<![-–—~～至到])\s+(?![-–—~～至到])", text.strip()):
        found += _row(part.strip()) if part.strip() else []
        if len(found) > MOST:
            raise Refused("too_many_stations", most=MOST)
    return tuple(dict.fromkeys(found))


def add_stations(actor: str, event_id: str, venue_id: str, codes: Sequence[str]) -> int:
    """Add stations to a venue; those it has stay as they are. Returns how many are new. Refused: not_there,
    nothing_to_do, too_many_stations."""
    with transaction() as s:
        venue = _venue(s, event_id, venue_id)
        there = {one.code for one in queries.stations_of_venue(s, venue_id)}
        fresh = [code for code in codes if code not in there]
        if not fresh:
            raise Refused("nothing_to_do")
        if len(there) + len(fresh) > MOST:
            raise Refused("too_many_stations", most=MOST)
        s.add_all(Station(venue_id=venue_id, code=code) for code in fresh)
        s.flush()
        _tell(actor, event_id, venue, fresh, [])
    return len(fresh)


def remove_station(actor: str, event_id: str, venue_id: str, station_id: str) -> None:
    """Take a station away. Refused: not_there, station_in_use once somebody drew it."""
    with transaction() as s:
        venue = _venue(s, event_id, venue_id)
        one = s.get(Station, station_id)
        if one is None or one.venue_id != venue_id:
            raise Refused("not_there", 404)
        if s.scalar(select(func.count()).select_from(Place).where(Place.station_id == station_id)):
            raise Refused("station_in_use", 409, station=one.code)
        s.delete(one)
        s.flush()
        _tell(actor, event_id, venue, [], [one.code])


def _row(part: str) -> list[str]:
    row = _ROW.fullmatch(part)
    if row is None:
        if len(part) > LONGEST:
            raise Refused("bad_station", said=part[:40])
        return [part]
    head, first, again, last = row.groups()
    if again not in ("", head) or not int(first) <= int(last) or len(head + last) > LONGEST:
        raise Refused("bad_station", said=part[:40])
    if int(last) - int(first) >= MOST:
        raise Refused("too_many_stations", most=MOST)
    width = len(first) if first.startswith("0") else 1
    return [f"{head}{number:0{width}d}" for number in range(int(first), int(last) + 1)]


def _venue(s: Session, event_id: str, venue_id: str) -> events.Venue:
    found = next((one for one in events.venues(s, event_id) if one.id == venue_id), None)
    if found is None:
        raise Refused("not_there", 404)
    return found


def _tell(actor: str, event_id: str, venue: events.Venue, added: list[str], removed: list[str]) -> None:
    happened(
        StationsSet(
            chain=f"event:{event_id}", actor=actor, event_id=event_id, venue_id=venue.id, venue=venue.name, added=added,
            removed=removed,
        )
    )  # fmt: skip
