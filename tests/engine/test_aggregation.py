"""Joining a panel: the worked examples of field rule CN-3."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competition.engine.aggregation import kept, panel_figure, spread
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
