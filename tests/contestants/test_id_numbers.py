"""Identity numbers after GB 11643: form, birthday, check digit."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competition.contestants.id_numbers import BadIdNumber, IdNumber, age_on, check_digit, read

TODAY = date(2026, 11, 21)


def code_of(text: str) -> str:
    with pytest.raises(BadIdNumber) as bad:
        read(text, TODAY)
    return bad.value.code


def test_check_digit_is_that_of_the_standard() -> None:
    assert [check_digit("11010519491231002"), check_digit("44052418800101001")] == ["X", "4"]


def test_read_gives_birthday_and_sex() -> None:
    assert read("11010519491231002x", TODAY) == IdNumber("11010519491231002X", date(1949, 12, 31), "f")


def test_read_overlooks_blanks_quotes_and_full_width_digits() -> None:
    assert read(" '110105 19491231 00２Ｘ\t", TODAY).number == "11010519491231002X"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "length"),
        ("1101051949123100", "length"),
        ("11010519491231002Y", "characters"),
        ("110105194913310021", "born"),
        ("110105202702300020", "born"),
        ("110105209912310021", "born"),
        ("110105194912310021", "check_digit"),
    ],
)
def test_read_says_why_not(text: str, code: str) -> None:
    assert code_of(text) == code


@given(st.integers(100000, 999999), st.dates(date(1900, 1, 1), TODAY), st.integers(0, 999))
def test_read_takes_every_number_that_holds(region: int, born: date, order: int) -> None:
    seventeen = f"{region}{born:%Y%m%d}{order:03d}"

    assert read(seventeen + check_digit(seventeen), TODAY) == IdNumber(
        seventeen + check_digit(seventeen), born, "m" if order % 2 else "f"
    )


@given(st.integers(0, 16), st.integers(1, 9))
def test_read_refuses_every_single_wrong_digit(place: int, step: int) -> None:
    good = "11010519491231002X"
    wrong = good[:place] + str((int(good[place]) + step) % 10) + good[place + 1 :]

    assert code_of(wrong) in ("check_digit", "born")


def test_age_on_counts_full_years() -> None:
    assert [age_on(date(2010, 11, 22), TODAY), age_on(date(2010, 11, 21), TODAY)] == [15, 16]
