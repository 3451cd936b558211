"""What reading a form gives: its columns, its people as they stand, and what was passed over."""

from collections.abc import Mapping
from dataclasses import dataclass

from competition.contestants.reading.cells import letters
from competition.web.sheets import Cell


@dataclass(frozen=True)
class Column:
    """A column of the form (or a row, where fields stand below each other): its number from 1, its title, and the
    field it was read as ("" = not taken over)."""

    number: int
    title: str
    field: str


@dataclass(frozen=True)
class Passed:
    """A row that is no person, and why: total, signature, sample, header or section."""

    row: int
    why: str


@dataclass(frozen=True)
class RawRow:
    """One person as he stands in the form.

    `places` says in which (row, column) each field stands; `formulas` names the fields whose cell was a formula,
    `filled` those taken from the cell above (同上, or a merged cell). `section` is the line that heads his part.
    """

    sheet: str
    row: int
    cells: Mapping[str, Cell]
    formulas: frozenset[str]
    places: Mapping[str, tuple[int, int]]
    filled: frozenset[str] = frozenset()
    section: str = ""

    @property
    def key(self) -> str:
        """Where the person's name stands, or should stand: the same each time the form is read."""
        row, column = self.places.get("name", (self.row, 0))
        return f"{self.sheet}!{letters(column)}{row}"


@dataclass(frozen=True)
class Form:
    """What was understood of one block of one sheet.

    `layout` is down (people below each other), across (people beside each other) or card (one person, titles beside
    values). `header_row` and `header_rows` say where the header stands; `delegation` and `trade` are what a line above
    it says of everybody, `titles` what else stands there.
    """

    sheet: str
    header_row: int
    columns: tuple[Column, ...]
    delegation: str
    rows: tuple[RawRow, ...]
    skipped: tuple[Passed, ...]
    layout: str = "down"
    header_rows: int = 1
    trade: str = ""
    titles: tuple[str, ...] = ()
