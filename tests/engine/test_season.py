"""Standings over a season, by hand and by property."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competition.engine.season import KINDS, Counted, Placed, Result, RuleRefused, read_rule, season

RULE = {
    "measure": "place", "places": ["10", "6", "3"], "beyond": "1",
    "weights": {"training": "1", "assessment": "2", "final": "4"}, "best": "2", "least": "2",
}  # fmt: skip


def result(who: str, round: int, place: int | None, kind: str = "training", total: str = "80") -> Result:
    return Result(who, round, kind, place, Decimal(total))


def test_season_counts_the_best_results_by_place_and_weight() -> None:
    found = season(
        read_rule(RULE),
        [
            result("an", 1, 1), result("an", 2, 4), result("an", 3, 2, "assessment"),
            result("bo", 1, 2), result("bo", 3, 1, "assessment"),
            result("ci", 1, 3), result("ci", 2, None),
        ],
    )  # fmt: skip

    d = Decimal
    assert found == [
        Placed("bo", d(26), (Counted(1, d(6), True), Counted(3, d(20), True)), 1, False),
        Placed("an", d(22), (Counted(1, d(10), True), Counted(2, d(1), False), Counted(3, d(12), True)), 2, False),
        Placed("ci", d(3), (Counted(1, d(3), True),), None, False),
    ]


def test_season_by_marks_adds_what_was_scored() -> None:
    rule = read_rule(RULE | {"measure": "total", "places": [], "best": None, "least": None})

    found = season(rule, [result("an", 1, 1, total="88.15"), result("an", 2, 2, "final", "90.5")])

    assert [(row.who, row.points, row.rank) for row in found] == [("an", Decimal("450.15"), 1)]


def test_season_shares_a_rank_only_when_points_best_round_and_its_time_are_equal() -> None:
    rule = read_rule(RULE | {"least": "1"})

    found = season(rule, [result("an", 1, 1), result("bo", 1, 1), result("ci", 2, 1), result("di", 1, 3)])

    assert [(row.who, row.rank, row.tied) for row in found] == [
        ("ci", 1, False), ("an", 2, True), ("bo", 2, True), ("di", 4, False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"measure": "luck"}, "unknown_measure", "measure"),
        ({"places": []}, "bad_places", "places"),
        ({"places": ["3", "5"]}, "places_rise", "places"),
        ({"beyond": "9"}, "places_rise", "beyond"),
        ({"places": ["ten"]}, "not_a_number", "places"),
        ({"places": ["NaN"]}, "not_a_number", "places"),
        ({"weights": {"training": "1"}}, "bad_weights", "weights"),
        ({"weights": dict.fromkeys(KINDS, "-1")}, "not_a_number", "weight_training"),
        ({"best": "1.5"}, "not_whole", "best"),
        ({"least": "0"}, "not_whole", "least"),
    ],
)
def test_read_rule_refuses_with_the_field(change: dict[str, object], code: str, field: str) -> None:
    with pytest.raises(RuleRefused) as refused:
        read_rule(RULE | change)

    assert (refused.value.code, refused.value.field) == (code, field)


@given(
    st.lists(
        st.builds(
            Result, st.sampled_from("abcdef"), st.integers(1, 6), st.sampled_from(KINDS),
            st.none() | st.integers(1, 9), st.none() | st.decimals(0, 100, places=2),
        ),
        max_size=40, unique_by=lambda one: (one.who, one.round),
    ),
    st.randoms(),
)  # fmt: skip
def test_season_does_not_depend_on_the_order_of_results(results: list[Result], dice) -> None:
    mixed = list(results)
    dice.shuffle(mixed)

    assert season(read_rule(RULE), mixed) == season(read_rule(RULE), results)
