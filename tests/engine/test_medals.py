"""Medals where a difference within a window is a tie (field rule WS-5), every worked example by value."""

from decimal import Decimal

import pytest

from competition.engine.medals import Contender, medals
from competition.engine.plans.awarding_shape import Medals, SmallField

MOSCOW = (SmallField(4, 0), SmallField(5, 1), SmallField(6, 2))


def given(figures: str, window: str = "2", anchor: str = "first", small: tuple[SmallField, ...] = ()) -> str:
    """One sign for every entry: G, S, B or a dash."""
    contenders = [Contender(f"E{n}", n, Decimal(figure)) for n, figure in enumerate(figures.split(), 1)]
    won = medals(Medals("scale_score", Decimal(window), anchor, small), contenders)
    return " ".join(won.get(one.entry, "-")[0].upper() for one in contenders)


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ("740 738 731 722", "G G B -"),
        ("740 739 738 735 720", "G G G - -"),
        ("740 730 728 726.5 700", "G S S B -"),
        ("740 730 728 725", "G S S -"),
        ("740 730 721 720 719", "G S B B B"),
    ],
)
def test_medals_are_those_of_the_worked_examples(figures, expected):
    assert given(figures) == expected


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ("", ""),
        ("740", "G"),
        ("740 730", "G S"),
        ("740 730 720", "G S B"),
        ("740 730 720 710", "G S B -"),
        ("740 738", "G G"),
        ("740 737.9", "G S"),
        ("740 737.99 735.99 733.99", "G S S B"),
        ("740 740 731 730 729 728.9", "G G B B B -"),
        ("740 739 738 736 735 734 733", "G G G B B B -"),
        ("740 739 738 737.9 735.9 735.8", "G G G B B -"),
        ("740 739 738 738 735", "G G G G -"),
        ("740 739 738", "G G G"),
        ("740 730 729 728 726 725.9", "G S S S B -"),
        ("740 730 728 726.5 726 724.5", "G S S B B -"),
        ("740 730 720 718 717", "G S B B -"),
    ],
)
def test_medals_compare_with_the_first_of_the_group(figures, expected):
    assert given(figures) == expected


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ("740 739 738 735 720", "G G G - -"),
        ("740 738 736 731 722", "G G G - -"),
        ("740 738 730 728 726 724", "G G B B B B"),
        ("740 730 728 726.5 724 700", "G S S S - -"),
        ("740 730 721 719 717 714", "G S B B B -"),
    ],
)
def test_medals_compare_with_the_one_before_when_the_plan_says_so(figures, expected):
    assert given(figures, anchor="previous") == expected


def test_medals_of_window_zero_tie_only_equals():
    assert given("740 739.99 739.99 739.98", window="0") == "G S S -"


def test_medals_of_a_shared_rank_are_the_same_whatever_the_figures():
    contenders = [Contender("A", 1, Decimal(740)), Contender("B", 1, Decimal(700)), Contender("C", 3, Decimal(699))]
    assert medals(Medals("total", Decimal(0)), contenders) == {"A": "gold", "B": "gold", "C": "bronze"}


@pytest.mark.parametrize(
    ("ranked", "expected"),
    [
        ([(1, 740), (2, 739), (2, 700), (4, 697)], "G G G -"),
        ([(1, 740), (2, 730), (3, 720), (3, 700), (5, 699)], "G S B B -"),
        ([(1, 740), (2, 730), (3, 729), (4, 728), (4, 700), (6, 697)], "G S S S S -"),
        ([(1, 740), (2, 730), (3, 728), (4, 726), (4, 700), (6, 699)], "G S S B B -"),
        ([(1, 740), (2, 730), (3, 729), (4, 728), (5, 726), (5, 700), (7, 699)], "G S S S B B -"),
    ],
)
def test_medals_do_not_part_a_shared_rank_further_down(ranked, expected):
    contenders = [Contender(f"E{n}", rank, Decimal(figure)) for n, (rank, figure) in enumerate(ranked)]
    won = medals(Medals("total", Decimal(2)), contenders)
    assert " ".join(won.get(one.entry, "-")[0].upper() for one in contenders) == expected


def test_medals_measure_the_difference_where_lower_is_better():
    assert given("60 62 65 66 68") == "G G B B -"


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ("740 730 720", "- - -"),
        ("740 730 720 710", "G - - -"),
        ("740 739 720 710", "G G - -"),
        ("740 730 720 710 700", "G S - - -"),
        ("740 739 720 710 700", "G G - - -"),
        ("740 730 720 710 700 690", "G S B - - -"),
    ],
)
def test_medals_are_fewer_in_a_small_field(figures, expected):
    assert given(figures, small=MOSCOW) == expected
