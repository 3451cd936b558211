"""A panel in an explanation: every judge's mark, who is dropped and why, sheets and their sums (codes and figures)."""

from tests.engine import plan_documents as say
from tests.engine.test_explanation import explained, of_aspect


def panel_of(figures, judged, most="100", **more):
    """The lines of points that judges 1, 2, … gave."""
    plan = say.plan(say.module("A", say.points("A1", most), judged=judged), most=most, **more)
    return of_aspect(explained(plan, {"1": {("A", n, "A1"): text for n, text in enumerate(figures, 1)}}), "A1")[1:]


def given(*figures):
    return [("given", {"judge": str(n), "points": figure}) for n, figure in enumerate(figures, 1)]


def test_trimmed_mean_tells_who_is_dropped_once_each():
    lines = panel_of(["88.5", "90.0", "91.2", "86.0", "95.0", "89.4", "95.0"], say.trimmed())
    assert lines == [
        *given("88.5", "90.0", "91.2", "86.0", "95.0", "89.4", "95.0"),
        ("dropped_lowest", {"judge": "4", "points": "86"}),
        ("dropped_highest", {"judge": "7", "points": "95"}),
        ("panel_mean", {"figures": "88.5 + 90 + 91.2 + 95 + 89.4", "sum": "454.1", "count": "5", "exact": "90.82"}),
        ("rounded", {"exact": "90.82", "digits": "2", "mode": "half_up", "result": "90.82"}),
        ("aspect_points", {"points": "90.82"}),
    ]


def test_equal_marks_are_dropped_as_lowest_and_as_highest():
    lines = panel_of(["90.0"] * 5, say.trimmed())
    assert [line for line in lines if line[0].startswith("dropped")] == [
        ("dropped_lowest", {"judge": "1", "points": "90"}), ("dropped_highest", {"judge": "5", "points": "90"}),
    ]  # fmt: skip


def test_panel_too_small_to_trim_says_so():
    lines = panel_of(["88.0", "90.0", "90.0", "96.0"], say.trimmed())
    assert lines[4:] == [
        ("too_few_to_drop", {"count": "4", "least": "5"}),
        ("panel_mean", {"figures": "88 + 90 + 90 + 96", "sum": "364", "count": "4", "exact": "91"}),
        ("rounded", {"exact": "91", "digits": "2", "mode": "half_up", "result": "91.00"}),
        ("aspect_points", {"points": "91.00"}),
    ]


def test_median_tells_who_is_outside_of_the_middle():
    lines = panel_of(["80.0", "90.0", "70.0"], say.panel("median"))
    assert lines[3:] == [
        ("outside_middle", {"judge": "2", "points": "90"}),
        ("outside_middle", {"judge": "3", "points": "70"}),
        ("rounded", {"exact": "80", "digits": "2", "mode": "half_up", "result": "80.00"}),
        ("aspect_points", {"points": "80.00"}),
    ]


def test_sum_of_a_panel_is_told_as_a_sum():
    lines = panel_of(["8.0", "9.0", "8.5", "8.5", "8.5", "8.5", "8.5"], say.trimmed() | {"figure": "sum"})
    assert (
        "panel_sum",
        {"figures": "8.5 + 8.5 + 8.5 + 8.5 + 8.5", "sum": "42.5", "count": "5", "exact": "42.5"},
    ) in lines


def test_lead_who_does_not_count_is_told():
    lines = panel_of(["10.0", "80.0", "90.0"], say.panel() | {"exclude_lead": True})
    assert lines[:4] == [
        ("given", {"judge": "2", "points": "80.0"}), ("given", {"judge": "3", "points": "90.0"}),
        ("lead_left_out", {"judge": "1"}), ("panel_mean", {"figures": "80 + 90", "sum": "170", "count": "2", "exact": "85"}),
    ]  # fmt: skip


def test_judges_who_noted_nothing_are_told():
    shared = say.deduction("D", marked_by="each") | {"max": "0"}
    plan = say.plan(
        say.module("A", say.points("A1"), say.points("A2", "0.1") | {"required": False}, shared), most="100.1"
    )
    lines = explained(
        plan, {"1": {("A", 1, "A1"): "50.0", ("A", 2, "A1"): "60.0", ("A", 1, "D"): "1", ("A", 2, "A2"): "0.1"}}
    )
    assert of_aspect(lines, "D")[1:4] == [
        ("off", {"judge": "1", "times": "1", "step": "0.50", "off": "0.5"}), ("saw_none", {"judge": "2"}),
        ("panel_mean", {"figures": "-0.5 + 0", "sum": "-0.5", "count": "2", "exact": "-0.25"}),
    ]  # fmt: skip
    assert of_aspect(lines, "A2")[1:3] == [
        ("given", {"judge": "2", "points": "0.1"}),
        ("judge_unmarked", {"judge": "1"}),
    ]
    assert lines[-10:-7] == [
        ("panel_aspects", {"figures": "55.00 + 0.10", "exact": "55.1"}),
        ("module_sum", {"figures": "55.10 − 0.25", "exact": "54.85"}),
        ("module_points", {"module": "A", "points": "54.85", "max": "100.1"}),
    ]


def test_sheets_are_told_one_by_one_and_then_joined():
    judged = say.panel("median", level="sheet")
    plan = say.plan(say.module("A", say.judgement("A1", "10"), say.points("A2", "90", "0.1"), judged=judged))
    marks = {
        ("A", 1, "A1"): "1",
        ("A", 1, "A2"): "80.0",
        ("A", 2, "A1"): "3",
        ("A", 2, "A2"): "70.5",
        ("A", 3, "A2"): "1.0",
    }
    lines = explained(plan, {"1": marks})
    assert lines[2:24] == [
        ("sheet", {"judge": "1"}),
        ("sheet_aspect", {"aspect": "A1", "points": "3.33"}),
        ("score", {"score": "1", "most": "3", "max": "10", "exact": "3.333333…"}),
        ("rounded", {"exact": "3.333333…", "digits": "2", "mode": "half_up", "result": "3.33"}),
        ("sheet_aspect", {"aspect": "A2", "points": "80.00"}), ("given", {"points": "80.0"}),
        ("sheet_sum", {"figures": "3.33 + 80.00", "exact": "83.33"}),
        ("sheet", {"judge": "2"}),
        ("sheet_aspect", {"aspect": "A1", "points": "10.00"}), ("score", {"score": "3", "most": "3", "max": "10", "exact": "10"}),
        ("sheet_aspect", {"aspect": "A2", "points": "70.50"}), ("given", {"points": "70.5"}),
        ("sheet_sum", {"figures": "10.00 + 70.50", "exact": "80.5"}),
        ("sheet", {"judge": "3"}),
        ("sheet_aspect", {"aspect": "A2", "points": "1.00"}), ("given", {"points": "1.0"}),
        ("sheet_unfinished", {"judge": "3"}),
        ("panel_of_sheets", {}),
        ("panel_mean", {"figures": "83.33 + 80.5", "sum": "163.83", "count": "2", "exact": "81.915"}),
        ("rounded", {"exact": "81.915", "digits": "2", "mode": "half_up", "result": "81.92"}),
        ("module_points", {"module": "A", "points": "81.92", "max": "100"}),
        ("component", {"component": "practical"}),
    ]  # fmt: skip


def test_leniency_is_told_on_every_sheet():
    judged = say.panel(level="sheet", leniency="additive")
    plan = say.plan(say.module("A", say.points("A1"), judged=judged))
    marks = {entry: {("A", 1, "A1"): "80.0", ("A", 2, "A1"): "90.0"} for entry in "12"}
    lines = explained(plan, marks)
    assert [line for line in lines if line[0] in ("leniency", "panel_mean")] == [
        ("leniency", {"before": "80.00", "after": "85.00"}), ("leniency", {"before": "90.00", "after": "85.00"}),
        ("panel_mean", {"figures": "85 + 85", "sum": "170", "count": "2", "exact": "85"}),
    ]  # fmt: skip


def measured(formula, *texts):
    """The lines of a figure that every judge measures, beside an input that nobody has noted."""
    aspect = say.aspect("measurement", "A1", "90", "each", unit="mm", decimals=0, formula=formula)
    other = say.points("A2", "10", marked_by="one") | {"required": False}
    plan = say.plan(say.module("A", aspect, other))
    return of_aspect(explained(plan, {"1": {("A", n, "A1"): text for n, text in enumerate(texts, 1)}}), "A1")[1:]


def test_judge_who_could_not_take_a_figure_counts_nothing():
    assert measured("value", "none", "50")[:3] == [
        ("judge_not_taken", {"judge": "1"}),
        ("by_formula", {"judge": "2", "value": "50", "unit": "mm", "formula": "value", "worked": "50", "exact": "50"}),
        ("panel_mean", {"figures": "0 + 50", "sum": "50", "count": "2", "exact": "25"}),
    ]


def test_formula_that_is_undefined_for_one_judge_counts_nothing():
    assert measured("100 / value", "0", "50")[:3] == [
        ("formula_undefined", {"judge": "1", "value": "0", "unit": "mm", "formula": "100 / value"}),
        ("by_formula", {"judge": "2", "value": "50", "unit": "mm", "formula": "100 / value", "worked": "100 / 50", "exact": "2"}),
        ("panel_mean", {"figures": "0 + 2", "sum": "2", "count": "2", "exact": "1"}),
    ]  # fmt: skip


def test_attempt_that_no_judge_of_the_panel_scored_is_left_to_those_who_did():
    shared = say.points("A1", "50", "1") | {"attempts": {"count": 2, "rule": "sum", "on": "points"}}
    plan = say.plan(say.module("A", shared), most="50")
    lines = explained(plan, {"1": {("A", 1, "A1#1"): "20", ("A", 2, "A1#1"): "30", ("A", 2, "A1#2"): "10"}})
    assert of_aspect(lines, "A1")[1:] == [
        ("attempt", {"attempt": "1", "value": ""}),
        ("given", {"judge": "1", "points": "20"}), ("given", {"judge": "2", "points": "30"}),
        ("panel_mean", {"figures": "20 + 30", "sum": "50", "count": "2", "exact": "25"}),
        ("rounded", {"exact": "25", "digits": "2", "mode": "half_up", "result": "25.00"}), ("attempt_points", {"points": "25.00"}),
        ("attempt", {"attempt": "2", "value": ""}),
        ("given", {"judge": "2", "points": "10"}), ("judge_unmarked", {"judge": "1"}),
        ("rounded", {"exact": "10", "digits": "2", "mode": "half_up", "result": "10.00"}), ("attempt_points", {"points": "10.00"}),
        ("attempts_sum", {"figures": "25 + 10", "sum": "35", "count": "2", "exact": "35"}),
        ("aspect_points", {"points": "35.00"}),
    ]  # fmt: skip


def test_sheets_that_say_nothing_of_what_is_shared_bring_nothing():
    plan = say.plan(
        say.module(
            "A", say.points("A1", "90"), say.points("A2", "10", marked_by="one"), judged=say.panel(level="sheet")
        )
    )
    lines = explained(plan, {"1": {("A", 1, "A2"): "7.0"}})
    assert lines[1:7] == [
        ("module", {"module": "A"}), ("aspect", {"aspect": "A2"}), ("given", {"points": "7.0"}), ("aspect_points", {"points": "7.00"}),
        ("module_sum", {"figures": "0 + 7.00", "exact": "7"}), ("module_points", {"module": "A", "points": "7.00", "max": "100"}),
    ]  # fmt: skip


def test_points_off_are_averaged_where_points_are_added_up():
    judged = say.panel(figure="sum")
    plan = say.plan(
        say.module("A", say.points("A1", "50"), say.deduction("D", marked_by="each"), judged=judged), most="50"
    )
    marks = {("A", 1, "A1"): "20.0", ("A", 2, "A1"): "10.0", ("A", 1, "D"): "2"}
    lines = explained(plan, {"1": marks})
    assert [line for line in lines if line[0].startswith("panel_") and line[0] != "panel_aspects"] == [
        ("panel_sum", {"figures": "20 + 10", "sum": "30", "count": "2", "exact": "30"}),
        ("panel_mean", {"figures": "-1 + 0", "sum": "-1", "count": "2", "exact": "-0.5"}),
    ]
