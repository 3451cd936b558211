"""What can be done with events, trades and stages; one function, one transaction."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from competition.accounts import roles
from competition.accounts.actions import grant
from competition.events import queries
from competition.events.facts import EventChanged, EventCreated, PlanChosen, StageSet, TradeAdded, TradeRemoved
from competition.events.models import Event, Stage, Trade
from competition.store import Refused, happened, new_id, transaction, utcnow

ANONYMITY = ("open", "station", "three_stage")


@dataclass(frozen=True, kw_only=True)
class EventDetails:
    """What a person says of an event; `zone` is an IANA name, dates are local to it."""

    name: str
    name_en: str
    edition: int
    starts_on: date
    ends_on: date
    zone: str
    place: str
    host: str


def create_event(actor: str, details: EventDetails) -> str:
    """Set up an event; its creator becomes its organiser. Returns the event's id."""
    event_id = new_id()
    with transaction() as s:
        s.add(Event(id=event_id, **vars(details)))
        s.flush()
        happened(
            EventCreated(
                chain=f"event:{event_id}", actor=actor, event_id=event_id, name=details.name, edition=details.edition,
                starts_on=details.starts_on, ends_on=details.ends_on, zone=details.zone, host=details.host,
            )
        )  # fmt: skip
        grant(s, actor, "organiser", roles.scope_path(event_id), by=actor)
    return event_id


def edit_event(actor: str, event_id: str, details: EventDetails) -> None:
    """Change the details of an event; nothing is recorded when nothing differs. Refused: not_there."""
    with transaction() as s:
        one = queries.event(s, event_id)
        differs = [key for key, value in vars(details).items() if getattr(one, key) != value]
        if not differs:
            return
        before = {key: getattr(one, key) for key in differs}
        after = {key: getattr(details, key) for key in differs}
        for key, value in after.items():
            setattr(one, key, value)
        happened(EventChanged(chain=f"event:{event_id}", actor=actor, event_id=event_id, before=before, after=after))


def add_trade(actor: str, event_id: str, *, template_key: str, name: str, name_en: str, code: str) -> str:
    """Add a trade with its one stage (the final); returns the trade's id. A code that is taken gets a number.

    Refused: not_there, trade_exists.
    """
    trade_id, stage_id = new_id(), new_id()
    with transaction() as s:
        queries.event(s, event_id)
        others = queries.trades(s, event_id)
        if any(one.name == name for one in others):
            raise Refused("trade_exists", name=name)
        code = _free_code(code, {one.code for one in others})
        position = 1 + (s.scalar(select(func.max(Trade.position)).where(Trade.event_id == event_id)) or 0)
        s.add(
            Trade(
                id=trade_id, event_id=event_id, template_key=template_key, name=name, name_en=name_en, code=code,
                position=position,
            )
        )  # fmt: skip
        s.flush()
        s.add(Stage(id=stage_id, trade_id=trade_id, name="决赛", name_en="Final", position=1))
        s.flush()
        happened(
            TradeAdded(
                chain=f"event:{event_id}", actor=actor, event_id=event_id, trade_id=trade_id, stage_id=stage_id,
                template_key=template_key, name=name, code=code,
            )
        )  # fmt: skip
    return trade_id


def remove_trade(actor: str, trade_id: str) -> None:
    """Take a trade out of its event. Rooms that still hold something of it refuse by reacting to `TradeRemoved`.

    Refused: not_there, stage_not_draft, and trade_has_entries by the contestants' room.
    """
    with transaction() as s:
        one = queries.trade(s, trade_id)
        _draft_stage(s, one)
        one.removed_at = utcnow()
        s.flush()
        happened(
            TradeRemoved(
                chain=f"event:{one.event_id}", actor=actor, event_id=one.event_id, trade_id=trade_id, name=one.name
            )
        )


def set_stage(actor: str, trade_id: str, *, anonymity: str, minutes: int | None) -> None:
    """Set anonymity and planned minutes of a trade's stage. Refused: not_there, stage_not_draft."""
    with transaction() as s:
        trade = queries.trade(s, trade_id)
        stage = _draft_stage(s, trade)
        if (stage.anonymity, stage.minutes) == (anonymity, minutes):
            return
        stage.anonymity, stage.minutes = anonymity, minutes
        happened(
            StageSet(
                chain=f"trade:{trade_id}", actor=actor, trade_id=trade_id, stage_id=stage.id, anonymity=anonymity,
                minutes=minutes,
            )
        )  # fmt: skip


def choose_plan(actor: str, trade_id: str, *, plan_id: str, plan_hash: str) -> None:
    """Let a trade's stage run under this plan version. Refused: not_there, stage_not_draft."""
    with transaction() as s:
        stage = _draft_stage(s, queries.trade(s, trade_id))
        stage.plan_id, stage.plan_hash = plan_id, plan_hash
        happened(
            PlanChosen(
                chain=f"trade:{trade_id}", actor=actor, trade_id=trade_id, stage_id=stage.id, plan_id=plan_id,
                plan_hash=plan_hash,
            )
        )  # fmt: skip


def mark_stage_started(s: Session, stage_id: str, plan_hash: str, ends_at: datetime | None) -> None:
    """Freeze the plan and let the stage run, within the caller's transaction; the caller records who started it.

    Refused: not_there, stage_not_draft, stage_has_no_plan (also when `plan_hash` is not the chosen one).
    """
    event, trade, stage = queries.place_of_stage(s, stage_id)
    if stage.state != "DRAFT":
        raise Refused("stage_not_draft", name=trade.name)
    if stage.plan_id is None or stage.plan_hash != plan_hash:
        raise Refused("stage_has_no_plan", name=trade.name)
    stage.state, stage.started_at, stage.ends_at = "RUNNING", utcnow(), ends_at
    event.state = "RUNNING"
    s.flush()


def mark_stage_ended(s: Session, stage_id: str) -> None:
    """End a running stage, within the caller's transaction; the event ends with the last of its stages.

    Refused: not_there, stage_not_running.
    """
    event, trade, stage = queries.place_of_stage(s, stage_id)
    if stage.state != "RUNNING":
        raise Refused("stage_not_running", name=trade.name)
    stage.state, stage.ended_at = "ENDED", utcnow()
    s.flush()
    if all(one.state == "ENDED" for one in queries.stages(s, event.id).values()):
        event.state = "ENDED"
        s.flush()


def _draft_stage(s: Session, trade: Trade) -> Stage:
    stage = queries.stage_of_trade(s, trade.id)
    if stage.state != "DRAFT":
        raise Refused("stage_not_draft", name=trade.name)
    return stage


def _free_code(code: str, taken: set[str]) -> str:
    if code not in taken:
        return code
    return next(f"{code}{n}" for n in range(2, len(taken) + 3) if f"{code}{n}" not in taken)
