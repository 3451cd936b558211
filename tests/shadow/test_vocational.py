"""The worked examples of the field rules CN-1 to CN-7 and AS-4, by value."""

from typing import Any

import pytest

from tests.shadow.small import MEAN, TRIMMED, aspect, cells, module, panel, plan, points, row, tabulated

WEIGHTS = {"theory": "0.3", "practical": "0.7"}


def _both(entry: str, theory: str, practical: str) -> list[dict[str, str]]:
    return [row(entry, "T", theory), row(entry, "P", practical)]


def test_composite_is_thirty_and_seventy_and_practical_breaks_the_tie() -> None:
    modules = (module("M", [points("T")], "theory"), module("N", [points("P")], "practical"))
    document = plan(*modules, weights=WEIGHTS, ties=["component:practical"])
    result = tabulated(document, _both("A", "92", "86.5") + _both("B", "85", "89.5"))
    assert cells(result, "total") == {"B": "88.15", "A": "88.15"}
    assert cells(result, "rank") == {"B": 1, "A": 2}


def test_shared_ranks_are_one_two_two_four() -> None:
    modules = (module("M", [points("T")], "theory"), module("N", [points("P")], "practical"))
    marks = _both("A", "90", "95") + _both("B", "92", "86.5") + _both("C", "92", "86.5") + _both("D", "10", "10")
    result = tabulated(plan(*modules, weights=WEIGHTS), marks)
    assert cells(result, "rank") == {"A": 1, "B": 2, "C": 2, "D": 4}
    assert cells(result, "tied") == {"A": False, "B": True, "C": True, "D": False}


def test_practical_with_a_bonus_may_exceed_the_hundred() -> None:
    modules = (module("M", [points("T")], "theory"), module("N", [points("P"), points("X", "20")], "practical"))
    document = plan(*modules, weights={"theory": "0.2", "practical": "0.8"})
    result = tabulated(document, [*_both("A", "100", "100"), row("A", "X", "20")])
    assert cells(result, "components") == {"A": {"theory": "100", "practical": "100"}}


@pytest.mark.parametrize(
    ("rule", "values", "mark"),
    [
        (TRIMMED, "88.5 90.0 91.2 86.0 95.0 89.4 90.6", "89.94"),
        ({**TRIMMED, "trim_from": 4}, "88 90 90 96", "90"),
        (TRIMMED, "88 90 90 96", "91"),
        (MEAN, "88 90 90 96", "91"),
        (TRIMMED, "88 90 - 90 96", "91"),
        (TRIMMED, "90 91 92", "91"),
    ],
)
def test_trimmed_mean_drops_one_of_each_end(rule: dict[str, object], values: str, mark: str) -> None:
    document = plan(module("A", [points("P", by="each")], panel=rule))
    assert cells(tabulated(document, panel("1", "P", values)), "aspects") == {"1": {"P": mark}}


@pytest.mark.parametrize(
    ("size", "options", "counts"),
    [
        (48, {}, (4, 9, 14)),
        (48, {"rounding": "half_up"}, (5, 10, 14)),
        (48, {"rounding": "up"}, (5, 10, 15)),
        (7, {"minimum": 0}, (0, 1, 2)),
        (7, {"minimum": 0, "rounding": "half_up"}, (1, 1, 2)),
        (7, {}, (1, 1, 2)),
        (3, {}, (0, 0, 0)),
    ],
)
def test_quotas_are_a_tenth_a_fifth_and_three_tenths(size: int, options: dict, counts: tuple[int, ...]) -> None:
    shares = (("一", "0.1"), ("二", "0.2"), ("三", "0.3"))
    prizes = [
        {"key": f"p{share[2:]}", "title": {"zh": name, "en": ""}, "share": share, **options} for name, share in shares
    ]
    document = plan(module("A", [points("P")]), awards={"prizes": prizes})
    result = tabulated(document, [row(str(place), "P", str(90 - place)) for place in range(size)])
    won = list(cells(result, "prize").values())
    assert tuple(won.count(prize["key"]) for prize in prizes) == counts


def _cut(cut: str) -> list[str]:
    prizes = [
        {"key": "first", "title": {"zh": "一", "en": ""}, "count": 1},
        {"key": "second", "title": {"zh": "二", "en": ""}, "count": 2, "cut": cut},
        {"key": "third", "title": {"zh": "三", "en": ""}, "count": 2},
    ]
    document = plan(module("A", [points("P")]), awards={"prizes": prizes})
    totals = ("90", "80", "70", "70", "60", "50")
    result = tabulated(document, [row(str(place), "P", total) for place, total in enumerate(totals)])
    return list(cells(result, "prize").values())


def test_ties_at_a_cut_all_get_the_prize_or_all_the_next() -> None:
    assert _cut("inclusive") == ["first", "second", "second", "second", "third", ""]
    assert _cut("exclusive") == ["first", "second", "third", "third", "third", ""]


def test_merit_prize_is_the_top_half_without_the_others() -> None:
    prizes = [
        {"key": "first", "title": {"zh": "一", "en": ""}, "count": 1},
        {"key": "merit", "title": {"zh": "优", "en": ""}, "within": "0.5"},
    ]
    marks = [row(str(place), "P", str(90 - place)) for place in range(7)]
    result = tabulated(plan(module("A", [points("P")]), awards={"prizes": prizes}), marks)
    assert list(cells(result, "prize").values()) == ["first", "merit", "merit", "", "", "", ""]


def test_titles_are_for_employees_and_levels_go_up_but_never_down() -> None:
    awards = {
        "by_division": True,
        "titles": [{"key": "master", "title": {"zh": "技", "en": ""}, "from": 1, "to": 2, "divisions": ["职工组"]}],
        "promotion": [
            {"from": 1, "to": 3, "divisions": ["职工组"], "prior": [5, 4, 3], "level": 2},
            {"from": 1, "to": 3, "divisions": ["职工组"], "prior": [2], "level": 1},
        ],
    }
    levels = (
        ("a", "职工组", "2"),
        ("b", "学生组", "4"),
        ("c", "职工组", "4"),
        ("d", "职工组", "1"),
        ("e", "职工组", ""),
    )
    entries = [{"entry": entry, "division": division, "prior_level": level} for entry, division, level in levels]
    marks = [row(entry, "P", str(90 - place)) for place, (entry, _, _) in enumerate(levels)]
    result = tabulated(plan(module("A", [points("P")]), awards=awards), marks, entries)
    assert cells(result, "titles") == {"a": ["master"], "b": [], "c": ["master"], "d": [], "e": []}
    assert cells(result, "level") == {"a": 1, "b": None, "c": 2, "d": None, "e": None}
    assert cells(result, "award_rank") == {"a": 1, "b": 1, "c": 2, "d": 3, "e": 4}


def test_teams_are_the_sum_of_their_best_three() -> None:
    totals = {"甲": ("90", "80", "70", "60"), "乙": ("85", "84", "83"), "丙": ("99", "98")}
    entries = [{"entry": f"{team}{place}", "team": team} for team, own in totals.items() for place in range(len(own))]
    marks = [row(f"{team}{place}", "P", total) for team, own in totals.items() for place, total in enumerate(own)]
    awards = {"teams": {"rule": "top_n", "n": 3, "complete": True}}
    result = tabulated(plan(module("A", [points("P")]), awards=awards), marks, entries)
    assert [(one["key"], one["rank"], one["score"]) for one in result["teams"]] == [
        ("乙", 1, "252"),
        ("甲", 2, "240"),
        ("丙", None, "197"),
    ]


def test_organisations_have_eight_four_two_one_for_prizes() -> None:
    prizes = [
        {"key": key, "title": {"zh": key, "en": ""}, "count": count} for key, count in (("a", 1), ("b", 1), ("c", 2))
    ]
    table = {"rule": "place_points", "points": ["8", "4", "2", "1"], "of": "prizes"}
    awards = {"prizes": prizes, "organisations": table, "organisation_award": {"by": "entrants", "count": 1}}
    entries = [{"entry": str(place), "organisation": home} for place, home in enumerate("东西西西东南")]
    marks = [row(str(place), "P", str(90 - place)) for place in range(6)]
    result = tabulated(plan(module("A", [points("P")]), awards=awards), marks, entries)
    table_rows = [(one["key"], one["rank"], one["score"]) for one in result["organisations"]]
    assert table_rows == [("东", 1, "9"), ("西", 2, "8"), ("南", 3, "1")]
    assert result["organisation_award"] == ["西"]


VOTES: dict[str, Any] = {"each": "0.1", "target": "99999", "plausible": {"min": "0", "max": "99999"}, "counts": False}


def _elected(score: str, *given: tuple[str, str, str]) -> dict[str, str]:
    """Totals of experts' marks at eighty and a score of votes at twenty in the hundred."""
    vote = [aspect("N", "counted", "9999.9", **VOTES), aspect("V", "computed", "100", expression=score)]
    modules = (module("E", [points("X")], "expert"), module("W", vote, "vote"))
    document = plan(*modules, weights={"expert": "0.8", "vote": "0.2"})
    marks = [mark for entry, expert, votes in given for mark in (row(entry, "X", expert), row(entry, "N", votes))]
    return cells(tabulated(document, marks), "total")


CANDIDATES = (("a", "86.4", "12000"), ("b", "91.2", "9000"), ("c", "93.5", "3000"))


def test_votes_are_a_share_of_the_most_votes() -> None:
    assert _elected("100 * [N] / best([N])", *CANDIDATES) == {"a": "89.12", "b": "87.96", "c": "79.8"}


def test_votes_by_rank_count_four_candidates() -> None:
    score = "100 * (count([N]) - rank([N]) + 1) / count([N])"
    assert _elected(score, *CANDIDATES, ("d", "0", "1"))["c"] == "84.8"
