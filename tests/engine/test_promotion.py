"""Titles and skill levels: the table of field rule CN-6, contest by contest."""

from decimal import Decimal

import pytest

from competition.engine.awards import Placed, award
from competition.engine.plans.awarding_shape import Passed, Promotion, Reach, Title
from competition.engine.plans.shape import Text
from competition.engine.promotion import promoted, reached, titles_won
from competition.engine.refusal import Impossible
from tests.engine import award_tables as tables
from tests.engine.award_plans import awarding, placed
from tests.engine.plan_documents import Document


def listed(count: int, division: str = "", prior: int | None = None, prefix: str = "E") -> list[Placed]:
    """Entries ranked 1 to `count`, each a point below the one before."""
    return [
        placed(f"{prefix}{rank:02}", rank, str(100 - rank), division=division, prior_level=prior)
        for rank in range(1, count + 1)
    ]


def titled(awards: Document, entries: list[Placed]) -> dict[str, tuple[str, ...]]:
    return {one.entry: one.titles for one in award(awarding(awards), entries).entries if one.titles}


def levels(awards: Document, entries: list[Placed]) -> list[int | None]:
    return [one.level for one in award(awarding(awards), entries).entries]


def test_national_class_1_names_the_first_five_employees_only():
    mixed = [
        placed(f"E{rank}", rank, division=tables.STUDENTS if rank % 2 else tables.EMPLOYEES) for rank in range(1, 15)
    ]
    assert titled(tables.NATIONAL_CLASS_1, mixed) == {f"E{rank}": ("expert",) for rank in (2, 4, 6, 8, 10)}


@pytest.mark.parametrize(
    ("division", "key", "last"),
    [(tables.SINGLES, "expert", 5), (tables.PAIRS, "expert_pairs", 3), (tables.TRIOS, "expert_trios", 2)],
)
def test_national_games_2020_name_fewer_teams_than_single_entries(division, key, last):
    named = {f"E{rank:02}": (key,) for rank in range(1, last + 1)}
    assert titled(tables.NATIONAL_GAMES_2020, listed(12, division)) == named


def test_national_games_2020_promote_with_the_merit_prize_and_above():
    done = award(awarding(tables.NATIONAL_GAMES_2020), listed(12, tables.SINGLES, prior=3)).entries
    assert [one.prize for one in done] == ["gold", "silver", "bronze", "merit", "merit", "merit", *[""] * 6]
    assert [one.level for one in done] == [*[2] * 6, *[None] * 6]
    assert levels(tables.NATIONAL_GAMES_2020, listed(12, tables.SINGLES, prior=2)) == [*[1] * 6, *[None] * 6]
    assert levels(tables.NATIONAL_GAMES_2020, listed(12, tables.SINGLES)) == [*[2] * 6, *[None] * 6]
    assert levels(tables.NATIONAL_GAMES_2020, listed(12, tables.SINGLES, prior=1)) == [None] * 12


def test_employees_2021_propose_three_and_name_five():
    assert titled(tables.EMPLOYEES_2021, listed(30)) == {
        "E01": ("expert", "medal_proposed"),
        "E02": ("expert", "medal_proposed"),
        "E03": ("expert", "medal_proposed"),
        "E04": ("expert",),
        "E05": ("expert",),
    }


@pytest.mark.parametrize(
    ("prior", "top", "next_ones"),
    [(None, 2, 3), (5, 2, 3), (4, 2, 3), (3, 2, 2), (2, 1, None), (1, None, None)],
)
def test_employees_2021_promote_one_step_further_who_holds_the_level_already(prior, top, next_ones):
    expected = [*[top] * 5, *[next_ones] * 15, None]
    assert levels(tables.EMPLOYEES_2021, listed(21, prior=prior)) == expected


def test_jiangxi_2022_gives_three_medals_and_names_six():
    done = award(awarding(tables.JIANGXI_2022), listed(8, prior=4)).entries
    assert [(one.prize, one.titles, one.level) for one in done] == [
        ("gold", ("expert",), 2),
        ("silver", ("expert",), 2),
        ("bronze", ("expert",), 2),
        *[("", ("expert",), 2)] * 3,
        *[("", (), None)] * 2,
    ]


def test_jiangxi_carving_2015_names_three_of_each_group():
    entries = [*listed(4, "木雕", 3, "W"), *listed(5, "根雕", 3, "R")]
    done = award(awarding(tables.JIANGXI_CARVING_2015), entries).entries
    assert {one.entry: (one.titles, one.level) for one in done if one.titles or one.level} == {
        f"{group}{rank:02}": (("expert",), 2) for group in "WR" for rank in (1, 2, 3)
    }


def test_yunnan_2025_has_one_champion_and_nine_experts():
    done = award(awarding(tables.YUNNAN_2025), listed(12)).entries
    assert [(one.titles, one.prize) for one in done] == [
        (("champion",), "champion"), *[(("expert",), "able")] * 9, *[((), "")] * 2,
    ]  # fmt: skip


def test_chongqing_2010_promotes_prize_winners_once_and_who_passed_both_parts():
    def ranked(rank: int, prior: int | None, theory: str, practical: str) -> Placed:
        return placed(f"E{rank}", rank, prior_level=prior, theory=theory, practical=practical)

    entries = [
        ranked(1, 2, "90", "90"), ranked(2, 3, "50", "50"), ranked(3, None, "80", "80"), ranked(4, 1, "70", "70"),
        ranked(5, 3, "70", "70"), ranked(6, 5, "60", "60"), ranked(7, 4, "60", "60"), ranked(8, 4, "59.99", "95"),
        ranked(9, 4, "95", "59.99"), ranked(10, 3, "60", "60"),
    ]  # fmt: skip
    assert levels(tables.CHONGQING_2010, entries) == [None, 2, 2, None, 2, 2, 3, None, None, None]


def test_everybody_tied_within_the_ranks_is_named_and_nobody_unranked():
    entries = [*[placed(f"E{n}", 5) for n in (1, 2)], placed("E3", 7), placed("E4", None, None), placed("E5", 4)]
    assert titled(tables.EMPLOYEES_2021, entries) == {"E1": ("expert",), "E2": ("expert",), "E5": ("expert",)}


@pytest.mark.parametrize(
    ("reach", "expected"),
    [
        (Reach(3, 3), True),
        (Reach(1, 3), True),
        (Reach(3, None), True),
        (Reach(1, 2), False),
        (Reach(4, None), False),
        (Reach(divisions=("A", "B")), True),
        (Reach(divisions=("A",)), False),
        (Reach(total_from=Decimal(60)), True),
        (Reach(total_from=Decimal("60.01")), False),
        (Reach(prizes=("second",)), True),
        (Reach(prizes=("first", "third")), False),
        (Reach(passed=(Passed("theory", Decimal(60)), Passed("practical", Decimal(60)))), True),
        (Reach(passed=(Passed("theory", Decimal(60)), Passed("practical", Decimal("60.01")))), False),
    ],
)
def test_reached_asks_for_all_that_a_row_says(reach, expected):
    one = placed("E", 3, "60", division="B", theory="60", practical="60")
    assert reached(reach, one, 3, "second") is expected


def test_reached_refuses_a_component_that_nobody_handed_in():
    with pytest.raises(Impossible) as refused:
        reached(Reach(passed=(Passed("theory", Decimal(60)),)), placed("E7", 1), 1, "")
    assert refused.value == Impossible("figure_missing", "E7", figure="component:theory")


def test_promoted_gives_the_highest_level_whatever_the_order_of_rows():
    table = [Promotion(3, Reach(1, 5)), Promotion(2, Reach(1, 3)), Promotion(4, Reach(1, 9))]
    for rows in (table, table[::-1]):
        assert [promoted(rows, placed("E", rank), rank, "") for rank in (3, 5, 9, 10)] == [2, 3, 4, None]


def test_promoted_needs_a_level_held_where_the_row_names_one():
    rows = [Promotion(2, Reach(), (3, 4))]
    held = [promoted(rows, placed("E", 1, prior_level=prior), 1, "") for prior in (None, 5, 4, 3, 2)]
    assert held == [None, None, 2, 2, None]


def test_titles_won_come_in_the_order_of_the_plan():
    words = Text("称号", "Title")
    titles = [Title("b", words, Reach(1, 1)), Title("a", words, Reach(1, 2)), Title("c", words, Reach(2, 2))]
    assert titles_won(titles, placed("E", 1), 1, "") == ("b", "a")
