"""What other rooms may know of events, trades and stages."""

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from competition.events.models import Event as Event
from competition.events.models import Stage as Stage
from competition.events.models import Trade as Trade
from competition.store import Refused


def event(s: Session, event_id: str) -> Event:
    """The event. Refused: not_there (404)."""
    found = s.get(Event, event_id)
    if found is None:
        raise Refused("not_there", 404)
    return found


def events(s: Session, ids: Iterable[str] | None = None) -> list[Event]:
    """Events, the latest first; only those in `ids` when given."""
    query = select(Event).order_by(Event.starts_on.desc(), Event.created_at.desc())
    return list(s.scalars(query if ids is None else query.where(Event.id.in_(list(ids)))))


def trade(s: Session, trade_id: str, event_id: str | None = None) -> Trade:
    """The trade, of that event when `event_id` is given. Refused: not_there (404), also for a removed trade."""
    found = s.get(Trade, trade_id)
    if found is None or found.removed_at is not None or (event_id is not None and found.event_id != event_id):
        raise Refused("not_there", 404)
    return found


def trades(s: Session, event_id: str) -> list[Trade]:
    """The trades of an event in their order."""
    query = select(Trade).where(Trade.event_id == event_id, Trade.removed_at.is_(None))
    return list(s.scalars(query.order_by(Trade.position, Trade.code)))


def trade_counts(s: Session) -> dict[str, int]:
    """How many trades each event has."""
    query = select(Trade.event_id, func.count()).where(Trade.removed_at.is_(None)).group_by(Trade.event_id)
    return {row[0]: row[1] for row in s.execute(query)}


def stage(s: Session, stage_id: str) -> Stage:
    """The stage. Refused: not_there (404)."""
    found = s.get(Stage, stage_id)
    if found is None:
        raise Refused("not_there", 404)
    return found


def stages_by_id(s: Session, stage_ids: Iterable[str]) -> dict[str, Stage]:
    """These stages, those of them that there are."""
    return {one.id: one for one in s.scalars(select(Stage).where(Stage.id.in_(list(stage_ids))))}


def stage_of_trade(s: Session, trade_id: str) -> Stage:
    """The trade's stage: the last in order. Refused: not_there (404)."""
    found = s.scalars(select(Stage).where(Stage.trade_id == trade_id).order_by(Stage.position.desc())).first()
    if found is None:
        raise Refused("not_there", 404)
    return found


def stages(s: Session, event_id: str) -> dict[str, Stage]:
    """The stage of every trade of an event, by trade id."""
    query = select(Stage).join(Trade, Trade.id == Stage.trade_id)
    query = query.where(Trade.event_id == event_id, Trade.removed_at.is_(None)).order_by(Stage.position)
    return {one.trade_id: one for one in s.scalars(query)}


def running_stages(s: Session) -> list[Stage]:
    """Every stage that is running now, in any event."""
    return list(s.scalars(select(Stage).where(Stage.state == "RUNNING").order_by(Stage.started_at)))


def place_of_stage(s: Session, stage_id: str) -> tuple[Event, Trade, Stage]:
    """The event, trade and stage that a stage id stands for. Refused: not_there (404)."""
    query = select(Event, Trade, Stage).join(Trade, Trade.event_id == Event.id).join(Stage, Stage.trade_id == Trade.id)
    row = s.execute(query.where(Stage.id == stage_id)).one_or_none()
    if row is None:
        raise Refused("not_there", 404)
    return row.Event, row.Trade, row.Stage
