"""Understanding an entry form: where its header stands, what its columns mean, which rows are people. Pure."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from competition.web.sheets import Cell, Grid

FIELDS = ("name", "sex", "id_number", "organisation", "employer", "trade", "phone")

SPELLINGS: dict[str, tuple[str, ...]] = {
    "name": ("姓名", "选手姓名", "参赛选手", "选手", "参赛人员", "name", "fullname", "contestant"),
    "sex": ("性别", "sex", "gender"),
    "id_number": (
        "身份证号",
        "身份证号码",
        "身份证",
        "公民身份号码",
        "公民身份证号码",
        "证件号码",
        "证件号",
        "idnumber",
        "idno",
    ),
    "organisation": (
        "推荐单位",
        "代表队",
        "参赛单位",
        "选送单位",
        "报送单位",
        "参赛队",
        "所属工会",
        "organisation",
        "organization",
        "delegation",
    ),
    "employer": ("工作单位", "所在单位", "单位", "单位名称", "企业名称", "所在企业", "employer", "workunit", "company"),
    "trade": (
        "工种",
        "赛项",
        "参赛工种",
        "参赛项目",
        "竞赛项目",
        "比赛项目",
        "项目",
        "参赛赛项",
        "职业工种",
        "trade",
        "skill",
        "event",
    ),
    "phone": ("联系电话", "手机", "手机号", "手机号码", "电话", "联系方式", "电话号码", "phone", "mobile", "telephone"),
}

LOOK_FOR_HEADER = 40
FOOT = re.compile(r"^(合计|总计|小计|共计|填表|制表|审核|负责人|经办人|联系人|单位盖章|备注|说明|注|total|signature)")
DELEGATION = re.compile(
    r"^(?:推荐单位|参赛单位|代表队|选送单位|报送单位|填报单位|organisation|delegation)(?:\(.*?\))?[:：](.+)$"
)


@dataclass(frozen=True)
class Column:
    """A column of the form: its number from 1, its title, and the field it was read as ("" = not taken over)."""

    number: int
    title: str
    field: str


@dataclass(frozen=True)
class RawRow:
    """One person's row as it stands; `formulas` names the fields whose cell was a formula."""

    sheet: str
    row: int
    cells: dict[str, Cell]
    formulas: frozenset[str]


@dataclass(frozen=True)
class Form:
    """What was understood of one sheet; `skipped` are rows that are no people (totals, signatures, headers again)."""

    sheet: str
    header_row: int
    columns: tuple[Column, ...]
    delegation: str
    rows: tuple[RawRow, ...]
    skipped: tuple[int, ...]


def read_forms(grids: Sequence[Grid]) -> tuple[list[Form], list[str]]:
    """The sheets that are entry forms, and the names of those that are not."""
    forms = [(grid, read_form(grid)) for grid in grids]
    return [form for _, form in forms if form], [grid.name for grid, form in forms if form is None]


def read_form(grid: Grid) -> Form | None:
    """The form on a sheet: the header is the row that names the most fields, among them the person's name."""
    best = max(range(min(len(grid.rows), LOOK_FOR_HEADER)), key=lambda i: _score(grid.rows[i]), default=None)
    if best is None or _score(grid.rows[best]) < 2:
        return None
    columns = _columns(grid.rows[best])
    delegation = _delegation(grid.rows[:best])
    rows: list[RawRow] = []
    skipped: list[int] = []
    for number, cells in enumerate(grid.rows[best + 1 :], best + 2):
        if not any(cell_text(cell) for cell in cells) and not any(row == number for row, _ in grid.formulas):
            continue
        if _is_foot(cells) or _score(cells) >= 3:
            skipped.append(number)
            continue
        rows.append(_raw(grid, number, cells, columns))
    return Form(grid.name, best + 1, columns, delegation, tuple(rows), tuple(skipped))


def cell_text(cell: Cell) -> str:
    """A cell as text, outer blanks gone; whole figures without a decimal point."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    return "" if cell is None else str(cell).strip()


def _plain(title: str) -> str:
    folded = unicodedata.normalize("NFKC", title).casefold()
    return re.sub(r"[\s*:_\-./]+", "", folded)


def _field(title: str) -> str:
    plain = _plain(title)
    outer, inner = re.sub(r"\(.*?\)", "", plain), re.findall(r"\((.*?)\)", plain)
    for text in (plain, outer, *inner):
        for field, spellings in SPELLINGS.items():
            if text in spellings:
                return field
    return ""


def _columns(cells: Sequence[Cell]) -> tuple[Column, ...]:
    """Each field is taken from the first column that names it."""
    columns: list[Column] = []
    for number, cell in enumerate(cells, 1):
        title = re.sub(r"\s+", " ", cell_text(cell))
        field = _field(title) if title else ""
        if title:
            columns.append(Column(number, title, "" if any(one.field == field for one in columns) else field))
    return tuple(columns)


def _score(cells: Sequence[Cell]) -> int:
    fields = {column.field for column in _columns(cells)} - {""}
    return len(fields) if "name" in fields else 0


def _delegation(rows: Sequence[Sequence[Cell]]) -> str:
    for cells in rows:
        for cell in cells:
            match = DELEGATION.match(unicodedata.normalize("NFKC", cell_text(cell)))
            if match and match.group(1).strip(" _"):
                return re.split(r"\s{2,}", match.group(1).strip(" _"))[0]
    return ""


def _is_foot(cells: Sequence[Cell]) -> bool:
    said = [text for text in map(cell_text, cells) if text]
    return bool(said) and FOOT.match(_plain(said[0])) is not None


def _raw(grid: Grid, number: int, cells: Sequence[Cell], columns: Sequence[Column]) -> RawRow:
    known = {column.field: column.number for column in columns if column.field}
    values = {field: cells[at - 1] if at <= len(cells) else None for field, at in known.items()}
    formulas = frozenset(field for field, at in known.items() if (number, at) in grid.formulas)
    return RawRow(grid.name, number, values, formulas)
