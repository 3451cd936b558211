"""Reading PLAN.json and ENTRIES.csv: bounds, and everything wrong told at once."""

import json

import pytest

from competition.engine.plans import plan_hash
from competition.tabulating import reading
from competition.tabulating.problems import Problem, Rejected
from competition.tabulating.reading import EntryRow, read_document, read_entries, read_plan
from tests.tabulating.files import ENTRIES_HEADER, csv, encoded, small_document


def refused(read, *arguments):
    with pytest.raises(Rejected) as rejected:
        read(*arguments)
    return [(one.row, one.column, one.code, dict(one.facts)) for one in rejected.value.problems]


def entries(*rows: str) -> bytes:
    return csv(*rows, header=ENTRIES_HEADER)


def test_plan_is_read_with_and_without_a_byte_order_mark():
    content = encoded(small_document())
    assert [read_plan(one).document_hash for one in (content, b"\xef\xbb\xbf" + content)] == [
        plan_hash(small_document())
    ] * 2


def test_plan_that_contradicts_itself_is_told_by_path_and_all_of_its_aspects_at_once():
    document = small_document()
    document["components"][0]["weight"] = "0.4"
    document["modules"][1]["criteria"][0]["aspects"][2]["step"] = "0.7"
    document["modules"][1]["criteria"][0]["aspects"][3]["max"] = "1"
    path = "modules[1].criteria[0].aspects"
    assert refused(read_plan, encoded(document)) == [
        (0, f"{path}[2].step", "step_misses_max", {"max": "30"}),
        (0, f"{path}[3].max", "deduction_earns", {}),
    ]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b'{"a":{"b":1,"c":2,"b":3}}', (0, "", "json_key_twice", {"key": "b"})),
        (b'{"a":\n 1,,}', (2, "", "not_json", {"position": "4"})),
        (b'{"a":NaN}', (0, "", "not_json", {"position": ""})),
        (b'{"a":%s}' % (b"9" * 5000), (0, "", "not_json", {"position": ""})),
        (b"[]", (0, "", "not_an_object", {})),
        (b'{"a":"\xff"}', (1, "", "not_utf8", {})),
        (b'{"a":"x\n\n\xff"}', (3, "", "not_utf8", {})),
        (b'{"a":"\x00"}', (0, "", "not_text", {})),
        (b"[" * 25 + b"]" * 25, (0, "", "too_deep", {"most": "24"})),
        (b"[" * 200_000, (0, "", "too_deep", {"most": "24"})),
    ],
)
def test_plan_file_is_refused_before_it_is_a_plan(content, problem):
    assert refused(read_document, content) == [problem]


def test_brackets_inside_of_texts_are_no_levels():
    document = {"a": "[{" * 40 + '\\"[[', "b": ["]"]}
    assert read_document(encoded(document)) == document


def test_two_dozen_levels_are_not_too_deep():
    deep = {"a": json.loads("[" * 23 + "]" * 23)}
    assert read_document(encoded(deep)) == deep


def test_plan_file_of_five_megabytes_is_read_and_one_byte_more_is_not(monkeypatch):
    monkeypatch.setattr(reading, "MOST_PLAN_BYTES", 8)
    assert (read_document(b'{"a":1} '), refused(read_document, b'{"a":1}  ')) == (
        {"a": 1}, [(0, "", "too_large", {"most": "8"})],
    )  # fmt: skip


def test_bounds_are_those_of_the_contract():
    assert (reading.MOST_PLAN_BYTES, reading.MOST_CSV_BYTES) == (5_000_000, 64_000_000)


def test_entries_are_read_in_their_order_with_the_space_around_them_gone():
    content = b"\xef\xbb\xbf" + entries("07, 职工组 ,青溪厂,,3", "", "2,,,一队,", '"a ""b""",学生组,"甲,乙",,1')
    assert read_entries(content) == (
        EntryRow("07", "职工组", "青溪厂", "", 3),
        EntryRow("2", team="一队"),
        EntryRow('a "b"', "学生组", "甲,乙", "", 1),
    )


def test_everything_wrong_with_entries_is_told_by_row_and_column():
    rows = (",职工组,,,", "1,,,,6", "1,,,,", "1,,,,", "=1,,,,", f"{'x' * 201},,,,", "2,+a,@b,－c,", "3,,,", "4,\a,,,05")
    assert refused(read_entries, entries(*rows)) == [
        (2, "entry", "entry_missing", {}),
        (3, "prior_level", "bad_level", {}),
        (5, "entry", "entry_twice", {"first": "4"}),
        (6, "entry", "bad_text", {}),
        (7, "entry", "bad_text", {}),
        (8, "division", "bad_text", {}),
        (8, "organisation", "bad_text", {}),
        (8, "team", "bad_text", {}),
        (9, "", "cell_count", {"given": "4", "wanted": "5"}),
        (10, "division", "bad_text", {}),
        (10, "prior_level", "bad_level", {}),
    ]


def test_cell_of_two_hundred_characters_is_read():
    assert read_entries(entries(f"{'x' * 200},,,,")) == (EntryRow("x" * 200),)


@pytest.mark.parametrize(
    "header", ["entry,division,organisation,team", "Entry,division,organisation,team,prior_level", ""]
)
def test_header_stands_there_exactly(header):
    wanted = [(1, "", "bad_header", {"header": ENTRIES_HEADER})]
    assert (refused(read_entries, csv(header=header)), refused(read_entries, b"")) == (wanted, wanted)


def test_csv_that_is_none_is_refused_where_it_ends_to_be_one():
    assert refused(read_entries, entries("1,,,,", '2,"a"b,,,')) == [(3, "", "not_csv", {})]


def test_file_of_rows_is_bounded(monkeypatch):
    monkeypatch.setattr(reading, "MOST_CSV_BYTES", len(entries("1,,,,")))
    assert (read_entries(entries("1,,,,")), refused(read_entries, entries("11,,,,"))) == (
        (EntryRow("1"),), [(0, "", "too_large", {"most": str(len(entries("1,,,,")))})],
    )  # fmt: skip


def test_hundred_problems_are_told_and_the_rest_is_counted():
    with pytest.raises(Rejected) as rejected:
        read_entries(entries(*["x,,,,9"] * 103))
    assert rejected.value.problems == tuple(
        Problem("ENTRIES.csv", row, "prior_level", "bad_level") for row in range(2, 102)
    )
    assert (rejected.value.more, str(rejected.value)) == (3, "103 problems")
