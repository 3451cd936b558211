"""What entries of the same total have under one comparator."""

from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from competition.engine.plans import parse_plan
from competition.engine.tiebreaks import WORST, ballot, comparable, comparators, majority, strengths
from tests.engine.plan_documents import theory_and_practical


def test_comparators_are_named_as_the_document_names_them():
    plan = parse_plan(theory_and_practical(ties=("component:practical", "fewer_deductions", "module:T")))
    assert comparators(plan) == ("component:practical", "fewer_deductions", "module:T")


def test_comparable_reads_a_kept_tie_key():
    assert comparable(("89.50", "-2.00", "")) == (Decimal("89.50"), Decimal("-2.00"), WORST)


def test_comparable_reads_a_figure_that_no_decimal_says_as_a_fraction():
    found = comparable(("7/3", "-2.5", "", "-1/3"))
    assert found == (Fraction(7, 3), Decimal("-2.5"), WORST, Fraction(-1, 3))
    assert sorted(found) == [WORST, Decimal("-2.5"), Fraction(-1, 3), Fraction(7, 3)]


def test_ballot_is_one_text_of_seats_and_totals():
    assert (ballot([(1, Decimal("45.50")), (12, Decimal(0))]), ballot([])) == ("1=45.50 12=0", "")


def test_majority_counts_whom_each_judge_puts_lower_and_half_for_level():
    ballots = ["1=10 2=8 3=9", "1=9 2=9 3=9", "1=8 2=9 3=10"]
    assert majority(ballots) == tuple(map(Decimal, ("2.5", "3.0", "3.5")))


def test_majority_of_a_judge_who_marked_one_alone_says_nothing():
    assert majority(["1=10 2=5", "1=9", ""]) == (Decimal(1), Decimal(0), Decimal(0))


def test_majority_compares_figures_and_not_texts():
    assert majority(["1=9.5", "1=10.0", "1=10.00"]) == (Decimal(0), Decimal("1.5"), Decimal("1.5"))


def test_strengths_are_figures_or_the_judges_preference():
    assert strengths("time:T1", ["-30.5", "", "-9"]) == (Decimal("-30.5"), WORST, Decimal(-9))
    assert strengths("judges_majority:A", ["1=3", "1=4"]) == (Decimal(0), Decimal(1))
    assert strengths("", ["2", "3"]) == (Decimal(2), Decimal(3))


BALLOTS = st.lists(st.dictionaries(st.integers(1, 4), st.integers(0, 3).map(Decimal)), max_size=7)


@given(BALLOTS)
def test_majority_is_the_sum_over_pairs_and_judges_who_marked_both(ballots):
    expected = [Decimal(0)] * len(ballots)
    for one, other in combinations(range(len(ballots)), 2):
        for seat in ballots[one].keys() & ballots[other].keys():
            mine, his = ballots[one][seat], ballots[other][seat]
            expected[one] += Decimal(1 if mine > his else 0 if mine < his else "0.5")
            expected[other] += Decimal(1 if his > mine else 0 if his < mine else "0.5")
    assert majority([ballot(sorted(marks.items())) for marks in ballots]) == tuple(expected)
