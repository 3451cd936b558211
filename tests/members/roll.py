"""Invented members, lists of them as files, and short ways to put them on the roll."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Sequence
from pathlib import Path

import xlsxwriter
from sqlalchemy import text

from competition.jobs import actions as jobs
from competition.members import actions, queries, work
from competition.members.actions import Details
from competition.members.models import MemberImport
from competition.organisations import actions as organisations
from competition.store import reading
from competition.web.id_numbers import check_digit

HEAD = ("姓名", "性别", "身份证号", "手机号", "会员卡号", "所属工会", "会员类别", "入会日期", "授权日期")
FAMILY, GIVEN = "陈欧李王周林方韩叶赵", ("嘉树", "静怡", "慕白", "梓涵", "沐宸", "致远", "晓棠", "立群", "知秋", "一诺")


def id_number(order: int, *, female: bool = False) -> str:
    """The n-th number that holds, of a man unless `female`."""
    born = dt.date(1970, 1, 1) + dt.timedelta(days=order % 9_000)
    number = f"361102{born:%Y%m%d}{order // 9_000 * 2 + (0 if female else 1):03d}"
    return number + check_digit(number)


def phone(order: int) -> str:
    """The n-th telephone number."""
    return f"139{order:08d}"


def card(order: int) -> str:
    """The n-th card number."""
    return f"6217{order:012d}"


def name(order: int) -> str:
    """The n-th name; every hundredth is the same again."""
    return FAMILY[order % 10] + GIVEN[order // 10 % 10]


def row(order: int, unit: str, **instead: str) -> list[str]:
    """A row that is as it should be, but for what stands `instead`."""
    said = dict(
        zip(
            HEAD,
            (name(order), "男", id_number(order), phone(order), card(order), unit, "农民工", "2019-05-04", ""),
            strict=True,
        )
    )
    return list((said | instead).values())


def csv_bytes(rows: Sequence[Sequence[str]], encoding: str = "utf-8") -> bytes:
    """A list as .csv, its header first."""
    out = io.StringIO()
    csv.writer(out).writerows([HEAD, *rows])
    return out.getvalue().encode(encoding)


def xlsx_bytes(rows: Sequence[Sequence[str]]) -> bytes:
    """A list as .xlsx with a title above the header and a total below."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("会员")
        sheet.write_string(0, 0, "青溪市会员花名册")
        for at, cells in enumerate([HEAD, *rows], 2):
            for column, value in enumerate(cells):
                if value:
                    sheet.write_string(at, column, value)
        sheet.write_string(len(rows) + 3, 0, f"合计 {len(rows)} 人")
    return out.getvalue()


def unit(label: str = "青溪机械厂工会", parent_id: str | None = None) -> str:
    """A unit of the tree. Returns its id."""
    return organisations.add_organisation("system", name=label, level="enterprise", parent_id=parent_id)


def details(order: int, **instead: object) -> Details:
    """What a form says of the n-th person."""
    said: dict[str, object] = dict(
        name=name(order), sex="", id_number=id_number(order), phone=phone(order), card_number=card(order), categories=(),
        joined_on=dt.date(2019, 5, 4), consent_on=None,
    )  # fmt: skip
    return Details(**(said | instead))  # type: ignore[arg-type]


def member(order: int, unit_id: str, **instead: object) -> str:
    """A member put on the roll by hand. Returns the id."""
    return actions.add_member("system", unit_id, details(order, **instead))


def sent(person_id: str, folder: Path, content: bytes, label: str = "名册.csv") -> MemberImport:
    """A list sent in and read by the worker, as it stands then."""
    with reading() as s:
        version = queries.latest_consent(s)
    batch_id = actions.open_batch(person_id, file_name=label, options={"consent_version": version})
    file = work.frames(folder, batch_id)[0]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    start(work.READ_LIST, person_id, folder, batch_id)
    return standing(batch_id)


def start(kind: str, person_id: str, folder: Path, batch_id: str) -> str:
    """A job on an import, done at once. Returns its id."""
    return jobs.start(kind, {"folder": str(folder), "batch_id": batch_id}, person_id)


def applied(person_id: str, folder: Path, batch_id: str, **options: object) -> MemberImport:
    """The import taken into the roll, as it stands then."""
    actions.begin(batch_id, options)
    start(work.APPLY, person_id, folder, batch_id)
    return standing(batch_id)


def undone(person_id: str, folder: Path, batch_id: str) -> MemberImport:
    """The import taken back, as it stands then."""
    actions.begin_undo(batch_id)
    start(work.UNDO, person_id, folder, batch_id)
    return standing(batch_id)


def standing(batch_id: str) -> MemberImport:
    """The import's row."""
    with reading() as s:
        return queries.batch(s, batch_id)


def count() -> int:
    """How many people the roll has."""
    with reading() as s:
        return int(s.execute(text("SELECT count(*) FROM member")).scalar_one())


def found(order: int) -> queries.KnownMember | None:
    """The n-th person, by number."""
    with reading() as s:
        return queries.by_id_numbers(s, [id_number(order)]).get(id_number(order))
