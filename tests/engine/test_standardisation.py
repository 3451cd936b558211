"""Scale scores from totals (WS-4)."""

from decimal import Decimal
from fractions import Fraction

import pytest

from competition.engine.plans.shape import ScaleScore
from competition.engine.rounding import Rounding
from competition.engine.standardisation import deviation, mean, median, scale_scores

WS4 = ("78.5", "74.2", "71.0", "69.8", "66.4", "60.1", "52.3")


def rule(method, low="0", high="1000", digits=0, mode="half_up", centre="700", spread="30"):
    low, high = (None if bound is None else Decimal(bound) for bound in (low, high))
    return ScaleScore(method, Decimal(centre), Decimal(spread), low, high, Rounding(digits, mode))


def scaled(method, *totals, **more):
    return [str(score) for score in scale_scores(rule(method, **more), [Decimal(total) for total in totals])]


@pytest.mark.parametrize(
    ("method", "scores"),
    [
        ("median_mad", ["740", "720", "706", "700", "684", "655", "620"]),
        ("median_sd", ["732", "716", "704", "700", "688", "665", "636"]),
        ("mean_sd", ["740", "725", "713", "709", "696", "673", "644"]),
    ],
)
def test_scale_scores_of_the_worked_example(method, scores):
    assert scaled(method, *WS4) == scores


def test_scale_scores_of_method_none_are_the_totals_as_they_are():
    assert scaled("none", *WS4) == list(WS4)


def test_scale_scores_stay_in_the_order_of_the_totals():
    assert scaled("median_sd", *reversed(WS4)) == ["636", "665", "688", "700", "704", "716", "732"]


@pytest.mark.parametrize("method", ["median_mad", "median_sd", "mean_sd"])
def test_scale_scores_of_equals_and_of_one_alone_are_the_centre(method):
    assert scaled(method, "61.5", "61.5", "61.5") == ["700"] * 3
    assert scaled(method, "61.5", digits=1) == ["700.0"]
    assert scaled(method) == []


def test_scale_scores_are_the_centre_where_more_than_half_are_equal():
    assert scaled("median_mad", "40", "40", "40", "41", "50") == ["700"] * 5
    assert scaled("median_sd", "40", "40", "40", "41", "50") == ["700", "700", "700", "708", "777"]


def test_scale_scores_keep_within_their_bounds():
    assert scaled("mean_sd", "0", "0", "9", spread="900") == ["64", "64", "1000"]
    assert scaled("mean_sd", "0", "9", "9", spread="900") == ["0", "1000", "1000"]


def test_scale_scores_without_bounds_go_anywhere():
    assert scaled("mean_sd", "0", "2", spread="900", low=None, high=None) == ["-200", "1600"]


def test_scale_scores_are_bounded_before_they_are_rounded():
    assert scaled("mean_sd", "0", "2", centre="0", spread="9", low="-0.5", high="0.4") == ["-1", "0"]


def test_scale_scores_are_rounded_once_by_their_own_rule():
    found = [
        scaled("mean_sd", "0", "2", centre="0", spread="2.5", low=None, mode=mode)[1]
        for mode in ("half_up", "half_even", "down")
    ]
    assert found == ["3", "2", "2"]


def test_deviation_is_that_of_a_whole_population_cut_down_to_30_decimals():
    assert deviation([Fraction(text) for text in WS4]) == Fraction("8.197859352244564671895089572116")
    assert (mean([Fraction(1), Fraction(2)]), median([Fraction(1), Fraction(2), Fraction(9)])) == (
        Fraction(3, 2),
        Fraction(2),
    )
