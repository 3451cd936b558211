"""Standings over a season, by hand and by property."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competition.engine.season import KINDS, Counted, Placed, Result, Rule, RuleRefused, read_rule, season

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


def test_read_rule_reads_every_part() -> None:
    d = Decimal
    weights = {"training": d(1), "assessment": d(2), "final": d(4)}
    assert read_rule(RULE) == Rule("place", (d(10), d(6), d(3)), d(1), weights, 2, 2)


def test_read_rule_knows_what_is_usual() -> None:
    weights = {kind: Decimal(1) for kind in KINDS}
    short = {"measure": "total", "weights": dict.fromkeys(KINDS, "1")}

    plain = Rule("total", (), Decimal(0), weights, None, 1)
    assert (read_rule(short), read_rule(short | {"best": "", "least": ""})) == (plain, plain)


@pytest.mark.parametrize(
    "change",
    [
        {"places": ["1"] * 64},
        {"places": ["10000", "6", "6"]},
        {"beyond": "3"},
        {"best": "366", "least": "366"},
        {"best": "1", "least": "1"},
    ],
)
def test_read_rule_takes_what_lies_just_within_its_bounds(change: dict[str, object]) -> None:
    found = read_rule(RULE | change)

    said = {"places": [str(one) for one in found.places], "beyond": str(found.beyond)}
    assert RULE | change == RULE | said | {"best": str(found.best), "least": str(found.least)}


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"measure": "luck"}, "unknown_measure", "measure"),
        ({"places": []}, "bad_places", "places"),
        ({"places": "10"}, "bad_places", "places"),
        ({"places": ["1"] * 65}, "bad_places", "places"),
        ({"places": ["3", "5"]}, "places_rise", "places"),
        ({"beyond": "4"}, "places_rise", "beyond"),
        ({"beyond": "much"}, "not_a_number", "beyond"),
        ({"places": ["ten"]}, "not_a_number", "places"),
        ({"places": ["NaN"]}, "not_a_number", "places"),
        ({"places": ["10000.5"]}, "not_a_number", "places"),
        ({"weights": {"training": "1"}}, "bad_weights", "weights"),
        ({"weights": dict.fromkeys(KINDS, "-1")}, "not_a_number", "weight_training"),
        ({"best": "1.5"}, "not_whole", "best"),
        ({"best": "367"}, "not_whole", "best"),
        ({"least": "0"}, "not_whole", "least"),
    ],
)
def test_read_rule_refuses_with_the_field(change: dict[str, object], code: str, field: str) -> None:
    with pytest.raises(RuleRefused) as refused:
        read_rule(RULE | change)

    assert (str(refused.value), refused.value.code, refused.value.field) == (code, code, field)


def test_of_equal_results_the_later_one_counts() -> None:
    found = season(read_rule(RULE | {"best": "1", "least": "1"}), [result("an", 1, 2), result("an", 2, 2)])

    d = Decimal
    assert found == [Placed("an", d(6), (Counted(1, d(6), False), Counted(2, d(6), True)), 1, False)]


def test_the_unranked_follow_by_points_then_by_name() -> None:
    found = season(read_rule(RULE), [result("an", 1, 3), result("ci", 1, 1), result("bo", 1, 3)])

    d = Decimal
    assert [(row.who, row.points) for row in found] == [("ci", d(10)), ("an", d(3)), ("bo", d(3))]
    assert [row.rank for row in found] == [None, None, None]


def test_a_result_without_marks_adds_nothing_where_marks_count() -> None:
    rule = read_rule(RULE | {"measure": "total", "least": "1"})

    found = season(rule, [Result("an", 1, "final", 1, None), result("an", 2, 2)])

    d = Decimal
    assert found == [Placed("an", d(80), (Counted(1, d(0), True), Counted(2, d(80), True)), 1, False)]


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
