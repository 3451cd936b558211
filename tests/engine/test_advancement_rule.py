"""The rule of a cut: reading it, what contradicts itself, what is impossible beside the numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competition.engine.advancement_rule import (
    Minimum,
    Rule,
    RuleRefused,
    RunnersUp,
    Share,
    check_rule,
    read_rule,
    rule_document,
    rule_hash,
)

HEAD = {"format": "craftboard-advancement", "version": 1}
FULL = HEAD | {
    "top": 3,
    "share": {"percent": "30.5", "rounding": "half_up"},
    "minimum": {"on": "scale_score", "least": "-5.25"},
    "ties": "chain",
    "per_organisation": 2,
    "per_region": 4,
    "runners_up": {"count": 5, "by": "rank"},
    "direct": 6,
    "wild_cards": 7,
    "out_at_least": "25",
    "substitutes": 8,
    "divisions_apart": True,
    "capacity": 70,
}
D = Decimal


def test_read_rule_reads_every_part() -> None:
    assert read_rule(FULL) == Rule(
        top=3,
        share=Share(D("30.5"), "half_up"),
        minimum=Minimum("scale_score", D("-5.25")),
        ties="chain",
        per_organisation=2,
        per_region=4,
        runners_up=RunnersUp(5, "rank"),
        direct=6,
        wild_cards=7,
        out_at_least=D(25),
        substitutes=8,
        divisions_apart=True,
        capacity=70,
    )


def test_read_rule_asks_for_nothing_that_is_not_there() -> None:
    assert read_rule(HEAD | {"top": 1}) == Rule(top=1)
    assert Rule(top=1) == Rule(
        top=1, share=None, minimum=None, ties="in", per_organisation=None, per_region=None, runners_up=None, direct=0,
        wild_cards=0, out_at_least=D(0), substitutes=0, divisions_apart=False, capacity=None,
    )  # fmt: skip


@pytest.mark.parametrize(
    "way",
    [
        {"top": 100_000},
        {"share": {"percent": "100", "rounding": "down"}},
        {"minimum": {"on": "total", "least": "60"}},
        {"runners_up": {"count": 1, "by": "total"}},
    ],
)
def test_read_rule_takes_any_single_way_to_advance(way: dict[str, object]) -> None:
    rule = read_rule(HEAD | way)

    assert rule_document(rule) == HEAD | way | {"ties": "in"}


COUNT = {"least": "1", "most": "100000"}
PERCENT = {"least": "0", "most": "100"}
SHARE = {"percent": "76", "rounding": "up"}


@pytest.mark.parametrize(
    ("change", "code", "path", "facts"),
    [
        ({"format": "craftboard-plan"}, "not_a_choice", "format", {"allowed": "craftboard-advancement"}),
        ({"version": 2}, "out_of_bounds", "version", {"least": "1", "most": "1"}),
        ({"tops": 3}, "unknown_key", "tops", {}),
        ({"top": 0}, "out_of_bounds", "top", COUNT),
        ({"top": 100_001}, "out_of_bounds", "top", COUNT),
        ({"top": "3"}, "not_whole", "top", {}),
        ({"top": True}, "not_whole", "top", {}),
        ({"per_organisation": 0}, "out_of_bounds", "per_organisation", COUNT),
        ({"per_region": 0}, "out_of_bounds", "per_region", COUNT),
        ({"direct": -1}, "out_of_bounds", "direct", COUNT),
        ({"wild_cards": 0}, "out_of_bounds", "wild_cards", COUNT),
        ({"substitutes": 0}, "out_of_bounds", "substitutes", COUNT),
        ({"capacity": 0}, "out_of_bounds", "capacity", COUNT),
        ({"share": 30}, "not_an_object", "share", {}),
        ({"share": {"percent": "0", "rounding": "up"}}, "not_positive", "share.percent", {}),
        ({"share": {"percent": "101", "rounding": "up"}}, "out_of_bounds", "share.percent", PERCENT),
        ({"share": {"percent": 30, "rounding": "up"}}, "bad_decimal", "share.percent", {}),
        (
            {"share": {"percent": "30", "rounding": "off"}},
            "not_a_choice",
            "share.rounding",
            {"allowed": "down, half_up, up"},
        ),
        ({"share": {"percent": "30", "rounding": "up", "of": 1}}, "unknown_key", "share.of", {}),
        ({"minimum": {"on": "rank", "least": "3"}}, "not_a_choice", "minimum.on", {"allowed": "total, scale_score"}),
        ({"minimum": {"on": "total"}}, "missing_key", "minimum.least", {}),
        ({"minimum": {"on": "total", "least": "3", "x": 1}}, "unknown_key", "minimum.x", {}),
        ({"ties": "both"}, "not_a_choice", "ties", {"allowed": "in, out, chain"}),
        ({"runners_up": {"count": 0, "by": "total"}}, "out_of_bounds", "runners_up.count", COUNT),
        (
            {"runners_up": {"count": 1, "by": "name"}},
            "not_a_choice",
            "runners_up.by",
            {"allowed": "scale_score, rank, total"},
        ),
        ({"runners_up": {"count": 1, "by": "total", "x": 1}}, "unknown_key", "runners_up.x", {}),
        ({"out_at_least": "0"}, "not_positive", "out_at_least", {}),
        ({"out_at_least": "100.5"}, "out_of_bounds", "out_at_least", PERCENT),
        ({"divisions_apart": "yes"}, "not_a_flag", "divisions_apart", {}),
        ({"top": float("nan")}, "not_json", "", {}),
        ({"top": None}, "nobody_advances", "", {}),
        ({"share": SHARE, "out_at_least": "25"}, "share_against_out", "share.percent", {"share": "76", "out": "25"}),
        ({"out_at_least": "100"}, "nobody_advances", "out_at_least", {}),
        ({"capacity": 2}, "over_capacity", "capacity", {"asked": "3", "capacity": "2"}),
        (
            {"direct": 4, "wild_cards": 5, "runners_up": {"count": 6, "by": "rank"}, "capacity": 17},
            "over_capacity",
            "capacity",
            {"asked": "18", "capacity": "17"},
        ),
    ],
)
def test_read_rule_refuses_with_code_path_and_facts(
    change: dict[str, object], code: str, path: str, facts: dict[str, str]
) -> None:
    with pytest.raises(RuleRefused) as refused:
        read_rule(HEAD | {"top": 3} | change)

    assert refused.value == RuleRefused(code, path, **facts)


def test_read_rule_takes_what_just_fits() -> None:
    share = {"percent": "75", "rounding": "up"}
    rule = read_rule(
        HEAD | {"top": 3, "share": share, "out_at_least": "25", "direct": 4, "wild_cards": 5, "capacity": 12}
    )

    assert (rule.out_at_least, rule.capacity) == (D(25), 12)
    assert read_rule(HEAD | {"share": share, "direct": 1, "capacity": 1}) == Rule(
        share=Share(D(75), "up"), direct=1, capacity=1
    )


@pytest.mark.parametrize(
    ("rule", "took_part", "places"),
    [
        (Rule(top=3), 17, 3),
        (Rule(top=3), 2, 2),
        (Rule(share=Share(D(30), "down")), 17, 5),
        (Rule(share=Share(D(30), "up")), 17, 6),
        (Rule(share=Share(D(50), "half_up")), 17, 9),
        (Rule(top=3, share=Share(D(30), "down")), 17, 3),
        (Rule(top=6, share=Share(D(30), "down")), 17, 5),
        (Rule(minimum=Minimum("total", D(60))), 17, 17),
        (Rule(minimum=Minimum("total", D(60)), runners_up=RunnersUp(2, "rank")), 17, 0),
        (Rule(top=4, runners_up=RunnersUp(2, "rank")), 17, 4),
        (Rule(share=Share(D(30), "down"), runners_up=RunnersUp(2, "rank")), 17, 5),
    ],
)
def test_rule_gives_places_by_the_smaller_of_top_and_share(rule: Rule, took_part: int, places: int) -> None:
    assert rule.places(took_part) == places


def test_rule_sends_out_rounded_up() -> None:
    rule = Rule(top=1, out_at_least=D(25))

    assert [(rule.must_go(n), rule.most(n)) for n in (0, 1, 4, 5, 17)] == [(0, 0), (1, 0), (1, 3), (2, 3), (5, 12)]
    assert (Rule(top=1).must_go(17), Rule(top=1).most(17)) == (0, 17)
    assert (Rule(top=1).shared(9), Rule(share=Share(D(10), "up")).shared(9)) == (9, 1)


@pytest.mark.parametrize(
    ("figure", "better", "reached"),
    [("60", "high", True), ("59.99", "high", False), ("60", "low", True), ("60.01", "low", False), ("9", "low", True)],
)
def test_minimum_is_reached_from_the_better_side(figure: str, better: str, reached: bool) -> None:
    assert Minimum("total", D(60)).reached(D(figure), better) is reached


def test_minimum_is_never_reached_without_a_figure() -> None:
    assert (Minimum("total", D(0)).reached(None, "high"), Minimum("total", D(0)).reached(None, "low")) == (False, False)


@pytest.mark.parametrize(
    ("rule", "known", "refusal"),
    [
        (Rule(top=1, ties="chain"), {"last_resort": "shared"}, RuleRefused("chain_without_order", "ties")),
        (
            Rule(minimum=Minimum("scale_score", D(1))),
            {"scaled": False},
            RuleRefused("no_scale_score", "minimum.on"),
        ),
        (
            Rule(runners_up=RunnersUp(1, "scale_score")),
            {"scaled": False},
            RuleRefused("no_scale_score", "runners_up.by"),
        ),
        (
            Rule(top=1, capacity=4),
            {"quotas": {"A": 2, "B": 3}},
            RuleRefused("over_capacity", "capacity", asked="5", capacity="4"),
        ),
        (
            Rule(top=5),
            {"pools": {"B": 5, "A": 4}},
            RuleRefused("more_than_take_part", "top", pool="A", asked="5", take_part="4"),
        ),
        (
            Rule(top=4, out_at_least=D(25)),
            {"pools": {"A": 4}},
            RuleRefused("top_against_out", "top", pool="A", asked="4", most="3"),
        ),
        (
            Rule(top=4, runners_up=RunnersUp(3, "rank")),
            {"pools": {"A": 5, "B": 5}},
            RuleRefused("more_than_take_part", "runners_up.count", asked="11", take_part="10"),
        ),
        (
            Rule(runners_up=RunnersUp(3, "rank")),
            {"pools": {"A": 2}},
            RuleRefused("more_than_take_part", "runners_up.count", asked="3", take_part="2"),
        ),
        (
            Rule(top=4, wild_cards=1, capacity=8),
            {"pools": {"A": 5, "B": 5}},
            RuleRefused("over_capacity", "capacity", asked="9", capacity="8"),
        ),
        (
            Rule(share=Share(D(50), "down"), capacity=8),
            {"pools": {"A": 10, "B": 9}},
            RuleRefused("over_capacity", "capacity", asked="9", capacity="8"),
        ),
    ],
)
def test_check_rule_refuses_the_impossible(rule: Rule, known: dict[str, object], refusal: RuleRefused) -> None:
    with pytest.raises(RuleRefused) as refused:
        check_rule(rule, **known)  # type: ignore[arg-type]

    assert refused.value == refusal


def test_check_rule_lets_the_possible_pass() -> None:
    check_rule(Rule(top=1, ties="chain"))
    check_rule(Rule(top=1, ties="chain"), last_resort="lot")
    check_rule(Rule(top=1), last_resort="shared")
    check_rule(Rule(minimum=Minimum("scale_score", D(1)), runners_up=RunnersUp(1, "scale_score")), scaled=True)
    check_rule(Rule(minimum=Minimum("scale_score", D(1))))
    check_rule(Rule(minimum=Minimum("total", D(1)), runners_up=RunnersUp(1, "rank")), scaled=False)
    check_rule(Rule(top=1), scaled=False)
    check_rule(Rule(top=1, capacity=5), quotas={"A": 2, "B": 3})
    check_rule(Rule(top=1), quotas={"A": 2, "B": 3})
    check_rule(Rule(top=3, out_at_least=D(25), capacity=6), pools={"A": 4, "B": 4})
    check_rule(Rule(share=Share(D(50), "down"), direct=1, capacity=1))
    check_rule(Rule(top=4), pools={"A": 4})
    check_rule(Rule(top=4, runners_up=RunnersUp(2, "rank"), capacity=10), pools={"A": 5, "B": 5})
    check_rule(Rule(minimum=Minimum("total", D(60)), capacity=1), pools={"A": 5})


def test_rule_hash_is_the_same_however_the_rule_was_written() -> None:
    plain = HEAD | {"share": {"percent": "30", "rounding": "down"}, "minimum": {"on": "total", "least": "60"}}
    wordy = HEAD | {
        "ties": "in", "divisions_apart": False, "top": None, "out_at_least": None,
        "share": {"rounding": "down", "percent": "30.00"}, "minimum": {"on": "total", "least": "60.0"},
    }  # fmt: skip

    assert rule_hash(read_rule(plain)) == rule_hash(read_rule(wordy))
    assert rule_hash(read_rule(plain)) == "c9f5b964737a3baa79ef4709fbdad2635fb428ced9c66cb6397fd8be82f9d508"
    assert rule_hash(read_rule(plain)) != rule_hash(read_rule(plain | {"ties": "out"}))


_counts = st.integers(1, 40)
_rules = st.builds(
    Rule,
    top=st.none() | _counts,
    share=st.none() | st.builds(Share, st.decimals(1, 50, places=3), st.sampled_from(("down", "half_up", "up"))),
    minimum=st.builds(Minimum, st.sampled_from(("total", "scale_score")), st.decimals(-100, 100, places=2)),
    ties=st.sampled_from(("in", "out", "chain")),
    per_organisation=st.none() | _counts,
    per_region=st.none() | _counts,
    runners_up=st.none() | st.builds(RunnersUp, _counts, st.sampled_from(("scale_score", "rank", "total"))),
    direct=st.integers(0, 40),
    wild_cards=st.integers(0, 40),
    out_at_least=st.decimals(0, 50, places=2),
    substitutes=st.integers(0, 40),
    divisions_apart=st.booleans(),
    capacity=st.none() | st.integers(160, 200),
)


@given(_rules)
def test_rule_document_is_read_back_as_the_same_rule(rule: Rule) -> None:
    assert read_rule(rule_document(rule)) == rule
