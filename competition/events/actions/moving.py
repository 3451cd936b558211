"""Moving an event from state to state: by somebody's decision, or by itself with the stages of its trades."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from competition.events import queries
from competition.events.facts import EventMoved
from competition.events.guards import Ground, failing
from competition.events.models import Event, EventMove
from competition.events.readiness import Check
from competition.events.states import AFTER, FIRST, SIDES, TABLE
from competition.store import Refused, happened, lock_heads, transaction, utcnow


def move_event(
    actor: str, event_id: str, to: str, *, checks: Iterable[Check], reason: str = "", seen: str | None = None
) -> None:
    """Move an event to state `to`; `seen` is the state the person saw it in, `checks` the house's guided path.

    Refused: not_there, event_moved (it is not in `seen` any more), no_such_move (also what only happens by itself),
    reason_missing, move_closed (what is missing in `missing`).
    """
    with transaction() as s:
        event = _alone(s, event_id)
        if seen is not None and seen != event.state:
            raise Refused("event_moved", 409, name=event.name)
        move = TABLE.find(event.state, to, came_from(s, event))
        if move is None or move.may is None:
            raise Refused("no_such_move", 409, name=event.name)
        if move.reason and not reason:
            raise Refused("reason_missing", 422)
        missing = failing(move.needs, Ground(s, event, checks))
        if missing:
            raise Refused("move_closed", 409, missing=" ".join(one.text for one in missing.values()))
        _move(s, event, to, actor, reason)
        _settle(s, event)


def came_from(s: Session, event: Event) -> str | None:
    """The state a suspended or cancelled event was in before; None for every other."""
    if event.state not in SIDES:
        return None
    return next((one.from_state for one in queries.moves(s, event.id) if one.to_state == event.state), None)


def mark_stage_started(s: Session, stage_id: str, plan_hash: str, ends_at: datetime | None) -> None:
    """Freeze the plan and let the stage run, within the caller's transaction; the caller records who started it. The event
    comes into session by it, whatever it was prepared to be.

    Refused: not_there, stage_not_draft, stage_has_no_plan (also when `plan_hash` is not the chosen one), event_halted
    (suspended or cancelled), event_decided (its results stand).
    """
    event, trade, stage = queries.place_of_stage(s, stage_id)
    if stage.state != "DRAFT":
        raise Refused("stage_not_draft", name=trade.name)
    if stage.plan_id is None or stage.plan_hash != plan_hash:
        raise Refused("stage_has_no_plan", name=trade.name)
    _alone(s, event.id)
    if event.state in SIDES:
        raise Refused("event_halted", name=event.name)
    if event.state in AFTER:
        raise Refused("event_decided", name=event.name)
    stage.state, stage.started_at, stage.ends_at = "RUNNING", utcnow(), ends_at
    s.flush()
    if event.state != "IN_SESSION":
        _move(s, event, "IN_SESSION", "system")


def mark_stage_ended(s: Session, stage_id: str) -> None:
    """End a running stage, within the caller's transaction; the event comes into review with the last of its stages.

    Refused: not_there, stage_not_running.
    """
    event, trade, stage = queries.place_of_stage(s, stage_id)
    if stage.state != "RUNNING":
        raise Refused("stage_not_running", name=trade.name)
    _alone(s, event.id)
    stage.state, stage.ended_at = "ENDED", utcnow()
    s.flush()
    _settle(s, event)


def mark_stage_revealed(s: Session, stage_id: str) -> None:
    """The works of an ended stage have their names again, within the caller's transaction. Refused: not_there,
    stage_not_ended."""
    stage = queries.stage(s, stage_id)
    if stage.state != "ENDED":
        raise Refused("stage_not_ended", 409)
    stage.revealed_at = utcnow()
    s.flush()


def _settle(s: Session, event: Event) -> None:
    """What happens to the event by itself once its stages stand as they do."""
    if event.state not in ("IN_SESSION", "SCORING"):
        return
    stages = queries.every_stage(s, [event.id])
    if not stages or any(stage.state != "ENDED" for stage in stages):
        return
    if event.state == "IN_SESSION":
        _move(s, event, "SCORING", "system")
    _move(s, event, "REVIEW", "system")


def _alone(s: Session, event_id: str) -> Event:
    """The event as it stands now, its chain locked, so that two cannot move it at once."""
    event = queries.event(s, event_id)
    lock_heads([f"event:{event_id}"])
    s.refresh(event)
    return event


def _move(s: Session, event: Event, to: str, by: str, reason: str = "") -> None:
    """Append the move and let the event be in its new state; the first move out of preparation publishes it."""
    frm, now = event.state, utcnow()
    s.add(EventMove(event_id=event.id, from_state=frm, to_state=to, by=by, at=now, reason=reason))
    event.state = to
    if to == FIRST:
        event.published_at = None
    elif frm == FIRST and to not in SIDES:
        event.published_at = event.published_at or now
    s.flush()
    happened(
        EventMoved(chain=f"event:{event.id}", actor=by, event_id=event.id, from_state=frm, to_state=to, reason=reason)
    )
