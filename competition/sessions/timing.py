"""The clock of a session from what was done to it: pure, the server's instants in, what is left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

NEXT = {
    "READY": {"start": "RUNNING"},
    "RUNNING": {"pause": "PAUSED", "compensate": "RUNNING", "end": "ENDED"},
    "PAUSED": {"resume": "RUNNING", "compensate": "PAUSED", "end": "ENDED"},
    "ENDED": {},
}
"""State -> what may be done to it -> the state after it."""


class Move(Protocol):
    """What was done to a session."""

    @property
    def kind(self) -> str: ...
    @property
    def at(self) -> dt.datetime: ...
    @property
    def minutes(self) -> int: ...
    @property
    def entry_id(self) -> str | None: ...


@dataclass(frozen=True)
class Clock:
    """`left` whole seconds, never below 0; `ends_at` only while it runs; `extra` further minutes of single entries."""

    state: str
    left: int
    ends_at: dt.datetime | None = None
    started_at: dt.datetime | None = None
    extra: Mapping[str, int] = field(default_factory=dict)

    @property
    def up(self) -> bool:
        """Whether the time is up and nobody has ended the session."""
        return self.state == "RUNNING" and self.left == 0


def clock(minutes: int, moves: Sequence[Move], now: dt.datetime) -> Clock:
    """The clock at `now` of a session of these planned minutes; `moves` in the order they were made."""
    state, given, used = "READY", dt.timedelta(minutes=minutes), dt.timedelta()
    since = started = None
    extra: dict[str, int] = {}
    for move in moves:
        if since is not None and move.kind in ("pause", "end"):
            used, since = used + (move.at - since), None
        elif move.kind in ("start", "resume"):
            since = move.at
            started = started or move.at
        elif move.kind == "compensate" and move.entry_id is None:
            given += dt.timedelta(minutes=move.minutes)
        elif move.kind == "compensate" and move.entry_id is not None:
            extra[move.entry_id] = extra.get(move.entry_id, 0) + move.minutes
        state = NEXT[state].get(move.kind, state)
    left = given - used - (now - since if since is not None else dt.timedelta())
    ends_at = since + given - used if since is not None else None
    seconds = -(-left // dt.timedelta(seconds=1))
    return Clock(state, 0 if state == "ENDED" else max(0, seconds), ends_at, started, extra)
