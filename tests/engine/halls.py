"""Two places of work and the sittings in them, for the tests of timetables."""

from __future__ import annotations

from competition.engine.timetable import Placed, Sitting, Span, Station, Venue

HALL = Venue(
    "hall", (Station("h1", "lathe"), Station("h2", "lathe"), Station("h3", "weld")), (Span(480, 720), Span(780, 1020))
)
ROOM = Venue("room", (Station("r1"), Station("r2")), (Span(480, 1020),), alone=True)
BOTH = (HALL, ROOM)


def sitting(
    key: str, minutes: int = 60, stations: int = 1, persons: str = "", judges: str = "", **more: object
) -> Sitting:
    """A sitting whose people are one letter each."""
    return Sitting(
        key=key, minutes=minutes, stations=stations, persons=tuple(persons), judges=tuple(judges), **more,  # type: ignore[arg-type]
    )  # fmt: skip


def at(key: str, start: int, stations: str = "h1", venue: str = "hall") -> Placed:
    """A sitting placed at these stations, written with blanks between."""
    return Placed(key, venue, start, tuple(stations.split()))
