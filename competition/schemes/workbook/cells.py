"""Cells of a sheet sent in: read one by one, and what is wrong with one kept with where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from flask_babel import gettext as _

from competition.schemes.taking import clean, figure, whole
from competition.schemes.workbook import columns
from competition.schemes.workbook.columns import NULLS, Sheet
from competition.web.sheets import Cell, Grid

LOOK_FOR_HEADER = 12
MOST_WRONG = 200


@dataclass(frozen=True)
class Wrong:
    """One wrong cell: its sheet, row from 1 (0: the whole sheet), column as in A, AB ("" where the row is meant), its
    title, and why in words."""

    sheet: str
    row: int
    column: str
    title: str
    why: str


@dataclass
class Found:
    """What a file said so far: everything wrong, and which cell each path of the document came from."""

    wrong: list[Wrong] = field(default_factory=list)
    cells: dict[str, tuple[Page, int, str]] = field(default_factory=dict)

    def add(self, wrong: Wrong) -> None:
        """Keep one more wrong cell; the first two hundred are enough."""
        if len(self.wrong) < MOST_WRONG:
            self.wrong.append(wrong)


@dataclass
class Page:
    """A sheet as it was found: its grid, the row of its header from 1, and where each column stands from 1."""

    sheet: Sheet
    grid: Grid
    header: int
    at: dict[str, int]
    found: Found

    def rows(self) -> Iterator[Line]:
        """Every row below the header that says something."""
        for number, row in enumerate(self.grid.rows[self.header :], self.header + 1):
            formulas = {column for at, column in self.grid.formulas if at == number}
            if formulas or any(clean(text_of(cell)) for cell in row):
                for key, column in self.at.items():
                    if column in formulas:
                        self.wrong(number, key, _("a formula stands here; write its value"))
                yield Line(self, number, row)

    def wrong(self, row: int, key: str, why: str) -> None:
        """Keep a wrong cell of this sheet."""
        column = self.at.get(key, 0)
        title = clean(text_of(self.grid.rows[self.header - 1][column - 1])) if column and self.header else ""
        self.found.add(Wrong(self.grid.name, row, letters(column) if column else "", title, why))


@dataclass
class Line:
    """One row: its cells by key. What cannot be read is kept as wrong and read as if it were blank."""

    page: Page
    number: int
    cells: list[Cell]

    def text(self, key: str) -> str:
        """The cell as it stands, "" for a blank one or a column that is not there."""
        column = self.page.at.get(key, 0)
        return text_of(self.cells[column - 1]) if 0 < column <= len(self.cells) else ""

    def said(self, key: str) -> str:
        """The cell without what stands around it."""
        return clean(self.text(key))

    def wrong(self, key: str, why: str) -> None:
        """Keep this cell as wrong."""
        self.page.wrong(self.number, key, why)

    def figure(self, key: str) -> str:
        """A decimal as typed; the engine says whether it is one."""
        return figure(self.text(key))

    def whole(self, key: str) -> int | str:
        """A whole number; a text is kept as wrong."""
        value = whole(self.text(key))
        if isinstance(value, str) and value:
            self.wrong(key, _("a whole number is expected"))
            return ""
        return value

    def word(self, key: str, otherwise: str = "") -> str:
        """One of the words that may stand in this column, as its value."""
        said = self.said(key)
        if not said:
            return otherwise
        value = columns.spelled(f"{self.page.sheet.key}.{key}").get(columns.plain(said))
        if value is None:
            known = next(head for head in columns.heads_of(self.page.sheet) if head.key == key)
            allowed = ", ".join(str(one) for one in known.choices.values())
            self.wrong(key, _("one of these is expected: %(allowed)s", allowed=allowed))
            return otherwise
        return value

    def both(self, key: str) -> dict[str, str]:
        """A text in both languages."""
        return {language: self.text(f"{key}.{language}").replace("\r\n", "\n") for language in ("zh", "en")}

    def nulls(self) -> set[str]:
        """The keys that the document says null to."""
        return {clean(one) for one in self.text(NULLS).replace("，", ",").split(",")} - {""}

    def came(self, path: str, key: str) -> None:
        """Remember that this path of the document was written in this cell."""
        self.page.found.cells[path] = (self.page, self.number, key)


def page_of(sheet: Sheet, grids: list[Grid], found: Found) -> Page | None:
    """The sheet by its name, its header found; what is missing is kept as wrong."""
    names = columns.spelled("sheets")
    grid = next((one for one in grids if names.get(columns.plain(one.name)) == sheet.key), None)
    if grid is None:
        found.add(Wrong(str(sheet.name), 0, "", "", _("this sheet is missing")))
        return None
    spelled = columns.spelled(sheet.key)
    best: dict[str, int] = {}
    header = 0
    for number, row in enumerate(grid.rows[:LOOK_FOR_HEADER], 1):
        at: dict[str, int] = {}
        for column, cell in enumerate(row, 1):
            key = spelled.get(columns.plain(text_of(cell)))
            if key:
                at.setdefault(key, column)
        if len(at) > len(best):
            best, header = at, number
    for head in sheet.heads:
        if head.needed and head.key not in best:
            found.add(Wrong(grid.name, header, "", str(head.title), _("this column is missing")))
    return Page(sheet, grid, header, best, found)


def text_of(cell: Cell) -> str:
    """A cell as text: a number without what floating point adds to it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else format(Decimal(repr(cell)), "f")
    return str(cell)


def letters(column: int) -> str:
    """The name of a column counted from 1: A, Z, AA."""
    name = ""
    while column:
        column, left = divmod(column - 1, 26)
        name = chr(65 + left) + name
    return name
