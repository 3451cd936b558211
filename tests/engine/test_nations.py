"""Tables over the trades of an event (field rule WS-6)."""

from decimal import Decimal

import pytest

from competition.engine.nations import Achieved, MemberRow, highest, member_table
from competition.engine.rounding import Rounding

CENTS = Rounding(2, "half_up")
ACHIEVED = [
    Achieved("a1", "江西", Decimal(740), "gold"),
    Achieved("a2", "江西", Decimal(712), "bronze"),
    Achieved("a3", "江西", Decimal(655)),
    Achieved("b1", "浙江", Decimal(745), "gold"),
    Achieved("b2", "浙江", Decimal(706), "", True),
    Achieved("b3", "浙江", Decimal(700), "", True),
    Achieved("c1", "山东", Decimal(731), "silver"),
    Achieved("c2", "山东", Decimal(745), "gold"),
]


def test_achieved_points_are_four_three_two_one():
    assert [one.points for one in ACHIEVED] == [4, 2, 0, 4, 1, 1, 3, 4]


def test_a_medal_counts_before_the_medallion():
    assert Achieved("x", "m", Decimal(700), "bronze", True).points == 2


def test_member_table_by_points_shares_ranks():
    assert member_table(ACHIEVED, "points", CENTS) == (
        MemberRow("山东", 1, 2, 7, Decimal("3.50"), Decimal(1476), Decimal("738.00"), ("c2",)),
        MemberRow("江西", 2, 3, 6, Decimal("2.00"), Decimal(2107), Decimal("702.33"), ("a1",)),
        MemberRow("浙江", 2, 3, 6, Decimal("2.00"), Decimal(2151), Decimal("717.00"), ("b1",)),
    )


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("average_points", [("山东", 1), ("江西", 2), ("浙江", 2)]),
        ("scale", [("浙江", 1), ("江西", 2), ("山东", 3)]),
        ("average_scale", [("山东", 1), ("浙江", 2), ("江西", 3)]),
    ],
)
def test_member_table_goes_by_any_of_its_figures(by, expected):
    assert [(row.member, row.rank) for row in member_table(ACHIEVED, by, CENTS)] == expected


def test_member_table_passes_over_shared_ranks():
    rows = member_table([Achieved(f"e{n}", f"M{n}", Decimal(s)) for n, s in enumerate((9, 9, 8), 1)], "scale", CENTS)
    assert [row.rank for row in rows] == [1, 1, 3]


def test_highest_is_shared_by_equals():
    assert highest(ACHIEVED) == ("b1", "c2")
    assert highest([]) == ()


def test_best_of_nation_is_shared_by_equals():
    row = member_table([Achieved(f"e{n}", "M", Decimal(700)) for n in (10, 9)], "points", CENTS)[0]
    assert row.best == ("e9", "e10")


def test_members_of_the_same_rank_stand_in_the_order_of_their_names():
    rows = member_table([Achieved(f"e{n}", f"M{n}", Decimal(700)) for n in (10, 9)], "scale", CENTS)
    assert [(row.member, row.rank) for row in rows] == [("M9", 1), ("M10", 1)]
