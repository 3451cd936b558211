"""Understanding a members' list: where its header stands and what its columns mean, while the rows stream past. Pure."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from competition.web.bigsheets import Cell, Row

FIELDS = ("name", "sex", "id_number", "phone", "card_number", "organisation", "categories", "since", "consent")

SPELLINGS: dict[str, tuple[str, ...]] = {
    "name": ("姓名", "会员姓名", "职工姓名", "name", "fullname", "member", "membername"),
    "sex": ("性别", "sex", "gender"),
    "id_number": (
        "身份证号", "身份证号码", "身份证", "公民身份号码", "公民身份证号码", "证件号码", "证件号", "idnumber", "idno", "identitynumber",
    ),
    "phone": ("手机号", "手机", "手机号码", "联系电话", "电话", "联系方式", "电话号码", "移动电话", "phone", "mobile", "telephone"),
    "card_number": ("会员卡号", "工会卡号", "卡号", "会员证号", "龙卡号", "工会会员卡号", "cardnumber", "cardno", "membershipcard"),
    "organisation": (
        "所属工会", "工会", "工会名称", "基层工会", "所在工会", "所在单位", "工作单位", "单位", "单位名称", "所属单位",
        "工会编码", "单位编码",
        "union", "organisation", "organization", "unit", "employer", "unitcode",
    ),
    "categories": ("会员类别", "类别", "人员类别", "职工类别", "会员类型", "人员类型", "category", "categories", "membercategory"),
    "since": ("入会日期", "入会时间", "加入日期", "入会年月", "joined", "joinedon", "since", "datejoined", "membersince"),
    "consent": (
        "授权日期", "同意日期", "知情同意", "是否授权", "是否同意", "授权时间", "同意时间", "consent", "consentdate", "consentgiven",
    ),
}  # fmt: skip

_BY_SPELLING = {spelling: field for field, spellings in SPELLINGS.items() for spelling in spellings}
LOOK_FOR_HEADER = 40
FOOT = re.compile(r"^(合计|总计|小计|共计|填表|制表|审核|负责人|经办人|联系人|单位盖章|备注|说明|注|total|signature)")
EPOCH = dt.date(1899, 12, 30)
DAYS = range(3_654, 73_051)  # 1910 to 2099, as spreadsheets count days
DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?(?:[ T]0?0:00(?::00)?)?")
BARE_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")


@dataclass(frozen=True)
class Column:
    """A column of the list: its number from 1, its title, and the field it was read as ("" = not taken over)."""

    number: int
    title: str
    field: str


@dataclass(frozen=True)
class Header:
    """Where the header stands, and its columns; `places` is each field's place in a row, from 0."""

    row: int
    columns: tuple[Column, ...]

    @property
    def places(self) -> dict[str, int]:
        """Where each field stands in a row, from 0."""
        return {column.field: column.number - 1 for column in self.columns if column.field}


def find_header(rows: Iterator[Row]) -> tuple[Header | None, Iterator[Row]]:
    """The row among the first that names the most fields, the person's name and number among them, and the rows below it."""
    first: list[Row] = []
    for row in rows:
        first.append(row)
        if len(first) >= LOOK_FOR_HEADER:
            break
    best = max(range(len(first)), key=lambda at: _score(first[at][1]), default=None)
    if best is None or _score(first[best][1]) < 3:
        return None, rows
    return Header(first[best][0], _columns(first[best][1])), chain(first[best + 1 :], rows)


def is_foot(cells: Sequence[Cell]) -> bool:
    """Whether a row is no member: a total, a signature, the header once more."""
    said = _plain(next((cell_text(cell) for cell in cells if cell != ""), ""))
    return FOOT.match(said) is not None or (said in _BY_SPELLING and _score(cells) >= 3)


def cell_text(cell: Cell) -> str:
    """A cell as text, outer blanks gone; whole figures without a decimal point."""
    if isinstance(cell, str):
        return cell.strip()
    return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)


@lru_cache(maxsize=1 << 14)
def cell_date(cell: Cell) -> dt.date | None:
    """The day a cell means, or None: a day as spreadsheets count them, 2019-05-04, 2019/5/4, 2019年5月 (its first), 20190504."""
    if isinstance(cell, float):
        if cell.is_integer() and int(cell) in DAYS:
            return EPOCH + dt.timedelta(days=int(cell))
        cell = cell_text(cell)
    text = cell.strip()
    match = DATE.fullmatch(text) or BARE_DATE.fullmatch(text)
    if match is None:
        return None
    try:
        return dt.date(int(match[1]), int(match[2]), int(match[3] or 1))
    except ValueError:
        return None


def _plain(title: str) -> str:
    folded = unicodedata.normalize("NFKC", title).casefold()
    return re.sub(r"[\s*:_\-./]+", "", folded)


def _field(title: str) -> str:
    plain = _plain(title)
    outer, inner = re.sub(r"\(.*?\)", "", plain), re.findall(r"\((.*?)\)", plain)
    return next((_BY_SPELLING[text] for text in (plain, outer, *inner) if text in _BY_SPELLING), "")


def _columns(cells: Sequence[Cell]) -> tuple[Column, ...]:
    """Each field is taken from the first column that names it."""
    columns: list[Column] = []
    for number, cell in enumerate(cells, 1):
        title = re.sub(r"\s+", " ", cell_text(cell))
        field = _field(title) if title else ""
        if title:
            columns.append(Column(number, title[:60], "" if any(one.field == field for one in columns) else field))
    return tuple(columns)


def _score(cells: Sequence[Cell]) -> int:
    fields = {column.field for column in _columns(cells)} - {""}
    return len(fields) if {"name", "id_number"} <= fields else 0
