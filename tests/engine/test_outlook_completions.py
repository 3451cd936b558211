"""No verdict ever turns out wrong: half-marked contests go on at random, and the cut is made by the engine itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from competition.engine.advancement import Contender, Named, propose
from competition.engine.outlook import Entrant, bounds, outlook
from competition.engine.plans import Plan, parse_plan
from competition.engine.tabulation import Entrant as Marked
from tests.engine.completions import completed, contenders, half_marked, rules
from tests.shadow.generating import Document, Hand, close_plan, plan_before_awards

Seen = Counter[str]


def watch(plan: Plan, number: int, entries: int, ways: int, seen: Seen) -> None:
    """Contests of one or two pools, their verdicts under several rules, and as many ways in which they go on."""
    random = Random(number)
    pools = {pool: half_marked(random, plan, entries, pool) for pool in random.choice(("A", "A", "AB"))}
    field = [_entrant(plan, one, pool) for pool, contest in pools.items() for one in contest.entrants]
    cuts = [rules(random, entries) for _ in range(3)]
    verdicts = [outlook(rule, field, plan.order.better, by=plan.order.by) for rule in cuts]
    seen.update(verdict for one in verdicts for verdict in one.values())
    for way in range(ways):
        chance = Random(number * 1009 + way)
        later = {pool: contenders(completed(chance, contest), pool) for pool, contest in pools.items()}
        result = {one.entry: one for some in later.values() for one in some}
        assert [one.entry for one in field if not _holds(one, result[one.entry])] == []
        for rule, verdict in zip(cuts, verdicts, strict=True):
            direct = [Named("D", organisation=chance.choice("XYZ"), division="y")][: rule.direct]
            wild = [Named("W", "asked", organisation=chance.choice("XYZ"), division="o")][: rule.wild_cards]
            into = propose(rule, later, direct, wild, better=plan.order.better).entries
            wrong = [(entry, said) for entry, said in verdict.items() if said == ("out" if entry in into else "safe")]
            assert wrong == [], (rule, verdict, sorted(into))


def _entrant(plan: Plan, one: Marked, pool: str) -> Entrant:
    found = bounds(plan, one.marks, one.seats)
    return Entrant(one.key, found, one.status, one.organisation, division=one.division, pool=pool)


def _holds(before: Entrant, after: Contender) -> bool:
    """Whether an entry came out within its bounds, and finished as they said."""
    low, high, finishes = before.bounds.low, before.bounds.high, before.bounds.finishes
    within = after.total is None or low <= after.total <= high
    finished = after.ranked or bool(before.status) or finishes != "surely"
    return within and finished and not (finishes == "never" and after.ranked)


@st.composite
def plans(draw: st.DrawFn, make: Callable[[Hand], Document]) -> Plan:
    return parse_plan(make(Hand(draw)))


def run(examples: int, make: Callable[[Hand], Document], entries: int, ways: int, start: int) -> Seen:
    """Watches contests of so many generated plans, the same ones for the same start."""
    seen: Seen = Counter()

    def check(plan: Plan, number: int) -> None:
        watch(plan, number, entries, ways, seen)

    fixed = settings(
        max_examples=examples,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    seed(start)(fixed(given(plans(make), st.integers(0, 10**6))(check)))()
    return seen


@pytest.mark.parametrize("start", range(1, 6))
def test_verdicts_hold_under_any_plan(start: int) -> None:
    assert run(10, plan_before_awards, 4, 40, start).keys() == {"safe", "open", "out"}


@pytest.mark.parametrize("start", range(6, 11))
def test_verdicts_hold_in_close_contests(start: int) -> None:
    assert run(32, close_plan, 4, 50, start).keys() == {"safe", "open", "out"}


@pytest.mark.soak
@pytest.mark.parametrize("start", range(101, 121))
def test_verdicts_hold_in_many_contests(start: int) -> None:
    assert run(100, plan_before_awards if start % 2 else close_plan, 7, 40, start).keys() == {"safe", "open", "out"}
