"""Big sheets as a stream: what they hold, what is told apart, and what is refused before it costs anything."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import xlsxwriter

from competition.web import bigsheets
from competition.web.bigsheets import BigSheets, Formula
from competition.web.sheets_scan import Unreadable

BOOK = '<workbook xmlns:r="r"><sheets><sheet name="一" r:id="r1"/></sheets></workbook>'
RELATIONS = '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>'


def workbook(sheet: str, strings: str = "") -> bytes:
    """An .xlsx with one sheet whose XML is given."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", BOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", RELATIONS)
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
        if strings:
            archive.writestr("xl/sharedStrings.xml", strings)
    return out.getvalue()


def rows(tmp_path: Path, content: bytes) -> list[tuple[str, list[tuple[int, list[object]]]]]:
    """Every sheet with its rows."""
    file = tmp_path / "file"
    file.write_bytes(content)
    with closing(BigSheets(file).sheets()) as sheets:
        return [(name, [(number, list(cells)) for number, cells in stream]) for name, stream in sheets]


def refused(tmp_path: Path, content: bytes) -> str:
    """The code of why a file is not read."""
    with pytest.raises(Unreadable) as unreadable:
        rows(tmp_path, content)
    return unreadable.value.code


def test_a_workbook_is_read_as_it_stands(tmp_path: Path):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("会员")
        sheet.write_string("A1", "姓名")
        sheet.write_string("C1", "卡号")
        sheet.write_rich_string("A3", "欧阳", book.add_format({"bold": True}), "静怡")
        sheet.write_number("B3", 43_589)
        sheet.write_formula("C3", "=1+1", None, "2")
        sheet.write_boolean("D3", True)
        book.add_worksheet("空").write_string("A1", "x")
    read = rows(tmp_path, out.getvalue())
    assert read == [
        ("会员", [(1, ["姓名", "", "卡号"]), (3, ["欧阳静怡", 43_589.0, "2", "1"])]),
        ("空", [(1, ["x"])]),
    ]
    assert isinstance(read[0][1][1][1][2], Formula)


def test_inline_texts_prefixes_and_readings_are_understood(tmp_path: Path):
    sheet = (
        '<x:worksheet xmlns:x="m"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>甲</x:t></x:is></x:c>'
        '<x:c t="s"><x:v>0</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    strings = "<sst><si><t>东京</t><rPh><t>トウキョウ</t></rPh></si></sst>"
    assert rows(tmp_path, workbook(sheet, strings)) == [("一", [(1, ["甲", "东京"])])]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_separated_text_is_read_in_any_encoding(tmp_path: Path, encoding: str):
    text = "姓名;卡号\n\n欧阳静怡;1\n"
    assert rows(tmp_path, text.encode(encoding)) == [("file", [(1, ["姓名", "卡号"]), (3, ["欧阳静怡", "1"])])]


def cell(reference: str, value: str = "1") -> str:
    """A sheet with one cell."""
    row = reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return f'<worksheet><sheetData><row r="{row}"><c r="{reference}"><v>{value}</v></c></row></sheetData></worksheet>'


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: workbook('<!DOCTYPE x [<!ENTITY a "b">]>' + cell("A1")), "doctype"),
        (lambda: workbook(cell("A1048576")), "too_many_rows"),
        (lambda: workbook(cell("XFD1")), "too_many_columns"),
        (lambda: workbook(cell("A1").replace('<c r="A1"', '<c r="A1" t="s"')), "damaged"),
        (lambda: workbook("<worksheet><sheetData><row>"), "damaged"),
        (lambda: workbook("<worksheet>" + " " * (64 << 20) + "</worksheet>"), "unfolds_too_far"),
        (lambda: b"PK\x03\x04", "damaged"),
        (lambda: b"", "empty"),
        (lambda: b"a,\x00b\n", "damaged"),
        (lambda: ",".join("x" * 201).encode(), "too_many_columns"),
    ],
)
def test_what_is_no_honest_sheet_is_refused(tmp_path: Path, make: Callable[[], bytes], code: str):
    assert refused(tmp_path, make()) == code


def test_a_file_too_large_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(bigsheets, "MAX_BYTES", 3)
    assert refused(tmp_path, b"a,b,c\n") == "too_large"
