"""Prizes by share, count, upper part and total (field rule CN-5), every worked example by value."""

from decimal import Decimal

import pytest

from competition.engine.awarded import Cut, Placed
from competition.engine.plans.awarding_shape import Prize
from competition.engine.plans.shape import Text
from competition.engine.prizes import cuts, places, prizes_won

T = Text("奖", "Prize")
SHARES = ("0.1", "0.2", "0.3")


def shared(rounding: str = "down", minimum: int = 1, cut: str = "inclusive") -> tuple[Prize, ...]:
    """First, second and third prize for 10, 20 and 30 % of the field."""
    return tuple(
        Prize(key, T, share=Decimal(share), rounding=rounding, minimum=minimum, cut=cut)
        for key, share in zip(("first", "second", "third"), SHARES, strict=True)
    )


def counted(*counts: int, cut: str = "inclusive") -> tuple[Prize, ...]:
    return tuple(Prize(f"p{number}", T, count=count, cut=cut) for number, count in enumerate(counts, 1))


def won(
    prizes: tuple[Prize, ...], ranks: list[int], size: int | None = None, totals: list[str] | None = None
) -> list[str]:
    placed = [
        Placed(f"E{number:02}", rank, Decimal(totals[number] if totals else "80")) for number, rank in enumerate(ranks)
    ]
    of_entry = {one.entry: rank for one, rank in zip(placed, ranks, strict=True)}
    found = prizes_won(prizes, placed, of_entry, cuts(prizes, len(ranks) if size is None else size))
    assert "" not in found.values()
    return [found.get(one.entry, "-") for one in placed]


@pytest.mark.parametrize(
    ("size", "rounding", "minimum", "expected"),
    [
        (48, "down", 1, [4, 9, 14]),
        (48, "half_up", 1, [5, 10, 14]),
        (48, "up", 1, [5, 10, 15]),
        (7, "down", 0, [0, 1, 2]),
        (7, "half_up", 0, [1, 1, 2]),
        (7, "down", 1, [1, 1, 2]),
        (4, "down", 1, [1, 1, 1]),
        (3, "down", 1, [0, 0, 0]),
        (3, "up", 1, [1, 1, 1]),
        (4, "down", 3, [3, 3, 3]),
        (0, "up", 1, [0, 0, 0]),
    ],
)
def test_places_are_the_share_of_the_field_rounded(size, rounding, minimum, expected):
    assert [places(prize, size) for prize in shared(rounding, minimum)] == expected


def test_places_of_half_a_place_round_half_up_only_there():
    half = {way: Prize("k", T, share=Decimal("0.5"), rounding=way, minimum=0) for way in ("down", "half_up", "up")}
    assert {way: places(prize, 5) for way, prize in half.items()} == {"down": 2, "half_up": 3, "up": 3}
    assert places(Prize("k", T, share=Decimal("0.48"), rounding="half_up", minimum=0), 5) == 2


def test_places_have_their_minimum_from_so_many_entries_on():
    prize = Prize("k", T, share=Decimal("0.1"), minimum=2, from_entries=7)
    assert [places(prize, size) for size in (6, 7)] == [0, 2]


def test_cuts_add_up_one_after_another():
    assert cuts(shared(), 48, "职工组") == (
        Cut("职工组", "first", 4, 4),
        Cut("职工组", "second", 9, 13),
        Cut("职工组", "third", 14, 27),
    )


def test_cuts_of_the_upper_part_count_from_the_top_and_a_total_has_none():
    prizes = (
        *counted(1), Prize("merit", T, within=Decimal("0.5")), Prize("good", T, from_total=Decimal(60)), *shared()[:1],
    )  # fmt: skip
    assert cuts(prizes, 11) == (Cut("", "p1", 1, 1), Cut("", "merit", 5, 5), Cut("", "first", 1, 2))


@pytest.mark.parametrize(("counts", "ends"), [((1, 2, 3), [1, 3, 6]), ((1, 3, 5, 10), [1, 4, 9, 19])])
def test_prizes_by_count_are_filled_from_the_top(counts, ends):
    found = won(counted(*counts), list(range(1, 25)))
    assert [found.count(f"p{number}") for number in range(1, len(counts) + 1)] == list(counts)
    assert [max(rank for rank, key in enumerate(found, 1) if key == f"p{n}") for n in range(1, len(counts) + 1)] == ends


def test_prizes_by_share_are_filled_from_the_top():
    found = won(shared(), list(range(1, 49)))
    assert [found.count(key) for key in ("first", "second", "third", "-")] == [4, 9, 14, 21]
    assert found == sorted(found, key=("first", "second", "third", "-").index)


def test_everybody_tied_with_the_last_place_has_the_prize_and_the_next_one_ends_where_it_did():
    assert won(counted(1, 2, 2), [1, 1, 1, 4, 5, 6]) == ["p1", "p1", "p1", "p3", "p3", "-"]
    assert won(counted(2, 1), [1, 2, 2, 4]) == ["p1", "p1", "p1", "-"]


def test_a_tied_group_that_passes_an_exclusive_end_has_the_next_prize():
    assert won(counted(1, 2, 2, cut="exclusive"), [1, 1, 3, 4, 5, 6]) == ["p2", "p2", "p2", "p3", "p3", "-"]
    assert won(counted(2, 1, cut="exclusive"), [1, 2, 2, 4]) == ["p1", "p2", "p2", "-"]
    assert won(counted(2, cut="exclusive"), [1, 2, 2, 4]) == ["p1", "-", "-", "-"]
    assert won(counted(3, cut="exclusive"), [1, 2, 2, 4]) == ["p1", "p1", "p1", "-"]


def test_the_merit_prize_is_for_the_upper_half_without_a_prize_above():
    prizes = (*counted(1, 1, 1), Prize("merit", T, within=Decimal("0.5")))
    assert won(prizes, list(range(1, 12))) == ["p1", "p2", "p3", "merit", "merit", *["-"] * 6]
    assert won(prizes, [1, 2, 3, 4, 5, 5, 7]) == ["p1", "p2", "p3", *["-"] * 4]
    assert won(prizes, [1, 2, 3, 4, 5, 5, 7], size=10) == ["p1", "p2", "p3", "merit", "merit", "merit", "-"]


def test_a_prize_by_total_is_for_whoever_reaches_it_without_a_prize_above():
    prizes = (*counted(1), Prize("good", T, from_total=Decimal(60)))
    assert won(prizes, [1, 2, 3, 4], totals=["90", "60.01", "60", "59.99"]) == ["p1", "good", "good", "-"]


def test_the_first_prize_of_the_list_that_is_reached_is_won():
    prizes = (Prize("good", T, from_total=Decimal(60)), *counted(2))
    assert won(prizes, [1, 2, 3], totals=["90", "59", "58"]) == ["good", "p1", "-"]


def test_nobody_wins_without_prizes():
    assert won((), [1, 2]) == ["-", "-"]
