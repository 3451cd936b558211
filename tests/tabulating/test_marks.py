"""Reading MARKS.csv: every mark in its place, every row that is wrong told by row and column."""

import pytest

from competition.engine.plans import parse_plan
from competition.tabulating.marks import MarksRead, natural, read_marks
from competition.tabulating.problems import Rejected
from competition.tabulating.reading import EntryRow
from tests.engine import plan_documents as say
from tests.tabulating.files import csv, small


def read(*rows: str, entries=None, plan=None) -> MarksRead:
    return read_marks(plan or small(), csv(*rows), entries)


def refused(*rows: str, entries=None, plan=None):
    with pytest.raises(Rejected) as rejected:
        read(*rows, entries=entries, plan=plan)
    return [(one.row, one.column, one.code, dict(one.facts)) for one in rejected.value.problems]


def marks_of(found: MarksRead):
    return {one.entry.entry: (one.marks, one.seats, one.status) for one in found.entries}


def test_marks_are_kept_by_module_seat_and_slot_as_canonical_texts():
    found = read(
        "1,theory,T1,,,０８８．５０,", "1,practical,A1,,1,1.5,", "1,,A2,,1,2,", "1,,A2,,2,3,",
        "1,,A3,,1, 20.50 ,", "1,,A5,1,,7,", "1,,A5,3,,,DNF", "1,,A5,2,,none,", "1,,A4,,,1,",
    )  # fmt: skip
    assert marks_of(found) == {
        "1": (
            {
                ("T", 1, "T1"): "88.5", ("A", 1, "A1"): "1.50", ("A", 1, "A2"): "2", ("A", 2, "A2"): "3", ("A", 1, "A3"): "20.5",
                ("A", 1, "A5#1"): "7", ("A", 1, "A5#3"): "none", ("A", 1, "A5#2"): "none", ("A", 1, "A4"): "1",
            },
            {"T": (1,), "A": (1, 2)},
            "",
        )
    }  # fmt: skip


def test_judges_who_are_numbers_up_to_fifteen_are_seats_and_one_may_be_missing():
    found = read("1,,A2,,4,1,", "1,,A2,,15,1,", "2,,A2,,2,1,")
    assert found.judges == {"T": {}, "A": {2: "2", 4: "4", 15: "15"}}
    assert marks_of(found)["1"] == ({("A", 4, "A2"): "1", ("A", 15, "A2"): "1"}, {"A": (2, 4, 15)}, "")


@pytest.mark.parametrize(
    ("judges", "seats"),
    [
        (["裁判10", "裁判2", "裁判1"], {1: "裁判1", 2: "裁判2", 3: "裁判10"}),
        (["16", "3"], {1: "3", 2: "16"}),
        (["0", "3"], {1: "0", 2: "3"}),
        (["01", "1"], {1: "01", 2: "1"}),
        (["b", "A", "a2b10", "a2b9"], {1: "A", 2: "a2b9", 3: "a2b10", 4: "b"}),
    ],
)
def test_judges_who_are_names_sit_in_natural_order(judges, seats):
    assert read(*(f"1,,A2,,{judge},1," for judge in judges)).judges["A"] == seats


def test_natural_order_counts_digits_as_numbers():
    assert sorted(["a10", "a9", "b1", "10", "9", "a"], key=natural) == ["9", "10", "a", "a9", "a10", "b1"]


def test_marks_of_one_judge_sit_on_seat_one_whoever_else_is_there():
    found = read("1,,A1,,,1.5,", "1,,A2,,3,1,", "2,,A3,,2,4,")
    assert {one.entry.entry: one.seats for one in found.entries} == {"1": {"A": (1, 2, 3)}, "2": {"A": (1, 2, 3)}}


def test_module_that_one_judge_marks_alone_is_staffed_as_its_panel_asks():
    plan = say.plan(say.module("A", say.points("A1", marked_by="one"), judged=say.panel(minimum=3)))
    assert marks_of(read("1,,A1,,,50,", plan=parse_plan(plan))) == {
        "1": ({("A", 1, "A1"): "50.0"}, {"A": (1, 2, 3)}, "")
    }


def test_absent_judge_leaves_the_panel_of_the_entry_and_only_when_he_gave_it_nothing():
    found = read(
        "1,,A2,,1,1,", "1,,A2,,2,,absent", "1,,A3,,2,,absent", "2,,A2,,2,,absent", "2,,A3,,2,5,", "3,,A2,,1,,absent",
        "3,,A3,,1,,unmarked",
    )  # fmt: skip
    assert marks_of(found) == {
        "1": ({("A", 1, "A2"): "1"}, {"A": (1,)}, ""),
        "2": ({("A", 2, "A3"): "5.0"}, {"A": (1, 2)}, ""),
        "3": ({}, {"A": (1, 2)}, ""),
    }


def test_unmarked_row_says_who_sits_on_the_panel():
    assert marks_of(read("1,,A2,,3,,unmarked")) == {"1": ({}, {"A": (3,)}, "")}


def test_status_of_an_entry_stands_alone_and_once():
    found = read("1,,,,,,DNS", "2,,,,,,WD", "2,,A2,,1,1,", "3,,,,,,DNF", "4,,,,,,DQ")
    assert {one.entry.entry: one.status for one in found.entries} == {"1": "DNS", "2": "WD", "3": "DNF", "4": "DQ"}


def test_entries_of_a_list_take_part_even_unmarked_and_in_its_order():
    listed = (EntryRow("9", "甲组"), EntryRow("1", organisation="厂", prior_level=4))
    assert [(one.entry, one.marks) for one in read("1,,A2,,1,1,", entries=listed).entries] == [
        (EntryRow("9", "甲组"), {}), (EntryRow("1", organisation="厂", prior_level=4), {("A", 1, "A2"): "1"}),
    ]  # fmt: skip


def test_entry_that_is_not_on_the_list_is_refused():
    assert refused("1,,A2,,1,1,", "2,,A2,,1,1,", entries=(EntryRow("2"),)) == [
        (2, "entry", "entry_unknown", {"entry": "1"})
    ]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (",,A2,,1,1,", ("entry", "entry_missing", {})),
        ("=1,,A2,,1,1,", ("entry", "bad_text", {})),
        ("1,,,,,5,", ("aspect", "aspect_missing", {})),
        ("1,,,,,,absent", ("aspect", "aspect_missing", {})),
        ("1,,X9,,1,5,", ("aspect", "unknown_aspect", {"aspect": "X9"})),
        ("1,theory,A2,,1,1,", ("component", "component_disagrees", {"aspect": "A2", "component": "practical"})),
        ("1,,A2,,,1,", ("judge", "judge_missing", {"aspect": "A2"})),
        ("1,,A2,1,1,1,", ("attempt", "no_attempts", {"aspect": "A2"})),
        ("1,,A5,,,1,", ("attempt", "attempt_missing", {"most": "3"})),
        ("1,,A5,0,,1,", ("attempt", "bad_attempt", {"most": "3"})),
        ("1,,A5,4,,1,", ("attempt", "bad_attempt", {"most": "3"})),
        ("1,,A5,٣,,1,", ("attempt", "bad_attempt", {"most": "3"})),
        ("1,,A5,1.0,,1,", ("attempt", "bad_attempt", {"most": "3"})),
        ("1,,A2,,1,4,", ("value", "out_of_range", {"aspect": "A2", "asked": "judgement", "least": "0", "most": "3"})),
        ("1,,A2,,1,1.5,", ("value", "between_steps", {"aspect": "A2", "asked": "judgement", "step": "1"})),
        ("1,,A3,,1,30.5,", ("value", "out_of_range", {"aspect": "A3", "asked": "number", "least": "0", "most": "30"})),
        ("1,,A1,,,1.234,", ("value", "too_many_decimals", {"aspect": "A1", "asked": "number", "decimals": "2"})),
        ("1,,A3,,1,,", ("value", "not_a_number", {"aspect": "A3", "asked": "number"})),
        ("1,,A3,,1,abc,", ("value", "not_a_number", {"aspect": "A3", "asked": "number"})),
        ("1,,A2,,1,1,late", ("status", "unknown_status", {"allowed": "absent, unmarked, DNS, DNF, DQ, WD"})),
        ("1,,A2,,1,,DNS", ("status", "status_of_entry", {"status": "DNS"})),
        ("1,,A2,,1,,DNF", ("status", "no_attempts", {"aspect": "A2"})),
        ("1,,A2,,1,1,absent", ("value", "status_without_value", {"status": "absent"})),
        ("1,,A5,1,,3,DNF", ("value", "status_without_value", {"status": "DNF"})),
        ("1,,A2,,1,1", ("", "cell_count", {"given": "6", "wanted": "7"})),
    ],
)
def test_row_is_refused_with_its_column(row, problem):
    assert refused("1,,A2,,2,1,", row) == [(3, *problem)]


def test_mark_of_one_judge_is_refused_from_another_seat():
    assert refused("1,,A2,,1,1,", "1,,A1,,2,1.5,") == [(3, "judge", "marked_by_one", {"aspect": "A1"})]


def test_cells_beside_a_status_are_refused_one_by_one():
    assert refused("1,practical,,1,2,5,DQ") == [
        (2, column, "status_alone", {"status": "DQ"}) for column in ("component", "attempt", "judge", "value")
    ]


def test_second_row_of_the_same_mark_or_status_names_the_first():
    assert refused("1,,A2,,1,1,", "1,,A2,,1,2,", "1,,,,,,WD", "1,,,,,,DQ", "1,,A5,2,,1,", "1,,A5,2,,,DNF") == [
        (3, "aspect", "mark_twice", {"aspect": "A2", "first": "2"}),
        (5, "status", "status_twice", {"first": "4"}),
        (7, "aspect", "mark_twice", {"aspect": "A5#2", "first": "6"}),
    ]


def test_sixteenth_judge_of_a_module_is_refused():
    assert refused(*(f"1,,A2,,n{n},1," for n in range(1, 17))) == [
        (17, "judge", "too_many_judges", {"module": "A", "most": "15"})
    ]


def test_computed_aspect_is_marked_by_nobody():
    computed = {"key": "A2", "title": say.text(), "note": None, "kind": "computed", "max": "50", "expression": "[A1]/2"}
    plan = say.plan(say.module("A", say.points("A1", "50"), computed))
    assert refused("1,,A2,,,5,", plan=parse_plan(plan)) == [(2, "aspect", "nobody_marks", {"aspect": "A2"})]


def test_all_problems_of_a_row_are_told_and_those_of_all_rows_are_sorted():
    assert refused("1,theory,A2,1,,9,", "1,,X,,,,", "1,,A2,,1,1") == [
        (2, "component", "component_disagrees", {"aspect": "A2", "component": "practical"}),
        (2, "attempt", "no_attempts", {"aspect": "A2"}),
        (2, "judge", "judge_missing", {"aspect": "A2"}),
        (2, "value", "out_of_range", {"aspect": "A2", "asked": "judgement", "least": "0", "most": "3"}),
        (3, "aspect", "unknown_aspect", {"aspect": "X"}),
        (4, "", "cell_count", {"given": "6", "wanted": "7"}),
    ]
