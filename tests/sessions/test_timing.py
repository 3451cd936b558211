"""The clock of a session: what is left after pauses and added time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest

from competition.sessions.timing import NEXT, Clock, clock

BEGIN = dt.datetime(2026, 9, 28, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Done:
    kind: str
    at: dt.datetime
    minutes: int = 0
    entry_id: str | None = None


def after(seconds: float) -> dt.datetime:
    return BEGIN + dt.timedelta(seconds=seconds)


def test_a_session_that_has_not_begun_has_all_its_time() -> None:
    assert clock(60, [], BEGIN) == Clock("READY", 3600)


def test_a_running_session_ends_when_its_minutes_are_used() -> None:
    moves = [Done("start", BEGIN)]
    assert clock(60, moves, after(60.5)) == Clock("RUNNING", 3540, after(3600), BEGIN)
    assert clock(60, moves, after(3600)).up
    assert not clock(60, moves, after(3599.5)).up
    assert clock(60, moves, after(9999)).left == 0


def test_a_pause_stops_the_clock_and_added_time_lengthens_it() -> None:
    moves = [Done("start", BEGIN), Done("pause", after(600)), Done("compensate", after(700), 5)]
    paused = clock(60, moves, after(5000))
    assert paused == Clock("PAUSED", 3600 - 600 + 300, None, BEGIN)
    running = clock(60, [*moves, Done("resume", after(1600))], after(1700))
    assert running == Clock("RUNNING", 3600 - 700 + 300, after(1600 + 3300), BEGIN)


def test_time_for_one_entry_is_kept_apart() -> None:
    moves = [Done("start", BEGIN), Done("compensate", after(1), 3, "a"), Done("compensate", after(2), 2, "a")]
    assert clock(60, moves, after(60)) == Clock("RUNNING", 3540, after(3600), BEGIN, {"a": 5})


def test_an_ended_session_has_nothing_left() -> None:
    moves = [Done("start", BEGIN), Done("end", after(60))]
    assert clock(60, moves, after(90)) == Clock("ENDED", 0, None, BEGIN)


@pytest.mark.parametrize("state", sorted(NEXT))
def test_nothing_leads_out_of_the_end(state: str) -> None:
    assert set(NEXT[state].values()) <= set(NEXT)
    assert NEXT["ENDED"] == {}
