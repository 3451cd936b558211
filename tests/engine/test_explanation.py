"""The arithmetic of one entry line by line: each kind of value, panels, attempts, expressions, sums (codes and figures)."""

from decimal import Decimal
from fractions import Fraction
from textwrap import dedent

import pytest

from competition.engine.awards import Placed, award
from competition.engine.explanation import Step, explain
from competition.engine.explanation_steps import added, written
from competition.engine.plans import parse_plan
from competition.engine.tabulation import Entrant, tabulate
from tests.engine import plan_documents as say

Line = tuple[str, dict[str, str]]


def steps_of(document, marks, entry="1", status=None, seats=None, **more) -> tuple[Step, ...]:
    """All that is said of an entry; `marks` are entry -> {(module, seat, slot): text}."""
    plan = parse_plan(document)
    entrants = {}
    for key, texts in marks.items():
        here = {
            module.key: tuple(sorted({seat for home, seat, _slot in texts if home == module.key}))
            for module in plan.modules
        }
        entrants[key] = Entrant(key, texts, (seats or {}).get(key, here), status=(status or {}).get(key, ""), **more)
    tabulation = tabulate(plan, entrants.values())
    placed = [
        Placed(row.entry, row.rank, row.total, row.scale_score, row.status, entrants[row.entry].division)
        for row in tabulation.rows
    ]  # fmt: skip
    return explain(plan, entrants, tabulation, award(plan, placed), entry)


def explained(document, marks, entry="1", **more) -> list[Line]:
    """The lines of an entry without how far in they stand."""
    return [(step.code, dict(step.facts)) for step in steps_of(document, marks, entry, **more)]


def paper(document, marks, entry="1", **more) -> list[str]:
    """The lines of an entry as they stand on paper: two spaces for each step in, the code, its facts."""
    return [
        "  " * step.depth + " ".join((step.code, *(f"{name}={text}" for name, text in step.facts)))
        for step in steps_of(document, marks, entry, **more)
    ]


def lines_of(text: str) -> list[str]:
    """The lines of a text that stands indented in a test."""
    return dedent(text).strip("\n").split("\n")


def of_aspect(lines: list[Line], key: str) -> list[Line]:
    """The lines of one aspect, from its heading to its points, or to where another begins."""
    start = next(n for n, (_code, facts) in enumerate(lines) if facts == {"aspect": key})
    found = [lines[start]]
    for line in lines[start + 1 :]:
        if line[0].startswith(("aspect", "module", "panel_aspects")) and line[0] != "aspect_points":
            break
        found.append(line)
        if line[0] == "aspect_points":
            break
    return found


def one(aspect, text, **more) -> list[Line]:
    """The lines of the only aspect of a plan, marked by one judge, without the heading."""
    plan = say.plan(say.module("A", aspect, **more), most=str(aspect["max"]))
    return of_aspect(explained(plan, {"1": {("A", 1, aspect["key"]): text}}), aspect["key"])[1:]


def measurement(**more):
    return say.aspect("measurement", "A1", "10", "one", unit="mm", decimals=2, **more)


BANDS = [{"from": "1", "to": "2", "points": "10"}, {"from": None, "to": "3", "points": "4.5"}]

COUNTED = say.aspect("counted", "A1", "10", "one", each="2.5", target=None)


@pytest.mark.parametrize(
    ("aspect", "text", "lines"),
    [
        (measurement(bands=BANDS), "2.00", [("in_band", {"value": "2.00", "unit": "mm", "low": "1", "high": "2", "points": "10"})]),
        (measurement(bands=BANDS), "0.50", [("in_band", {"value": "0.50", "unit": "mm", "low": "", "high": "3", "points": "4.5"})]),
        (measurement(bands=BANDS), "3.01", [("no_band", {"value": "3.01", "unit": "mm"})]),
        (measurement(bands=BANDS), "none", [("not_taken", {})]),
        (
            measurement(formula="10 - value / 3"), "2.00",
            [
                ("by_formula", {"value": "2.00", "unit": "mm", "formula": "10 - value / 3", "worked": "10 - 2 / 3", "exact": "9.333333…"}),
                ("rounded", {"exact": "9.333333…", "digits": "2", "mode": "half_up", "result": "9.33"}),
            ],
        ),
        (
            measurement(formula="5 - value"), "6.00",
            [
                ("by_formula", {"value": "6.00", "unit": "mm", "formula": "5 - value", "worked": "5 - 6", "exact": "-1"}),
                ("not_below", {"least": "0"}),
            ],
        ),
        (
            measurement(formula="5 + value"), "6.00",
            [
                ("by_formula", {"value": "6.00", "unit": "mm", "formula": "5 + value", "worked": "5 + 6", "exact": "11"}),
                ("not_above", {"most": "10"}),
            ],
        ),
        (measurement(formula="1 / value"), "0.00", [("formula_undefined", {"value": "0.00", "unit": "mm", "formula": "1 / value"})]),
        (say.aspect("yesno", "A1", "10", "one"), "yes", [("said_yes", {"points": "10"})]),
        (say.aspect("yesno", "A1", "10", "one"), "no", [("said_no", {"points": "0"})]),
        (
            say.judgement("A1", "10", marked_by="one"), "2",
            [
                ("score", {"score": "2", "most": "3", "max": "10", "exact": "6.666666…"}),
                ("rounded", {"exact": "6.666666…", "digits": "2", "mode": "half_up", "result": "6.67"}),
            ],
        ),
        (
            say.judgement("A1", "10", marked_by="one") | {"values": ["0", "4", "7.5", "10"]}, "2",
            [("score_step", {"score": "2", "points": "7.5"})],
        ),
        (say.points("A1", "10", marked_by="one"), "7.3", [("given", {"points": "7.3"})]),
        (
            say.points("A1", "10", marked_by="one") | {"factor": "1.25"}, "7.3",
            [
                ("given", {"points": "7.3"}), ("times_factor", {"points": "7.30", "factor": "1.25", "product": "9.1250"}),
                ("rounded", {"exact": "9.1250", "digits": "2", "mode": "half_up", "result": "9.13"}),
            ],
        ),
        (COUNTED, "3", [("counted", {"number": "3", "each": "2.5", "exact": "7.5"})]),
        (COUNTED, "4", [("counted", {"number": "4", "each": "2.5", "exact": "10"})]),
        (
            COUNTED, "5",
            [("counted_most", {"number": "5", "each": "2.5", "exact": "12.5", "max": "10"})],
        ),
    ],
)  # fmt: skip
def test_value_is_worked_out_by_its_kind(aspect, text, lines):
    if "factor" in aspect:
        plan = say.plan(say.module("A", aspect), most="12.5")
        found = of_aspect(explained(plan, {"1": {("A", 1, "A1"): text}}), "A1")[1:]
    else:
        found = one(aspect, text)
    assert found[:-1] == lines
    assert found[-1][0] == "aspect_points"


OVER = {"from": "300", "unit": "10", "points": "2", "cap": "5"}
UNDER = {"from": "270", "unit": "30", "points": "1", "cap": None}


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("300", [("in_time", {"value": "300", "high": "300", "points": "10"})]),
        ("270", [("in_time", {"value": "270", "high": "300", "points": "10"})]),
        (
            "300.1",
            [
                ("time_beyond", {"value": "300.1", "points": "1"}),
                ("over_time", {"excess": "0.1", "start": "300", "unit": "10", "units": "1", "each": "2", "off": "2"}),
            ],
        ),
        (
            "320.1",
            [
                ("time_beyond", {"value": "320.1", "points": "1"}),
                ("over_time_capped", {"excess": "20.1", "start": "300", "unit": "10", "units": "3", "each": "2", "off": "6", "cap": "5"}),
            ],
        ),
        (
            "239.9",
            [
                ("in_time", {"value": "239.9", "high": "300", "points": "10"}),
                ("under_time", {"excess": "30.1", "start": "270", "unit": "30", "units": "2", "each": "1", "off": "2"}),
            ],
        ),
        ("none", [("not_taken", {})]),
    ],
)  # fmt: skip
def test_time_is_worked_out_with_every_started_unit(text, lines):
    bands = [{"to": "300", "points": "10"}]
    aspect = say.aspect("timed", "A1", "10", "one", bands=bands, beyond="1", over=OVER, under=UNDER, plausible=None)
    assert one(aspect, text)[:-1] == lines


@pytest.mark.parametrize(
    ("aspect", "text", "line"),
    [
        (say.deduction("D"), "3", ("off", {"times": "3", "step": "0.50", "off": "1.5"})),
        (say.deduction("D"), "4", ("off", {"times": "4", "step": "0.50", "off": "2"})),
        (say.deduction("D"), "5", ("off_capped", {"times": "5", "step": "0.50", "cap": "2.00"})),
        (say.deduction("D", cap=None), "9", ("off", {"times": "9", "step": "0.50", "off": "4.5"})),
        (say.critical("D"), "0", ("off", {"times": "0", "step": "0", "off": "0"})),
        (say.critical("D"), "1", ("critical_missed", {"times": "1"})),
    ],
)
def test_deduction_is_told_with_its_cap(aspect, text, line):
    plan = say.plan(say.module("A", say.points(marked_by="one"), aspect))
    lines = explained(plan, {"1": {("A", 1, "A1.1"): "50.0", ("A", 1, "D"): text}})
    assert of_aspect(lines, "D")[1] == line
    assert (("module_failed", {}) in lines) is (line[0] == "critical_missed")


def test_unmarked_is_told_where_it_is_required_and_deductions_nobody_noted_are_not():
    plan = say.plan(
        say.module("A", say.points("A1"), say.points("A2", "1") | {"required": False}, say.deduction("D")),
        say.module("B", say.points("B1", "9")),
        most="110",
    )
    lines = explained(plan, {"1": {("A", 1, "A2"): "0.5"}})
    assert lines[1:] == [
        ("module", {"module": "A"}),
        ("aspect", {"aspect": "A1"}), ("unmarked", {}),
        ("aspect", {"aspect": "A2"}), ("given", {"judge": "1", "points": "0.5"}),
        ("rounded", {"exact": "0.5", "digits": "2", "mode": "half_up", "result": "0.50"}), ("aspect_points", {"points": "0.50"}),
        ("module_points", {"module": "A", "points": "0.50", "max": "101"}),
        ("module", {"module": "B"}), ("module_unmarked", {}),
        ("component", {"component": "practical"}),
        ("component_scaled", {"figures": "0.50 + 0.00", "sum": "0.5", "scale": "100", "max": "110", "exact": "0.454545…"}),
        ("rounded", {"exact": "0.454545…", "digits": "2", "mode": "half_up", "result": "0.45"}),
        ("component_points", {"component": "practical", "points": "0.45"}),
        ("total", {}), ("total_points", {"points": "0.45"}),
        ("rank_by_total_high", {"rank": "1", "count": "1"}), ("provisional", {}),
    ]  # fmt: skip


def test_bounds_of_module_component_and_total_are_told():
    module = say.module("A", say.points("A1", marked_by="one")) | {"floor": "10", "ceiling": "60"}
    plan = say.plan(module, total_floor="30", total_ceiling="40")
    plan["components"][0] |= {"floor": "20", "ceiling": "50"}

    def bounds(text):
        return [line for line in explained(plan, {"1": {("A", 1, "A1"): text}}) if line[0].startswith("not_")]

    assert bounds("5.0") == [
        ("not_below", {"least": "10"}),
        ("not_below", {"least": "20"}),
        ("not_below", {"least": "30"}),
    ]
    assert bounds("70.0") == [
        ("not_above", {"most": "60"}),
        ("not_above", {"most": "50"}),
        ("not_above", {"most": "40"}),
    ]
    assert bounds("35.0") == []


def test_figures_are_written_as_people_write_them():
    assert [written(figure) for figure in (None, 3, Decimal("1E+2"), Decimal("2.50"), Fraction(5, 2), Fraction(-2, 3))] == [
        "", "3", "100", "2.50", "2.5", "-0.666666…",
    ]  # fmt: skip
    assert written(Fraction(1, 10**7)) == "0.0000001"
    assert (added([]), added([Fraction(1, 2), Decimal("-0.25"), Fraction(3)])) == ("", "0.5 − 0.25 + 3")


def test_fact_of_a_line_is_found_by_its_name():
    assert Step("given", 2, (("points", "5"),)).fact("points") == "5"


def test_entry_that_is_not_there_has_no_explanation():
    with pytest.raises(KeyError):
        explained(say.plan(say.module("A", say.points())), {"1": {}}, entry="2")


def rounded_by(step, digits, judged, *aspects):
    """The plan of these aspects, with one step of its rounding down to fewer digits."""
    plan = say.plan(say.module("A", *aspects, judged=judged))
    plan["rounding"][step] = say.rule(digits, "down")
    return plan


def test_every_step_of_rounding_in_a_module_is_told():
    aspects = (say.points("A1", "50", "0.01"), say.points("A2", "50", "0.01"))
    marks = {"1": {("A", 1, "A1"): "12.34", ("A", 1, "A2"): "20.01"}}

    def roundings(plan):
        return [line[1] for line in explained(plan, marks) if line[0] == "rounded" and line[1]["mode"] == "down"]

    down = {"exact": "32.35", "digits": "1", "mode": "down", "result": "32.3"}
    assert roundings(rounded_by("panel", 1, say.panel(), *aspects)) == [down]
    assert roundings(rounded_by("module", 1, say.panel(), *aspects)) == [down]
    assert roundings(rounded_by("judge", 1, say.panel(level="sheet"), *aspects)) == [down]
    assert roundings(rounded_by("component", 1, say.panel(), *aspects)) == [down]
    assert roundings(rounded_by("total", 1, say.panel(), *aspects)) == [down]


def test_total_of_two_components_is_told_with_their_weights():
    lines = explained(say.theory_and_practical(), {"1": {("T", 1, "T1"): "80.0", ("P", 1, "P1"): "90.5"}})
    start = lines.index(("total", {}))
    assert lines[start : start + 3] == [
        ("total", {}),
        ("total_sum", {"figures": "0.3 × 80.00 + 0.7 × 90.50", "exact": "87.35"}),
        ("total_points", {"points": "87.35"}),
    ]
