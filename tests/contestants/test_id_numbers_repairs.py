"""What was likely meant by an ID number that does not hold."""

from __future__ import annotations

import datetime as dt

import pytest

from competition.contestants import id_numbers
from competition.contestants.id_numbers import IdNumber, check_digit, lengthened, repair, revealed
from tests.contestants.forms import id_number

TODAY = dt.date(2026, 11, 21)
GOOD = id_number(7)


def anybody(one: IdNumber) -> bool:
    return True


def test_repair_takes_the_last_character_for_mistyped_where_the_rest_is_vouched_for() -> None:
    wrong = GOOD[:17] + ("1" if GOOD[17] != "1" else "2")

    assert repair(wrong, TODAY, anybody, vouched=True) == GOOD


def test_repair_finds_the_swapped_pair_that_the_form_explains() -> None:
    seventeen = "99000119900312153"
    good = seventeen[:16] + "1"
    good += check_digit(good)
    swapped = good[:10] + good[11] + good[10] + good[12:]

    assert repair(swapped, TODAY, lambda one: one.born == dt.date(1990, 3, 12), vouched=False) == good


def test_repair_proposes_nothing_where_the_form_gives_no_ground() -> None:
    wrong = GOOD[:17] + ("1" if GOOD[17] != "1" else "2")

    assert repair(wrong, TODAY, lambda one: False, vouched=True) is None
    assert repair(wrong, TODAY, anybody, vouched=False) is None


@pytest.mark.parametrize("text", [GOOD[:6] + GOOD[8:17], GOOD[:17], " " + GOOD[:17]])
def test_lengthened_completes_old_numbers_and_those_without_check_digit(text: str) -> None:
    assert lengthened(text) == GOOD


@pytest.mark.parametrize("text", ["", "99000119900312", "99000119900312X01", GOOD])
def test_lengthened_leaves_others_alone(text: str) -> None:
    assert lengthened(text) is None


def test_revealed_opens_only_what_changed() -> None:
    swapped = GOOD[:10] + GOOD[11] + GOOD[10] + GOOD[12:]

    assert revealed(swapped, GOOD) == f"{GOOD[:6]}****{GOOD[10:12]}**{GOOD[14:]}"


def test_region_known_goes_by_the_province() -> None:
    assert [id_numbers.region_known(number) for number in ("110105", "830000", "990001", "")] == [
        True,
        True,
        False,
        False,
    ]
