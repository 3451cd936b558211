"""What a rule would come to with the numbers there are so far: how many compete in each pool, how many would go on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from competition.contestants import queries as contestants
from competition.engine.advancement_rule import Rule, RuleRefused, check_rule
from competition.events import queries as events
from competition.ladders.queries import Source


@dataclass(frozen=True)
class PoolSoFar:
    """A pool as it is now: how many compete, and how many of them would have a place by top and share if all took part."""

    source: Source
    competing: int
    places: int


@dataclass(frozen=True)
class SoFar:
    """All pools of a passage: `places` at most by the pools themselves, `most` together with runners-up, direct entries
    and wild cards and within the capacity; `problem` is why the rule cannot be with these numbers."""

    pools: tuple[PoolSoFar, ...]
    competing: int
    places: int
    most: int
    problem: RuleRefused | None


def so_far(s: Session, rule: Rule | None, sources: Sequence[Source]) -> SoFar:
    """The pools of a passage with their numbers; without a rule nobody goes on."""
    ids = [one.first.id for one in sources]
    counts = contestants.competing_by_division(s, ids)
    names: dict[str, str] = {}
    if rule is not None and rule.divisions_apart:
        keys = {key for by_division in counts.values() for key in by_division if key}
        names = {key: one.name for key, one in events.divisions_by_id(s, keys).items()}
    pools = tuple(
        PoolSoFar(one, sum(counts.get(one.first.id, {}).values()), _places(rule, counts.get(one.first.id, {}), names))
        for one in sources
    )
    competing, places = sum(one.competing for one in pools), sum(one.places for one in pools)
    return SoFar(pools, competing, places, _most(rule, competing, places), _problem(rule, pools))


def _places(rule: Rule | None, by_division: Mapping[str | None, int], names: Mapping[str, str]) -> int:
    if rule is None:
        return 0
    if not rule.divisions_apart:
        count = sum(by_division.values())
        return max(0, min(rule.places(count), rule.most(count)))
    apart: dict[str, int] = {}
    for key, count in by_division.items():
        apart[names.get(key or "", "")] = apart.get(names.get(key or "", ""), 0) + count
    return sum(max(0, min(rule.places(count), rule.most(count))) for count in apart.values())


def _most(rule: Rule | None, competing: int, places: int) -> int:
    if rule is None:
        return 0
    runners_up = rule.runners_up.count if rule.runners_up else 0
    inside = min(places + runners_up + rule.wild_cards, competing)
    found = inside + rule.direct
    return found if rule.capacity is None else min(found, rule.capacity)


def _problem(rule: Rule | None, pools: Sequence[PoolSoFar]) -> RuleRefused | None:
    """Why the rule cannot be; pools that nobody has entered yet say nothing."""
    entered = {one.source.name: one.competing for one in pools if one.competing}
    if rule is None or not entered:
        return None
    try:
        check_rule(rule, pools=entered)
    except RuleRefused as refused:
        return refused
    return None
