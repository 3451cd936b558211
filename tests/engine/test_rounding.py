"""Rounding by a named rule, once."""

from decimal import Decimal, localcontext

import pytest

from competition.engine.rounding import Rounding, fixed, quotient, shortest, whole


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
    assert [str(shortest(Decimal(text))) for text in ("900", "872.50", "0.00", "1000")] == ["900", "872.5", "0", "1000"]
