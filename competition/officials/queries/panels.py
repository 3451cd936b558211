"""What other rooms may know of judges, panels and seats."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from competition.engine.plans import Module
from competition.events import queries as events
from competition.officials.models import Judge as Judge
from competition.officials.models import Panel, Seat
from competition.schemes import queries as schemes
from competition.store import Refused


@dataclass(frozen=True)
class Seated:
    """A judge on his seat (from 1) of a panel."""

    seat: int
    judge_id: str
    person_id: str
    name: str
    number: int
    role: str


def judge(s: Session, judge_id: str, trade_id: str | None = None) -> Judge:
    """The judge, of that trade when it is given; also one who withdrew. Refused: not_there (404)."""
    found = s.get(Judge, judge_id)
    if found is None or (trade_id is not None and found.trade_id != trade_id):
        raise Refused("not_there", 404)
    return found


def judges(s: Session, trade_id: str) -> list[Judge]:
    """Those who serve in a trade now, in the order of their numbers."""
    query = select(Judge).where(Judge.trade_id == trade_id, Judge.withdrawn_at.is_(None))
    return list(s.scalars(query.order_by(Judge.number)))


def withdrawn(s: Session, trade_id: str) -> list[Judge]:
    """Those who have left a trade."""
    return list(
        s.scalars(
            select(Judge).where(Judge.trade_id == trade_id, Judge.withdrawn_at.is_not(None)).order_by(Judge.number)
        )
    )


def judges_of_event(s: Session, event_id: str) -> dict[str, list[Judge]]:
    """Those who serve in each trade of an event, by trade id; trades without any are missing."""
    query = select(Judge).where(Judge.event_id == event_id, Judge.withdrawn_at.is_(None)).order_by(Judge.number)
    found: dict[str, list[Judge]] = defaultdict(list)
    for one in s.scalars(query):
        found[one.trade_id].append(one)
    return dict(found)


def last_number(s: Session, trade_id: str) -> int:
    """The highest number dealt in a trade, 0 before the first."""
    return s.scalar(select(func.max(Judge.number)).where(Judge.trade_id == trade_id)) or 0


def panel(s: Session, stage_id: str, module_key: str) -> Panel | None:
    return s.scalar(select(Panel).where(Panel.stage_id == stage_id, Panel.module_key == module_key))


def panels(s: Session, stage_id: str) -> dict[str, list[Seated]]:
    """The seats of a stage by module key, in the order of the seats; modules whose panel is empty are missing."""
    query = (
        select(Panel.module_key, Seat.seat, Judge)
        .join(Seat, Seat.panel_id == Panel.id)
        .join(Judge, Judge.id == Seat.judge_id)
    )
    found: dict[str, list[Seated]] = defaultdict(list)
    for module_key, seat, one in s.execute(
        query.where(Panel.stage_id == stage_id).order_by(Panel.module_key, Seat.seat)
    ):
        found[module_key].append(Seated(seat, one.id, one.person_id, one.name, one.number, one.role))
    return dict(found)


def seats_of(s: Session, judge_id: str) -> list[Seat]:
    """Every seat a judge holds."""
    return list(s.scalars(select(Seat).where(Seat.judge_id == judge_id)))


def modules(s: Session, stage_id: str) -> tuple[Module, ...]:
    """The modules of the stage's plan, none while it has no plan."""
    stage = events.stage(s, stage_id)
    return schemes.ruled(schemes.plan(s, stage.plan_id)).modules if stage.plan_id else ()


def unseated(s: Session, stage_id: str) -> list[str]:
    """The keys of the modules whose panel has fewer judges than the plan asks for."""
    seated = panels(s, stage_id)
    return [
        module.key for module in modules(s, stage_id) if len(seated.get(module.key, ())) < max(1, module.panel.minimum)
    ]
