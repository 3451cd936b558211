"""Ties, status and awards of an entry as they stand on paper: every line with its facts and how far in it stands."""

import pytest

from tests.engine import plan_documents as say
from tests.engine.test_explanation import lines_of
from tests.engine.test_explanation_field import after_the_total, flat, given, prize


def test_tie_is_told_with_the_figures_that_were_noted():
    rules = {"count": 2, "rule": "mean", "on": "value"}
    tried = say.points("A2", "10", marked_by="one") | {"counts": False, "attempts": rules}
    aspects = say.points("A1", marked_by="one"), tried, say.deduction("D")
    document = say.plan(say.module("A", *aspects), ties=("fewer_deductions", "best_attempt:A2"))
    marks = {
        entry: {("A", 1, "A1"): "50.5", ("A", 1, "D"): "1", ("A", 1, "A2#1"): first, ("A", 1, "A2#2"): second}
        for entry, first, second in (("1", "4.0", "6.0"), ("2", "5.0", "0.0"))
    }
    assert after_the_total(document, marks, "2") == lines_of("""
        rank_by_total_high rank=2 count=2
          same_figure entries=1, 2
            tie_says comparator=fewer_deductions entry=1 figure=0.50
            tie_says comparator=fewer_deductions entry=2 figure=0.50
            tie_says comparator=best_attempt:A2 entry=1 figure=6
            tie_says comparator=best_attempt:A2 entry=2 figure=5
          tie_broken comparator=best_attempt:A2
    """)


def test_entry_without_a_mark_is_told_to_have_no_rank():
    assert after_the_total(flat(), {"1": {}}) == ["not_ranked"]


@pytest.mark.parametrize(
    ("ends", "status", "line"),
    [
        (False, "DQ", "status status=DQ aspects="),
        (False, "DNF", "status status=DNF aspects="),
        (True, "DQ", "status status=DQ aspects="),
        (True, "DNF", "status_dnf status=DNF aspects=A1"),
        (True, "", "status_dnf status=DNF aspects=A1"),
    ],
)
def test_missing_figure_is_told_where_it_ended_the_contest(ends, status, line):
    aspect = say.aspect("measurement", "A1", "100", "one", unit="s", decimals=2, formula="value", dnf_if_none=ends)
    marks = {"1": {("A", 1, "A1"): "none"}}
    assert after_the_total(say.plan(say.module("A", aspect)), marks, status={"1": status}) == [line]


AWARDS = {
    "medals": {"on": "total", "window": "2"},
    "medallion": {"on": "total", "from": "50"},
    "prizes": [
        prize(count=1),
        prize(share="0.5") | {"key": "q"},
        prize(within="0.75") | {"key": "w"},
        prize(from_total="20") | {"key": "t"},
    ],
    "titles": [{"key": "champion", "title": say.text(), "from": 1, "to": 1}],
    "promotion": [{"from": 1, "to": 2, "level": 2}],
}
TOTALS = ("90.0", "80.0", "70.0", "60.0", "50.0", "40.0", "30.0", "20.0")


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ("1", """
            division_rank division=职工组 rank=1
            medal_gold on=total window=2
            prize_count prize=p places=1 last=1
            title_won title=champion
            level_won level=2
        """),
        ("2", """
            division_rank division=职工组 rank=2
            medal_silver on=total window=2
            prize_share prize=q share=0.5 places=4 last=5
            level_won level=2
        """),
        ("5", """
            division_rank division=职工组 rank=5
            medallion on=total least=50
            prize_share prize=q share=0.5 places=4 last=5
        """),
        ("6", """
            division_rank division=职工组 rank=6
            prize_within prize=w share=0.75 last=6
        """),
        ("7", """
            division_rank division=职工组 rank=7
            prize_from_total prize=t total=20
        """),
    ],
)  # fmt: skip
def test_awards_of_a_division_are_told_with_their_rules(entry, text):
    document = flat(awards=AWARDS | {"by_division": True})
    rank, *lines = after_the_total(document, given(*TOTALS), entry, division="职工组")
    assert (rank, lines) == (f"rank_by_total_high rank={entry} count=8", lines_of(text))


def test_division_is_not_asked_where_awards_are_of_the_whole_field():
    lines = after_the_total(flat(awards=AWARDS), given(*TOTALS), "5", division="职工组")
    assert lines[1:] == ["medallion on=total least=50", "prize_share prize=q share=0.5 places=4 last=5"]
