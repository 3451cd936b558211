"""Adding up points, exactly."""

from decimal import Decimal
from fractions import Fraction

from competition.engine.rounding import Rounding, seen
from competition.engine.scores import AspectScore
from competition.engine.sums import plus, rounded, summed, within

THIRD = Fraction(1, 3)


def score(points, exact=None):
    return AspectScore("S", None if points is None else Decimal(points), True, None, exact=exact)


def test_summed_stays_a_decimal_while_decimals_say_it():
    assert summed([score("0.10"), score(None), score("0.20")]) == Decimal("0.30")
    assert isinstance(summed([score("0.10")]), Decimal)


def test_summed_is_a_fraction_where_a_figure_has_no_end():
    assert summed([score("0.5"), score("0.333", THIRD), score("0.333", THIRD)]) == Fraction(7, 6)


def test_plus_keeps_what_it_is_given_exact():
    assert (plus(THIRD, Decimal("0.5")), plus(Decimal("0.1"), Decimal("0.2"))) == (Fraction(5, 6), Decimal("0.3"))


def test_within_keeps_a_figure_between_bounds():
    low, high = Decimal(1), Decimal(2)
    assert [within(Decimal(figure), low, high) for figure in ("0.9", "1", "1.5", "2", "2.1")] == [
        low,
        low,
        Decimal("1.5"),
        high,
        high,
    ]
    assert [within(THIRD, None, None), within(THIRD, low, None), within(THIRD, None, Decimal("0.3"))] == [
        THIRD,
        low,
        Decimal("0.3"),
    ]


def test_rounded_rounds_either_kind_once():
    rule = Rounding(2, "half_up")
    assert [str(rounded(rule, figure)) for figure in (Decimal("0.125"), Fraction(1, 8), THIRD)] == [
        "0.13",
        "0.13",
        "0.33",
    ]


def test_seen_writes_a_fraction_with_at_least_so_many_decimals():
    texts = [
        str(seen(figure, 2)) for figure in (Fraction(5), Fraction(-1, 8), Fraction(0), Fraction(1, 3), Fraction(-2, 3))
    ]
    assert texts == ["5.00", "-0.125", "0.00", "0." + "3" * 30, "-0." + "6" * 30]
    assert str(seen(Fraction(10**9) + Fraction(1, 3), 0)) == "1000000000." + "3" * 30
