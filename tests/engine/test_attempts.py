"""Several attempts as one figure, against the same golden cases as the tablet (field rule TF-15)."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from competition.engine.attempts import Joined, joined
from competition.engine.plans.attempts import read_attempts
from competition.engine.plans.reading import Reader

GOLDEN = json.loads((Path(__file__).parents[1] / "golden" / "attempts.json").read_text(encoding="utf-8"))


def rules(**more):
    return read_attempts(Reader({"attempts": {"count": 5, "on": "points", **more}}, ""), "points", True)


def made(*figures):
    return [(n, None if text == "none" else Fraction(text)) for n, text in enumerate(figures, start=1)]


@pytest.mark.parametrize("case", GOLDEN["cases"], ids=lambda case: case["name"])
def test_joined_comes_to_every_golden_figure(case):
    came = joined(rules(**case["rules"]), made(*case["made"]))
    assert came.figure == (None if case["figure"] is None else Fraction(case["figure"]))


@pytest.mark.parametrize(
    ("asked", "figures", "counted"),
    [
        ({"rule": "best"}, "3 7 7", (2,)),
        ({"rule": "worst"}, "3 3 7", (2,)),
        ({"rule": "last"}, "3 7 none", (2,)),
        ({"rule": "sum", "drop_best": 1, "drop_worst": 1}, "5 5 2 2", (2, 3)),
        ({"rule": "mean"}, "3 none 7", (1, 3)),
        ({"rule": "mean", "failed": "void"}, "3 none 7", (1, 2, 3)),
        ({"rule": "mean", "failed": "worst", "drop_worst": 1}, "3 none 7", (1, 3)),
    ],
)
def test_joined_says_which_attempts_count(asked, figures, counted):
    assert joined(rules(**asked), made(*figures.split())).counted == counted


def test_joined_looks_at_the_numbers_of_attempts_and_not_at_their_order():
    assert joined(rules(rule="last"), [(4, Fraction(1)), (2, Fraction(9))]) == Joined(Fraction(1), (4,))


def test_joined_of_too_many_failed_counts_none():
    assert joined(rules(rule="sum", most_failed=1), made("none", "none", "3")) == Joined(None, ())


@pytest.mark.parametrize(("rule", "counted"), [("best", (2,)), ("worst", (4,))])
def test_joined_takes_the_earliest_of_equals_for_the_best_and_the_latest_for_the_worst(rule, counted):
    assert joined(rules(rule=rule), [(4, Fraction(7)), (2, Fraction(7))]) == Joined(Fraction(7), counted)
