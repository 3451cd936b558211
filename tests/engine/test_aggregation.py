"""Joining a panel: the worked examples of field rule CN-3."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competition.engine.aggregation import joined_figure, kept, kept_places, panel_figure, spread
from competition.engine.plans import Panel
from competition.engine.rounding import Rounding

CENTS = Rounding(2, "half_up")
TRIMMED = Panel("trimmed_mean", 1, 1, "aspect", 3, None)
MEAN = Panel("mean", 0, 0, "aspect", 1, None)
MEDIAN = Panel("median", 0, 0, "aspect", 1, None)
FIGURES = st.lists(st.decimals(min_value=0, max_value=100, places=2), min_size=1, max_size=15)


def figures(text):
    return [Decimal(figure) for figure in text.split()]


@pytest.mark.parametrize(
    ("panel", "marks", "figure"),
    [
        (TRIMMED, "88.5 90.0 91.2 86.0 95.0 89.4 90.6", "89.94"),
        (TRIMMED, "88 90 90 96", "91.00"),
        (TRIMMED, "88 90 90 90 96", "90.00"),
        (TRIMMED, "90 90 90 90 95", "90.00"),
        (TRIMMED, "80 80 90 95 95", "88.33"),
        (TRIMMED, "70", "70.00"),
        (MEAN, "1 2 2", "1.67"),
        (MEDIAN, "1 9 2", "2.00"),
        (MEDIAN, "1 9 2 4", "3.00"),
        (MEDIAN, "7", "7.00"),
        (Panel("trimmed_mean", 0, 2, "aspect", 3, None), "1 2 3 4 5", "4.00"),
        (Panel("trimmed_mean", 5, 5, "aspect", 11, None), "1 2 3 4 5 6 7 8 9 10", "5.50"),
    ],
)
def test_panel_figure_joins_the_marks(panel, marks, figure):
    assert str(panel_figure(panel, figures(marks), CENTS)) == figure


def test_panel_figure_is_none_while_nobody_has_marked():
    assert [panel_figure(panel, [], CENTS) for panel in (TRIMMED, MEAN, MEDIAN)] == [None, None, None]


def test_kept_drops_only_one_of_equals():
    assert kept(TRIMMED, figures("5 5 7 9 9")) == figures("5 7 9")


def test_spread_is_highest_less_lowest():
    assert [spread(figures("0 2 2")), spread(figures("2")), spread([])] == [Decimal(2), Decimal(0), Decimal(0)]


@given(FIGURES, st.sampled_from([TRIMMED, MEAN, MEDIAN]))
def test_panel_figure_lies_between_lowest_and_highest(marks, panel):
    assert min(marks) <= panel_figure(panel, marks, CENTS) <= max(marks)


@given(FIGURES.flatmap(lambda marks: st.tuples(st.just(marks), st.permutations(marks))))
def test_panel_figure_does_not_depend_on_the_order_of_judges(both):
    marks, shuffled = both
    assert panel_figure(TRIMMED, marks, CENTS) == panel_figure(TRIMMED, shuffled, CENTS)


@pytest.mark.parametrize(
    ("panel", "marks", "figure"),
    [
        (Panel("olympic", 1, 1, "aspect", 3, None, trim_from=3), "88 90 96", "90.00"),
        (Panel("olympic", 1, 1, "aspect", 3, None, trim_from=3), "88 96", "92.00"),
        (Panel("olympic", 1, 1, "aspect", 3, None, trim_from=3), "88 90 90 96", "90.00"),
        (Panel("trimmed_mean", 1, 1, "aspect", 3, None, trim_from=4), "1 5 7 99", "6.00"),
        (Panel("trimmed_mean", 1, 1, "aspect", 3, None, trim_from=2), "1 4", "2.50"),
        (Panel("trimmed_mean", 1, 1, "aspect", 3, None, figure="sum"), "8 9 8.5 8.5 8.5 8.5 8.5", "42.50"),
        (Panel("mean", 0, 0, "aspect", 1, None, figure="sum"), "1 2 2", "5.00"),
        (Panel("median", 0, 0, "aspect", 1, None, figure="sum"), "1 2 3 9", "5.00"),
    ],
)
def test_panel_figure_trims_and_sums_as_the_panel_says(panel, marks, figure):
    assert str(panel_figure(panel, figures(marks), CENTS)) == figure


def test_kept_places_says_where_the_figures_that_count_stand():
    assert kept_places(TRIMMED, figures("9 5 7 5 9")) == [3, 2, 0]
    assert kept_places(MEDIAN, figures("9 5 7 6")) == [3, 2]


def test_joined_figure_of_fractions_is_rounded_once_from_their_exact_mean():
    counting = [Fraction(1, 3), Fraction(1, 3), Fraction(1, 3) + Fraction(1, 100)]
    assert joined_figure(MEAN, counting, CENTS) == Decimal("0.34")
    assert joined_figure(MEAN, counting, CENTS, 2) == Decimal("0.17")


def test_joined_figure_averages_where_it_must():
    sums = Panel("mean", 0, 0, "aspect", 1, None, figure="sum")
    assert [joined_figure(sums, figures("1 2"), CENTS, averaged=averaged) for averaged in (False, True)] == [
        Decimal("3.00"),
        Decimal("1.50"),
    ]


def test_panel_figure_of_numerators_over_a_divisor_is_rounded_once():
    """Field rule WS-3: three scores 1, 2, 2 of 0..3 and maximum 1.00 are 5 / 9."""
    assert panel_figure(MEAN, figures("1 2 2"), CENTS, 3) == Decimal("0.56")
