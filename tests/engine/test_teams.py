"""Team and organisation tables, and the organisation award: the variants of field rule CN-7, and WS-6."""

from decimal import Decimal

import pytest

from competition.engine.awards import Placed, TeamPlace, award
from competition.engine.plans.awarding_shape import OrganisationAward
from competition.engine.teams import organisations_awarded
from tests.engine import award_tables as tables
from tests.engine.award_plans import awarding, placed
from tests.engine.plan_documents import Document


def team(
    key: str, rank: int | None, score: str | None, *counted: str, tied: bool = False, complete: bool = True
) -> TeamPlace:
    return TeamPlace(key, rank, tied, None if score is None else Decimal(score), complete, counted)


def teams(rule: Document, entries: list[Placed], better: str = "high") -> tuple[TeamPlace, ...]:
    return award(awarding({"teams": rule}, better), entries).teams


def ranks(table: tuple[TeamPlace, ...]) -> list[tuple[str, int | None, bool]]:
    return [(one.key, one.rank, one.tied) for one in table]


def test_zoucheng_adds_the_three_best_of_an_organisation():
    entries = [
        placed("E1", 1, "95", organisation="钢厂"), placed("E2", 2, "90", organisation="电厂"),
        placed("E3", 3, "88", organisation="电厂"), placed("E4", 4, "87", organisation="电厂"),
        placed("E5", 5, "86", organisation="钢厂"), placed("E6", 6, "80", organisation="电厂"),
        placed("E7", 7, "79.5", organisation="钢厂"), placed("E8", 8, "70", organisation="钢厂"),
        placed("E9", 9, "60"),
    ]  # fmt: skip
    assert award(awarding(tables.ZOUCHENG), entries).organisations == (
        team("电厂", 1, "265", "E2", "E3", "E4"),
        team("钢厂", 2, "260.5", "E1", "E5", "E7"),
    )


def assembled(times: str) -> list[Placed]:
    """Three teams of three with 240 points each, and the time of every member."""
    return [
        placed(f"{key}{number}", 1, "80", team=key, time=time)
        for key, row in zip("ABC", times.split("/"), strict=True)
        for number, time in enumerate(row.split(), 1)
    ]


def test_assembly_adds_all_three_and_the_shorter_time_of_all_decides():
    table = award(awarding(tables.ASSEMBLY), assembled("300 310 320/305 305 301/400 200 310")).teams
    assert ranks(table) == [("C", 1, False), ("B", 2, False), ("A", 3, False)]
    assert [one.score for one in table] == [Decimal(240)] * 3


def test_assembly_shares_the_rank_when_the_times_are_equal_too():
    table = award(awarding(tables.ASSEMBLY), assembled("300 310 320/310 310 310/400 200 310")).teams
    assert ranks(table) == [("C", 1, False), ("A", 2, True), ("B", 2, True)]


def test_a_missing_time_is_the_worst():
    entries = assembled("1 1 1/999 999 999/5 5 5")
    entries[0] = placed("A1", 1, "80", team="A")
    assert ranks(award(awarding(tables.ASSEMBLY), entries).teams) == [("C", 1, False), ("B", 2, False), ("A", 3, False)]


def test_assembly_lists_an_incomplete_team_without_a_rank():
    entries = [
        placed("A1", 1, "95", team="A"), placed("A2", None, "60", team="A", status="DNF"),
        placed("B1", 2, "50", team="B"), placed("C1", None, None, team="C", status="DNS"),
    ]  # fmt: skip
    assert award(awarding(tables.ASSEMBLY), entries).teams == (
        team("B", 1, "50", "B1"),
        team("A", None, "95", "A1", complete=False),
        team("C", None, None, complete=False),
    )


def test_shanghai_2024_counts_the_prizes():
    ranked = ["甲", "乙", "乙", "丙", "甲", "丙", "丁"]
    entries = [placed(f"E{n}", n, str(100 - n), organisation=key) for n, key in enumerate(ranked, 1)]
    entries.append(placed("E8", None, "10", organisation="丁", status="DNF"))
    assert award(awarding(tables.SHANGHAI_2024), entries).organisations == (
        team("甲", 1, "10", "E1", "E5"),
        team("乙", 2, "8", "E2", "E3"),
        team("丙", 3, "4", "E4", "E6"),
        team("丁", 4, "1", "E7", complete=False),
    )


def test_xinzhou_ranks_county_teams_and_awards_the_fourth_to_sixth():
    counties = ["甲", "乙", "丙", "丁", "戊", "己", "庚"]
    entries = [
        placed(f"E{n}", n, str(100 - n), organisation=key, division=tables.COUNTY) for n, key in enumerate(counties, 2)
    ]
    entries.append(placed("E1", 1, "99", organisation="市直", division="市直"))
    done = award(awarding(tables.XINZHOU), entries)
    assert [(one.key, one.rank, str(one.score)) for one in done.organisations] == [
        ("甲", 1, "8"), ("乙", 2, "6"), ("丙", 3, "4"), ("丁", 4, "2"), ("己", 5, "0"), ("庚", 5, "0"), ("戊", 5, "0"),
    ]  # fmt: skip
    assert done.organisation_award == ("丁", "己", "庚", "戊")


def test_chongqing_awards_organisations_by_their_entrants():
    roll = {"A": 3, "B": 5, "C": 2, "D": 3, "E": 1}
    entries = [placed(f"{key}{n}", None, None, organisation=key) for key, count in roll.items() for n in range(count)]
    entries += [
        placed(f"E{n}", None, None, organisation="E", status=status) for n, status in enumerate(["DNS", "WD"] * 5, 9)
    ]
    entries += [placed(f"N{n}", None, None) for n in range(9)]
    assert award(awarding(tables.CHONGQING_ENTRANTS), entries).organisation_award == ("B", "A", "D")


@pytest.mark.parametrize(("status", "counts"), [("", True), ("DNF", True), ("DQ", True), ("DNS", False), ("WD", False)])
def test_entrants_are_who_did_not_stay_away(status, counts):
    entries = [placed("E1", None, None, organisation="A", status=status)]
    assert award(awarding(tables.CHONGQING_ENTRANTS), entries).organisation_award == (("A",) if counts else ())


def test_worldskills_counts_medals_and_medallions():
    scores = [("A", 740), ("B", 738), ("A", 731), ("B", 722), ("C", 700), ("C", 699), ("D", 650)]
    entries = [placed(f"E{n}", n, "80", scale=score, team=key) for n, (key, score) in enumerate(scores, 1)]
    done = award(awarding(tables.WORLDSKILLS), entries)
    assert [(one.medal, one.medallion) for one in done.entries] == [
        ("gold", False), ("gold", False), ("bronze", False), ("", True), ("", True), ("", False), ("", False),
    ]  # fmt: skip
    assert done.teams == (
        team("A", 1, "6", "E1", "E3"),
        team("B", 2, "5", "E2", "E4"),
        team("C", 3, "1", "E5", "E6"),
        team("D", 4, "0", "E7"),
    )


def test_places_give_points_and_shared_ranks_the_same():
    rule = {"rule": "place_points", "points": ["8", "4", "2", "1"]}
    entries = [
        placed(f"E{n}", rank, team=key)
        for n, (rank, key) in enumerate([(1, "B"), (2, "A"), (2, "C"), (4, "A"), (5, "C")], 1)
    ]
    assert teams(rule, entries) == (
        team("B", 1, "8", "E1"),
        team("A", 2, "5", "E2", "E4"),
        team("C", 3, "4", "E3", "E5"),
    )


def test_places_of_the_best_count_when_the_rule_names_a_number():
    rule = {"rule": "place_points", "points": ["8", "4", "2", "1"], "n": 1}
    entries = [
        placed("E1", 1, team="A"),
        placed("E2", 2, team="B"),
        placed("E3", 3, team="B"),
        placed("E4", 4, team="A"),
    ]
    assert teams(rule, entries) == (team("A", 1, "8", "E1"), team("B", 2, "4", "E2"))


def test_top_n_takes_what_there_is_unless_a_team_must_be_complete():
    entries = [placed("E1", 1, "90", team="A"), placed("E2", 2, "60", team="B"), placed("E3", 3, "20", team="B")]
    rule = {"rule": "top_n", "n": 2}
    assert teams(rule, entries) == (team("A", 1, "90", "E1", complete=False), team("B", 2, "80", "E2", "E3"))
    assert teams({**rule, "complete": True}, entries) == (
        team("B", 1, "80", "E2", "E3"),
        team("A", None, "90", "E1", complete=False),
    )


def test_top_n_is_complete_with_so_many_ranked_members():
    entries = [
        placed("E1", 1, "90", team="A"), placed("E2", 2, "80", team="A"), placed("E3", None, "10", team="A", status="DQ"),
    ]  # fmt: skip
    assert teams({"rule": "top_n", "n": 2, "complete": True}, entries) == (team("A", 1, "170", "E1", "E2"),)


def test_members_of_the_same_total_count_by_rank_then_by_key():
    entries = [
        placed("E10", 1, team="A"),
        placed("E9", 1, team="A"),
        placed("E1", 3, team="A"),
        placed("E2", 2, "80", team="A"),
    ]
    assert teams({"rule": "top_n", "n": 3}, entries) == (team("A", 1, "240", "E9", "E10", "E2"),)


def test_equal_teams_share_the_rank_or_the_best_place_decides():
    entries = [
        placed("E1", 1, "90", team="C"), placed("E2", 2, "85", team="A"), placed("E3", 2, "85", team="B"),
        placed("E4", 4, "65", team="A"), placed("E5", 4, "65", team="B"), placed("E6", 6, "60", team="C"),
        placed("E7", 7, "10", team="D"),
    ]  # fmt: skip
    shared = [("A", 1, True), ("B", 1, True), ("C", 1, True), ("D", 4, False)]
    assert ranks(teams({"rule": "sum"}, entries)) == shared
    best = [("C", 1, False), ("A", 2, True), ("B", 2, True), ("D", 4, False)]
    assert ranks(teams({"rule": "sum", "tie": "best_place"}, entries)) == best


def test_the_lower_sum_is_ahead_where_the_lower_total_wins():
    entries = [placed("E1", 1, "60", team="A"), placed("E2", 2, "61", team="B"), placed("E3", 3, "62", team="B"),
               placed("E4", 4, "70", team="A")]  # fmt: skip
    assert teams({"rule": "sum", "complete": True}, entries, "low") == (
        team("B", 1, "123", "E2", "E3"),
        team("A", 2, "130", "E1", "E4"),
    )
    assert teams({"rule": "top_n", "n": 1, "complete": True}, entries, "low") == (
        team("A", 1, "60", "E1"),
        team("B", 2, "61", "E2"),
    )


def test_more_place_points_are_ahead_where_the_lower_total_wins():
    rule = {"rule": "place_points", "points": ["3", "2", "1"], "n": 1}
    entries = [placed("E1", 1, "60", team="A"), placed("E2", 2, "61", team="B"), placed("E3", 3, "62", team="A")]
    assert teams(rule, entries, "low") == (team("A", 1, "3", "E1"), team("B", 2, "2", "E2"))


def test_teams_without_anybody_counted_come_last_in_the_order_of_their_keys():
    entries = [placed(f"E{n}", None, None, team=f"T{n}", status="DNS") for n in (10, 9)]
    assert teams({"rule": "sum"}, entries) == (
        team("T9", None, None, complete=False),
        team("T10", None, None, complete=False),
    )


def test_organisations_are_awarded_in_the_order_of_the_table():
    table = (
        team("C", 1, "9"),
        team("B", 2, "8", tied=True),
        team("A", 2, "8", tied=True),
        team("D", 4, "1"),
        team("E", None, "1"),
    )
    found = {
        (count, after): organisations_awarded(OrganisationAward("points", count, after), [], table)
        for count, after in ((1, 0), (2, 0), (3, 0), (4, 0), (1, 1), (1, 2), (2, 2), (9, 0))
    }
    assert found == {
        (1, 0): ("C",),
        (2, 0): ("C", "A", "B"),
        (3, 0): ("C", "A", "B"),
        (4, 0): ("C", "A", "B", "D"),
        (1, 1): ("A", "B"),
        (1, 2): (),
        (2, 2): ("D",),
        (9, 0): ("C", "A", "B", "D"),
    }


def test_the_lower_total_counts_before_the_better_rank_of_a_division():
    entries = [
        placed("E1", 1, "60", team="A", division="甲"), placed("E2", 2, "61", team="B", division="甲"),
        placed("E3", 3, "70", team="B", division="乙"),
    ]  # fmt: skip
    rule = {"rule": "top_n", "n": 1, "complete": True}
    assert award(awarding({"by_division": True, "teams": rule}, "low"), entries).teams == (
        team("A", 1, "60", "E1"),
        team("B", 2, "61", "E2"),
    )


def test_a_team_of_whom_nobody_counts_has_no_best_place():
    entries = [placed("E1", 1, "90", team="B"), placed("E2", None, None, team="A", status="DNS")]
    assert teams({"rule": "sum", "tie": "best_place"}, entries) == (
        team("B", 1, "90", "E1"),
        team("A", None, None, complete=False),
    )


def test_organisations_of_the_same_rank_are_awarded_in_the_order_of_their_keys():
    table = (team("O10", 1, "9", tied=True), team("O9", 1, "9", tied=True))
    assert organisations_awarded(OrganisationAward("points", 1, 0), [], table) == ("O9", "O10")
