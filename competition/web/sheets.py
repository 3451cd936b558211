"""Spreadsheets: reading what strangers send within limits, and writing files whose cells can never become formulas.

Reading costs processor time and belongs in a job's worker process. An .xlsx is looked through before it is opened:
number of parts, size as it unfolds, ratio, no DTD, and no cell outside the limits (one cell in the last corner would
make a reader allocate billions).
"""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import python_calamine
import xlsxwriter

from competition.web.sheets_scan import Scan, Unreadable, scan

MAX_BYTES = 20 << 20
MAX_ROWS = 20_000
MAX_COLUMNS = 200
ABOVE_AND_BELOW = 200
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Cell = str | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None
FORMULA = re.compile(r"^\s*[=+\-@＝＋－＠]")


@dataclass(frozen=True)
class Grid:
    """One sheet: rows from row 1, blank ones kept; `formulas` holds (row, column) of cells that were formulas."""

    name: str
    rows: list[list[Cell]]
    formulas: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True)
class Column:
    """A column to write: every cell is text; `choices` makes a drop-down of it."""

    title: str
    width: int = 14
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """A sheet to write: `note` lines stand above the header."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[str]]
    note: tuple[str, ...] = field(default=())


def read_grids(path: Path) -> list[Grid]:
    """The sheets of an .xlsx, .xls or .csv, told apart by what is in the file and not by its name.

    Raises Unreadable with a code: too_large, too_many_parts, unfolds_too_far, doctype, too_many_rows,
    too_many_columns, password, encoding, empty or damaged.
    """
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise Unreadable("too_large", megabytes=MAX_BYTES >> 20)
    if size == 0:
        raise Unreadable("empty")
    with path.open("rb") as file:
        magic = file.read(8)
    if magic.startswith(b"PK"):
        return _workbook(path, scan(path, MAX_ROWS + ABOVE_AND_BELOW, MAX_COLUMNS))
    if magic.startswith(b"\xd0\xcf\x11\xe0"):
        return _workbook(path, Scan())
    return [_csv(path)]


def _workbook(path: Path, found: Scan) -> list[Grid]:
    try:
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        grids = [_sheet(book, name, found) for name in book.sheet_names]
    except python_calamine.PasswordError:
        raise Unreadable("password") from None
    except (Unreadable, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # the reader's panics are no Exceptions
        raise Unreadable("damaged") from error
    return grids


def _sheet(book: python_calamine.CalamineWorkbook, name: str, found: Scan) -> Grid:
    sheet = book.get_sheet_by_name(name)
    _within(sheet.total_height, sheet.total_width)
    rows: list[list[Cell]] = [list(row) for row in sheet.to_python(skip_empty_area=False)]
    formulas = found.formulas_of(name)
    rows += [[] for _ in range(len(rows), max((row for row, _ in formulas), default=0))]
    return Grid(name, rows, formulas)


def _csv(path: Path) -> Grid:
    text = _decoded(path.read_bytes())
    if any(ord(c) < 32 and c not in "\t\r\n\f" for c in text):
        raise Unreadable("damaged")
    head = text[:20_000]
    delimiter = max(",;\t", key=head.count)
    rows: list[list[Cell]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append(list(row))
            _within(len(rows), len(row))
    except csv.Error as error:
        raise Unreadable("damaged") from error
    return Grid(path.stem, rows)


def _decoded(raw: bytes) -> str:
    marks = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
    marked = [encoding for mark, encoding in marks.items() if raw.startswith(mark)]
    for encoding in marked or ["utf-8", "gb18030"]:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("encoding")


def _within(rows: int, columns: int) -> None:
    if rows > MAX_ROWS + ABOVE_AND_BELOW:
        raise Unreadable("too_many_rows", rows=MAX_ROWS)
    if columns > MAX_COLUMNS:
        raise Unreadable("too_many_columns", columns=MAX_COLUMNS)


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet program might run this text."""
    return FORMULA.match(text) is not None


def write_tables(tables: Sequence[Table]) -> bytes:
    """An .xlsx with these sheets: text cells only, header frozen and filterable, drop-downs where there are choices."""
    out = io.BytesIO()
    safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(out, safe) as book:
        text = book.add_format({"num_format": "@", "valign": "vcenter"})
        head = book.add_format({"num_format": "@", "bold": True, "bg_color": "#E6EEF9", "bottom": 1})
        note = book.add_format({"font_color": "#566273"})
        for table in tables:
            sheet = book.add_worksheet(_sheet_name(table.name))
            for row, line in enumerate(table.note):
                sheet.write_string(row, 0, line, note)
            top = len(table.note)
            for column, one in enumerate(table.columns):
                sheet.set_column(column, column, one.width, text)
                sheet.write_string(top, column, one.title, head)
            last = top
            for last, values in enumerate(table.rows, top + 1):
                for column, value in enumerate(values):
                    sheet.write_string(last, column, value, text)
            _finish(sheet, table, top, last)
    return out.getvalue()


def _finish(sheet: xlsxwriter.worksheet.Worksheet, table: Table, top: int, last: int) -> None:
    sheet.freeze_panes(top + 1, 0)
    if table.columns:
        sheet.autofilter(top, 0, max(last, top), len(table.columns) - 1)
    for column, one in enumerate(table.columns):
        if one.choices and sum(map(len, one.choices)) + len(one.choices) <= 255:
            rule = {"validate": "list", "source": list(one.choices)}
            sheet.data_validation(top + 1, column, top + MAX_ROWS, column, rule)


def _sheet_name(name: str) -> str:
    return re.sub(r"[\[\]:*?/\\']", " ", name)[:31].strip() or "1"
