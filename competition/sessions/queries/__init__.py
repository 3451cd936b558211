"""What may be known of the contest day: stations and sessions, who is there, draws, the timetable and its conflicts."""

from competition.sessions.queries.calls import Call, calls, tablet_clock
from competition.sessions.queries.chains import Link, chain, opened
from competition.sessions.queries.day import (
    CheckRule,
    Seat,
    Sitting,
    can_change,
    check_rule,
    checked,
    checked_counts,
    clock_of,
    latest_check,
    places,
    seats,
    session,
    session_counts,
    sessions_of_event,
    sessions_of_stage,
    sittings,
    station_words,
    stations,
    stations_dealt,
    stations_of_venue,
)
from competition.sessions.queries.draws import (
    KINDS,
    WORKS,
    Keeper,
    candidates,
    custody,
    draw,
    draws_of_event,
    draws_of_stage,
    keepers,
    kinds_of,
    may_keep,
    names_of,
    share_of,
    stages_with_works,
    works,
)
from competition.sessions.queries.timetable import Told, conflicts, hall, zone_of

__all__ = [
    "KINDS", "WORKS", "Call", "CheckRule", "Keeper", "Link", "Seat", "Sitting", "Told", "calls", "can_change",
    "candidates", "chain", "check_rule", "checked", "checked_counts", "clock_of", "conflicts", "custody", "draw",
    "draws_of_event", "draws_of_stage", "hall", "keepers", "kinds_of", "latest_check", "may_keep", "names_of", "opened",
    "places", "seats", "session", "session_counts", "sessions_of_event", "sessions_of_stage", "share_of", "sittings",
    "stages_with_works", "station_words", "stations", "stations_dealt", "stations_of_venue", "tablet_clock", "works",
    "zone_of",
]  # fmt: skip
