"""While marks come in: who of a pool is safe, who can still be overtaken, who is out, by the passage's rule.

The bounds of a stage's entries are kept in this process as long as nothing has happened on its trade's chain: whoever
looks again pays for the order alone.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from competition.contestants import queries as contestants
from competition.contestants.queries import EntryRow
from competition.engine.advancement_rule import Rule
from competition.engine.outlook import Bounds, Entrant, bounds, outlook
from competition.engine.outlook_bounds import PERHAPS
from competition.engine.plans import Plan
from competition.engine.ranking import Ranked
from competition.events import queries as events
from competition.judging import queries as judging
from competition.judging.facts import EntryMarks
from competition.ladders.queries import Source
from competition.standings import queries as standings
from competition.web.apart import apart

ANYTHING = Bounds(Decimal(-(10**9)), Decimal(10**9), PERHAPS)
KEPT = 256

Spans = Mapping[str, Bounds]

_kept: dict[str, tuple[tuple[str | None, int], Spans]] = {}


@dataclass(frozen=True)
class Seen:
    """An entry in the order of now with what is sure of it: safe, open or out; `bounds` None while it has no sheet."""

    place: Ranked
    entry: EntryRow
    verdict: str
    bounds: Bounds | None


@dataclass(frozen=True)
class Pool:
    """A pool while it is marked: its entries in the order of now, after how many of them the cut would be, and how long
    working that out took in milliseconds."""

    rows: Sequence[Seen]
    places: int
    took_ms: float

    def count(self, verdict: str) -> int:
        """How many have this verdict."""
        return sum(one.verdict == verdict for one in self.rows)


def pool_of(s: Session, rule: Rule, sources: Sequence[Source], trade_id: str) -> Pool:
    """The pool of this trade beside all others that feed the same upper one."""
    begun = time.perf_counter()
    plans = {one.trade_id: judging.plan_of(s, one.stage.plan_id) for one in sources if one.stage.plan_id}
    rows = contestants.entries_of_stages(s, [one.stage.id for one in sources])
    divisions = events.divisions_by_id(s, {one.division_id for one in rows if one.division_id})
    by_trade = {one.trade_id: one for one in sources}
    spans: dict[str, Bounds] = {}
    for one in sources:
        spans |= _spans(s, one, plans.get(one.trade_id))
    entrants = [
        _entrant(one, by_trade[one.trade_id], spans, {key: it.name for key, it in divisions.items()}) for one in rows
    ]
    plan = plans.get(trade_id)
    order = plan.order if plan else None
    verdicts = outlook(
        rule, entrants, order.better if order else "high",
        by="scale_score" if order and order.by == "scale_score" else "total",
    )  # fmt: skip
    stage = by_trade[trade_id].stage
    own = standings.orders(s, [stage.id]).get(stage.id, [])
    took_part = sum(entry.status not in ("DNS", "WD") for _place, entry in own)
    seen = [Seen(place, entry, verdicts[entry.id], spans.get(entry.id)) for place, entry in own]
    places = max(0, min(rule.places(took_part), rule.most(took_part)))
    return Pool(seen, places, (time.perf_counter() - begun) * 1000)


def _spans(s: Session, source: Source, plan: Plan | None) -> Spans:
    """The bounds of a stage's entries that have sheets; none before it starts."""
    if plan is None or source.stage.state == "DRAFT":
        return {}
    names = (source.stage.plan_id, judging.revision(s, source.trade_id))
    known = _kept.get(source.stage.id)
    if known is not None and known[0] == names:
        return known[1]
    found = apart(_worked_out, plan, judging.stage_marks(s, source.stage.id))
    if len(_kept) >= KEPT:
        _kept.pop(next(iter(_kept)))
    _kept[source.stage.id] = (names, found)
    return found


def _worked_out(plan: Plan, marks: Mapping[str, EntryMarks]) -> Spans:
    return {key: bounds(plan, one.marks, one.seats) for key, one in marks.items()}


def _entrant(entry: EntryRow, source: Source, spans: Spans, divisions: Mapping[str | None, str]) -> Entrant:
    return Entrant(
        entry.id, spans.get(entry.id, ANYTHING), entry.status, entry.organisation_id or entry.organisation_name,
        source.organisation_id or source.holder, divisions.get(entry.division_id, ""), source.trade_id,
    )  # fmt: skip
