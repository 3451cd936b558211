"""Passages: by which rule a trade of an upper event is filled, from which trades below, and who has how many places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
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
    """A pool of a passage: a trade of an event that feeds the upper one, under the event's names; or, inside an event, the
    stage before, under its own and without a rung.

    `stage` is the stage whose result counts, the trade's last one; `first` the one that the rule is frozen by.
    """

    rung: Rung | None
    event_id: str
    trade_id: str
    organisation_id: str | None
    name: str
    name_en: str
    event_state: str
    stage: Stage
    first: Stage

    @property
    def started(self) -> bool:
        """Whether its first stage runs or is over."""
        return self.first.state != "DRAFT"

    @property
    def holder(self) -> str:
        """What its quota is held by, and its region is called: the rung, inside an event the trade."""
        return self.rung.id if self.rung is not None else self.trade_id


@dataclass(frozen=True)
class Upper:
    """Where a passage leads: the rung, its event, the trade there and its first stage; inside an event, where there is no
    rung, the later stage."""

    rung: Rung | None
    event: Event
    trade: Trade
    stage: Stage

    @property
    def inside(self) -> bool:
        """Whether it leads from stage to stage of one trade."""
        return self.rung is None

    @property
    def name(self) -> str:
        """What one goes on to: the trade; inside an event with its stage."""
        return f"{self.trade.name} · {self.stage.name}" if self.inside else self.trade.name

    @property
    def name_en(self) -> str:
        """The same in English, "" where the trade has no English name."""
        if not self.inside or not self.trade.name_en:
            return self.trade.name_en
        return f"{self.trade.name_en} · {self.stage.name_en or self.stage.name}"


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
    """The passage by which this trade is filled from below, or None."""
    return s.scalar(select(Passage).where(Passage.trade_id == trade_id, Passage.stage_id.is_(None)))


def passage_of_stage(s: Session, stage_id: str) -> Passage | None:
    """The passage by which one goes on to this later stage, or None."""
    return s.scalar(select(Passage).where(Passage.stage_id == stage_id))


def passage_onward(s: Session, stage: Stage) -> Passage | None:
    """The passage that the results of this stage count into: to the next stage, from the last one to the upper event."""
    stages = [one.id for one in events.stages_of_trades(s, [stage.trade_id])[stage.trade_id]]
    follows = stages[stages.index(stage.id) + 1 :][:1]
    return passage_of_stage(s, follows[0]) if follows else passage_of_source_trade(s, stage.trade_id)


def passages_of_trades(s: Session, trade_ids: Collection[str]) -> list[Passage]:
    """Every passage into these trades, from below and from stage to stage."""
    return list(s.scalars(select(Passage).where(Passage.trade_id.in_(list(trade_ids))).order_by(Passage.id)))


def stage_passages(s: Session, trade_ids: Collection[str]) -> dict[str, Passage]:
    """The passages from stage to stage of these trades, by the stage each leads to."""
    return {one.stage_id: one for one in passages_of_trades(s, trade_ids) if one.stage_id is not None}


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
    keys = {trade_key(one) for one in events.trades_by_id(s, upper)}
    for one in events.trades_of_events(s, event_ids | {one.event_id for one in heads.values()}, keys):
        trades[one.event_id].append(one)
    pairs = [
        (rung, lower_id, upper_id)
        for rung in feeders
        if (above := heads.get(rung.feeds_id or "")) is not None
        for lower_id, upper_id in matches(trades[rung.event_id], trades[above.event_id]).items()
        if upper.get(upper_id) == above.id
    ]
    stages = events.stages_of_trades(s, [lower_id for _rung, lower_id, _upper in pairs])
    found: dict[str, list[Source]] = {trade_id: [] for trade_id in upper}
    for rung, lower_id, upper_id in pairs:
        event = known[rung.event_id]
        found[upper_id].append(
            Source(
                rung, event.id, lower_id, rung.organisation_id, event.name, event.name_en, event.state,
                stages[lower_id][-1], stages[lower_id][0],
            )
        )  # fmt: skip
    return found


def sources_of_passages(s: Session, some: Collection[Passage]) -> dict[str, list[Source]]:
    """The pools of each of these passages, by passage id; as many questions for one as for a thousand."""
    upper = {one.trade_id: one.rung_id for one in some if one.rung_id is not None}
    found = sources_of_trades(s, upper) if upper else {}
    inside = _stages_before(s, [one for one in some if one.stage_id is not None])
    return {one.id: inside[one.id] if one.stage_id is not None else found[one.trade_id] for one in some}


def _stages_before(s: Session, some: Sequence[Passage]) -> dict[str, list[Source]]:
    """The one pool of each of these passages from stage to stage, by passage id."""
    if not some:
        return {}
    trades = {one.id: one for one in events.trades_by_id(s, {one.trade_id for one in some})}
    known = {one.id: one for one in events.events(s, {one.event_id for one in trades.values()})}
    stages = events.stages_of_trades(s, trades)
    found = {}
    for one in some:
        own, event = stages[one.trade_id], known[trades[one.trade_id].event_id]
        before = own[next(n for n, stage in enumerate(own) if stage.id == one.stage_id) - 1]
        found[one.id] = [
            Source(None, event.id, one.trade_id, None, before.name, before.name_en, event.state, before, before)
        ]
    return found


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
    heads = rungs(s, {one.rung_id for one in some if one.rung_id is not None})
    trades = {one.id: one for one in events.trades_by_id(s, {one.trade_id for one in some})}
    known = {one.id: one for one in events.events(s, {one.event_id for one in trades.values()})}
    stages = events.stages_of_trades(s, trades)
    found = {}
    for one in some:
        trade = trades[one.trade_id]
        stage = next((row for row in stages[trade.id] if row.id == one.stage_id), stages[trade.id][0])
        found[one.id] = Upper(heads.get(one.rung_id or ""), known[trade.event_id], trade, stage)
    return found


def upper(s: Session, one: Passage) -> Upper:
    """Where a passage leads."""
    return uppers(s, [one])[one.id]


def quotas(s: Session, passage_id: str) -> dict[str, Quota]:
    """The quotas of a passage by rung; a rung without one is not bounded."""
    return {one.rung_id: one for one in s.scalars(select(Quota).where(Quota.passage_id == passage_id))}


def quota_sums(s: Session, passage_ids: Collection[str]) -> dict[str, int]:
    """How many places the quotas of each of these passages promise; one without quotas is not there."""
    query = select(Quota.passage_id, func.sum(Quota.places)).where(Quota.passage_id.in_(list(passage_ids)))
    return {row[0]: int(row[1]) for row in s.execute(query.group_by(Quota.passage_id))}


def quota_lines(s: Session, passage_id: str) -> list[QuotaUse]:
    """The ledger of a passage's quotas, the earliest line first."""
    query = select(QuotaUse).where(QuotaUse.passage_id == passage_id)
    return list(s.scalars(query.order_by(QuotaUse.at, QuotaUse.id)))
