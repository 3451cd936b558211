"""Rounding, roots and texts of the shadow."""

from fractions import Fraction

import pytest

from competition.shadow.arithmetic import clipped, deviation, mean, median, middle, number, rounded, started, written


@pytest.mark.parametrize(
    ("figure", "mode", "result"),
    [
        ("0.125", "half_up", "0.13"),
        ("0.125", "half_even", "0.12"),
        ("0.135", "half_even", "0.14"),
        ("0.1351", "half_even", "0.14"),
        ("0.1349", "half_up", "0.13"),
        ("0.139", "down", "0.13"),
        ("-0.125", "half_up", "-0.13"),
        ("-0.125", "half_even", "-0.12"),
        ("-0.139", "down", "-0.13"),
        ("-0.001", "half_up", "0"),
    ],
)
def test_rounding_goes_by_digits_and_mode(figure: str, mode: str, result: str) -> None:
    assert rounded(Fraction(figure), {"digits": 2, "mode": mode}) == Fraction(result)


def test_rounding_knows_no_other_mode() -> None:
    with pytest.raises(ValueError, match="no such rounding"):
        rounded(Fraction(1), {"digits": 0, "mode": "up"})


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        (Fraction(5), "5"),
        (Fraction(1, 4), "0.25"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction(0), "0"),
        (Fraction(1, 3), "0." + "3" * 30),
        (Fraction(-2, 3), "-0." + "6" * 30),
        (Fraction(-1, 10**40), "0." + "0" * 30),
        (Fraction(1200), "1200"),
    ],
)
def test_texts_have_no_needless_zeros_and_an_end(figure: Fraction, text: str) -> None:
    assert written(figure) == text


@pytest.mark.parametrize("text", ["", "1e3", "1/3", "١", " 1", "1_0", "--1", "nan"])
def test_numbers_are_plain_decimals(text: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        number(text)


def test_middle_of_a_field() -> None:
    odd, even = [Fraction(3), Fraction(1), Fraction(2)], [Fraction(4), Fraction(1), Fraction(3), Fraction(2)]
    assert (middle(odd), median(odd), mean(odd)) == ([Fraction(2)], Fraction(2), Fraction(2))
    assert (middle(even), median(even), mean(even)) == ([Fraction(2), Fraction(3)], Fraction(5, 2), Fraction(5, 2))


def test_deviation_is_of_the_whole_population_and_cut_after_thirty_digits() -> None:
    assert deviation([Fraction(2), Fraction(4)]) == 1
    assert deviation([Fraction(7)]) == 0
    root_of_two_thirds = deviation([Fraction(1), Fraction(2), Fraction(3)])
    assert written(root_of_two_thirds) == "0.816496580927726032732428024901"


def test_units_are_started_only_above_nothing() -> None:
    assert [started(Fraction(excess), Fraction(10)) for excess in ("-1", "0", "0.1", "10", "10.1")] == [0, 0, 1, 1, 2]


def test_bounds_may_be_missing() -> None:
    assert clipped(Fraction(5), None, None) == 5
    assert clipped(Fraction(5), Fraction(6), Fraction(9)) == 6
    assert clipped(Fraction(10), Fraction(6), Fraction(9)) == 9
    assert clipped(Fraction(7), Fraction(6), None) == 7
