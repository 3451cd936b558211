"""A session under way: started, paused, resumed, given more time, ended; by the server's clock, each on record."""

from __future__ import annotations

from sqlalchemy.orm import Session

from competition.sessions import queries
from competition.sessions.actions import ground
from competition.sessions.facts import SessionMoved
from competition.sessions.models import ContestSession, SessionMove
from competition.sessions.timing import NEXT
from competition.store import Refused, happened, transaction, utcnow

MOST_MINUTES = 240


def move_session(actor: str, event_id: str, trade_id: str, session_id: str, move: str, reason: str = "") -> None:
    """start, pause, resume or end a session. Refused: not_there, session_move (against its life-cycle), empty_session."""
    with transaction() as s:
        one = _locked(s, event_id, trade_id, session_id, move)
        if move == "start" and not queries.sittings(s, [one])[0].count:
            raise Refused("empty_session", 409, number=one.number)
        _move(s, actor, one, move, reason=reason)


def compensate(
    actor: str, event_id: str, trade_id: str, session_id: str, minutes: int, reason: str, code: str = ""
) -> None:
    """Add minutes for the entry with this station code, or number before stations are dealt; for all with "".

    Refused: not_there, session_move, nobody_with_code. ValueError for minutes out of bounds or without a reason.
    """
    if not 0 < minutes <= MOST_MINUTES or not reason:
        raise ValueError("minutes from 1 and a reason are needed")
    with transaction() as s:
        one = _locked(s, event_id, trade_id, session_id, "compensate")
        entry_id = _seat_of(s, one, code) if code else None
        _move(s, actor, one, "compensate", entry_id=entry_id, minutes=minutes, reason=reason, code=code)


def _locked(s: Session, event_id: str, trade_id: str, session_id: str, move: str) -> ContestSession:
    ground.stage_of(s, event_id, trade_id)
    one = queries.session(s, session_id, trade_id)
    if move not in NEXT[one.state]:
        raise Refused("session_move", 409, number=one.number, state=one.state, move=move)
    return one


def _move(
    s: Session,
    actor: str,
    one: ContestSession,
    move: str,
    *,
    reason: str,
    entry_id: str | None = None,
    minutes: int = 0,
    code: str = "",
) -> None:
    one.state = NEXT[one.state][move]
    one.rev += 1
    s.add(
        SessionMove(
            session_id=one.id, kind=move, entry_id=entry_id, minutes=minutes, reason=reason, by=actor, at=utcnow()
        )
    )
    s.flush()
    happened(
        SessionMoved(
            chain=ground.chain(one.trade_id), actor=actor, trade_id=one.trade_id, stage_id=one.stage_id,
            session_id=one.id, number=one.number, move=move, code=code, minutes=minutes, reason=reason,
        )
    )  # fmt: skip


def _seat_of(s: Session, one: ContestSession, code: str) -> str:
    """The entry in this session with a station code, or a number while none is dealt. Refused: nobody_with_code."""
    dealt = queries.stations_dealt(s, one.stage_id)
    for seat in queries.seats(s, one.stage_id).get(one.id, []):
        if code == (seat.entry.station_code if dealt else str(seat.entry.number)):
            return seat.entry.id
    raise Refused("nobody_with_code", 409, said=code)
