"""What withdrawals and corrections make of a cut."""

from __future__ import annotations

from decimal import Decimal

import pytest

from competition.engine.advancement import (
    Change,
    CutRefused,
    Impact,
    Named,
    Out,
    Place,
    Proposal,
    Replacement,
    Turn,
    impact,
    propose,
    replace,
)
from competition.engine.advancement_rule import Rule, RunnersUp
from tests.engine.test_advancement import contender, pool, pools, ways, whys


def turns(rule: Rule, cut: Proposal, *withdrawn: str) -> list[tuple[str, str | None]]:
    return [(turn.left, turn.entered) for turn in replace(rule, cut, withdrawn).turns]


def test_substitute_steps_in_and_the_cut_says_so() -> None:
    rule = Rule(top=2, substitutes=2)
    cut = propose(rule, pools(pool(1, 2, 3, 4, 5)))

    assert replace(rule, cut, ["A1"]) == Replacement(
        (Turn("A1", "A3"),),
        Proposal(
            advancing=(Place("A2", "A", "top", 2), Place("A3", "A", "substitute", 3)),
            out=(Out("A1", "A", "withdrawn", 1), Out("A4", "A", "below_cut", 4), Out("A5", "A", "below_cut", 5)),
            substitutes=(Place("A4", "A", "named", 4),),
            steps=cut.steps,
        ),
    )


def test_substitutes_step_in_in_order_until_nobody_is_left() -> None:
    rule = Rule(top=3, substitutes=2)
    cut = propose(rule, pools(pool(1, 2, 3, 4, 5, 6)))

    assert turns(rule, cut, "A3", "A1", "A2") == [("A1", "A4"), ("A2", "A5"), ("A3", None)]
    after = replace(rule, cut, {"A3", "A1", "A2"}).proposal
    assert (ways(after), after.substitutes) == ({"A4": "substitute", "A5": "substitute"}, ())
    assert whys(after) == {"A1": "withdrawn", "A2": "withdrawn", "A3": "withdrawn", "A6": "below_cut"}


def test_substitute_who_withdrew_is_struck_and_one_who_stepped_in_can_withdraw_too() -> None:
    rule = Rule(top=1, substitutes=2)
    cut = propose(rule, pools(pool(1, 2, 3, 4), pool(1, 2, name="B")))

    struck = replace(rule, cut, ["A2"])
    assert (struck.turns, whys(struck.proposal)["A2"]) == ((), "withdrawn")
    assert [place.entry for place in struck.proposal.substitutes] == ["B2", "A3"]
    first = replace(rule, cut, ["A1"]).proposal
    assert ways(first) == {"B1": "top", "A2": "substitute"}
    assert turns(rule, first, "A2") == [("A2", "A3")]


def test_place_of_a_pool_goes_to_its_own_substitute_first() -> None:
    rule = Rule(top=1, substitutes=1, runners_up=RunnersUp(1, "total"))
    a, b = pool(1, 2, 3), [contender("B1", 1), contender("B2", 2, "50")]
    cut = propose(rule, pools(a, b))

    assert ways(cut) == {"A1": "top", "B1": "top", "A2": "runner_up"}
    assert [place.entry for place in cut.substitutes] == ["B2", "A3"]
    assert turns(rule, cut, "A1") == [("A1", "A3")]
    assert turns(rule, cut, "A2") == [("A2", "B2")]
    assert turns(rule, cut, "A1", "A3") == [("A1", "B2")]
    assert turns(rule, cut, "B1", "A1") == [("A1", "A3"), ("B1", "B2")]


def test_place_of_a_direct_entry_goes_to_the_first_in_the_row() -> None:
    rule = Rule(top=1, direct=1, substitutes=1)
    cut = propose(rule, pools(pool(1, 2), pool(1, 2, name="B")), [Named("D1")])

    assert turns(rule, cut, "D1") == [("D1", "A2")]


def test_limits_are_counted_anew_among_those_who_advance_then() -> None:
    field = [
        contender("A1", 1, organisation="X", region="N"),
        contender("A2", 2, organisation="Y", region="S"),
        contender("A3", 3, organisation="X", region="W"),
        contender("A4", 4, organisation="Z", region="S"),
        contender("A5", 5),
    ]
    rule = Rule(top=2, per_organisation=1, per_region=1, substitutes=3)
    cut = propose(rule, pools(field))

    assert whys(cut) == {"A3": "below_cut", "A4": "below_cut", "A5": "below_cut"}
    assert replace(rule, cut, ["A1"]).turns == (Turn("A1", "A3"),)
    assert replace(rule, cut, ["A2"]).turns == (Turn("A2", "A4", (("A3", "organisation_limit"),)),)
    assert replace(rule, cut, ["A1", "A3"]).turns == (Turn("A1", "A5", (("A4", "region_limit"),)),)
    nobody = replace(rule, cut, ["A1", "A3", "A5"])
    assert nobody.turns == (Turn("A1", None, (("A4", "region_limit"),)),)
    loose = Rule(top=2, per_organisation=2, per_region=2, substitutes=3)
    assert replace(loose, cut, ["A2"]).turns == (Turn("A2", "A3"),)


def test_without_a_limit_or_a_name_nobody_is_passed_over() -> None:
    field = [contender(f"A{n}", n, organisation="X", region="N") for n in (1, 2, 3)]
    rule = Rule(top=2, substitutes=1)
    assert replace(rule, propose(rule, pools(field)), ["A1"]).turns == (Turn("A1", "A3"),)

    nameless = Rule(top=2, substitutes=1, per_organisation=1, per_region=1)
    assert replace(nameless, propose(nameless, pools(pool(1, 2, 3))), ["A1"]).turns == (Turn("A1", "A3"),)


def test_substitute_is_of_the_same_division_where_divisions_are_apart() -> None:
    field = [
        contender("A1", 1, division="y", organisation="X"),
        contender("A2", 2, division="o"),
        contender("A3", 3, division="o", organisation="X"),
        contender("A4", 4, division="y", organisation="X"),
    ]
    rule = Rule(top=1, divisions_apart=True, substitutes=1, per_organisation=1)
    cut = propose(rule, pools(field))

    assert [place.entry for place in cut.substitutes] == ["A3", "A4"]
    assert turns(rule, cut, "A1") == [("A1", "A4")]
    assert turns(rule, cut, "A2") == [("A2", "A3")]
    assert turns(rule, cut, "A1", "A4") == [("A1", None)]
    assert replace(rule, cut, ["A1"]).proposal.out == (
        Out("A3", "A", "below_cut", 3, "o"),
        Out("A1", "A", "withdrawn", 1, "y"),
    )


@pytest.mark.parametrize(
    ("top", "divisions", "apart", "turn"),
    [
        (2, "yyy", True, Turn("A2", None, (("A3", "organisation_limit"),))),
        (2, "yoo", False, Turn("A2", None, (("A3", "organisation_limit"),))),
        (1, "yoo", True, Turn("A2", "A3")),
    ],
)
def test_limit_keeps_a_substitute_out_beside_his_own_division_where_divisions_are_apart_else_beside_all(
    top: int, divisions: str, apart: bool, turn: Turn
) -> None:
    field = [
        contender(f"A{n}", n, organisation=organisation, division=division)
        for n, (organisation, division) in enumerate(zip("XYX", divisions, strict=True), start=1)
    ]
    rule = Rule(top=top, per_organisation=1, divisions_apart=apart, substitutes=1)

    assert replace(rule, propose(rule, pools(field)), ["A2"]).turns == (turn,)


@pytest.mark.parametrize("withdrawn", [["A4"], ["A1", "Z1", "A4"], ["A10", "A4"]])
def test_only_who_advances_or_stands_by_can_withdraw(withdrawn: list[str]) -> None:
    rule = Rule(top=2, substitutes=1)
    with pytest.raises(CutRefused) as refused:
        replace(rule, propose(rule, pools(pool(1, 2, 3, 4))), withdrawn)

    assert refused.value == CutRefused("not_advancing", "A4")


def test_impact_names_who_gains_loses_and_moves() -> None:
    rule = Rule(top=2, substitutes=1)
    before = propose(rule, pools(pool(1, 2, 3, 4, 5, 6)))
    ranks = {"A1": 2, "A2": 3, "A3": 1, "A4": 4, "A5": 6}
    after = propose(rule, pools([contender(entry, rank, str(100 - rank)) for entry, rank in ranks.items()]))
    found = impact(before, after)

    assert found == Impact(
        gains=(Change("A3", "below_cut", "top", 3, 1, 1, None),),
        loses=(Change("A2", "top", "below_cut", 2, 3, None, 1),),
        moves=(
            Change("A1", "top", "top", 1, 2),
            Change("A5", "below_cut", "below_cut", 5, 6),
            Change("A6", "below_cut", "", 6, None),
        ),
    )
    assert (found.none, impact(before, before)) == (False, Impact((), (), ()))
    assert impact(before, before).none is True


def test_impact_is_seen_in_any_of_its_groups() -> None:
    change = Change("A1", "top", "top", 1, 2)

    assert [
        Impact((change,), (), ()).none, Impact((), (change,), ()).none, Impact((), (), (change,)).none,
    ] == [False, False, False]  # fmt: skip


def test_impact_counts_the_entries_as_people_do() -> None:
    rule = Rule(top=10)
    before = propose(rule, pools(pool(*range(1, 11))))
    after = propose(rule, pools(pool(1, 10, *range(3, 10), 2)))

    assert impact(before, after) == Impact(
        (), (), (Change("A2", "top", "top", 2, 10), Change("A10", "top", "top", 10, 2))
    )


def test_impact_tells_another_way_in() -> None:
    rule = Rule(top=1, runners_up=RunnersUp(1, "total"))
    before = propose(rule, pools(pool(1, 2), pool(1, name="B")))
    after = propose(rule, pools([contender("A1", 2, "80"), contender("A2", 1, "98")], pool(1, name="B")))

    assert impact(before, after) == Impact(
        (), (), (Change("A1", "top", "runner_up", 1, 2), Change("A2", "runner_up", "top", 2, 1))
    )
    assert Decimal("98") == contender("A2", 2).total
