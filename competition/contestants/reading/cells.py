"""Single cells of a form as text, and where they stand."""

from competition.web.sheets import Cell

DITTO = frozenset(("同上", "〃", "″", '"', "''", "”", "“", "々", "同前", "上同", "ditto", "do.", "do"))


def cell_text(cell: Cell) -> str:
    """A cell as text, outer blanks gone; whole figures without a decimal point."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    return "" if cell is None else str(cell).strip()


def is_ditto(text: str) -> bool:
    """Whether the text only says that the cell above holds here too."""
    return text.casefold() in DITTO


def letters(column: int) -> str:
    """The letters of a column as spreadsheet programs show them: 1 -> A, 28 -> AB."""
    said = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        said = chr(65 + rest) + said
    return said
