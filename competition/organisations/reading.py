"""Reading a list of units out of a spreadsheet: where the header is, which column is what. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from competition.web.sheets import Cell, Grid, looks_like_formula
from competition.web.sheets_scan import Unreadable

HEADER_WITHIN = 30
FIELDS = ("name", "short", "code", "level", "parent", "industry", "ownership")
TITLES: dict[str, tuple[str, ...]] = {
    "name": ("单位名称", "工会名称", "单位全称", "工会全称", "名称", "全称", "单位", "name", "unit", "unitname", "organisation"),
    "short": ("简称", "单位简称", "shortname", "short"),
    "code": ("单位代码", "代码", "编码", "统一社会信用代码", "组织机构代码", "unitcode", "code"),
    "level": ("层级", "级别", "单位层级", "level"),
    "parent": ("隶属", "所属单位", "隶属单位", "上级", "上级单位", "上级工会", "所属工会", "belongsto", "parent"),
    "industry": ("行业", "产业", "所属行业", "所属产业", "industry"),
    "ownership": ("所有制", "所有制性质", "经济类型", "单位性质", "单位类型", "ownership", "kindofownership"),
}  # fmt: skip
_FIELD_OF = {title: field for field, titles in TITLES.items() for title in titles}


@dataclass(frozen=True)
class UnitRow:
    """One row as it stands in the file: texts by field, `formula` whether a cell is one or begins like one."""

    sheet: str
    row: int
    cells: dict[str, str]
    formula: bool = False


def read_units(grids: Sequence[Grid]) -> list[UnitRow]:
    """The rows below the header of every sheet that has one; blank rows are passed over. Raises Unreadable: no_names, no_rows."""
    found: list[UnitRow] = []
    headed = False
    for grid in grids:
        top, columns = _header(grid)
        if top is None:
            continue
        headed = True
        for number, cells in enumerate(grid.rows[top + 1 :], top + 2):
            texts = {field: cell_text(cells[at]) if at < len(cells) else "" for at, field in columns.items()}
            if not any(texts.values()):
                continue
            formula = any((number, at + 1) in grid.formulas for at in columns)
            formula = formula or any(looks_like_formula(text) for text in texts.values())
            found.append(UnitRow(grid.name, number, texts, formula))
    if not headed:
        raise Unreadable("no_names")
    if not found:
        raise Unreadable("no_rows")
    return found


def cell_text(cell: Cell) -> str:
    """A cell as text: normalised, without blanks around it; a whole figure without a decimal point."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(unicodedata.normalize("NFKC", str(cell)).split())


def _header(grid: Grid) -> tuple[int | None, dict[int, str]]:
    """The row (from 0) that names the columns, with the field of each column."""
    for at, cells in enumerate(grid.rows[:HEADER_WITHIN]):
        columns: dict[int, str] = {}
        for column, cell in enumerate(cells):
            field = _FIELD_OF.get(cell_text(cell).lower().replace(" ", "").rstrip("*:："))
            if field and field not in columns.values():
                columns[column] = field
        if "name" in columns.values():
            return at, columns
    return None, {}
