"""Places that nobody wins in a pool: direct entries, wild cards, and the capacity they use up."""

from __future__ import annotations

from decimal import Decimal

import pytest

from competition.engine.advancement import CutRefused, Named, Out, Place, Step, propose
from competition.engine.advancement_rule import Minimum, Rule, RunnersUp
from tests.engine.test_advancement import contender, pool, pools, ways, whys

D = Decimal


def test_direct_entries_come_first_and_use_up_limits_and_capacity() -> None:
    field = [contender("A1", 1, organisation="X"), contender("A2", 2), contender("A3", 3)]
    direct = [Named("D10", organisation="Z", region="N"), Named("D2", "large enterprise", organisation="X")]
    cut = propose(Rule(top=3, direct=2, per_organisation=1, capacity=3), pools(field), direct)

    assert cut.advancing == (
        Place("D2", "", "direct", None, "X", reason="large enterprise"),
        Place("D10", "", "direct", None, "Z", "N"),
        Place("A2", "A", "top", 2),
    )
    assert whys(cut) == {"A1": "organisation_limit", "A3": "capacity"}
    assert cut.steps[-4:] == (
        Step("direct", "", "", {"taken": "2"}),
        Step("passed_organisation_limit", "", "", {"count": "1"}),
        Step("passed_capacity", "", "", {"count": "1"}),
        Step("sum", "", "", {"advancing": "3", "out": "2"}),
    )


def test_capacity_closes_for_all_once_equals_do_not_fit() -> None:
    a = [contender("A1", 1, "90"), contender("A2", 2, "80")]
    b = [contender("B1", 1, "90"), contender("B2", 2, "70")]

    assert whys(propose(Rule(top=2, capacity=3), pools(a, b))) == {"B2": "capacity"}
    assert whys(propose(Rule(top=2, capacity=1), pools(a, b))) == dict.fromkeys(("A1", "A2", "B1", "B2"), "capacity")
    filled = propose(Rule(top=2, capacity=3, runners_up=RunnersUp(1, "total")), pools(a, b))
    assert list(ways(filled)) == ["A1", "B1", "A2"]


def test_wild_cards_take_a_place_kept_for_them() -> None:
    field = [*pool(1, 2, 3, 4), contender("A9", 5, "10")]
    rule = Rule(top=3, wild_cards=2, capacity=4, minimum=Minimum("total", D(50)))
    cut = propose(rule, pools(field), wild_cards=[Named("W1", "champion of 2025"), Named("A9", "home")])

    assert cut.advancing == (
        Place("A1", "A", "top", 1),
        Place("A2", "A", "top", 2),
        Place("A9", "A", "wild_card", 5, reason="home"),
        Place("W1", "", "wild_card", reason="champion of 2025"),
    )
    assert whys(cut) == {"A3": "capacity", "A4": "capacity"}
    assert cut.steps[-3] == Step("wild_card", "", "", {"taken": "2"})


def test_wild_card_of_somebody_who_advances_is_left_and_goes_to_runners_up() -> None:
    rule = Rule(top=1, wild_cards=1, runners_up=RunnersUp(2, "total"), capacity=4)
    cut = propose(rule, pools(pool(1, 2, 3, 4, 5)), wild_cards=[Named("A1", "why")])
    other = propose(rule, pools(pool(1, 2, 3, 4, 5)), wild_cards=[Named("A2", "why")])

    assert list(ways(cut).items()) == [("A1", "top"), ("A2", "runner_up"), ("A3", "runner_up")]
    assert list(ways(other).items()) == [
        ("A1", "top"), ("A2", "wild_card"), ("A3", "runner_up"), ("A4", "runner_up"),
    ]  # fmt: skip
    assert cut.advancing[0].reason == ""


def test_wild_cards_beyond_a_limit_or_against_who_must_go_give_no_place() -> None:
    field = [contender("A1", 1, organisation="X"), contender("A2", 2, organisation="X"), *pool(3, 4, name="B")]
    named = [Named("A2", "why"), Named("W1", "why", organisation="X"), Named("W2", "why", organisation="Y")]
    limited = propose(Rule(top=1, wild_cards=3, per_organisation=1), pools(field), wild_cards=named)
    assert ways(limited) == {"A1": "top", "B1": "top", "W2": "wild_card"}
    assert whys(limited) == {"A2": "organisation_limit", "B2": "below_cut", "W1": "organisation_limit"}

    rule = Rule(top=2, wild_cards=2, out_at_least=D(25))
    both = [Named("A3", "why"), Named("A4", "why")]
    assert ways(propose(rule, pools(pool(1, 2, 3, 4)), wild_cards=both)) == {"A1": "top", "A2": "top"}
    assert list(ways(propose(rule, pools(pool(1, 2, 3, 4)), wild_cards=both[:1]))) == ["A1", "A2", "A3"]
    assert list(ways(propose(rule, pools(pool(1, 2, 3, 4)), wild_cards=[Named("W1", "why"), both[1]]))) == [
        "A1", "A2", "A4", "W1",
    ]  # fmt: skip


def test_wild_cards_are_of_a_division_and_leave_no_reason_where_they_give_no_place() -> None:
    field = [contender(f"A{n}", n, organisation="X", division="young") for n in (1, 2)]
    named = [
        Named("A2", "home"),
        Named("W1", "champion of 2024", organisation="X", division="young"),
        Named("W2", "champion of 2025", organisation="Y", division="young"),
    ]
    rule = Rule(top=1, wild_cards=3, per_organisation=1, substitutes=1, divisions_apart=True)
    cut = propose(rule, pools(field), wild_cards=named)

    assert cut.advancing == (
        Place("A1", "A", "top", 1, "X", division="young"),
        Place("W2", "", "wild_card", None, "Y", division="young", reason="champion of 2025"),
    )
    assert cut.out == (
        Out("W1", "", "organisation_limit", None, "young"),
        Out("A2", "A", "organisation_limit", 2, "young"),
    )
    assert cut.substitutes == (Place("A2", "A", "named", 2, "X", division="young"),)


@pytest.mark.parametrize(
    ("rule", "direct", "wild_cards", "refusal"),
    [
        (Rule(top=1), [Named("D1")], [], CutRefused("too_many_direct", asked="1", most="0")),
        (Rule(top=1, direct=2), [Named("A1")], [], CutRefused("direct_takes_part", "A1", pool="A")),
        (Rule(top=1, direct=2), [Named("D1"), Named("D1")], [], CutRefused("entry_twice", "D1")),
        (
            Rule(top=1, direct=2, per_region=1),
            [Named("D2", region="N"), Named("D1", region="N")],
            [],
            CutRefused("direct_over_limit", "D1", limit="region_limit"),
        ),
        (Rule(top=1, wild_cards=1), [], [Named("A1", "x"), Named("A2", "x")],
         CutRefused("too_many_wild_cards", asked="2", most="1")),
        (Rule(top=1, wild_cards=1), [], [Named("A2", " ")], CutRefused("reason_missing", "A2")),
        (Rule(top=1, wild_cards=1), [], [Named("A3", "x")], CutRefused("not_ranked", "A3", pool="A")),
        (Rule(top=1, wild_cards=1), [], [Named("A4", "x")], CutRefused("not_ranked", "A4", pool="A")),
        (Rule(top=1, direct=1, wild_cards=1), [Named("D1")], [Named("D1", "x")], CutRefused("entry_twice", "D1")),
    ],
)  # fmt: skip
def test_cut_refuses_whom_it_cannot_take(
    rule: Rule, direct: list[Named], wild_cards: list[Named], refusal: CutRefused
) -> None:
    field = [*pool(1, 2), contender("A3", 3, status="DQ"), contender("A4", None)]
    with pytest.raises(CutRefused) as refused:
        propose(rule, pools(field), direct, wild_cards)

    assert refused.value == refusal
