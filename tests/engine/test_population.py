"""What the field has of an aspect, and how it follows every change."""

import statistics
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from competition.engine.expressions import NONE, UNMARKED
from competition.engine.population import EntryView, Population

FUNCTIONS = ("best", "least", "mean", "median", "sd", "rank", "rank_low", "count")


def population(*figures, key="K"):
    kept = Population(frozenset([key]))
    for place, figure in enumerate(figures):
        kept.put(f"e{place}", {key: Fraction(figure)})
    return kept


def answers(kept, own):
    return [kept.figure(function, "K", own) for function in FUNCTIONS]


def test_population_of_five_times_has_the_loaders_time_standard():
    """TF-6: the standard is the mean of all competitors."""
    kept = population(312, 298, 355, 410, 330)
    sd = Fraction("39.415732899440040730533852963273")
    assert answers(kept, Fraction(330)) == [410, 298, 341, 330, sd, 3, 3, 5]


def test_population_rank_counts_the_higher_and_rank_low_the_lower_ones():
    kept = population(3, 1, 3, 2)
    assert [kept.figure("rank", "K", Fraction(own)) for own in (3, 2, 1)] == [1, 3, 4]
    assert [kept.figure("rank_low", "K", Fraction(own)) for own in (3, 2, 1)] == [3, 2, 1]
    assert [kept.figure("rank", "K", Fraction("2.5")), kept.figure("rank_low", "K", Fraction("2.5"))] == [3, 3]


def test_population_median_of_an_even_number_is_the_mean_of_the_middle_two():
    assert population(4, 1, 8, 2).figure("median", "K", UNMARKED) == 3


def test_population_sd_is_cut_down_and_not_rounded():
    """The root goes on with 69: rounded, its thirtieth decimal would be a 4."""
    found = population(312, 298, 355, 410, 330).figure("sd", "K", UNMARKED)
    assert found == Fraction("39.415732899440040730533852963273")


def test_population_sd_of_equals_is_zero():
    assert population("0.1", "0.1", "0.1").figure("sd", "K", UNMARKED) == 0


def test_population_of_nobody_has_a_count_and_nothing_else():
    kept = Population(frozenset(["K"]))
    assert answers(kept, UNMARKED) == [UNMARKED] * 7 + [0]
    assert answers(kept, Fraction(5))[5:] == [1, 1, 0]


def test_population_rank_is_as_missing_as_the_own_figure():
    kept = population(1, 2)
    assert [kept.figure("rank", "K", UNMARKED), kept.figure("rank_low", "K", NONE)] == [UNMARKED, NONE]
    assert kept.figure("best", "K", NONE) == 2


def test_population_leaves_out_who_has_no_figure():
    kept = Population(frozenset(["K"]))
    kept.put("a", {"K": Fraction(7)})
    kept.put("b", {"K": NONE})
    kept.put("c", {"K": UNMARKED})
    kept.put("d", {})
    assert answers(kept, Fraction(7)) == [7, 7, 7, 7, 0, 1, 1, 1]


def test_population_tells_whether_it_changed():
    kept = Population(frozenset(["K", "L"]))
    told = [
        kept.put("a", {"K": UNMARKED, "L": NONE}),
        kept.put("a", {"K": NONE, "L": NONE}),
        kept.put("a", {"K": Fraction(1), "L": NONE}),
        kept.put("a", {"K": Fraction(1), "L": NONE}),
        kept.put("a", {"K": Fraction(1), "L": Fraction(2)}),
        kept.put("a", {"K": Fraction(3), "L": Fraction(2)}),
        kept.put("a", {}),
        kept.put("a", {}),
    ]
    assert told == [False, False, True, False, True, True, True, False]
    assert [kept.figure("count", key, UNMARKED) for key in "KL"] == [0, 0]


def test_population_answers_anew_after_a_change():
    kept = population(1, 5)
    assert kept.figure("best", "K", UNMARKED) == 5
    kept.put("e1", {"K": Fraction(4)})
    assert [kept.figure("best", "K", UNMARKED), kept.figure("mean", "K", UNMARKED)] == [4, Fraction(5, 2)]


def test_entry_view_asks_with_the_entrys_own_figure():
    view = EntryView(population(1, 2, 3), {"K": Fraction(2)})
    assert [view.figure(function, "K") for function in ("rank", "rank_low", "best")] == [2, 2, 3]


CHANGES = st.lists(
    st.tuples(st.integers(0, 4), st.none() | st.fractions(min_value=-9, max_value=9, max_denominator=8)), max_size=30
)


@given(CHANGES)
def test_population_after_any_changes_is_that_of_the_figures_left(changes):
    kept = Population(frozenset(["K"]))
    left = {}
    for entry, figure in changes:
        kept.put(str(entry), {} if figure is None else {"K": figure})
        left[entry] = figure
    figures = [figure for figure in left.values() if figure is not None]
    assert kept.figure("count", "K", UNMARKED) == len(figures)
    if figures:
        found = [kept.figure(function, "K", UNMARKED) for function in ("best", "least", "mean", "median")]
        assert found == [max(figures), min(figures), statistics.mean(figures), statistics.median(figures)]
        sd, step = kept.figure("sd", "K", UNMARKED), Fraction(1, 10**30)
        assert isinstance(sd, Fraction)
        variance = statistics.pvariance(figures)
        assert sd**2 <= variance < (sd + step) ** 2


def test_population_works_a_figure_out_once_until_something_changes():
    kept = population(1, 2, 4)
    first = kept.figure("mean", "K", UNMARKED)
    assert (first, kept.figure("mean", "K", UNMARKED) is first) == (Fraction(7, 3), True)
    assert kept.put("e0", {"K": Fraction(3)})
    assert kept.figure("mean", "K", UNMARKED) == 3
