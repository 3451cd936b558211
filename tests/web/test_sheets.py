"""Reading spreadsheets of strangers within limits, and writing files whose cells never become formulas."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from competition.web import sheets, sheets_scan
from competition.web.sheets import Column, Grid, Table, looks_like_formula, read_grids, write_tables
from competition.web.sheets_scan import Unreadable

DANGEROUS = ['=HYPERLINK("http://example.cn","张三")', "+1+1", "-2", "@SUM(A1)", "\t=1", "＝1+1", "－1", "＋1", "＠a"]


def saved(path: Path, rows: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def refused(path: Path) -> tuple[str, dict[str, object]]:
    with pytest.raises(Unreadable) as why:
        read_grids(path)
    return why.value.code, why.value.facts


def repacked(path: Path, source: Path, part: str, text: bytes) -> Path:
    """The same archive with one part put in place of the old."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, text if name == part else old.read(name))
        if part not in old.namelist():
            new.writestr(part, text)
    return path


SHEET = "xl/worksheets/sheet1.xml"
HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'


def test_read_grids_keeps_blank_rows_and_knows_formulas(tmp_path: Path) -> None:
    file = saved(tmp_path / "form.xlsx", [["报名表"], [], ["姓名", "号"], ["张桂", 3], ["=1+1", None]])

    assert read_grids(file) == [
        Grid("Sheet", [["报名表", ""], ["", ""], ["姓名", "号"], ["张桂", 3.0], []], frozenset({(5, 1)}))
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_read_grids_reads_csv_in_the_encodings_people_use(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "名单.csv"
    file.write_bytes("姓名,身份证号\r\n张桂,\t990004199601192518\r\n".encode(encoding))

    assert read_grids(file) == [Grid("名单", [["姓名", "身份证号"], ["张桂", "\t990004199601192518"]])]


def test_read_grids_reads_csv_with_other_separators(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("姓名;性别\n张桂;男\n", encoding="utf-8")

    assert read_grids(file)[0].rows == [["姓名", "性别"], ["张桂", "男"]]


def test_read_grids_tells_kinds_apart_by_content(tmp_path: Path) -> None:
    file = saved(tmp_path / "form.csv", [["姓名"]])

    assert read_grids(file)[0].rows == [["姓名"]]


def test_read_grids_refuses_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"")

    assert refused(tmp_path / "a.csv") == ("empty", {})


def test_read_grids_refuses_a_large_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MAX_BYTES", 1 << 20)
    (tmp_path / "a.csv").write_bytes(b"x" * ((1 << 20) + 1))

    assert refused(tmp_path / "a.csv") == ("too_large", {"megabytes": 1})


def test_read_grids_refuses_what_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"\x00\x01\x02\x03")
    (tmp_path / "b.csv").write_bytes(b"\xff\xff\x80")

    assert [refused(tmp_path / "a.csv"), refused(tmp_path / "b.csv")] == [("damaged", {}), ("encoding", {})]


@pytest.mark.parametrize("head", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_read_grids_refuses_damaged_workbooks(tmp_path: Path, head: bytes) -> None:
    (tmp_path / "a.xlsx").write_bytes(head + bytes(range(256)) * 8)

    assert refused(tmp_path / "a.xlsx") == ("damaged", {})


def test_read_grids_refuses_a_doctype(tmp_path: Path) -> None:
    good = saved(tmp_path / "good.xlsx", [["姓名"]])
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "cc">]><a>&b;</a>'

    assert refused(repacked(tmp_path / "bad.xlsx", good, "docProps/app.xml", bomb)) == ("doctype", {})


def test_read_grids_refuses_an_archive_that_unfolds_too_far(tmp_path: Path) -> None:
    good = saved(tmp_path / "good.xlsx", [["姓名"]])

    assert refused(repacked(tmp_path / "bad.xlsx", good, "xl/media/a.bin", b"\0" * (4 << 20))) == (
        "unfolds_too_far",
        {},
    )


def test_read_grids_refuses_too_many_parts(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bad.xlsx", "w") as archive:
        for number in range(sheets_scan.MAX_PARTS + 1):
            archive.writestr(f"{number}.bin", b"")

    assert refused(tmp_path / "bad.xlsx") == ("too_many_parts", {"parts": sheets_scan.MAX_PARTS})


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        (b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>', "too_many_rows"),
        (b'<row r="1"><c r="XFD1"><v>1</v></c></row>', "too_many_columns"),
    ],
)
def test_read_grids_refuses_a_cell_in_the_last_corner_without_opening_it(tmp_path: Path, cell: bytes, why: str) -> None:
    good = saved(tmp_path / "good.xlsx", [["姓名"]])
    file = repacked(tmp_path / "bad.xlsx", good, SHEET, HEAD + cell + b"</sheetData></worksheet>")

    assert refused(file)[0] == why


def test_read_grids_lets_empty_formatted_cells_be(tmp_path: Path) -> None:
    good = saved(tmp_path / "good.xlsx", [["姓名"]])
    cells = (
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row><row r="1048576"><c r="A1048576" s="0"/></row>'
    )
    file = repacked(tmp_path / "tall.xlsx", good, SHEET, HEAD + cells + b"</sheetData></worksheet>")

    assert read_grids(file)[0].rows == [["a"]]


@given(damage=st.lists(st.tuples(st.integers(4, 10**6), st.integers(0, 255)), min_size=1, max_size=8))
def test_read_grids_never_fails_otherwise(
    damage: list[tuple[int, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Any damage to a workbook gives rows or Unreadable, nothing else."""
    folder = tmp_path_factory.mktemp("damage")
    raw = bytearray(saved(folder / "good.xlsx", [["姓名", "性别"], ["张桂", "男"]]).read_bytes())
    for place, byte in damage:
        raw[4 + place % (len(raw) - 4)] = byte
    (folder / "bad.xlsx").write_bytes(raw)
    try:
        read = read_grids(folder / "bad.xlsx")
    except Unreadable:
        return
    assert all(isinstance(grid, Grid) for grid in read)


@pytest.mark.parametrize("text", DANGEROUS)
def test_looks_like_formula_knows_every_beginning(text: str) -> None:
    assert looks_like_formula(text)


@pytest.mark.parametrize("text", ["张三", "3-2班", "a@b", ""])
def test_looks_like_formula_lets_words_be(text: str) -> None:
    assert not looks_like_formula(text)


def test_write_tables_writes_text_and_never_formulas(tmp_path: Path) -> None:
    made = write_tables(
        [
            Table(
                "选手/名单",
                [Column("姓名"), Column("赛项", 12, ("焊工", "钳工"))],
                [[x, "焊工"] for x in DANGEROUS],
                ("说明",),
            )
        ]
    )

    sheet = openpyxl.load_workbook(io.BytesIO(made)).active
    assert sheet is not None
    cells = [(cell.value, cell.data_type) for row in sheet.iter_rows(min_row=3, max_col=1) for cell in row]
    rules = [(rule.type, rule.formula1, str(rule.sqref)) for rule in sheet.data_validations.dataValidation]
    assert (sheet.title, cells) == ("选手 名单", [(text, "s") for text in DANGEROUS])
    assert rules == [("list", '"焊工,钳工"', "B3:B20002")]
