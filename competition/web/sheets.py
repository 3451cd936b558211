"""Spreadsheets: reading what strangers send within limits, and writing files whose cells can never become formulas.

Reading costs processor time and belongs in a job's worker process (`sheets_apart` gives it a process of its own with
bounded memory). A workbook is looked through before it is opened: number of parts, size as it unfolds, ratio, no DTD,
and no cell outside the limits (one cell in the last corner would make a reader allocate billions).
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import python_calamine
import xlsxwriter

from competition.web.sheets_scan import Area, Scan, Unreadable, scan
from competition.web.sheets_text import read_text
from competition.web.sheets_xls import scan_xls

MAX_BYTES = 20 << 20
MAX_ROWS = 20_000
MAX_COLUMNS = 200
ABOVE_AND_BELOW = 200
LONGEST_CELL = 2_000
LONGEST_RULE = 255
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Cell = str | float | bool | None
FORMULA = re.compile(r"^\s*[=+\-@＝＋－＠]")


@dataclass(frozen=True)
class Grid:
    """One sheet: rows from row 1, blank ones kept; dates are ISO texts.

    `formulas` holds (row, column) of cells that were formulas, `merged` the merged areas as (top, left, bottom, right),
    all counted from 1.
    """

    name: str
    rows: list[list[Cell]]
    formulas: frozenset[tuple[int, int]] = frozenset()
    merged: tuple[Area, ...] = ()


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
    too_many_columns, password, encoding, kind, empty or damaged.
    """
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise Unreadable("too_large", megabytes=MAX_BYTES >> 20)
    if size == 0:
        raise Unreadable("empty")
    with path.open("rb") as file:
        magic = file.read(8)
    rows = MAX_ROWS + ABOVE_AND_BELOW
    if magic.startswith(b"PK"):
        return _workbook(path, scan(path, rows, MAX_COLUMNS))
    if magic.startswith(b"\xd0\xcf\x11\xe0"):
        return _workbook(path, scan_xls(path.read_bytes(), rows, MAX_COLUMNS))
    return [Grid(path.stem, read_text(path.read_bytes(), _within))]


def _workbook(path: Path, found: Scan) -> list[Grid]:
    try:
        with python_calamine.CalamineWorkbook.from_path(str(path)) as book:
            return [_sheet(book, name, found) for name in book.sheet_names]
    except python_calamine.PasswordError:
        raise Unreadable("password") from None
    except (Unreadable, KeyboardInterrupt, SystemExit):
        raise
    except MemoryError:
        raise Unreadable("unfolds_too_far") from None
    except BaseException as error:  # the reader's panics are no Exceptions
        raise Unreadable("damaged") from error


def _sheet(book: python_calamine.CalamineWorkbook, name: str, found: Scan) -> Grid:
    try:
        sheet = book.get_sheet_by_name(name)
    except python_calamine.WorksheetNotFound:  # a sheet of charts
        return Grid(name, [])
    _within(sheet.total_height, sheet.total_width)
    rows: list[list[Cell]] = [[_cell(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    formulas = found.formulas_of(name)
    rows += [[] for _ in range(len(rows), max((row for row, _ in formulas), default=0))]
    for row, column in formulas:
        if column <= len(rows[row - 1]):
            rows[row - 1][column - 1] = ""  # what a formula came to is never taken
    return Grid(name, rows, formulas, found.merged_of(name))


def _cell(value: Any) -> Cell:
    """A date as people write it; no text longer than any form needs."""
    if isinstance(value, str):
        return value if len(value) <= LONGEST_CELL else value[:LONGEST_CELL]
    if isinstance(value, bool | float) or value is None:
        return value
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return float(value) if isinstance(value, int) else str(value)


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
            _finish(book, sheet, table, top, last)
    return out.getvalue()


def _finish(
    book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet, table: Table, top: int, last: int
) -> None:
    sheet.freeze_panes(top + 1, 0)
    if table.columns:
        sheet.autofilter(top, 0, max(last, top), len(table.columns) - 1)
    for column, one in enumerate(table.columns):
        if one.choices:
            rule = {"validate": "list", "source": _source(book, one.choices)}
            sheet.data_validation(top + 1, column, top + MAX_ROWS, column, rule)


def _source(book: xlsxwriter.Workbook, choices: tuple[str, ...]) -> list[str] | str:
    """The choices themselves, or where they stand when they are longer than a rule may be: a hidden sheet of their own."""
    if sum(map(len, choices)) + len(choices) <= LONGEST_RULE:
        return list(choices)
    name = f"options{len(book.worksheets())}"
    sheet = book.add_worksheet(name)
    sheet.hide()
    for row, choice in enumerate(choices):
        sheet.write_string(row, 0, choice)
    return f"={name}!$A$1:$A${len(choices)}"


def _sheet_name(name: str) -> str:
    return re.sub(r"[\[\]:*?/\\']", " ", name)[:31].strip() or "1"
