"""Reading a list of officials that somebody sent as a spreadsheet or pasted: name, unit, qualification, trades, phone."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from flask_babel import force_locale

from competition.officials.actions import OfficialDetails, QualificationDetails
from competition.officials.queries import trade_names
from competition.officials.words import KINDS
from competition.store import Refused
from competition.web.sheets import read_grids
from competition.web.sheets_scan import Unreadable
from competition.web.words import LOCALES

MOST = 300
"""Rows at once: they are written in one transaction, which everybody else waits for."""

COLUMNS = {
    "name": ("姓名", "裁判姓名", "name", "full name"),
    "organisation": ("单位", "工作单位", "所在单位", "unit", "organisation", "employer"),
    "qualification": ("资格", "裁判资格", "资质", "qualification"),
    "certificate": ("证书编号", "证书号", "certificate", "certificate number"),
    "until": ("有效期至", "有效期", "valid until"),
    "trades": ("工种", "赛项", "可执裁工种", "可执裁赛项", "trades", "trade"),
    "phone": ("电话", "手机", "手机号", "联系电话", "phone", "telephone"),
    "born": ("出生年", "出生年份", "出生日期", "born", "birth year"),
    "enterprise": ("是否企业", "来自企业", "企业", "enterprise", "from an enterprise"),
}
YES = frozenset({"是", "y", "yes", "1", "true", "√", "对"})
_BETWEEN = re.compile(r"[,，;；、/|]+|\s+")


@dataclass(frozen=True)
class Row:
    """One row as it was understood; `wrong` says what keeps it out, `doubts` what was left aside (code, text)."""

    number: int
    details: OfficialDetails | None
    wrong: str = ""
    doubts: tuple[tuple[str, str], ...] = ()


def lines_of(path: Path) -> list[list[str]]:
    """The cells of the first sheet as texts. Refused: import_unreadable, import_long (422)."""
    try:
        grids = read_grids(path)
    except Unreadable:
        raise Refused("import_unreadable", 422) from None
    rows = [[_text(cell) for cell in row] for row in grids[0].rows] if grids else []
    return _within(rows)


def pasted(text: str) -> list[list[str]]:
    """The cells of pasted lines, parted by tabs. Refused: import_long (422)."""
    return _within([line.split("\t") for line in text.splitlines()])


def packed(rows: Sequence[Sequence[str]]) -> str:
    """Rows as `pasted` reads them again."""
    return "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in rows)


def understood(rows: Sequence[Sequence[str]]) -> list[Row]:
    """The officials of rows whose first filled row names the columns. Refused: import_columns, import_empty (422)."""
    filled = [(number, row) for number, row in enumerate(rows, 1) if any(cell.strip() for cell in row)]
    if not filled:
        raise Refused("import_empty", 422)
    columns = _columns(filled[0][1])
    if "name" not in columns:
        raise Refused("import_columns", 422)
    spoken, trades = _spoken_kinds(), _spoken_trades()
    found, seen = [], set[tuple[str, str]]()
    for number, row in filled[1:]:
        cells = {key: _plain(row[at]) if at < len(row) else "" for key, at in columns.items()}
        one = _row(number, cells, spoken, trades)
        if one.details is not None and (one.details.name, one.details.organisation) in seen:
            one = Row(number, None, wrong="twice")
        if one.details is not None:
            seen.add((one.details.name, one.details.organisation))
        found.append(one)
    if not found:
        raise Refused("import_empty", 422)
    return found


def _row(number: int, cells: dict[str, str], spoken: dict[str, str], trades: dict[str, str]) -> Row:
    name, organisation = cells["name"], cells.get("organisation", "")
    if not 2 <= len(name) <= 60 or len(organisation) > 120:
        return Row(number, None, wrong="name")
    doubts: list[tuple[str, str]] = []
    phone = re.sub(r"[^0-9+]", "", cells.get("phone", ""))
    if phone and not 5 <= len(phone) <= 20:
        doubts.append(("phone", cells["phone"]))
        phone = ""
    keys = []
    for word in filter(None, _BETWEEN.split(cells.get("trades", ""))):
        if key := trades.get(word.casefold()):
            keys.append(key)
        else:
            doubts.append(("trade", word))
    born = re.match(r"(19|20)\d\d", cells.get("born", ""))
    held: tuple[QualificationDetails, ...] = ()
    said = cells.get("qualification", "")
    kind = next((key for words, key in spoken.items() if words in said.casefold()), "") if said else ""
    if kind:
        until = _date(cells.get("until", ""))
        held = (QualificationDetails(kind=kind, certificate=cells.get("certificate", "")[:60], valid_until=until),)
    elif said:
        doubts.append(("qualification", said))
    details = OfficialDetails(
        name=name, organisation=organisation, enterprise=cells.get("enterprise", "").casefold() in YES,
        birth_year=int(born[0]) if born else None, phone=phone, trades=tuple(sorted(set(keys))), qualifications=held,
    )  # fmt: skip
    return Row(number, details, doubts=tuple(doubts))


def _columns(head: Sequence[str]) -> dict[str, int]:
    words = {word: key for key, some in COLUMNS.items() for word in some}
    found: dict[str, int] = {}
    for at, cell in enumerate(head):
        key = words.get(_plain(cell).casefold())
        if key is not None:
            found.setdefault(key, at)
    return found


def _spoken_kinds() -> dict[str, str]:
    """Words for kinds in both languages, the short forms people write among them -> key."""
    found = {
        "国家级": "national",
        "省级": "provincial",
        "市级": "municipal",
        "考评员": "assessor",
        "技师": "technician",
    }
    for locale in LOCALES:
        with force_locale(locale):
            found |= {str(words).casefold(): key for key, words in KINDS.items()}
    return found


def _spoken_trades() -> dict[str, str]:
    return {word.casefold(): key for key, zh, en in trade_names() for word in (key, zh, en)}


def _date(text: str) -> dt.date | None:
    parts = re.findall(r"\d+", text)
    try:
        return dt.date(*(int(part) for part in parts[:3])) if len(parts) >= 3 else None
    except ValueError:
        return None


def _text(cell: object) -> str:
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def _plain(cell: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", cell).split())


def _within(rows: list[list[str]]) -> list[list[str]]:
    if len(rows) > MOST + 1:
        raise Refused("import_long", 422, most=MOST)
    return rows
