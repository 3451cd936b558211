"""Finding the headers of entry forms, whatever their layout, and who in them are people."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from competition.contestants.reading import Form, RawRow, cell_text, letters, read_form, read_forms
from competition.contestants.reading.keeping import dumped, loaded
from competition.contestants.reading.spellings import field_of
from competition.web.sheets import Cell, Grid, read_grids
from tests.contestants import forms

HEADER: list[Cell] = ["序号", "姓 名", "性别", "身份证号码", "工作单位", "工种（赛项）", "手机号"]


def read(raw: bytes, tmp_path: Path) -> tuple[list[Form], list[str]]:
    (tmp_path / "form").write_bytes(raw)
    return read_forms(read_grids(tmp_path / "form"))


def people(found: list[Form], *fields: str) -> list[tuple[Any, ...]]:
    return [(raw.key, *(cell_text(raw.cells.get(field)) for field in fields)) for form in found for raw in form.rows]


def test_read_form_finds_the_header_under_titles_and_the_people_before_the_foot() -> None:
    grid = Grid(
        "表",
        [
            ["青溪市技能运动会报名汇总表", "", "", "", "", "", ""],
            ["推荐单位（盖章）：青溪高新区工会  ", "", "", "", "", "", "填报日期：11月3日"],
            [],
            HEADER,
            [1.0, "张桂", "男", "1", "甲厂", "焊工", "13800001234"],
            ["", "", "", "", "", "", ""],
            HEADER,
            [2.0, "", "", "", "", "", ""],
            [3.0, "", "", "", "", "", ""],
            ["合计", "1人"],
            ["填表人：____  联系电话：____"],
        ],
        frozenset({(8, 2)}),
    )

    form = read_form(grid)

    assert form is not None
    assert (form.header_row, form.header_rows, form.delegation) == (4, 1, "青溪高新区工会")
    assert [(raw.row, raw.formulas, raw.key) for raw in form.rows] == [
        (5, frozenset(), "表!B5"),
        (8, frozenset({"name"}), "表!B8"),
    ]
    assert [(one.row, one.why) for one in form.skipped] == [(7, "header"), (10, "total"), (11, "signature")]


def test_read_forms_reads_a_park_s_form(tmp_path: Path) -> None:
    found, others = read(forms.park(), tmp_path)

    assert others == ["填表说明"]
    assert [(one.header_row, one.header_rows, one.delegation, len(one.rows)) for one in found] == [
        (3, 1, "青溪高新区联合工会", 9)
    ]
    assert [(one.row, one.why) for one in found[0].skipped] == [(15, "total"), (16, "signature")]
    assert {column.title: column.field for column in found[0].columns} == {
        "序号": "", "姓名": "name", "性别": "sex", "身份证号": "id_number", "出生年月": "born", "工作单位": "employer",
        "工种（赛项）": "trade", "组别": "division", "职业资格等级": "skill_level", "联系电话": "phone", "备注": "",
    }  # fmt: skip


def test_read_forms_reads_two_row_headers_and_what_holds_downwards(tmp_path: Path) -> None:
    found, _ = read(forms.two_row_header(), tmp_path)

    assert [(one.header_row, one.header_rows) for one in found] == [(2, 2)]
    assert people(found, "name", "employer", "trade", "coach", "phone") == [
        ("报名表!B4", "陈嘉树", "青溪电厂", "电焊", "苏明", ""),
        ("报名表!B5", "欧阳静怡", "青溪电厂", "电焊", "", ""),
        ("报名表!B6", "王梓涵", "青溪电厂", "护士", "", ""),
    ]
    assert [raw.filled for raw in found[0].rows] == [frozenset(), {"employer", "trade"}, {"employer"}]


def test_read_forms_reads_people_beside_each_other_in_blocks(tmp_path: Path) -> None:
    found, _ = read(forms.across(), tmp_path)

    assert [(one.layout, one.header_row) for one in found] == [("across", 2), ("across", 8)]
    assert people(found, "name", "employer", "trade") == [
        ("名单!B2", "陈嘉树", "青溪电厂", "电焊"),
        ("名单!C2", "欧阳静怡", "青溪水厂", "护士"),
        ("名单!B8", "王梓涵", "青溪电厂", "钳工"),
    ]
    assert found[0].rows[1].places["id_number"] == (4, 3)


def test_read_forms_reads_cards_of_one_person(tmp_path: Path) -> None:
    found, _ = read(forms.cards(), tmp_path)

    assert [one.layout for one in found] == ["card", "card"]
    assert people(found, "name", "sex", "employer", "trade") == [
        ("登记表!B2", "陈嘉树", "男", "青溪电厂", "电焊"),
        ("登记表!B8", "欧阳静怡", "男", "青溪电厂", "护理"),
    ]
    assert found[0].rows[0].places == {
        "name": (2, 2), "sex": (2, 4), "id_number": (3, 2), "employer": (4, 2), "trade": (4, 4),
    }  # fmt: skip


def test_read_forms_reads_a_trade_a_sheet_and_passes_samples_and_instructions_over(tmp_path: Path) -> None:
    found, others = read(forms.trade_sheets(), tmp_path)

    assert [(one.sheet, one.trade, [raw.section for raw in one.rows]) for one in found] == [
        ("焊工", "", [""]),
        ("Sheet2", "护理", [""]),
        ("Sheet3", "", ["钳工"]),
    ]
    assert [[one.why for one in form.skipped] for form in found] == [["sample"], [], ["section"]]
    assert others == ["填写说明"]


@pytest.mark.parametrize("separator", [",", "\t", ";"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_read_forms_reads_separated_text(separator: str, encoding: str, tmp_path: Path) -> None:
    lines = [["姓名", "性别", "身份证号"], ["陈嘉树", "男", "\t990001199003120012" if separator != "\t" else "1"]]
    raw = "\r\n".join(separator.join(line) for line in lines).encode(encoding)

    found, _ = read(raw, tmp_path)

    assert people(found, "name", "sex")[0][1:] == ("陈嘉树", "男")


def test_read_forms_reads_old_workbooks_with_formulas_and_merged_cells(tmp_path: Path) -> None:
    rows: list[list[str | float]] = [
        ["姓名", "性别", "工作单位", "工种"],
        ["陈嘉树", "男", "青溪电厂", "电焊"],
        ["欧阳静怡", "女", "", "护理"],
        ["", "女", "青溪水厂", "护理"],
    ]

    found, _ = read(forms.xls(rows, formulas=[(3, 0)], merged=[(1, 2, 2, 2)]), tmp_path)

    assert people(found, "name", "employer") == [
        ("报名表!A2", "陈嘉树", "青溪电厂"),
        ("报名表!A3", "欧阳静怡", "青溪电厂"),
        ("报名表!A4", "", "青溪水厂"),
    ]
    assert found[0].rows[2].formulas == {"name"}


def test_a_second_header_with_other_columns_begins_a_form_of_its_own() -> None:
    rows: list[list[Cell]] = [
        ["赛项：焊工"], ["姓名", "性别", "单位"], ["陈嘉树", "男", "甲厂"],
        ["赛项：护理"], ["姓名", "性别", "单位"], ["欧阳静怡", "女", "乙院"],
        ["姓名", "身份证号"], ["王梓涵", "1"],
    ]  # fmt: skip

    found, _ = read_forms([Grid("表", rows)])

    assert [(one.trade, [raw.cells["name"] for raw in one.rows]) for one in found] == [
        ("焊工", ["陈嘉树"]),
        ("护理", ["欧阳静怡"]),
        ("", ["王梓涵"]),
    ]


def test_read_form_takes_each_field_from_its_first_column() -> None:
    form = read_form(Grid("a", [["Name", "Employer", "Unit", "Company"], ["Ann Lee", "One", "x", "Two"]]))

    assert form is not None
    assert [column.field for column in form.columns] == ["name", "employer", "", ""]
    assert form.rows == (
        RawRow("a", 2, {"name": "Ann Lee", "employer": "One"}, frozenset(), {"name": (2, 1), "employer": (2, 2)}),
    )


def test_read_forms_tells_forms_from_other_sheets() -> None:
    other = Grid("填表说明", [["请勿改动表头"], ["姓名要写全"]])

    assert read_forms([other, Grid("空", [])]) == ([], ["填表说明", "空"])


@pytest.mark.parametrize("make", [forms.park, forms.two_row_header, forms.across, forms.cards, forms.trade_sheets])
def test_what_was_read_is_kept_whole(make: Any, tmp_path: Path) -> None:
    found, _ = read(make(), tmp_path)

    assert loaded(dumped(found)) == found


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("*姓名（必填）", "name"), ("身份证号码(18位)", "id_number"), ("联系人姓名", ""), ("教练姓名", "coach"), ("领队电话", ""),
        ("工种（赛项）", "trade"), ("所在单位全称", "employer"), ("推荐单位意见", ""), ("ID number", "id_number"), ("出生年月", "born"),
    ],
)  # fmt: skip
def test_field_of_understands_titles_as_people_write_them(title: str, field: str) -> None:
    assert field_of(title) == field


def test_cell_text_writes_whole_figures_without_a_point() -> None:
    cells: list[Cell] = [13800001234.0, 1.5, None, " a ", 9.9e17]

    assert [cell_text(cell) for cell in cells] == ["13800001234", "1.5", "", "a", "9.9e+17"]
    assert [letters(number) for number in (1, 26, 27, 200)] == ["A", "Z", "AA", "GR"]
