"""What may be known of series, and the standings over a season."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from competition.engine.season import Placed, Result, Rule, read_rule, season
from competition.events import queries as events
from competition.series.models import Round, Series
from competition.standings import queries as standings
from competition.store import Refused


@dataclass(frozen=True)
class RoundRow:
    """A round with its event, `number` from 1 by the events' days."""

    number: int
    event_id: str
    name: str
    name_en: str
    starts_on: date
    kind: str
    public: bool


@dataclass(frozen=True)
class SeasonTrade:
    """A trade of a season: the same trade of its events, known by `key` (its template, or its name without one)."""

    key: str
    name: str
    name_en: str


@dataclass(frozen=True)
class Competitor:
    """Who has a place in a season: the name and unit of the latest entry; `contestant_id` None for a team."""

    contestant_id: str | None
    name: str
    organisation_name: str
    badge: str


@dataclass(frozen=True)
class Season:
    """The standings of one trade over the rounds that are over and may be seen."""

    rounds: tuple[int, ...]
    places: tuple[Placed, ...]
    who: dict[str, Competitor]


def series(s: Session, series_id: str) -> Series:
    """One series. Refused: not_there (404)."""
    found = s.get(Series, series_id)
    if found is None:
        raise Refused("not_there", 404)
    return found


def all_series(s: Session, *, shown: bool = False) -> list[Series]:
    """Every series, the latest first; with `shown` those that the public may see."""
    query = select(Series).order_by(Series.created_at.desc())
    return list(s.scalars(query.where(Series.shown.is_(True)) if shown else query))


def named(s: Session, name: str) -> Series | None:
    """The series of this name."""
    return s.scalar(select(Series).where(Series.name == name))


def round_counts(s: Session) -> dict[str, int]:
    """How many rounds each series has; a series without any is not there."""
    query = select(Round.series_id, func.count()).group_by(Round.series_id)
    return {row[0]: row[1] for row in s.execute(query)}


def round_of(s: Session, series_id: str, event_id: str) -> Round | None:
    """The round that an event is in a series, or None."""
    return s.scalar(select(Round).where(Round.series_id == series_id, Round.event_id == event_id))


def series_of_event(s: Session, event_id: str, *, shown: bool = False) -> list[Series]:
    """The series an event is a round of."""
    query = select(Series).join(Round, Round.series_id == Series.id).where(Round.event_id == event_id)
    return list(s.scalars((query.where(Series.shown.is_(True)) if shown else query).order_by(Series.name)))


def rounds(s: Session, series_id: str) -> list[RoundRow]:
    """The rounds of a series in the order of their days."""
    kinds = {one.event_id: one.kind for one in s.scalars(select(Round).where(Round.series_id == series_id))}
    found = sorted(events.events(s, kinds), key=lambda one: (one.starts_on, one.id))
    return [
        RoundRow(number, one.id, one.name, one.name_en, one.starts_on, kinds[one.id], one.public)
        for number, one in enumerate(found, 1)
    ]


def trades(s: Session, some: list[RoundRow]) -> list[SeasonTrade]:
    """The trades of a season, by name."""
    found = {trade_key(one): one for one in events.trades_of_events(s, [row.event_id for row in some])}
    known = [SeasonTrade(key, one.name, one.name_en) for key, one in found.items()]
    return sorted(known, key=lambda one: one.name)


def over(s: Session, some: list[RoundRow]) -> set[str]:
    """The keys of the trades of which a round is over."""
    ids = [row.event_id for row in some]
    ended = {trade_id for trade_id, stage in events.stages_of_events(s, ids).items() if stage.state == "ENDED"}
    return {trade_key(one) for one in events.trades_of_events(s, ids) if one.id in ended}


def trade_key(trade: events.Trade) -> str:
    """What makes trades of several events the same."""
    return trade.template_key or trade.name


def standings_of(s: Session, rule: Rule, some: list[RoundRow], key: str) -> Season:
    """The season of the trade `key` over these rounds; only results that are over and public count."""
    by_event = {row.event_id: row for row in some}
    stages = events.stages_of_events(s, list(by_event))
    where = {
        stages[trade.id].id: by_event[trade.event_id]
        for trade in events.trades_of_events(s, list(by_event))
        if trade_key(trade) == key and trade.id in stages
    }
    orders = standings.public_orders(s, list(where))
    results: list[Result] = []
    who: dict[str, Competitor] = {}
    for stage_id in sorted(orders, key=lambda one: where[one].number):
        row = where[stage_id]
        for place, entry in orders[stage_id]:
            person = entry.contestant_id or f"team:{entry.organisation_id or ''}:{entry.name}"
            total = place.standing.total
            results.append(Result(person, row.number, row.kind, place.rank, Decimal(total) if total else None))
            if place.rank is not None:
                who[person] = Competitor(entry.contestant_id, entry.name, entry.organisation_name, entry.badge)
    counted = sorted({where[stage_id].number for stage_id in orders})
    return Season(tuple(counted), tuple(season(rule, results)), who)


def rule_of(one: Series) -> Rule:
    """The rule of a series as the engine reads it."""
    return read_rule(one.rule)
