"""Bands, counts, times and started units."""

from decimal import Decimal
from fractions import Fraction

import pytest

from competition.engine.formats import band_of, numerator, started_units
from competition.engine.plans import Band, parse_plan
from tests.engine.plan_documents import aspect, module, plan, text

TALK = aspect(
    "timed",
    "A1.2",
    "0",
    "one",
    bands=[{"to": "239.999", "points": "-2"}, {"to": "269.999", "points": "-1"}, {"to": "300", "points": "0"}],
    over={"from": "300", "unit": "10", "points": "2", "cap": "10"},
)


@pytest.mark.parametrize(
    ("seconds", "blocks"), [("-1", 0), ("0", 0), ("0.1", 1), ("10", 1), ("23", 3), ("30.0", 3), ("30.1", 4)]
)
def test_started_units_counts_every_unit_begun(seconds, blocks):
    """Field rule TF-7: 23 s over are three blocks of ten, 30.0 s still three, 30.1 s four."""
    assert started_units(Decimal(seconds), Decimal(10)) == blocks


def test_started_units_counts_a_unit_that_is_all_but_done_once():
    assert started_units(Decimal("9." + "9" * 29), Decimal(10)) == 1


@pytest.mark.parametrize(
    ("seconds", "earned"),
    [("240", "-1"), ("239.9", "-2"), ("270", "0"), ("300", "0"), ("323", "-6"), ("330.1", "-8"), ("900", "-10")],
)
def test_timed_takes_points_off_short_and_long_talks(seconds, earned):
    talk = parse_plan(plan(module("A", aspect("yesno", most="100"), TALK))).aspect("A1.2")
    assert numerator(talk, Decimal(seconds)) == Decimal(earned)


def test_timed_beyond_the_last_band_earns_what_beyond_says():
    timed = aspect("timed", most="100", bands=[{"to": "60", "points": "100"}], beyond="25")
    read = parse_plan(plan(module("A", timed))).aspect("A1.1")
    assert [numerator(read, Decimal(seconds)) for seconds in (60, 61)] == [Decimal(100), Decimal(25)]


def test_band_of_gives_the_first_band_that_holds_the_figure():
    tight = Band(Decimal(1), Decimal(2), Decimal(5))
    wide = Band(None, Decimal(3), Decimal(2))
    assert [band_of((tight, wide), Decimal(figure)) for figure in ("2", "2.1", "0", "3.1")] == [tight, wide, wide, None]


def test_counted_stops_at_the_maximum():
    counted = aspect("counted", most="100", each="0.4", target="250", plausible=None)
    read = parse_plan(plan(module("A", counted))).aspect("A1.1")
    assert [numerator(read, Decimal(count)) for count in (0, 7, 300)] == [Decimal(0), Decimal("2.8"), Decimal(100)]


UNDER = aspect(
    "timed",
    "A1.2",
    "0",
    "one",
    bands=[{"to": "999999", "points": "0"}],
    over={"from": "300", "unit": "10", "points": "2", "cap": None},
    under={"from": "270", "unit": "30", "points": "1", "cap": "3"},
)


@pytest.mark.parametrize(
    ("seconds", "earned"),
    [
        ("270", "0"),
        ("269.9", "-1"),
        ("240", "-1"),
        ("239.9", "-2"),
        ("180", "-3"),
        ("0", "-3"),
        ("300", "0"),
        ("301", "-2"),
    ],
)
def test_timed_takes_points_off_for_every_unit_short(seconds, earned):
    """Field rule TF-7, variant: one point for every half minute begun that a talk falls short."""
    talk = parse_plan(plan(module("A", aspect("yesno", most="100"), UNDER))).aspect("A1.2")
    assert numerator(talk, Decimal(seconds)) == Decimal(earned)


def fractional(document, number):
    beside = aspect("yesno", "F", "50", "one")
    asked = parse_plan(plan(module("A", document, beside))).aspect("A1.1")
    found = numerator(asked, number)
    assert isinstance(found, Fraction)
    return found


def test_numerator_of_a_fraction_is_exact():
    third = Fraction(1, 3)
    bands = [{"from": "0", "to": "0.333", "points": "10"}, {"from": "0.333", "to": "0.4", "points": "50"}]
    measured = aspect("measurement", most="50", unit="", decimals=3, plausible=None, bands=bands)
    timed = aspect(
        "timed", most="50", bands=[{"to": "0.3", "points": "50"}], over={"from": "0", "unit": "0.1", "points": "2"}
    )
    assert [
        fractional(measured, third),
        fractional(measured, Fraction(1)),
        fractional(aspect("counted", most="50", each="7", target=None, plausible=None), third),
        fractional(aspect("points", most="50", step="1"), third),
        fractional(timed, third),
    ] == [50, 0, Fraction(7, 3), third, -8]


def test_judged_by_values_takes_what_the_plan_says_for_the_step():
    stepped = aspect("judgement", most="50", steps=3, descriptors=[text() for _ in range(3)], values=["0", "1.5", "50"])
    read = parse_plan(plan(module("A", stepped, aspect("yesno", "F", "50", "one")))).aspect("A1.1")
    assert ([numerator(read, Decimal(score)) for score in (0, 1, 2)], read.divisor) == (
        [Decimal(0), Decimal("1.5"), Decimal(50)],
        1,
    )
