"""Finding the header of a form: the row, or the two or three rows together, that name the most fields."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from competition.contestants.reading.cells import cell_text
from competition.contestants.reading.forms import Column
from competition.contestants.reading.spellings import field_of, field_under, is_title
from competition.web.sheets import Cell, Grid

LOOK_FOR_HEADER = 60
DEEPEST = 3
LONGEST_GROUP = 14
COLON = re.compile("[:：]")


@dataclass(frozen=True)
class Header:
    """Where a header stands (its first row, from 1, and how many rows it has) and the columns it names."""

    row: int
    rows: int
    columns: tuple[Column, ...]

    @property
    def score(self) -> int:
        """How many fields it names."""
        return sum(bool(column.field) for column in self.columns)


def first_header(grid: Grid) -> Header | None:
    """The header that names the most fields, among them the person's name; the deeper and the upper of equals."""
    found: Header | None = None
    for at in range(min(len(grid.rows), LOOK_FOR_HEADER)):
        for depth in range(1, DEEPEST + 1):
            header = header_at(grid, at + 1, depth)
            if header and (found is None or (header.score, header.rows) > (found.score, found.rows)):
                found = header
    return found if found is not None and not _titles_go_on(grid, found) else None


def header_at(grid: Grid, row: int, depth: int) -> Header | None:
    """The header that begins in this row, when these rows together name a person's name and one more field."""
    if row + depth - 1 > len(grid.rows):
        return None
    lines = [_spread(grid, number) for number in range(row, row + depth)]
    if not all(map(_groups, lines[:-1])) or not all(any(map(is_title, line)) for line in lines[1:]):
        return None
    width = max(map(len, lines))
    columns: list[Column] = []
    for at in range(width):
        said = [line[at] for line in lines if at < len(line) and line[at]]
        titles = [text for n, text in enumerate(said) if n == 0 or text != said[n - 1]]
        if titles:
            field = field_under("".join(titles[:-1]), titles[-1])
            taken = any(column.field == field for column in columns)
            columns.append(Column(at + 1, titles[-1], "" if taken else field))
    header = Header(row, depth, tuple(columns))
    return header if header.score >= 2 and any(column.field == "name" for column in columns) else None


def _groups(line: list[str]) -> bool:
    """Whether a row may stand above the titles of a header: several short words, no sentence and no title line."""
    texts = set(filter(None, line))
    return len(texts) > 1 and all(len(text) <= LONGEST_GROUP and not COLON.search(text) for text in texts)


def titles_in(cells: Sequence[Cell]) -> int:
    """How many different fields a row names, 0 unless one of them is the name."""
    fields = {field_of(cell_text(cell)) for cell in cells if isinstance(cell, str)} - {""}
    return len(fields) if "name" in fields else 0


def _spread(grid: Grid, row: int) -> list[str]:
    """The texts of a row, a merged area's text in each of its cells."""
    texts = [" ".join(cell_text(cell).split()) for cell in grid.rows[row - 1]]
    for top, left, bottom, right in grid.merged:
        if top <= row <= bottom and right - left < 50:
            source = grid.rows[top - 1] if top <= len(grid.rows) else []
            text = " ".join(cell_text(source[left - 1]).split()) if left <= len(source) else ""
            texts += [""] * (right - len(texts))
            for at in range(left, right + 1):
                texts[at - 1] = texts[at - 1] or text
    return texts


def _titles_go_on(grid: Grid, header: Header) -> bool:
    """Whether the rows below go on with other titles: then it is a card with titles beside values, and no header."""
    fields = {column.field for column in header.columns}
    for cells in grid.rows[header.row + header.rows - 1 :][:3]:
        more = {field_of(cell_text(cell)) for cell in cells if isinstance(cell, str)} - {""}
        if more:
            return bool(more - fields)
    return False
