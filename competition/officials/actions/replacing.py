"""Taking a judge's place in the panels of a stage that runs. Sheets are judging's; it calls this and passes them on."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.orm import Session

from competition.events import queries as events
from competition.officials import queries
from competition.officials.actions.judges import leave, weigh_conflicts
from competition.officials.facts import JudgeReplaced
from competition.officials.models import FormerSeat, Judge, Panel, Seat
from competition.officials.words import SEATED
from competition.store import Refused, happened, utcnow


def seats_to_pass(s: Session, event_id: str, trade_id: str, judge_id: str, substitute_id: str) -> dict[str, int]:
    """Module -> seat that a substitute would take over.

    Refused: not_there, stage_not_marking, judge_gone, replaced_by_himself, not_seated, seat_role, substitute_sits.
    """
    events.trade(s, trade_id, event_id)
    stage = events.stage_of_trade(s, trade_id)
    if stage.state != "RUNNING":
        raise Refused("stage_not_marking")
    judge, substitute = queries.judge(s, judge_id, trade_id), queries.judge(s, substitute_id, trade_id)
    if judge_id == substitute_id:
        raise Refused("replaced_by_himself")
    for one in (judge, substitute):
        if one.withdrawn_at is not None:
            raise Refused("judge_gone", name=one.name)
    if substitute.role not in SEATED:
        raise Refused("seat_role", name=substitute.name)
    panels = queries.panels(s, stage.id)
    seats = {key: one.seat for key, panel in panels.items() for one in panel if one.judge_id == judge_id}
    if not seats:
        raise Refused("not_seated", name=judge.name)
    for key in seats:
        if any(one.judge_id == substitute_id for one in panels[key]):
            raise Refused("substitute_sits", name=substitute.name, module=key)
    return seats


def pass_seats(
    s: Session, actor: str, judge: Judge, substitute: Judge, seats: dict[str, int], sheets: int, reason: str
) -> None:
    """Put the substitute on the seats, keep who held them until now, and let the old judge leave the trade.

    `sheets` is how many passed to the substitute. Refused: seat_kinship.
    """
    weigh_conflicts(s, actor, judge.trade_id, [substitute.id], reason)
    stage = events.stage_of_trade(s, judge.trade_id)
    now = utcnow()
    for seat in queries.seats_of(s, judge.id):
        panel = s.get_one(Panel, seat.panel_id)
        if panel.stage_id != stage.id:
            continue
        s.add(
            FormerSeat(
                panel_id=seat.panel_id, judge_id=judge.id, seat=seat.seat, since=seat.since or stage.started_at, until=now,
                reason=reason,
            )
        )  # fmt: skip
        s.execute(update(Seat).where(Seat.id == seat.id).values(judge_id=substitute.id, since=now))
    leave(s, actor, judge)
    happened(
        JudgeReplaced(
            chain=f"trade:{judge.trade_id}", actor=actor, trade_id=judge.trade_id, stage_id=stage.id, judge_id=judge.id,
            substitute_id=substitute.id, modules=seats, sheets=sheets, reason=reason,
        )
    )  # fmt: skip
