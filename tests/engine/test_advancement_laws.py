"""What holds of every cut, whatever the rule and the results."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from competition.engine.advancement import Contender, propose
from competition.engine.advancement_rule import Rule
from tests.engine.completions import rules
from tests.engine.test_advancement import Pools, ways, whys

D = Decimal


@st.composite
def stages(draw: st.DrawFn) -> tuple[Rule, Pools]:
    """A rule and the result lists of some pools, with equals, absentees and organisations."""
    random = Random(draw(st.integers(0, 10**6)))
    field: Pools = {}
    for name in "ABC"[: draw(st.integers(1, 3))]:
        totals = sorted((random.choice((50, 60, 70, 80, 90)) for _ in range(random.randint(0, 8))), reverse=True)
        field[name] = [
            Contender(
                f"{name}{n}", name, totals.index(total) + 1, D(total), D(total) * 7, random.choice(("",) * 9 + ("DQ",)),
                random.choice(("X", "Y", "Z", "")), random.choice(("N", "S")), random.choice(("old", "young")),
            )
            for n, total in enumerate(totals, start=1)
        ]  # fmt: skip
    return rules(random, 8), field


@given(stages(), st.randoms(), st.sampled_from(("high", "low")))
def test_cut_does_not_depend_on_the_order_of_what_is_given(
    stage: tuple[Rule, Pools], chance: Random, better: str
) -> None:
    rule, field = stage
    mixed = {name: chance.sample(some, len(some)) for name, some in chance.sample(list(field.items()), len(field))}

    assert propose(rule, mixed, better=better) == propose(rule, field, better=better)


@given(stages())
def test_cut_keeps_every_hard_limit_and_places_everybody_once(stage: tuple[Rule, Pools]) -> None:
    rule, field = stage
    everybody = {one.entry: one for some in field.values() for one in some}
    cut = propose(rule, field)

    assert sorted([*ways(cut), *whys(cut)]) == sorted(everybody)
    inside = [everybody[entry] for entry in ways(cut)]
    assert all(one.ranked for one in inside)
    assert rule.capacity is None or len(inside) <= rule.capacity
    scopes = {one.division for one in inside} if rule.divisions_apart else {""}
    for scope in scopes:
        mine = [one for one in inside if not rule.divisions_apart or one.division == scope]
        took_part = [
            one for one in everybody.values() if one.took_part and (not rule.divisions_apart or one.division == scope)
        ]
        assert len(mine) <= rule.most(len(took_part))
        for limit, names in (
            (rule.per_organisation, [one.organisation for one in mine]),
            (rule.per_region, [one.region for one in mine]),
        ):
            assert limit is None or all(count <= limit for name, count in Counter(names).items() if name)


@given(stages())
def test_without_limits_nobody_advances_past_a_better_one_of_his_pool(stage: tuple[Rule, Pools]) -> None:
    rule, field = stage
    plain = Rule(top=rule.top or 2, share=rule.share, ties=rule.ties, out_at_least=rule.out_at_least)
    cut = propose(plain, field)

    for some in field.values():
        last = max((one.rank or 0 for one in some if one.entry in cut.entries), default=0)
        assert [
            one.entry for one in some if one.ranked and (one.rank or 0) < last and one.entry not in cut.entries
        ] == []
