"""What a cut is made on: the passage with its rule, the pools below with their results, and what still lacks."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from competition.advancement.documents import results_hash
from competition.contestants.queries import EntryRow
from competition.engine.advancement import Contender
from competition.engine.advancement_rule import Rule
from competition.engine.plans import Plan
from competition.engine.ranking import Ranked
from competition.events import queries as events
from competition.events.states import AFTER
from competition.judging import queries as judging
from competition.ladders import queries as ladders
from competition.ladders.queries import Passage, Source, Upper
from competition.standings import queries as standings
from competition.standings.recount import state_hashes
from competition.store import Refused

Named = dict[str, Any]


@dataclass(frozen=True)
class Ground:
    """A passage at one moment. `pools` are those that have results so far, by the id of their trade; `missing` says of
    each pool that is not ready why: not_ended, not_revealed, not_recounted, engines_differ or changed_since."""

    passage: Passage
    upper: Upper
    rule: Rule
    sources: Sequence[Source]
    entries: Mapping[str, EntryRow]
    pools: Mapping[str, Sequence[Contender]]
    better: str
    missing: Mapping[str, str]
    results_hash: str

    @property
    def open(self) -> bool:
        """Whether the upper trade still takes entries."""
        return self.upper.stage.state == "DRAFT"

    def source(self, trade_id: str) -> Source | None:
        """The pool of this trade."""
        return next((one for one in self.sources if one.trade_id == trade_id), None)

    def ready(self) -> None:
        """Refused: pools_missing, when a pool has no result that stands; pools_none; orders_differ."""
        refused = _lack(self.sources, self.missing)
        if refused is not None:
            raise refused
        if self.better == "mixed":
            raise Refused("orders_differ")


def ground_of(s: Session, passage_id: str, *, exact: bool = False, sources: Sequence[Source] | None = None) -> Ground:
    """The ground of one passage; `exact` holds every recount against the marks as they lie there now, `sources` are its
    pools where they were asked for already. Refused: not_there."""
    found = None if sources is None else {passage_id: sources}
    return grounds(s, [ladders.passage(s, passage_id)], exact=exact, sources=found)[passage_id]


def lacking(s: Session, some: Sequence[Passage]) -> dict[str, Refused | None]:
    """Why no cut of each of these passages can be proposed as the recounts stand, by passage; None where nothing lacks."""
    sources = ladders.sources_of_passages(s, some)
    missing = _missing(s, [one for pools in sources.values() for one in pools], None)
    return {one.id: _lack(sources[one.id], missing) for one in some}


def grounds(
    s: Session, some: Sequence[Passage], *, exact: bool = False, sources: Mapping[str, Sequence[Source]] | None = None
) -> dict[str, Ground]:
    """The grounds of these passages, by passage; as many questions for one as for a hundred, unless `exact`."""
    sources = ladders.sources_of_passages(s, some) if sources is None else sources
    uppers = ladders.uppers(s, some)
    ended = {one.stage.id: one for pools in sources.values() for one in pools if one.stage.state == "ENDED"}
    orders = standings.orders(s, list(ended))
    plans = {key: judging.plan_of(s, one.stage.plan_id) for key, one in ended.items() if one.stage.plan_id}
    rows = {entry.id: entry for order in orders.values() for _place, entry in order}
    missing = _missing(s, [one for pools in sources.values() for one in pools], rows.values() if exact else None)
    divisions = _division_names(s, rows.values())
    found = {}
    for passage in some:
        pools = {
            one.trade_id: [_contender(one, place, entry, divisions) for place, entry in orders.get(one.stage.id, [])]
            for one in sources[passage.id]
            if one.stage.id in ended
        }
        found[passage.id] = Ground(
            passage, uppers[passage.id], ladders.rule_of(passage), sources[passage.id],
            {one.entry: rows[one.entry] for pool in pools.values() for one in pool}, pools,
            _better([plans[one.stage.id] for one in sources[passage.id] if one.stage.id in plans]),
            {one.trade_id: missing[one.trade_id] for one in sources[passage.id] if one.trade_id in missing},
            results_hash(pools),
        )  # fmt: skip
    return found


def _lack(sources: Sequence[Source], missing: Mapping[str, str]) -> Refused | None:
    names = [one.name for one in sources if one.trade_id in missing]
    if names:
        return Refused("pools_missing", count=len(names), names="、".join(names[:5]) + ("…" if len(names) > 5 else ""))
    return None if sources else Refused("pools_none")


def _missing(s: Session, sources: Sequence[Source], entries: Collection[EntryRow] | None) -> dict[str, str]:
    """Why a pool has no result that stands, by its trade; with their `entries` every recount is held against what lies there."""
    ended = [one.stage.id for one in sources if one.stage.state == "ENDED"]
    kept = standings.latest_recounts(s, ended)
    lying = {} if entries is None else state_hashes(s, ended, entries)
    found = {}
    for one in sources:
        stage, recount = one.stage, kept.get(one.stage.id)
        if stage.state != "ENDED":
            found[one.trade_id] = "not_ended"
        elif stage.anonymity == "three_stage" and stage.revealed_at is None and one.event_state not in AFTER:
            found[one.trade_id] = "not_revealed"
        elif recount is None:
            found[one.trade_id] = "not_recounted"
        elif recount.differing:
            found[one.trade_id] = "engines_differ"
        elif recount.plan_hash != stage.plan_hash or (lying and recount.state_hash != lying[stage.id]):
            found[one.trade_id] = "changed_since"
    return found


def _division_names(s: Session, rows: Collection[EntryRow]) -> dict[str | None, str]:
    known = events.divisions_by_id(s, {one.division_id for one in rows if one.division_id})
    return {key: one.name for key, one in known.items()}


def _contender(source: Source, place: Ranked, entry: EntryRow, divisions: Mapping[str | None, str]) -> Contender:
    """An entry as the engine sees it: its region is the unit that runs its event, its division goes by its name."""
    stood = place.standing
    return Contender(
        entry.id, source.trade_id, place.rank, stood.total, stood.scale_score, stood.status,
        entry.organisation_id or entry.organisation_name, source.organisation_id or source.holder,
        divisions.get(entry.division_id, ""),
    )  # fmt: skip


def _better(plans: Sequence[Plan]) -> str:
    """Which figures are ahead in all pools: high or low; mixed where they do not agree."""
    found = {plan.order.better for plan in plans}
    return "high" if not found else found.pop() if len(found) == 1 else "mixed"
