"""What other rooms may know of events, trades and stages."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, Subquery, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from competition.events.models import Division as Division
from competition.events.models import Event as Event
from competition.events.models import EventMove as EventMove
from competition.events.models import Organiser as Organiser
from competition.events.models import ProgrammePoint as ProgrammePoint
from competition.events.models import Stage as Stage
from competition.events.models import Trade as Trade
from competition.events.models import Venue as Venue
from competition.store import Refused
from competition.web.lists import Found
from competition.web.words import named


def event(s: Session, event_id: str) -> Event:
    """The event. Refused: not_there (404), also for a removed event."""
    found = s.get(Event, event_id)
    if found is None or found.removed_at is not None:
        raise Refused("not_there", 404)
    return found


def events(s: Session, ids: Iterable[str] | None = None) -> list[Event]:
    """Events, the latest first; only those in `ids` when given."""
    query = select(Event).where(Event.removed_at.is_(None)).order_by(Event.starts_on.desc(), Event.created_at.desc())
    return list(s.scalars(query if ids is None else query.where(Event.id.in_(list(ids)))))


def public_events(s: Session) -> list[Event]:
    """The events the public may see, the latest first: those that were published, cancelled ones among them."""
    query = select(Event).where(Event.removed_at.is_(None), Event.published_at.is_not(None))
    return list(s.scalars(query.order_by(Event.starts_on.desc(), Event.created_at.desc())))


def public_event(s: Session, event_id: str) -> Event:
    """The event as the public may see it. Refused: not_there (404), also for one that is not published."""
    found = event(s, event_id)
    if not found.public:
        raise Refused("not_there", 404)
    return found


def editions(s: Session, event_id: str) -> tuple[Event | None, list[Event]]:
    """The edition an event was copied from, and those copied from it, the earliest first."""
    before = event(s, event_id).previous_id
    previous = s.get(Event, before) if before else None
    after = select(Event).where(Event.previous_id == event_id, Event.removed_at.is_(None)).order_by(Event.starts_on)
    return (previous if previous and previous.removed_at is None else None), list(s.scalars(after))


def moves(s: Session, event_id: str) -> list[EventMove]:
    """How the event's state moved, the latest first."""
    query = select(EventMove).where(EventMove.event_id == event_id)
    return list(s.scalars(query.order_by(EventMove.at.desc(), EventMove.id.desc())))


def organisers(s: Session, event_id: str) -> list[Organiser]:
    """Who holds an event, in the order in which they are named."""
    query = select(Organiser).where(Organiser.event_id == event_id)
    return list(s.scalars(query.order_by(Organiser.position)))


def hosts(s: Session, event_ids: Collection[str]) -> dict[str, Organiser]:
    """The first host of each of these events; an event that names none is not there."""
    query = select(Organiser).where(Organiser.event_id.in_(list(event_ids)), Organiser.role == "host")
    return {one.event_id: one for one in s.scalars(query.order_by(Organiser.position.desc()))}


def divisions_by_id(s: Session, division_ids: Collection[str]) -> dict[str, Division]:
    """These divisions, those of them that there are."""
    return {one.id: one for one in s.scalars(select(Division).where(Division.id.in_(list(division_ids))))}


def venues(s: Session, event_id: str) -> list[Venue]:
    """The places of an event, by name."""
    return list(s.scalars(select(Venue).where(Venue.event_id == event_id).order_by(Venue.name)))


def programme(s: Session, event_id: str) -> list[ProgrammePoint]:
    """The points of an event's programme in the order of their beginning."""
    query = select(ProgrammePoint).where(ProgrammePoint.event_id == event_id)
    return list(s.scalars(query.order_by(ProgrammePoint.starts_at, ProgrammePoint.title, ProgrammePoint.id)))


def divisions(s: Session, trade_id: str) -> list[Division]:
    """The divisions of a trade in their order; none when all are ranked together."""
    return list(s.scalars(select(Division).where(Division.trade_id == trade_id).order_by(Division.position)))


def divisions_of_event(s: Session, event_id: str) -> dict[str, list[Division]]:
    """The divisions of every trade of an event that has some, by trade id, in their order."""
    query = select(Division).join(Trade, Trade.id == Division.trade_id)
    query = query.where(Trade.event_id == event_id, Trade.removed_at.is_(None)).order_by(Division.position)
    found: dict[str, list[Division]] = {}
    for one in s.scalars(query):
        found.setdefault(one.trade_id, []).append(one)
    return found


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


def trades_of_events(s: Session, event_ids: Collection[str], keys: Collection[str] | None = None) -> list[Trade]:
    """The trades of several events, event by event in their order; with `keys` only those made from one of these templates,
    or from none and with one of these as their name."""
    query = select(Trade).where(Trade.event_id.in_(list(event_ids)), Trade.removed_at.is_(None))
    if keys is not None:
        own = and_(Trade.template_key == "", Trade.name.in_(list(keys)))
        query = query.where(or_(Trade.template_key.in_(list(keys)), own))
    return list(s.scalars(query.order_by(Trade.event_id, Trade.position, Trade.code)))


def trades_by_id(s: Session, trade_ids: Collection[str]) -> list[Trade]:
    """These trades, also removed ones."""
    return list(s.scalars(select(Trade).where(Trade.id.in_(list(trade_ids)))))


def trade_keys() -> Subquery:
    """id, key and names of every trade, as a table to ask within another question: trades of one key are the same trade,
    of the same template or, without one, of the same name."""
    key = func.coalesce(func.nullif(Trade.template_key, ""), Trade.name).label("key")
    return select(Trade.id, key, Trade.name, Trade.name_en).subquery("trades")


def keys_of_trades(trades: Iterable[Trade]) -> dict[str, str]:
    """What the trades of one event are known by in every other event: their template, or their name where they have none
    or share it; by id."""
    some = list(trades)
    templates = [one.template_key for one in some]
    return {
        one.id: one.template_key if one.template_key and templates.count(one.template_key) == 1 else one.name[:64]
        for one in some
    }


def trade_counts(s: Session, event_ids: Collection[str] | None = None) -> dict[str, int]:
    """How many trades each event has, those of `event_ids` when given; an event without any is not named."""
    query = select(Trade.event_id, func.count()).where(Trade.removed_at.is_(None)).group_by(Trade.event_id)
    if event_ids is not None:
        query = query.where(Trade.event_id.in_(list(event_ids)))
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
    """The stage that the trade has come to: the last in order that does not wait. Refused: not_there (404)."""
    query = select(Stage).where(Stage.trade_id == trade_id, Stage.waiting.is_(False)).order_by(Stage.position.desc())
    found = s.scalars(query).first()
    if found is None:
        raise Refused("not_there", 404)
    return found


def stage_asked(s: Session, trade_id: str, stage_id: str | None) -> Stage:
    """The stage of a trade that an address asks for, without one that it has come to. Refused: not_there (404)."""
    if not stage_id:
        return stage_of_trade(s, trade_id)
    found = s.get(Stage, stage_id)
    if found is None or found.trade_id != trade_id or found.waiting:
        raise Refused("not_there", 404)
    return found


def first_stage(s: Session, trade_id: str) -> Stage:
    """The first stage of a trade: until it starts, entries are taken. Refused: not_there (404)."""
    found = s.scalars(select(Stage).where(Stage.trade_id == trade_id).order_by(Stage.position)).first()
    if found is None:
        raise Refused("not_there", 404)
    return found


def stages(s: Session, event_id: str) -> dict[str, Stage]:
    """The stage that every trade of an event has come to, by trade id."""
    return stages_of_events(s, [event_id])


def stages_of_events(s: Session, event_ids: Collection[str]) -> dict[str, Stage]:
    """The stage that every trade of several events has come to, by trade id."""
    return {one.trade_id: one for one in every_stage(s, event_ids) if not one.waiting}


def first_stages(s: Session, event_id: str) -> dict[str, Stage]:
    """The first stage of every trade of an event, by trade id."""
    return {one.trade_id: one for one in reversed(every_stage(s, [event_id]))}


def every_stage(s: Session, event_ids: Collection[str]) -> list[Stage]:
    """Every stage of the trades of these events in order, also those that wait."""
    query = select(Stage).join(Trade, Trade.id == Stage.trade_id)
    query = query.where(Trade.event_id.in_(list(event_ids)), Trade.removed_at.is_(None))
    return list(s.scalars(query.order_by(Stage.position)))


def stages_of_trades(s: Session, trade_ids: Collection[str]) -> dict[str, list[Stage]]:
    """The stages of each of these trades in order, also those that wait."""
    found: dict[str, list[Stage]] = {}
    for one in s.scalars(select(Stage).where(Stage.trade_id.in_(list(trade_ids))).order_by(Stage.position)):
        found.setdefault(one.trade_id, []).append(one)
    return found


def later_stages(s: Session, event_ids: Collection[str]) -> set[str]:
    """The stages of these events that only who went on from an earlier one is in."""
    query = select(Stage.id).join(Trade, Trade.id == Stage.trade_id)
    query = query.where(Trade.event_id.in_(list(event_ids)), Stage.position > 1, Stage.waiting.is_(False))
    return set(s.scalars(query))


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


def organiser_names(s: Session, limit: int = 200) -> list[str]:
    """The names of bodies that have held an event, for a form to suggest."""
    return list(s.scalars(select(Organiser.name).distinct().order_by(Organiser.name).limit(limit)))


def years(s: Session) -> list[int]:
    """The years in which events begin, the latest first, without gaps."""
    standing = select(Event.starts_on).where(Event.removed_at.is_(None))
    first = s.scalar(standing.order_by(Event.starts_on).limit(1))
    last = s.scalar(standing.order_by(Event.starts_on.desc()).limit(1))
    return [] if first is None or last is None else list(range(last.year, first.year - 1, -1))


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is asked of the list of events: words in its names or place, a group of states, the year it begins in, the
    column to sort by (name, starts_on, place or state). `ids` None lets every event through."""

    ids: Collection[str] | None
    text: str = ""
    states: Collection[str] = ()
    year: int | None = None
    sort: str = "starts_on"
    down: bool = True


def count_of(s: Session, wanted: Wanted) -> int:
    """How many events a list shows in all."""
    return s.scalar(select(func.count()).select_from(_fitting(wanted).subquery())) or 0


def page_of(s: Session, wanted: Wanted, offset: int, limit: int) -> list[Event]:
    """One page of a list of events."""
    column = {"name": Event.name, "place": Event.place, "state": Event.state}.get(wanted.sort, Event.starts_on)
    query = _fitting(wanted).order_by(column.desc() if wanted.down else column, Event.id.desc())
    return list(s.scalars(query.offset(offset).limit(limit)))


def between(s: Session, first: date, last: date, ids: Collection[str] | None = None) -> list[Event]:
    """The events that take place on any of these days, the earliest first; only those in `ids` when given."""
    query = select(Event).where(Event.removed_at.is_(None), Event.starts_on <= last, Event.ends_on >= first)
    if ids is not None:
        query = query.where(Event.id.in_(list(ids)))
    return list(s.scalars(query.order_by(Event.starts_on, Event.name)))


def found(s: Session, event_ids: Collection[str] | None, text: str, limit: int) -> list[Found]:
    """Events and trades whose name has these words, at most `limit`; within these events when they are given."""
    if not text.strip():
        return []
    words = f"%{_plain(text.strip())}%"
    events_query = select(Event).where(Event.removed_at.is_(None), _has(words, Event.name, Event.name_en))
    trades_query = select(Trade, Event).join(Event, Event.id == Trade.event_id)
    trades_query = trades_query.where(
        Trade.removed_at.is_(None), Event.removed_at.is_(None), _has(words, Trade.name, Trade.name_en, Trade.code)
    )
    if event_ids is not None:
        events_query = events_query.where(Event.id.in_(list(event_ids)))
        trades_query = trades_query.where(Event.id.in_(list(event_ids)))
    first = [
        Found(named(one.name, one.name_en), f"{one.starts_on} {one.place}".strip(), f"/events/{one.id}", "calendar")
        for one in s.scalars(events_query.order_by(Event.starts_on.desc()).limit(limit))
    ]
    rest = [
        Found(
            named(trade.name, trade.name_en),
            named(event.name, event.name_en),
            f"/events/{event.id}/trades/{trade.id}",
            "checklist",
        )
        for trade, event in s.execute(trades_query.order_by(Event.starts_on.desc(), Trade.position).limit(limit))
    ]
    return (first + rest)[:limit]


def _fitting(wanted: Wanted) -> Select[Event]:
    query = select(Event).where(Event.removed_at.is_(None))
    if wanted.ids is not None:
        query = query.where(Event.id.in_(list(wanted.ids)))
    if wanted.text:
        query = query.where(_has(f"%{_plain(wanted.text)}%", Event.name, Event.name_en, Event.place))
    if wanted.states:
        query = query.where(Event.state.in_(list(wanted.states)))
    if wanted.year is not None:
        query = query.where(Event.starts_on.between(date(wanted.year, 1, 1), date(wanted.year, 12, 31)))
    return query


def _has(words: str, *columns: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    return or_(*(column.ilike(words, escape="\\") for column in columns))


def _plain(text: str) -> str:
    """The text with the signs that LIKE reads taken as they stand."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
