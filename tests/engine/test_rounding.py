"""Rounding by a named rule, once."""

from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competition.engine.rounding import MODES, Rounding, fixed, quotient, shortest, whole


@pytest.mark.parametrize(
    ("mode", "figure", "rounded"),
    [
        ("half_up", "0.125", "0.13"),
        ("half_up", "-0.125", "-0.13"),
        ("half_even", "0.125", "0.12"),
        ("half_even", "0.135", "0.14"),
        ("down", "0.129", "0.12"),
        ("down", "-0.129", "-0.12"),
        ("half_up", "-0.004", "0.00"),
        ("half_up", "3", "3.00"),
    ],
)
def test_rounding_follows_its_mode(mode, figure, rounded):
    assert str(Rounding(2, mode).of(Decimal(figure))) == rounded


@pytest.mark.parametrize(
    ("figure", "half_up", "half_even", "down"),
    [
        ("0", "0.00", "0.00", "0.00"),
        ("3", "3.00", "3.00", "3.00"),
        ("-3", "-3.00", "-3.00", "-3.00"),
        ("1/3", "0.33", "0.33", "0.33"),
        ("2/3", "0.67", "0.67", "0.66"),
        ("-2/3", "-0.67", "-0.67", "-0.66"),
        ("17/150", "0.11", "0.11", "0.11"),
        ("0.007", "0.01", "0.01", "0.00"),
        ("-0.004", "0.00", "0.00", "0.00"),
        ("0.131", "0.13", "0.13", "0.13"),
        ("0.139", "0.14", "0.14", "0.13"),
    ],
)
def test_exactly_rounds_a_fraction_that_is_no_half_to_the_nearest_or_cuts_it(figure, half_up, half_even, down):
    found = [str(Rounding(2, mode).exactly(Fraction(figure))) for mode in ("half_up", "half_even", "down")]
    assert found == [half_up, half_even, down]


def test_exactly_rounds_a_half_to_the_even_neighbour_or_away_from_zero_or_to_it():
    halves = ["0.005", "0.015", "0.045", "0.125", "0.135", "0.155", "9.995", "-0.005", "-0.125", "-0.135"]
    found = {mode: [str(Rounding(2, mode).exactly(Fraction(half))) for half in halves] for mode in MODES}
    assert found == {
        "half_even": ["0.00", "0.02", "0.04", "0.12", "0.14", "0.16", "10.00", "0.00", "-0.12", "-0.14"],
        "half_up": ["0.01", "0.02", "0.05", "0.13", "0.14", "0.16", "10.00", "-0.01", "-0.13", "-0.14"],
        "down": ["0.00", "0.01", "0.04", "0.12", "0.13", "0.15", "9.99", "0.00", "-0.12", "-0.13"],
    }
    assert [str(Rounding(0, "half_even").exactly(Fraction(odd, 2))) for odd in (1, 3, 5, -1, -3)] == [
        "0", "2", "2", "0", "-2",
    ]  # fmt: skip


def test_exactly_sees_what_lies_beside_a_half_however_far_behind_the_point():
    little = Fraction(1, 10**90)
    for mode in ("half_up", "half_even"):
        found = [
            str(Rounding(2, mode).exactly(half)) for half in (Fraction("0.125") - little, Fraction("0.125") + little)
        ]
        assert found == ["0.12", "0.13"]


@given(st.decimals(-(10**6), 10**6, places=5), st.integers(0, 4), st.sampled_from(sorted(MODES)))
def test_exactly_is_of_where_a_decimal_says_the_figure(figure, digits, mode):
    rule = Rounding(digits, mode)
    assert str(rule.exactly(Fraction(figure))) == str(rule.of(figure))


@given(st.fractions(-(10**6), 10**6), st.integers(0, 4))
def test_exactly_half_even_is_what_a_fraction_rounds_itself_to(figure, digits):
    assert Fraction(Rounding(digits, "half_even").exactly(figure)) == round(figure, digits)


def test_figures_are_rounded_the_same_whatever_precision_is_usual_around_them():
    with localcontext(prec=3):
        rule = Rounding(2, "half_up")
        found = [rule.of(Decimal("123456.785")), rule.exactly(Fraction("-123456.785")), rule.ratio(Decimal(1000000), 6)]
        short = [shortest(Decimal(text)) for text in ("123456.780", "1234500")]
    assert [str(figure) for figure in found + short] == [
        "123456.79", "-123456.79", "166666.67", "123456.78", "1234500",
    ]  # fmt: skip


def test_ratio_rounds_once():
    assert str(Rounding(2, "half_up").ratio(Decimal("5.00"), 9)) == "0.56"
    assert str(Rounding(2, "half_up").ratio(Decimal("1.5"), 12)) == "0.13"


def test_quotient_keeps_28_digits():
    assert quotient(Decimal(1), 3) == Decimal("0.3333333333333333333333333333")
    assert [quotient(Decimal("1.5"), divisor) for divisor in (1, 2)] == [Decimal("1.5"), Decimal("0.75")]


def test_whole_rounds_the_same_whatever_precision_is_usual_around_it():
    with localcontext(prec=3):
        found = {way: whole(Decimal("12345.5"), way) for way in ("down", "half_up", "up")}
    assert found == {"down": 12345, "half_up": 12346, "up": 12346}


def test_fixed_and_shortest_write_the_same_figure():
    assert [str(fixed(Decimal("32"), 3)), str(fixed(Decimal("-0.0"), 1))] == ["32.000", "0.0"]
    written = [str(shortest(Decimal(text))) for text in ("900", "872.50", "0.00", "1000", "10", "-90", "7", "-0.0")]
    assert written == ["900", "872.5", "0", "1000", "10", "-90", "7", "0"]
