"""Every doubt an entry form can raise, with what is proposed."""

import dataclasses
import datetime as dt
from typing import Any

import pytest

from competition.contestants.checking import DOUBT, NOTE, WRONG, Known, Problem, Row, check_rows, clean_name
from competition.contestants.id_numbers import check_digit
from competition.contestants.reading import RawRow
from competition.contestants.trade_names import TradeName
from competition.web.sheets import Cell

WELD = TradeName("w", "焊工", "Welding", "WE", True)
NURSE = TradeName("n", "护理", "Nursing", "NU", False)
FIT = TradeName("f", "钳工", "Bench fitting", "FI", True)
KNOWN = Known(
    trades=[WELD, NURSE, FIT], chosen=None, delegation={}, people={}, entered={}, names=frozenset(),
    today=dt.date(2026, 11, 21), starts_on=dt.date(2026, 12, 1),
)  # fmt: skip
GOOD: dict[str, Cell] = {
    "name": "陈嘉树", "sex": "女", "id_number": "11010519491231002X", "employer": "甲厂", "trade": "焊工",
    "phone": "13800001234",
}  # fmt: skip


def raw(number: int = 2, formulas: frozenset[str] = frozenset(), **cells: Any) -> RawRow:
    return RawRow("表", number, GOOD | cells, formulas)


def found(*rows: RawRow, known: Known = KNOWN) -> list[tuple[int, str, str, str, str, str]]:
    return [
        (one.row, one.field, one.code, one.severity, one.shown, one.value) for one in check_rows(rows, known).problems
    ]


def test_check_rows_lets_a_good_row_through() -> None:
    checked = check_rows([raw()], KNOWN)

    assert (checked.rows, checked.problems) == (
        [Row("表", 2, "陈嘉树", "f", "11010519491231002X", "13800001234", "甲厂", "甲厂", "w", "", "good")],
        [],
    )


@pytest.mark.parametrize(
    ("cells", "problem", "state"),
    [
        ({"name": " 陈　嘉树"}, ("name", "name_spaces", NOTE, "陈　嘉树", "陈嘉树"), "good"),
        ({"name": ""}, ("name", "name_missing", WRONG, "", ""), "wrong"),
        ({"name": "42人"}, ("name", "name_bad", WRONG, "42人", ""), "wrong"),
        ({"name": "陈"}, ("name", "name_bad", WRONG, "陈", ""), "wrong"),
        ({"id_number": ""}, ("id_number", "id_missing", DOUBT, "", ""), "doubtful"),
        (
            {"id_number": 1.1010519491231e17},
            ("id_number", "id_as_number", DOUBT, "1.1010*********e+17", ""),
            "doubtful",
        ),
        ({"id_number": "1.10105E+17"}, ("id_number", "id_as_number", DOUBT, "1.1010*E+17", ""), "doubtful"),
        (
            {"id_number": "110105194912310021"},
            ("id_number", "id_check_digit", DOUBT, "110105********0021", ""),
            "doubtful",
        ),
        ({"id_number": "1101051949"}, ("id_number", "id_length", DOUBT, "**********", ""), "doubtful"),
        ({"id_number": "110105194913310021"}, ("id_number", "id_born", DOUBT, "110105********0021", ""), "doubtful"),
        ({"sex": "男"}, ("sex", "sex_disagrees", DOUBT, "男", "f"), "doubtful"),
        ({"sex": "？"}, ("sex", "sex_unknown", NOTE, "？", "f"), "good"),
        ({"phone": "12"}, ("phone", "phone_bad", DOUBT, "**", ""), "doubtful"),
        ({"employer": ""}, ("employer", "unit_missing", DOUBT, "", ""), "doubtful"),
        ({"employer": "厂" * 121}, ("employer", "unit_long", WRONG, "厂" * 60, ""), "wrong"),
        ({"trade": ""}, ("trade", "trade_missing", WRONG, "", ""), "wrong"),
        ({"trade": "书法"}, ("trade", "trade_unknown", WRONG, "书法", ""), "wrong"),
        ({"trade": "护理"}, ("trade", "stage_started", WRONG, "护理", "护理"), "wrong"),
        ({"employer": "=1+1"}, ("employer", "formula", WRONG, "=1+1", ""), "wrong"),
    ],
)
def test_check_rows_reports_each_doubtful_cell(cells: dict[str, Any], problem: tuple[str, ...], state: str) -> None:
    checked = check_rows([raw(**cells)], KNOWN)

    assert checked.problems == [Problem("表", 2, *problem)]
    assert checked.rows[0].state == state


def test_check_rows_refuses_a_formula_whatever_it_shows() -> None:
    assert found(raw(name="张三", formulas=frozenset({"name"}))) == [(2, "name", "formula", WRONG, "", "")]


def test_check_rows_lets_an_informal_trade_name_be() -> None:
    assert [row.trade_id for row in check_rows([raw(trade="电焊")], KNOWN).rows] == ["w"]


def test_check_rows_reads_a_telephone_number_stored_as_a_figure() -> None:
    assert check_rows([raw(phone=13800001234.0)], KNOWN).rows[0].phone == "13800001234"


def test_check_rows_doubts_who_is_not_yet_sixteen() -> None:
    young = "110105201101010020"[:17] + check_digit("110105201101010020"[:17])

    assert found(raw(id_number=young, sex="")) == [
        (2, "id_number", "too_young", DOUBT, "110105********002" + young[-1], "")
    ]


def test_check_rows_sees_the_same_person_again() -> None:
    assert found(raw(2), raw(3), raw(4, trade="钳工")) == [
        (3, "name", "twice_in_file", WRONG, "陈嘉树", "2"),
        (4, "name", "two_trades", DOUBT, "陈嘉树", "2"),
    ]


def test_check_rows_tells_namesakes_without_numbers_by_their_unit() -> None:
    rows = [raw(2, id_number=None), raw(3, id_number=None), raw(4, id_number=None, employer="乙厂")]

    assert [code for _, _, code, severity, _, _ in found(*rows) if severity == WRONG] == ["twice_in_file"]


def test_check_rows_knows_who_is_entered_already() -> None:
    people = {"11010519491231002X": ("p", "陈嘉树")}
    known = dataclasses.replace(KNOWN, people=people, entered={"p": frozenset({"w"})})

    assert found(raw(2), raw(3, trade="钳工"), known=known) == [
        (2, "name", "already_entered", WRONG, "陈嘉树", ""),
        (3, "name", "two_trades", DOUBT, "陈嘉树", "2"),
        (3, "name", "in_other_trade", DOUBT, "陈嘉树", ""),
    ]


def test_check_rows_refuses_a_number_that_belongs_to_another_name() -> None:
    known = dataclasses.replace(KNOWN, people={"11010519491231002X": ("p", "李慕白")})

    assert found(raw(), known=known) == [(2, "id_number", "number_of_another", WRONG, "110105********002X", "")]


def test_check_rows_warns_of_a_namesake_in_the_house() -> None:
    known = dataclasses.replace(KNOWN, names=frozenset({("陈嘉树", "甲厂", "w")}))
    without = RawRow("表", 2, {key: value for key, value in GOOD.items() if key != "id_number"}, frozenset())

    assert found(without, known=known) == [(2, "name", "namesake", DOUBT, "陈嘉树", "")]


def test_check_rows_puts_a_workshop_under_its_unit_and_a_file_under_its_delegation() -> None:
    rows = [raw(2, employer="青溪电厂一车间"), raw(3, employer="青溪电厂", id_number=None, name="李慕白")]
    sent = dataclasses.replace(KNOWN, delegation={"表": "青溪市总工会"})

    assert [row.organisation for row in check_rows(rows, KNOWN).rows] == ["青溪电厂", "青溪电厂"]
    assert [row.organisation for row in check_rows(rows, sent).rows] == ["青溪市总工会", "青溪市总工会"]


def test_check_rows_follows_the_trade_chosen_for_the_file() -> None:
    known = dataclasses.replace(KNOWN, chosen=FIT)
    rows = [raw(2, trade=""), raw(3, trade="焊工", name="李慕白", id_number=None)]

    assert [row.trade_id for row in check_rows(rows, known).rows] == ["f", "f"]
    assert (3, "trade", "trade_differs", DOUBT, "焊工", "钳工") in found(*rows, known=known)


def test_clean_name_keeps_blanks_of_latin_names_and_one_kind_of_dot() -> None:
    assert [clean_name(name) for name in ("陈 嘉　树", " Ann  Lee ", "阿依古丽•买买提")] == [
        "陈嘉树",
        "Ann Lee",
        "阿依古丽·买买提",
    ]
