"""Corners of the plan format in which two readers could differ: what both tabulators say there."""

from typing import Any

import pytest

from tests.shadow.small import MEAN, aspect, cells, module, panel, plan, points, row, tabulated, tries

WIDE = {"min": "-99", "max": "999"}


def _measured(key: str, by: str = "one", **options: Any) -> dict[str, Any]:
    return aspect(key, "measurement", "10", by, unit="", decimals=0, plausible=WIDE, **options)


def _banded(key: str, by: str = "one", **options: Any) -> dict[str, Any]:
    return _measured(key, by, bands=[{"from": "0", "to": "9", "points": "10"}], **options)


def _computed(key: str, expression: str, **options: Any) -> dict[str, Any]:
    return aspect(key, "computed", "100", expression=expression, **options)


def _figures(rules: list[dict[str, Any]], *marks: dict[str, str]) -> dict[str, Any]:
    return cells(tabulated(plan(module("A", rules)), marks), "figures")


def test_panel_of_aspects_is_rounded_as_a_panel() -> None:
    document = plan(module("A", [points("P", by="each", step="1"), points("Q", by="each", step="1")]), scale="200")
    document["rounding"] = {**document["rounding"], "panel": {"digits": 0, "mode": "half_up"}}
    result = tabulated(document, [*panel("1", "P", "1 2"), *panel("1", "Q", "1 1")])
    assert cells(result, "modules") == {"1": {"A": "3"}}


def test_unfinished_sheets_wait_until_one_is_finished() -> None:
    rule = {**MEAN, "level": "sheet"}
    document = plan(module("A", [points("P", by="each"), points("Q", by="each")], panel=rule), scale="200")
    first = [*panel("1", "P", "1 2")]
    assert cells(tabulated(document, first), "modules") == {"1": {"A": "1.5"}}
    assert cells(tabulated(document, [*first, row("1", "Q", "5", "2")]), "modules") == {"1": {"A": "7"}}


def test_rank_of_nobody_is_unmarked_and_of_none_undefined() -> None:
    found = _figures(
        [_banded("M"), points("P"), _computed("R", "rank([M])"), _computed("L", "rank_low([M])")],
        row("a", "M", "5"), row("b", "M", "none"), row("c", "P", "1"),
    )  # fmt: skip
    assert {entry: (row["R"], row["L"]) for entry, row in found.items()} == {
        "a": ("1", "1"),
        "b": ("none", "none"),
        "c": (None, None),
    }


def test_field_without_a_figure_is_unmarked_but_can_be_counted() -> None:
    words = ("best", "least", "mean", "median", "sd")
    rules = [
        _banded("M"),
        points("P"),
        _computed("N", "count([M])"),
        *(_computed(word, f"{word}([M])") for word in words),
    ]
    found = _figures(rules, row("a", "P", "1"), row("b", "M", "none"))
    assert found["a"] == {"M": None, "P": "1", "N": "0", **dict.fromkeys(words)}


def test_points_of_none_are_nothing_while_its_figure_is_undefined() -> None:
    found = _figures(
        [_banded("M"), _computed("F", "[M] + 1"), _computed("P", "points([M]) + 1")], row("a", "M", "none")
    )
    assert found == {"a": {"M": "none", "F": "none", "P": "1"}}


def test_panel_is_without_a_figure_only_if_every_judge_is() -> None:
    assert _figures([_banded("M", "each")], *panel("a", "M", "none 5"), *panel("b", "M", "none none")) == {
        "a": {"M": "5"},
        "b": {"M": "none"},
    }


def test_undefined_formula_leaves_the_value_to_expressions() -> None:
    rules = [_measured("M", formula="1 / value"), _computed("F", "[M] + 1"), _computed("B", "best([M]) + count([M])")]
    assert _figures(rules, row("a", "M", "0")) == {"a": {"M": "none", "F": "1", "B": "1"}}


def test_formula_may_go_below_nothing_down_to_its_floor() -> None:
    rules = [_measured("M", formula="value", floor="-2"), _measured("N", formula="value")]
    document = plan(module("A", rules))
    marks = [row("a", "M", "-5"), row("a", "N", "-5"), row("b", "M", "50"), row("b", "N", "7")]
    assert cells(tabulated(document, marks), "aspects") == {"a": {"M": "-2", "N": "0"}, "b": {"M": "10", "N": "7"}}


def test_deduction_nobody_noted_is_unmarked() -> None:
    fault = aspect("D", "deduction", "0", step="1", cap=None, critical=False)
    found = _figures(
        [points("P"), fault, _computed("C", "[P] - [D]"), _computed("G", "[P] - given([D], 0)")],
        row("a", "P", "5"), row("b", "P", "5"), row("b", "D", "2"),
    )  # fmt: skip
    assert found["a"] == {"P": "5", "D": None, "C": None, "G": "5"}
    assert found["b"] == {"P": "5", "D": "2", "C": "3", "G": "3"}


def test_judge_who_marks_and_notes_nothing_has_seen_nothing() -> None:
    fault = aspect("D", "deduction", "0", "each", step="1", cap="3", critical=False)
    document = plan(module("A", [points("P", by="each"), fault], panel={**MEAN, "figure": "sum"}))
    result = tabulated(document, [*panel("a", "P", "5 5 5 5"), row("a", "D", "9", "2"), row("a", "D", "1", "4")])
    assert cells(result, "aspects") == {"a": {"P": "20", "D": "-1"}}


@pytest.mark.parametrize(("treatment", "figure"), [("out", "5"), ("worst", "none"), ("void", "3.33")])
def test_failed_attempts_are_out_or_worst_or_void(treatment: str, figure: str) -> None:
    rule = {
        "count": 3,
        "rule": "mean",
        "on": "points",
        "failed": treatment,
        "rounding": {"digits": 2, "mode": "half_up"},
    }
    assert _figures([points("P", attempts=rule)], *tries("a", "P", "4 DNF 6")) == {"a": {"P": figure}}


def test_nothing_is_dropped_when_no_more_are_left_than_would_be() -> None:
    rule = {"count": 4, "rule": "sum", "on": "points", "drop_best": 1, "drop_worst": 1}
    found = _figures(
        [points("P", attempts=rule)], *tries("a", "P", "4 6"), *tries("b", "P", "4 DNF 6"), *tries("c", "P", "4 5 6")
    )
    assert {entry: row["P"] for entry, row in found.items()} == {"a": "10", "b": "10", "c": "5"}


def test_figures_without_an_end_stay_exact_until_they_are_rounded() -> None:
    rule = {"count": 3, "rule": "mean", "on": "points"}
    document = plan(module("A", [points(key, attempts=rule) for key in "PQR"]), scale="300")
    document["rounding"] = {step: {"digits": 2, "mode": "down"} for step in document["rounding"]}
    result = tabulated(document, [mark for key in "PQR" for mark in tries("a", key, "1 0 0")])
    assert cells(result, "modules") == {"a": {"A": "1"}}


def test_ties_compare_figures_without_an_end() -> None:
    rule = {"count": 3, "rule": "mean", "on": "value"}
    document = plan(module("A", [points("P"), points("Q", counts=False, attempts=rule)]), ties=["value:Q"])
    marks = [row(entry, "P", "9") for entry in "ab"] + tries("a", "Q", "1 2 4") + tries("b", "Q", "1 2 5")
    assert cells(tabulated(document, marks), "rank") == {"b": 1, "a": 2}


def test_criterion_without_a_mark_is_nothing_rather_than_missing() -> None:
    document = plan(
        module("A", [points("P")]), module("B", [points("Q", counts=False), points("R")]), ties=["criterion:B0"]
    )
    marks = [row("a", "P", "9"), row("b", "P", "9"), row("b", "R", "0")]
    assert cells(tabulated(document, marks), "rank") == {"a": 1, "b": 1}


def test_entry_without_a_mark_has_no_total_even_if_nobody_must_mark_a_module() -> None:
    lead = {**MEAN, "exclude_lead": True}
    document = plan(module("A", [points("P")]), module("B", [points("Q", by="each")], panel=lead), scale="200")
    entries: list[dict[str, Any]] = [{"entry": "a"}, {"entry": "b"}]
    result = tabulated(document, [row("a", "P", "9"), row("a", "Q", "5", "1")], entries)
    assert cells(result, "total") == {"a": "9", "b": None}
    assert cells(result, "rank") == {"a": 1, "b": None}


def test_list_is_in_natural_order_where_a_rank_is_shared_and_among_statuses() -> None:
    marks = [row(entry, "P", "9") for entry in ("A10", "A2", "B10", "B2")]
    marks += [row(entry, "", "", status="DQ") for entry in ("B10", "B2")]
    assert list(tabulated(plan(module("A", [points("P")])), marks)["entries"]) == ["A2", "A10", "B2", "B10"]


def test_statuses_come_after_the_unmarked_in_their_order() -> None:
    marks = [row(entry, "P", "9") for entry in "abcde"]
    marks += [
        row(entry, "", "", status=status) for entry, status in zip("abcd", ("DQ", "WD", "DNS", "DNF"), strict=True)
    ]
    result = tabulated(plan(module("A", [points("P")])), marks, [{"entry": "f"}])
    assert list(result["entries"]) == ["e", "f", "d", "c", "b", "a"]


def test_those_who_share_a_rank_share_a_medal_even_if_totals_are_far_apart() -> None:
    scale = {"method": "median_sd", "centre": "700", "spread": "30", "low": "0", "high": "705", "digits": 0}
    document = plan(
        module("A", [points("P")]),
        scale_score={**scale, "mode": "half_up"},
        order={"better": "high", "by": "scale_score", "last_resort": "shared"},
        awards={"medals": {"on": "total", "window": "2"}},
    )
    result = tabulated(
        document, [row(entry, "P", total) for entry, total in zip("abcd", ("95", "90", "50", "10"), strict=True)]
    )
    assert [cells(result, "medal")[entry] for entry in "ab"] == ["gold", "gold"]


def test_first_look_leaves_out_expressions_that_rest_on_the_field_whatever_branch_they_take() -> None:
    rests = _computed("C", "if([M] > 0, best([M]), 1 / [M])", dnf_if_none=True)
    rules = [_banded("M"), rests, _computed("N", "count([M])")]
    result = tabulated(plan(module("A", rules)), [row("a", "M", "0"), row("b", "M", "5")])
    assert cells(result, "status") == {"b": "", "a": "DNF"}
    assert {row["N"] for row in cells(result, "figures").values()} == {"2"}


def test_did_not_finish_leaves_the_field() -> None:
    rules = [_banded("M", dnf_if_none=True), points("P"), _computed("N", "count([P])"), _computed("B", "best([P])")]
    marks = [row("a", "M", "none"), row("a", "P", "90"), row("b", "M", "5"), row("b", "P", "30")]
    result = tabulated(plan(module("A", rules)), marks)
    assert cells(result, "status") == {"b": "", "a": "DNF"}
    assert {(row["N"], row["B"]) for row in cells(result, "figures").values()} == {("1", "30")}


def test_judges_majority_goes_by_the_sheets_as_shown() -> None:
    fault = aspect("X", "deduction", "0", "each", step="0", cap=None, critical=True)
    document = plan(module("A", [points("P", by="each", step="1"), fault]), ties=["judges_majority:A"])
    level = [*panel("a", "P", "5 5 8"), *panel("b", "P", "6 6 6")]
    assert cells(tabulated(document, level), "rank") == {"b": 1, "a": 2}
    both_failed = [*level, row("a", "X", "1", "1"), row("b", "X", "1", "2")]
    assert cells(tabulated(document, both_failed), "rank") == {"a": 1, "b": 2}


def test_leniency_is_taken_out_of_sheets() -> None:
    rule = {**MEAN, "level": "sheet", "leniency": "additive"}
    document = plan(module("A", [points("P", by="each", step="1")], panel=rule))
    marks = [*panel("a", "P", "10 4"), *panel("b", "P", "20 14"), row("c", "P", "30", "1")]
    assert cells(tabulated(document, marks), "modules") == {"a": {"A": "7.5"}, "b": {"A": "17.5"}, "c": {"A": "28"}}


def test_sheet_of_the_first_judge_shows_what_he_alone_marked() -> None:
    rule = {"count": 2, "rule": "best", "on": "value"}
    document = plan(
        module("A", [points("P", by="each", step="1"), points("V", attempts=rule)]), ties=["judges_majority:A"]
    )
    marks = [*panel("a", "P", "4 2"), *panel("b", "P", "5 5"), *tries("a", "V", "5 2"), *tries("b", "V", "1 3")]
    result = tabulated(document, marks)
    assert cells(result, "total") == {"a": "8", "b": "8"}
    assert cells(result, "rank") == {"a": 1, "b": 1}


def test_judges_majority_compares_sums_as_they_are_rounded_for_a_judge() -> None:
    document = plan(module("A", [points("P", by="each")]), ties=["judges_majority:A"])
    document["rounding"] = {**document["rounding"], "judge": {"digits": 0, "mode": "half_up"}}
    marks = [*panel("a", "P", "3.5 4 2.1"), *panel("b", "P", "4 3.4 2.2")]
    assert cells(tabulated(document, marks), "rank") == {"a": 1, "b": 2}


def test_scale_has_only_the_bounds_the_plan_gives() -> None:
    scale = {"method": "median_sd", "centre": "700", "spread": "300", "digits": 0, "mode": "half_up"}
    marks = [row(entry, "P", total) for entry, total in zip("abc", ("90", "50", "10"), strict=True)]
    free = tabulated(plan(module("A", [points("P")]), scale_score=scale), marks)
    assert cells(free, "scale_score") == {"a": "1067", "b": "700", "c": "333"}
    bound = tabulated(plan(module("A", [points("P")]), scale_score=scale | {"low": "400", "high": "1000"}), marks)
    assert cells(bound, "scale_score") == {"a": "1000", "b": "700", "c": "400"}
