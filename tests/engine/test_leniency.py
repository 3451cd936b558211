"""How lenient a judge is beside his panel, and figures without it."""

from decimal import Decimal
from fractions import Fraction

import pytest

from competition.engine.leniency import (
    Judge,
    LenientPanels,
    adjusted,
    compared_aspects,
    judges,
    leniency_report,
    sheet_figures,
)
from competition.engine.plans import parse_plan
from competition.engine.rounding import Rounding
from competition.engine.totals import score_entry
from tests.engine.plan_documents import deduction, module, panel, plan, points

CENTS = Rounding(2, "half_up")
GIVEN = {
    "a": {1: Decimal(80), 2: Decimal(86), 3: Decimal(83)},
    "b": {1: Decimal(70), 2: Decimal(78), 3: Decimal(74)},
    "c": {1: Decimal(90), 2: Decimal(94)},
}


def texts(by_entry):
    return {entry: {seat: str(figure) for seat, figure in seats.items()} for entry, seats in by_entry.items()}


def test_judges_effect_is_counted_on_the_entries_they_marked():
    found = judges(GIVEN)
    assert found == {
        1: Judge(3, Fraction(80), Fraction(-3), Fraction("8.164965809277260327324280249019")),
        2: Judge(3, Fraction(86), Fraction(3), Fraction("6.531972647421808261859424199215")),
        3: Judge(2, Fraction(157, 2), Fraction(0), Fraction("4.5")),
    }
    assert list(found) == [1, 2, 3]


def test_judges_of_nobody_are_none():
    assert (judges({}), judges({"a": {}})) == ({}, {})


def test_adjusted_additive_takes_the_effect_off():
    found = adjusted("additive", GIVEN, set(GIVEN), CENTS)
    assert texts(found) == {
        "a": {1: "83.00", 2: "83.00", 3: "83.00"},
        "b": {1: "73.00", 2: "75.00", 3: "74.00"},
        "c": {1: "93.00", 2: "91.00"},
    }


def test_adjusted_z_gives_every_judge_the_mean_and_spread_of_all():
    found = adjusted(
        "z", {"a": {1: Decimal(4), 2: Decimal(10)}, "b": {1: Decimal(6), 2: Decimal(20)}}, {"a", "b"}, CENTS
    )
    """All: mean 10, SD sqrt(38) = 6.164414…; every judge's lower entry lies one SD below."""
    assert texts(found) == {"a": {1: "3.84", 2: "3.84"}, "b": {1: "16.16", 2: "16.16"}}


def test_adjusted_z_moves_a_judge_without_spread_by_his_mean_alone():
    found = adjusted("z", {"a": {1: Decimal(5), 2: Decimal(6)}, "b": {1: Decimal(5)}}, {"a", "b"}, CENTS)
    assert texts(found) == {"a": {1: "5.33", 2: "5.33"}, "b": {1: "5.33"}}


def test_adjusted_learns_from_the_population_and_moves_everybody():
    given = {**GIVEN, "out": {1: Decimal(10), 4: Decimal(10)}}
    found = adjusted("additive", given, set(GIVEN), CENTS)
    assert texts(found)["out"] == {1: "13.00", 4: "10"}
    assert texts(found)["a"] == {1: "83.00", 2: "83.00", 3: "83.00"}


def test_adjusted_without_a_population_leaves_figures_as_they_are():
    assert adjusted("z", GIVEN, set(), CENTS) == GIVEN


def test_adjusted_rounds_once_by_the_rule():
    given = {"a": {1: Decimal("1.0"), 2: Decimal("1.1")}}
    assert texts(adjusted("additive", given, {"a"}, Rounding(1, "half_up"))) == {"a": {1: "1.1", 2: "1.1"}}
    assert texts(adjusted("additive", given, {"a"}, Rounding(1, "down"))) == {"a": {1: "1.0", 2: "1.0"}}


SEATS = (1, 2, 3)


def scored(document, **entries):
    """Scores by entry; each entry's marks are texts of seats 1, 2, 3 by aspect of module P, empty for none."""
    built = parse_plan(document)
    found = {}
    for entry, marks in entries.items():
        placed = {
            ("P", seat, slot): text
            for slot, texts in marks.items()
            for seat, text in zip(SEATS, texts.split(","), strict=True)
            if text
        }
        found[entry] = score_entry(built, placed, {"P": SEATS})
    return built, found


def sheets_of(document, **marks):
    built, found = scored(document, a=marks)
    return {
        seat: str(figure) for seat, figure in sheet_figures(built.modules[0], found["a"].module("P"), CENTS).items()
    }


def paneled(level="sheet", **more):
    noted = points("n", "0", "1") | {"counts": False}
    return plan(
        module("P", points("x", "60", "1"), points("y", "40", "1"), noted, deduction("off", marked_by="each"),
               judged=panel(level=level, **more)),
    )  # fmt: skip


@pytest.mark.parametrize("level", ["sheet", "aspect"])
def test_sheet_figures_leave_deductions_and_inputs_out(level):
    marks = {"x": "50,40,30", "y": "20,25,30", "n": "0,0,0", "off": "2,,"}
    assert sheets_of(paneled(level), **marks) == {1: "70.00", 2: "65.00", 3: "60.00"}


@pytest.mark.parametrize("level", ["sheet", "aspect"])
def test_sheet_figures_hear_half_marked_sheets_only_until_one_is_whole(level):
    assert sheets_of(paneled(level), x="50,40,", n="0,0,") == {1: "50.00", 2: "40.00"}
    assert sheets_of(paneled(level), x="50,40,", y=",20,", n="0,0,") == {2: "60.00"}


@pytest.mark.parametrize("level", ["sheet", "aspect"])
def test_sheet_figures_leave_out_a_lead_who_does_not_count(level):
    marks = {"x": "50,40,30", "y": "20,25,30", "n": "0,0,0"}
    assert sheets_of(paneled(level, exclude_lead=True), **marks) == {2: "65.00", 3: "60.00"}


def lines(report):
    return [
        (line.module, line.aspect, line.seat, line.entries, str(line.mean), str(line.effect), str(line.sd))
        for line in report
    ]


def test_leniency_report_of_sheets_has_a_line_for_every_judge():
    built, found = scored(
        plan(module("P", points("x", "100", "1"), judged=panel(level="sheet"))),
        a={"x": "80,86,83"},
        b={"x": "70,78,74"},
        c={"x": "90,94,"},
    )
    assert lines(leniency_report(built, found)) == [
        ("P", "", 1, 3, "80.0000", "-3.0000", "8.1650"),
        ("P", "", 2, 3, "86.0000", "3.0000", "6.5320"),
        ("P", "", 3, 2, "78.5000", "0.0000", "4.5000"),
    ]


def test_leniency_report_of_a_panel_by_aspects_goes_into_every_aspect():
    document = plan(
        module("P", points("x", "60", "1"), points("y", "40", "1"), deduction("off", marked_by="each"),
               judged=panel(exclude_lead=True)),
    )  # fmt: skip
    built, found = scored(
        document, a={"x": "60,10,20", "y": "40,5,1", "off": "1,1,1"}, b={"x": "60,30,40", "y": "40,5,"}
    )
    assert lines(leniency_report(built, found)) == [
        ("P", "", 2, 2, "25.0000", "-1.5000", "10.0000"),
        ("P", "", 3, 1, "21.0000", "3.0000", "0.0000"),
        ("P", "x", 2, 2, "20.0000", "-5.0000", "10.0000"),
        ("P", "x", 3, 2, "30.0000", "5.0000", "10.0000"),
        ("P", "y", 2, 2, "5.0000", "1.0000", "0.0000"),
        ("P", "y", 3, 1, "1.0000", "-2.0000", "0.0000"),
    ]


def test_leniency_report_of_what_one_judge_marks_is_empty():
    built, found = scored(plan(module("P", points("x", "100", "1", marked_by="one"))), a={"x": "80,,"})
    assert leniency_report(built, found) == ()


def test_lenient_panels_tell_what_changed_and_what_became_of_it():
    built, found = scored(
        plan(module("P", points("x", "100", "1"), judged=panel(level="sheet", leniency="additive"))),
        a={"x": "80,84,"},
        b={"x": "60,,"},
    )
    panels = LenientPanels(built)
    told = [
        panels.put("a", found["a"], belongs=True),
        panels.put("a", found["a"], belongs=True),
        panels.put("b", found["b"], belongs=False),
    ]
    outside = {key: panels.of(key) for key in "ab"}
    told += [panels.put("b", found["b"], belongs=True), panels.put("b", found["b"], belongs=False)]
    assert told == [True, False, True, True, True]
    assert outside == {
        "a": {("P", 1): Decimal("82.00"), ("P", 2): Decimal("82.00")},
        "b": {("P", 1): Decimal("62.00")},
    }
    assert {key: panels.of(key) for key in "ab"} == outside
    assert panels.of("c") == {}


def test_leniency_report_sets_every_judge_beside_all_figures_whatever_the_plan_makes_of_leniency():
    """All sheets: mean 55, SD sqrt(875) = 29.58…; who marked alone lies nowhere beside his panel."""
    reports = []
    for option in ("none", "z", "additive"):
        built, found = scored(
            plan(module("P", points("x", "100", "1"), judged=panel(level="sheet", leniency=option))),
            a={"x": "40,60,"},
            b={"x": "20,,"},
            c={"x": ",,100"},
        )
        reports.append(leniency_report(built, found, CENTS))
    told = [
        [(one.seat, one.beside, *map(str, (one.mean, one.effect, one.all_mean, one.all_sd, one.z, one.width))) for one in lines]
        for lines in reports
    ]  # fmt: skip
    assert reports == [reports[0]] * 3
    assert told == [[
        (1, 1, "30.00", "-5.00", "55.00", "29.58", "-0.85", "0.34"), (2, 1, "60.00", "10.00", "55.00", "29.58", "0.17", "0.00"),
        (3, 0, "100.00", "0.00", "55.00", "29.58", "1.52", "0.00"),
    ]] * 3  # fmt: skip


def test_leniency_report_has_no_z_where_nothing_spreads():
    built, found = scored(
        plan(module("P", points("x", "100", "1"), judged=panel(level="sheet"))), a={"x": "50,50,"}, b={"x": "50,,"}
    )
    assert [(one.seat, one.z, one.width) for one in leniency_report(built, found)] == [(1, None, None), (2, None, None)]


def test_leniency_report_calls_fewer_than_five_entries_beside_others_few():
    marks = {f"e{n}": {"x": "50,60,70"} for n in range(4)}
    built, found = scored(
        plan(module("P", points("x", "100", "1"), judged=panel(level="sheet"))),
        **marks,
        e4={"x": "50,60,"},
        e5={"x": ",,70"},
    )
    told = [(one.seat, one.entries, one.beside, one.few) for one in leniency_report(built, found)]
    assert told == [(1, 5, 5, False), (2, 5, 5, False), (3, 5, 4, True)]


def test_compared_aspects_are_what_every_judge_gives_points_for():
    built = parse_plan(
        plan(
            module("P", points("x", "60", "1"), points("y", "20", "1", marked_by="one"), deduction("off", marked_by="each")),
            module("Q", points("z", "20", "1", marked_by="one")),
        )
    )  # fmt: skip
    assert [[one.key for one in compared_aspects(each)] for each in built.modules] == [["x"], []]


def test_lenient_panels_leave_a_panel_alone_that_takes_no_leniency_out():
    built, found = scored(plan(module("P", points("x", "100", "1"), judged=panel(level="sheet"))), a={"x": "80,84,"})
    panels = LenientPanels(built)
    assert (panels.put("a", found["a"], belongs=True), panels.of("a")) == (True, {})
    assert panels.put("a", found["a"], belongs=True) is False


def test_sheet_figures_of_a_panel_of_sheets_are_rounded_once_from_what_attempts_leave_unsaid():
    """Three times 1/600 are 0.005, which sixths cut down never reach."""
    sixfold = {"attempts": {"count": 6, "rule": "mean", "on": "points"}}
    tried = [points(key, "10", "0.01") | sixfold for key in "xyz"]
    marks = {f"{key}#{n}": "0.01,," if n == 1 else "0,," for key in "xyz" for n in range(1, 7)}
    assert sheets_of(plan(module("P", *tried, judged=panel(level="sheet")), most="30"), **marks) == {1: "0.01"}
