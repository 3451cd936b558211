"""Reading whole sheets: blocks of people below a header, people beside each other, and cards of one person."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from competition.contestants.reading.cards import read_cards
from competition.contestants.reading.cells import cell_text, is_ditto
from competition.contestants.reading.forms import Form, Passed, RawRow
from competition.contestants.reading.headers import Header, first_header, header_at, titles_in
from competition.contestants.reading.lines import plain, section, told_above, why_no_person
from competition.web.sheets import Cell, Grid

FILLED_DOWN = ("sex", "organisation", "employer", "trade", "division", "skill_level", "coach", "team")
NO_FORM = re.compile(r"示例|样例|范例|样表|说明|须知|填写要求|example|sample|instruction|readme|^notes?$")


def read_forms(grids: Sequence[Grid]) -> tuple[list[Form], list[str]]:
    """The forms on all sheets, and the names of the sheets that hold none (instructions, samples, empty ones)."""
    forms: list[Form] = []
    others: list[str] = []
    for grid in grids:
        found = [] if NO_FORM.search(plain(grid.name)) and len(grids) > 1 else blocks(grid)
        forms += found
        if not found:
            others.append(grid.name)
    return forms, others


def read_form(grid: Grid) -> Form | None:
    """The first form on a sheet."""
    return next(iter(blocks(grid)), None)


def blocks(grid: Grid) -> list[Form]:
    """The forms on a sheet, one for each header or card."""
    header = first_header(grid)
    if header is None:
        return read_cards(grid)
    found: list[Form] = []
    above = 0
    while header is not None:
        form, following = _Block(grid, header, above).read()
        if form.rows or not found:
            found.append(form)
        above, header = form_end(form, header), following
    return found


def form_end(form: Form, header: Header) -> int:
    """The last row that belongs to a block: its header or its last person."""
    return max([header.row + header.rows - 1, *(raw.row for raw in form.rows)])


@dataclass
class _Block:
    """One header and the rows below it, up to the next header that names other columns or another trade."""

    grid: Grid
    header: Header
    above: int

    def read(self) -> tuple[Form, Header | None]:
        """The form, and the header that ends it."""
        head = self.header
        delegation, trade, titles = told_above(self.grid.rows[self.above : head.row - 1])
        self.columns = {column.field: column.number for column in head.columns if column.field}
        self.tops = self._merged_tops()
        formula_rows = {row for row, _ in self.grid.formulas}
        rows: list[RawRow] = []
        passed: list[Passed] = []
        heading = ""
        following: Header | None = None
        for number in range(head.row + head.rows, len(self.grid.rows) + 1):
            cells = self.grid.rows[number - 1]
            if number not in formula_rows and not any(cell not in (None, "") and cell_text(cell) for cell in cells):
                continue
            if titles_in(cells) >= 2:
                following = self._next(number)
                if following is not None and self._differs(following, rows):
                    break
                following = None
                passed.append(Passed(number, "header"))
                continue
            why = why_no_person(cells, cell_text(self._at(cells, "name")))
            if why:
                passed.append(Passed(number, why))
            elif number not in formula_rows and (said := section(cells, min(self.columns.values()) - 1)):
                heading = said
                passed.append(Passed(number, "section"))
            elif raw := self._raw(number, cells, heading, rows[-1] if rows else None):
                rows.append(raw)
        form = Form(
            self.grid.name, head.row, head.columns, delegation, tuple(rows), tuple(passed), "down", head.rows, trade,
            titles,
        )  # fmt: skip
        return form, following

    def _next(self, number: int) -> Header | None:
        found = [header_at(self.grid, number, depth) for depth in (1, 2)]
        return max((one for one in found if one), key=lambda one: one.score, default=None)

    def _differs(self, following: Header, rows: Sequence[RawRow]) -> bool:
        """Whether a header further down begins a block of its own: other columns, or a title between."""
        if [column.title for column in following.columns] != [column.title for column in self.header.columns]:
            return True
        last = max([self.header.row + self.header.rows - 1, *(raw.row for raw in rows)])
        delegation, trade, _ = told_above(self.grid.rows[last : following.row - 1])
        return bool(delegation or trade)

    def _merged_tops(self) -> dict[tuple[int, int], int]:
        """For each cell of a merged area that fills down one of our columns: the row its text stands in."""
        ours = {number for field, number in self.columns.items() if field in FILLED_DOWN}
        start = self.header.row + self.header.rows
        return {
            (row, left): top
            for top, left, bottom, _ in self.grid.merged
            if left in ours and top >= start
            for row in range(top + 1, min(bottom, len(self.grid.rows)) + 1)
        }

    def _at(self, cells: Sequence[Cell], field: str) -> Cell:
        at = self.columns.get(field, 0)
        return cells[at - 1] if 0 < at <= len(cells) else None

    def _raw(self, number: int, cells: Sequence[Cell], heading: str, above: RawRow | None) -> RawRow | None:
        """The person of a row; None where no column of ours holds anything (a row that is only numbered)."""
        values: dict[str, Cell] = {field: self._at(cells, field) for field in self.columns}
        formulas = frozenset(field for field, at in self.columns.items() if (number, at) in self.grid.formulas)
        if not formulas and not any(cell_text(cell) for cell in values.values()):
            return None
        filled: set[str] = set()
        for field in FILLED_DOWN:
            if field not in values:
                continue
            text = cell_text(values[field])
            top = self.tops.get((number, self.columns[field])) if not text else None
            if top is not None:
                values[field] = self._at(self.grid.rows[top - 1], field)
            elif above is not None and is_ditto(text):
                values[field] = above.cells.get(field)
            else:
                continue
            if cell_text(values[field]):
                filled.add(field)
        places = {field: (number, at) for field, at in self.columns.items()}
        return RawRow(self.grid.name, number, values, formulas, places, frozenset(filled), heading)
