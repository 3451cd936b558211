"""Every doubt an entry form can raise, with what is proposed and what a decision does."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from competition.contestants.checking import (
    DOUBT,
    NOTE,
    WRONG,
    Decisions,
    Division,
    Known,
    Units,
    check_rows,
    clean_name,
)
from competition.contestants.checking.report import report_of
from competition.contestants.checking.texts import agrees_with, level_of
from competition.contestants.id_numbers import check_digit
from competition.contestants.reading import Form, RawRow, read_forms
from competition.contestants.trade_names import TradeName
from competition.web.sheets import Cell, read_grids
from tests.contestants import forms

WELD = TradeName("w", "焊工", "Welding", "WE", True, "welder")
NURSE = TradeName("n", "护理", "Nursing", "NU", False, "nurse")
FIT = TradeName("f", "钳工", "Bench fitting", "FI", True, "fitter")
CHOIR = TradeName("c", "合唱", "Choir", "CH", True, "", 2)
YOUNG, OLD = Division("y", "青年组", "Youth", 16, 35), Division("o", "中年组", "Seniors", 36, None)
KNOWN = Known(
    trades=[WELD, NURSE, FIT, CHOIR], chosen=None, people={}, entered={}, names=frozenset(), today=dt.date(2026, 11, 21),
    starts_on=dt.date(2026, 12, 1), units=Units({"甲厂": "u1", "青溪电力有限公司": "u2"}),
)  # fmt: skip
NUMBER = "11010519491231002X"
UNDECIDED = Decisions()
GOOD: dict[str, Cell] = {
    "name": "陈嘉树", "sex": "女", "id_number": NUMBER, "born": "1949.12", "employer": "甲厂", "trade": "焊工",
    "division": "", "skill_level": "高级工", "phone": "13800001234", "coach": "", "team": "", "role": "",
}  # fmt: skip
PLACES = {field: number for number, field in enumerate(GOOD, 1)}


def raw(
    number: int = 2, formulas: frozenset[str] = frozenset(), filled: frozenset[str] = frozenset(), **cells: Any
) -> RawRow:
    places = {field: (number, column) for field, column in PLACES.items()}
    return RawRow("表", number, GOOD | cells, formulas, places, filled)


def form(*rows: RawRow, **more: Any) -> Form:
    return Form("表", 1, (), more.pop("delegation", ""), rows, (), **more)


def found(*rows: RawRow, known: Known = KNOWN, decisions: Decisions = UNDECIDED) -> list[tuple[Any, ...]]:
    checked = check_rows([form(*rows)], known, decisions)
    return [(one.row, one.field, one.code, one.severity, one.shown, one.value) for one in checked.problems]


def state(*rows: RawRow, known: Known = KNOWN, decisions: Decisions = UNDECIDED) -> list[tuple[str, bool]]:
    return [(row.state, row.out) for row in check_rows([form(*rows)], known, decisions).rows]


def test_check_rows_lets_a_good_row_through() -> None:
    checked = check_rows([form(raw())], KNOWN)

    (row,) = checked.rows
    assert checked.problems == []
    assert dataclasses.asdict(row) == {
        "key": "表!A2", "sheet": "表", "row": 2, "name": "陈嘉树", "sex": "f", "id_number": NUMBER, "born_on": "1949-12-31",
        "phone": "13800001234", "employer": "甲厂", "organisation": "甲厂", "organisation_id": "u1", "trade_id": "w",
        "contestant_id": "", "division_id": "", "skill_level": 3, "coach": "", "team": "", "role": "member", "out": False,
        "state": "good",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "problem", "row_state"),
    [
        ({"name": " 陈　嘉树"}, ("name", "name_spaces", NOTE, "陈　嘉树", "陈嘉树"), "good"),
        ({"name": ""}, ("name", "name_missing", WRONG, "", ""), "wrong"),
        ({"name": "42人"}, ("name", "name_bad", WRONG, "42人", ""), "wrong"),
        ({"name": "=1+1"}, ("name", "formula", WRONG, "=1+1", ""), "wrong"),
        ({"id_number": ""}, ("id_number", "id_missing", DOUBT, "", ""), "doubtful"),
        ({"id_number": 1.1010519491231e17}, ("id_number", "id_as_number", DOUBT, "1.1010*********e+17", ""), "doubtful"),
        ({"id_number": "1.10105E+17"}, ("id_number", "id_as_number", DOUBT, "1.1010*E+17", ""), "doubtful"),
        ({"id_number": NUMBER[:16]}, ("id_number", "id_length", DOUBT, "110105******3100", ""), "doubtful"),
        ({"id_number": NUMBER[:17]}, ("id_number", "id_length", DOUBT, "110105*******1002", "110105********002X"), "doubtful"),
        ({"id_number": "110105491231002"}, ("id_number", "id_old", DOUBT, "110105*****1002", "110105********002X"), "doubtful"),
        ({"id_number": 110105491231002.0}, ("id_number", "id_old", DOUBT, "110105*****1002", "110105********002X"), "doubtful"),
        ({"id_number": NUMBER[:17] + "1"}, ("id_number", "id_check_digit", DOUBT, "110105********0021", "110105********002X"), "doubtful"),
        ({"id_number": "G1234567"}, ("id_number", "id_length", DOUBT, "********", ""), "doubtful"),
        ({"sex": "男"}, ("sex", "sex_disagrees", DOUBT, "男", "f"), "doubtful"),
        ({"sex": "?"}, ("sex", "sex_unknown", NOTE, "?", "f"), "good"),
        ({"born": "1950.1"}, ("born", "born_disagrees", DOUBT, "1950.1", "1949.12"), "doubtful"),
        ({"phone": "12345"}, ("phone", "phone_bad", DOUBT, "*****", ""), "doubtful"),
        ({"employer": ""}, ("employer", "unit_missing", DOUBT, "", ""), "doubtful"),
        ({"employer": "厂" * 121}, ("employer", "unit_long", WRONG, "厂" * 60, ""), "wrong"),
        ({"employer": "青溪电力公司"}, ("employer", "unit_close", DOUBT, "青溪电力公司", "青溪电力有限公司"), "doubtful"),
        ({"trade": ""}, ("trade", "trade_missing", WRONG, "", ""), "wrong"),
        ({"trade": "书法"}, ("trade", "trade_unknown", WRONG, "书法", ""), "wrong"),
        ({"trade": "护士"}, ("trade", "stage_started", WRONG, "护士", "护理"), "wrong"),
        ({"skill_level": "九级"}, ("skill_level", "level_unknown", NOTE, "九级", ""), "good"),
        ({"division": "职工组"}, ("division", "division_unused", NOTE, "职工组", ""), "good"),
        ({"team": "一队"}, ("team", "team_unused", NOTE, "一队", ""), "good"),
    ],
)  # fmt: skip
def test_check_rows_says_what_is_doubtful_in_a_cell(
    cells: dict[str, Any], problem: tuple[str, ...], row_state: str
) -> None:
    assert found(raw(**cells)) == [(2, *problem)]
    assert state(raw(**cells)) == [(row_state, False)]


@pytest.mark.parametrize(
    ("cells", "code", "choice", "field", "after", "row_state"),
    [
        ({"id_number": NUMBER[:17] + "1"}, "id_check_digit", "take", "id_number", NUMBER, "good"),
        ({"id_number": NUMBER[:17] + "1"}, "id_check_digit", "keep", "id_number", "", "good"),
        ({"id_number": NUMBER[:17] + "1"}, "id_check_digit", "leave", "id_number", "", "left"),
        ({"id_number": NUMBER[:17] + "1"}, "id_check_digit", "nonsense", "id_number", NUMBER, "doubtful"),
        ({"sex": "男"}, "sex_disagrees", "keep", "sex", "m", "good"),
        ({"sex": "男"}, "sex_disagrees", "take", "sex", "f", "good"),
        ({"phone": "12345"}, "phone_bad", "take", "phone", "", "good"),
        ({"employer": "青溪电力公司"}, "unit_close", "take", "organisation", "青溪电力有限公司", "good"),
        ({"employer": "青溪电力公司"}, "unit_close", "keep", "organisation", "青溪电力公司", "good"),
    ],
)
def test_a_decision_is_heard_for_a_kind_and_for_a_cell(
    cells: dict[str, Any], code: str, choice: str, field: str, after: str, row_state: str
) -> None:
    for decisions in (Decisions(kinds={code: choice}), Decisions(cells={f"表!A2|{code}": choice})):
        (row,) = check_rows([form(raw(**cells))], KNOWN, decisions).rows
        assert (getattr(row, field), row.state) == (after, row_state)


def test_a_decision_about_a_cell_goes_before_the_one_about_its_kind() -> None:
    kinds = {"phone_bad": "leave", "id_missing": "keep"}
    decisions = Decisions(kinds=kinds, cells={"表!A3|phone_bad": "take"})
    other: dict[str, Any] = {"name": "李慕白", "id_number": "", "phone": "1"}

    assert state(raw(phone="1"), raw(3, **other), decisions=decisions) == [("left", False), ("good", False)]


def test_a_trade_is_mapped_by_hand_or_its_rows_left_out() -> None:
    assert state(raw(trade="书法"), decisions=Decisions(trades={"书法": "f"})) == [("good", False)]
    assert state(raw(trade="书法"), decisions=Decisions(trades={"书法": "-"})) == [("left", False)]


def test_a_remembered_spelling_is_understood_in_another_event() -> None:
    known = dataclasses.replace(KNOWN, remembered={"铁匠": ("fitter", "钳工（老）")})

    assert found(raw(trade="铁 匠"), known=known) == []
    assert check_rows([form(raw(trade="铁匠"))], known).rows[0].trade_id == "f"


def test_the_same_person_twice_is_a_doubt_in_one_trade_and_a_note_in_two() -> None:
    rows = [raw(), raw(3), raw(4, trade="钳工")]

    assert found(*rows) == [
        (3, "name", "twice_with_number", DOUBT, "陈嘉树", "2"),
        (4, "name", "two_trades", NOTE, "陈嘉树", "2"),
    ]
    assert state(*rows) == [("good", False), ("doubtful", True), ("good", False)]
    assert state(*rows, decisions=Decisions(kinds={"twice_with_number": "take"}))[1] == ("good", True)


def test_a_number_that_stands_for_two_names_is_a_doubt() -> None:
    assert found(raw(), raw(3, name="李慕白"))[0] == (3, "id_number", "number_twice", DOUBT, "110105********002X", "2")


def test_a_number_of_somebody_else_may_be_taken_as_him() -> None:
    known = dataclasses.replace(KNOWN, people={NUMBER: ("p", "陈家树")})

    assert found(raw(), known=known) == [(2, "id_number", "number_of_another", DOUBT, "110105********002X", "陈家树")]
    (row,) = check_rows([form(raw())], known, Decisions(kinds={"number_of_another": "take"})).rows
    assert (row.name, row.contestant_id, row.state) == ("陈家树", "p", "good")


def test_who_is_entered_already_stays_out() -> None:
    people = {NUMBER: ("p", "陈嘉树")}

    assert found(raw(), known=dataclasses.replace(KNOWN, people=people, entered={"p": frozenset("w")})) == [
        (2, "name", "already_entered", WRONG, "陈嘉树", "")
    ]
    assert found(raw(), known=dataclasses.replace(KNOWN, people=people, entered={"p": frozenset("f")})) == [
        (2, "name", "in_other_trade", NOTE, "陈嘉树", "")
    ]


def test_only_members_enter_where_the_event_says_so() -> None:
    known = dataclasses.replace(KNOWN, members={NUMBER: ("陈嘉木", "甲厂工会")})

    assert found(raw(), known=known) == [(2, "name", "member_name", DOUBT, "陈嘉树", "陈嘉木")]
    assert found(raw(), known=dataclasses.replace(KNOWN, members={})) == [
        (2, "id_number", "not_on_roll", WRONG, "陈嘉树", "")
    ]


def test_divisions_are_found_by_name_and_by_age() -> None:
    known = dataclasses.replace(KNOWN, divisions={"w": [YOUNG, OLD]})

    def division(**cells: Any) -> str:
        return check_rows([form(raw(**cells))], known).rows[0].division_id

    assert [division(), division(division="中年"), division(division="Seniors")] == ["o", "o", "o"]
    assert found(raw(division="青年组"), known=known) == [
        (2, "division", "division_age", DOUBT, "青年组, 76", "中年组")
    ]
    assert found(raw(division="学生组"), known=known) == [
        (2, "division", "division_unknown", DOUBT, "学生组", "中年组")
    ]


def test_teams_need_their_number_of_members() -> None:
    other = raw(3, name="李慕白", id_number="", trade="合唱", team="一队")
    keep = Decisions(kinds={"id_missing": "keep"})

    assert [one[2] for one in found(raw(trade="合唱", team="一队"), decisions=keep)] == ["team_size"]
    assert state(raw(trade="合唱", team="一队"), other, decisions=keep) == [("good", False), ("good", False)]


def test_the_trade_comes_from_a_line_above_when_there_is_no_column() -> None:
    cells = {field: cell for field, cell in GOOD.items() if field != "trade"}
    row = RawRow("表", 2, cells, frozenset(), {field: (2, at) for field, at in PLACES.items() if field != "trade"})

    checked = check_rows([form(row, trade="电焊")], KNOWN)

    assert [(one.code, one.shown, one.value) for one in checked.problems] == [("trade_from_line", "电焊", "焊工")]


def test_a_park_s_form_has_exactly_its_faults(tmp_path: Path) -> None:
    (tmp_path / "form").write_bytes(forms.park())
    found_forms, others = read_forms(read_grids(tmp_path / "form"))
    names = ("护理", "焊工", "叉车驾驶", "导游", "数控铣工")
    trades = [TradeName(name, name, name, name, True) for name in names]
    known = dataclasses.replace(KNOWN, trades=trades, units=Units({}))

    checked = check_rows(found_forms, known)

    said = [
        (one.row, one.column, one.code)
        for one in checked.problems
        if one.code not in ("region_unknown", "division_unused")
    ]
    assert said == [
        (6, 2, "name_spaces"),
        (7, 4, "id_as_number"),
        (8, 4, "id_check_digit"),
        (9, 3, "sex_disagrees"),
        (12, 2, "twice_with_number"),
        (13, 2, "formula"),
    ]
    report = report_of(found_forms, others, checked, known, Decisions())
    assert report["counts"] == {"good": 4, "doubtful": 4, "wrong": 1, "left": 0}
    assert [(one["said"], one["how"], one["trade_id"]) for one in report["trades"] if one["how"] != "exact"] == [
        ("电焊工", "informal", "焊工"),
        ("叉车司机", "informal", "叉车驾驶"),
    ]
    assert [(one["name"], one["new"]) for one in report["units"]] == [("青溪高新区联合工会", True)]


def test_a_county_s_form_has_no_fault(tmp_path: Path) -> None:
    (tmp_path / "form").write_bytes(forms.county())
    found_forms, _ = read_forms(read_grids(tmp_path / "form"))
    names = ("护理", "焊工", "数控车工", "挖掘机驾驶", "钳工", "电工")
    known = dataclasses.replace(KNOWN, trades=[TradeName(name, name, name, name, True) for name in names])

    checked = check_rows(found_forms, known)

    assert {one.code for one in checked.problems} == {"region_unknown", "division_unused"}
    assert [row.trade_id for row in checked.rows] == ["焊工", "数控车工", "挖掘机驾驶", "钳工", "护理", "电工"]


def test_clean_name_keeps_one_kind_of_dot() -> None:
    assert [clean_name(one) for one in ("阿依•古丽", " 陈　嘉 树", "Ann   Lee")] == ["阿依·古丽", "陈嘉树", "Ann Lee"]


@pytest.mark.parametrize(
    ("said", "level"),
    [("高级技师", 1), ("技师 / 2", 2), ("三级/高级工", 3), ("4级", 4), ("初级", 5), ("无", 0), ("大师", None)],
)
def test_level_of_reads_the_five_levels(said: str, level: int | None) -> None:
    assert level_of(said) == level


@pytest.mark.parametrize(
    ("said", "agrees"),
    [
        ("2003.3", True),
        ("2003年03月26日", True),
        ("20030326", True),
        ("2003-3-27", False),
        ("2003.4", False),
        ("?", True),
    ],
)
def test_agrees_with_compares_birthdays_as_far_as_they_say(said: str, agrees: bool) -> None:
    assert agrees_with(dt.date(2003, 3, 26), said) is agrees


def test_agrees_with_knows_that_a_figure_loses_its_last_zero() -> None:
    assert agrees_with(dt.date(1982, 10, 4), "1982.1")


def test_check_digit_of_the_standard_s_own_example() -> None:
    assert check_digit("11010519491231002") == "X"
