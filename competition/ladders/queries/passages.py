"""Passages: by which rule a trade of an upper event is filled, from which trades below, and who has how many places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from competition.engine.advancement_rule import Rule, read_rule
from competition.events import queries as events
from competition.events.queries import Event, Stage, Trade
from competition.ladders.models import Passage as Passage
from competition.ladders.models import Quota as Quota
from competition.ladders.models import QuotaUse as QuotaUse
from competition.ladders.models import Rung
from competition.ladders.queries.ladders import feeding, rungs, rungs_of_events
from competition.series.queries import trade_key
from competition.store import Refused

GONE = "CANCELLED"


@dataclass(frozen=True)
class Source:
    """A pool of a passage: a trade of an event that feeds the upper one; names are those of its event.

    `stage` is the trade's (last) stage, whose result counts.
    """

    rung: Rung
    event_id: str
    trade_id: str
    organisation_id: str | None
    name: str
    name_en: str
    event_state: str
    stage: Stage

    @property
    def started(self) -> bool:
        """Whether its stage runs or is over."""
        return self.stage.state != "DRAFT"


@dataclass(frozen=True)
class Upper:
    """Where a passage leads: the rung, its event, the trade there and that trade's stage."""

    rung: Rung
    event: Event
    trade: Trade
    stage: Stage


def passage(s: Session, passage_id: str) -> Passage:
    """One passage. Refused: not_there (404)."""
    found = s.get(Passage, passage_id)
    if found is None:
        raise Refused("not_there", 404)
    return found


def passages(s: Session, ids: Iterable[str]) -> list[Passage]:
    """These passages, those of them that there are."""
    return list(s.scalars(select(Passage).where(Passage.id.in_(list(ids))).order_by(Passage.id)))


def passages_of_ladder(s: Session, ladder_id: str) -> list[Passage]:
    """Every passage of a ladder, by the upper rung."""
    query = select(Passage).where(Passage.ladder_id == ladder_id)
    return list(s.scalars(query.order_by(Passage.rung_id, Passage.trade_id)))


def passages_of_rungs(s: Session, rung_ids: Collection[str]) -> list[Passage]:
    """The passages into the events of these rungs."""
    query = select(Passage).where(Passage.rung_id.in_(list(rung_ids)))
    return list(s.scalars(query.order_by(Passage.rung_id, Passage.trade_id)))


def passage_of_trade(s: Session, trade_id: str) -> Passage | None:
    """The passage by which this trade is filled, or None."""
    return s.scalar(select(Passage).where(Passage.trade_id == trade_id))


def rule_of(one: Passage) -> Rule:
    """The rule of a passage as the engine reads it."""
    return read_rule(one.rule)


def matches(lower: Sequence[Trade], upper: Sequence[Trade]) -> dict[str, str]:
    """The trade of an upper event that each trade of a lower one goes on to: the same trade, and where an event has it
    several times over, the one of the same name."""
    below, above = _by_key(lower), _by_key(upper)
    found: dict[str, str] = {}
    for key, some in below.items():
        others = above.get(key, [])
        if len(some) == len(others) == 1:
            found[some[0].id] = others[0].id
            continue
        names = {one.name: one.id for one in others}
        found |= {one.id: names[one.name] for one in some if one.name in names}
    return found


def _by_key(trades: Iterable[Trade]) -> dict[str, list[Trade]]:
    found: dict[str, list[Trade]] = {}
    for one in trades:
        found.setdefault(trade_key(one), []).append(one)
    return found


def sources_of_trades(s: Session, upper: Mapping[str, str]) -> dict[str, list[Source]]:
    """The pools that go on to each of these trades of upper rungs (trade id -> rung id), in the order in which their events
    were added. A cancelled event sends nobody and is left out; a trade that nothing feeds has an empty list."""
    feeders = feeding(s, set(upper.values()))
    known = {one.id: one for one in events.events(s, {one.event_id for one in feeders})}
    feeders = [one for one in feeders if one.event_id in known and known[one.event_id].state != GONE]
    heads = rungs(s, set(upper.values()))
    trades: dict[str, list[Trade]] = defaultdict(list)
    event_ids = {one.event_id for one in feeders}
    for one in events.trades_of_events(s, event_ids | {one.event_id for one in heads.values()}):
        trades[one.event_id].append(one)
    stages = events.stages_of_events(s, event_ids)
    found: dict[str, list[Source]] = {trade_id: [] for trade_id in upper}
    for rung in feeders:
        event = known[rung.event_id]
        above = heads.get(rung.feeds_id or "")
        if above is None:
            continue
        for lower_id, upper_id in matches(trades[rung.event_id], trades[above.event_id]).items():
            if upper.get(upper_id) == above.id:
                found[upper_id].append(
                    Source(
                        rung, event.id, lower_id, rung.organisation_id, event.name, event.name_en, event.state,
                        stages[lower_id],
                    )
                )  # fmt: skip
    return found


def sources_of_passages(s: Session, some: Collection[Passage]) -> dict[str, list[Source]]:
    """The pools of each of these passages, by passage id; as many questions for one as for a thousand."""
    found = sources_of_trades(s, {one.trade_id: one.rung_id for one in some})
    return {one.id: found[one.trade_id] for one in some}


def sources(s: Session, passage_id: str) -> list[Source]:
    """The pools from which a passage is filled, in the order in which their events were added. Refused: not_there (404)."""
    return sources_of_passages(s, [passage(s, passage_id)])[passage_id]


def passages_of_source_trades(s: Session, trade_ids: Collection[str]) -> dict[str, Passage]:
    """The passage that each of these trades feeds, by trade; a trade that feeds none, or none that has a rule yet, is not
    there."""
    lower = {one.id: one for one in events.trades_by_id(s, trade_ids)}
    own = rungs_of_events(s, {one.event_id for one in lower.values()})
    heads = rungs(s, {one.feeds_id for one in own.values() if one.feeds_id})
    if not heads:
        return {}
    by_trade = {one.trade_id: one for one in passages_of_rungs(s, list(heads))}
    trades: dict[str, list[Trade]] = defaultdict(list)
    concerned = [one for one in own.values() if one.feeds_id in heads]
    event_ids = {one.event_id for one in concerned} | {one.event_id for one in heads.values()}
    for one in events.trades_of_events(s, event_ids):
        trades[one.event_id].append(one)
    found: dict[str, Passage] = {}
    for rung in concerned:
        above = heads[rung.feeds_id or ""]
        for lower_id, upper_id in matches(trades[rung.event_id], trades[above.event_id]).items():
            if lower_id in lower and upper_id in by_trade:
                found[lower_id] = by_trade[upper_id]
    return found


def passage_of_source_trade(s: Session, trade_id: str) -> Passage | None:
    """The passage that a trade of a lower event feeds; None where it feeds none, or none that has a rule yet."""
    return passages_of_source_trades(s, [trade_id]).get(trade_id)


def uppers(s: Session, some: Collection[Passage]) -> dict[str, Upper]:
    """Where each of these passages leads, by passage id."""
    heads = rungs(s, {one.rung_id for one in some})
    event_ids = {one.event_id for one in heads.values()}
    known = {one.id: one for one in events.events(s, event_ids)}
    trades = {one.id: one for one in events.trades_of_events(s, event_ids)}
    stages = events.stages_of_events(s, event_ids)
    return {
        one.id: Upper(
            heads[one.rung_id], known[heads[one.rung_id].event_id], trades[one.trade_id], stages[one.trade_id]
        )
        for one in some
    }


def upper(s: Session, one: Passage) -> Upper:
    """Where a passage leads."""
    return uppers(s, [one])[one.id]


def quotas(s: Session, passage_id: str) -> dict[str, Quota]:
    """The quotas of a passage by rung; a rung without one is not bounded."""
    return {one.rung_id: one for one in s.scalars(select(Quota).where(Quota.passage_id == passage_id))}


def quota_lines(s: Session, passage_id: str) -> list[QuotaUse]:
    """The ledger of a passage's quotas, the earliest line first."""
    query = select(QuotaUse).where(QuotaUse.passage_id == passage_id)
    return list(s.scalars(query.order_by(QuotaUse.at, QuotaUse.id)))
