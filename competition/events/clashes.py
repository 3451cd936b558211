"""What clashes in a programme: two points at the same time at the same venue, or of the same trade."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from competition.events.models import ProgrammePoint


@dataclass(frozen=True)
class Clash:
    """Two points that overlap; `shared` is what they cannot share: "venue" or "trade"."""

    first: ProgrammePoint
    second: ProgrammePoint
    shared: str


def clashes(points: Sequence[ProgrammePoint]) -> list[Clash]:
    """Every clash, by the beginning of the later point. A point without an end takes no time: it clashes with what is
    going on when it begins, and with what begins at that moment."""
    ordered = sorted(points, key=lambda one: (one.starts_at, one.id))
    found: list[Clash] = []
    open_points: list[ProgrammePoint] = []
    for one in ordered:
        open_points = [before for before in open_points if _reaches(before, one.starts_at)]
        for before in open_points:
            for shared, mine, other in (
                ("venue", one.venue_id, before.venue_id),
                ("trade", one.trade_id, before.trade_id),
            ):
                if mine is not None and mine == other:
                    found.append(Clash(before, one, shared))
        open_points.append(one)
    return found


def _reaches(one: ProgrammePoint, at: datetime) -> bool:
    """Whether a point that begins no later than `at` still goes on then."""
    return one.starts_at == at or (one.ends_at is not None and one.ends_at > at)
