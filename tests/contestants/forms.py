"""Entry forms as organisers send them, made for tests: every name, number and organisation is invented (region 99 is none).

`park` and `county` are filled in as a park's union and a county's would; the other makers give one layout each.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Sequence
from typing import Any

import openpyxl

from competition.contestants.id_numbers import check_digit

HEADER = (
    "序号",
    "姓名",
    "性别",
    "身份证号",
    "出生年月",
    "工作单位",
    "工种（赛项）",
    "组别",
    "职业资格等级",
    "联系电话",
    "备注",
)
NAMES = ("陈嘉树", "欧阳静怡", "王梓涵", "李慕白", "赵一诺", "周沐宸", "阿依古丽", "刘子墨", "何清越", "孟星野")


def id_number(place: int, *, sex: str = "男", year: int = 1990, month: int = 3) -> str:
    """A number that holds, of nobody: region 99, the order digits follow `place`."""
    seventeen = f"9900{place % 9 + 1:02d}{year}{month:02d}12{place % 100:02d}{1 if sex == '男' else 2}"
    return seventeen + check_digit(seventeen)


def person(place: int, trade: str, **more: object) -> list[object]:
    """One good row of the header above."""
    sex = "女" if place % 2 else "男"
    row: dict[str, object] = {
        "name": NAMES[place % 10], "sex": sex, "id": id_number(place, sex=sex), "born": "1990.3", "unit": "青溪高新区联合工会一车间",
        "trade": trade, "division": "职工组", "level": "高级工", "phone": f"199000{place:05d}",
    }  # fmt: skip
    return [place + 1, *(row | more).values(), None]


def park() -> bytes:
    """A park's form: title, stamp line, blank line, total, signature, a sheet of instructions; seven faults."""
    wrong = id_number(4, sex="男")
    rows = [
        person(0, "护理"),
        person(1, "电焊工"),
        person(2, "护理", name="  王\u3000梓涵 "),
        person(3, "叉车司机", id=float(id_number(3, sex="女")[:17])),
        person(4, "导游", id=wrong[:17] + ("x" if wrong[17] != "X" else "0")),
        person(5, "导游", sex="男"),
        [],
        person(6, "数控铣工"),
        person(0, "护理", sex="", unit="", phone=""),
        [10, '=HYPERLINK("http://example.cn","张三")'],
    ]
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "报名汇总表"
    sheet.append(["青溪市第二届职工技能创新运动会选手报名汇总表"])
    sheet.append(["推荐单位（盖章）：青溪高新区联合工会", *[None] * 6, "填报日期：2026年11月3日"])
    for row in [HEADER, *rows, [], ["合计", "9人"], ["填表人：________  联系电话：________"]]:
        sheet.append(list(row))
    sheet.merge_cells("A1:K1")
    sheet.merge_cells("A2:F2")
    book.create_sheet("填表说明").append(["请勿改动表头"])
    return _saved(book)


def county() -> bytes:
    """A county's form: GB18030, tabs before long numbers, trades as people say them."""
    said = ("电焊", "数控车", "挖掘机", "钳", "护士", "电工")
    lines = [",".join(HEADER)]
    for place, trade in enumerate(said):
        row = person(place, trade, unit="玉峰县总工会")
        row[3] = f"\t{row[3]}"
        lines.append(",".join("" if cell is None else str(cell) for cell in row))
    return ("\r\n".join(lines) + "\r\n").encode("gb18030")


def workbook(sheets: dict[str, Sequence[Sequence[object]]], merged: Sequence[str] = ()) -> bytes:
    """An .xlsx of these sheets; `merged` are areas of the first."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    for area in merged:
        book.worksheets[0].merge_cells(area)
    return _saved(book)


def two_row_header() -> bytes:
    """身份信息 over name, sex and number; unit and trade merged downwards over the people they hold for."""
    rows: list[list[object]] = [
        ["青溪市技能运动会报名表"],
        ["序号", "身份信息", None, None, "工作单位", "参赛工种", "教练", None],
        [None, "姓名", "性别", "身份证号", None, None, "姓名", "电话"],
        [1, NAMES[0], "男", id_number(0), "青溪电厂", "电焊", "苏明", "19900000001"],
        [2, NAMES[1], "女", id_number(1, sex="女"), None, "〃", None, None],
        [3, NAMES[2], "男", id_number(2), "同上", "护士", None, None],
    ]
    merged = ("A1:H1", "B2:D2", "A2:A3", "E2:E3", "F2:F3", "G2:H2", "E4:E5")
    return workbook({"报名表": rows}, merged)


def across() -> bytes:
    """Fields down the first column, people beside each other; a second block below."""
    rows: list[list[object]] = [
        ["报名表"],
        ["姓名", NAMES[0], NAMES[1]],
        ["性别", "男", "女"],
        ["身份证号", id_number(0), id_number(1, sex="女")],
        ["工作单位", "青溪电厂", "青溪水厂"],
        ["参赛工种", "电焊", "护士"],
        [],
        ["姓名", NAMES[2]],
        ["性别", "男"],
        ["身份证号", id_number(2)],
        ["工作单位", "青溪电厂"],
        ["参赛工种", "钳工"],
    ]
    return workbook({"名单": rows})


def cards() -> bytes:
    """Two cards, titles beside values, one under the other."""
    card: list[Callable[[int, str], list[object]]] = [
        lambda at, trade: ["姓名", NAMES[at], "性别", "男", "照片"],
        lambda at, trade: ["身份证号", id_number(at), None, "民族", "汉"],
        lambda at, trade: ["工作单位", "青溪电厂", "参赛工种", trade],
        lambda at, trade: ["单位盖章"],
    ]
    rows: list[list[object]] = []
    for at, trade in enumerate(("电焊", "护理")):
        rows += [["报名登记表"], *[line(at, trade) for line in card], []]
    return workbook({"登记表": rows})


def trade_sheets() -> bytes:
    """Each sheet is a trade, named by the sheet or by a line; a sample row and a section among them."""
    head = ["序号", "姓名", "性别", "身份证号", "工作单位"]
    return workbook(
        {
            "焊工": [["报名表"], head, ["例", "张三", "男", "", ""], [1, NAMES[0], "男", id_number(0), "青溪电厂"]],
            "Sheet2": [["赛项：护理"], head, [1, NAMES[1], "女", id_number(1, sex="女"), "青溪电厂"]],
            "Sheet3": [head, ["一、钳工（1人）"], [1, NAMES[2], "男", id_number(2), "青溪电厂"]],
            "填写说明": [["一人一行"]],
        }
    )


def xls(
    rows: Sequence[Sequence[str | float]],
    formulas: Sequence[tuple[int, int]] = (),
    merged: Sequence[tuple[int, int, int, int]] = (),
) -> bytes:
    """A small .xls (BIFF8 in an OLE2 file): texts and figures; `formulas` and `merged` count from 0."""
    texts = list(dict.fromkeys(cell for row in rows for cell in row if isinstance(cell, str) and cell))
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6))
    sheet += _record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, max(map(len, rows)), 0))
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if (at, column) in formulas:
                sheet += _record(0x0006, struct.pack("<HHHdHIH", at, column, 0, 2.0, 0, 0, 3) + b"\x1e\x02\x00")
            elif isinstance(cell, str) and cell:
                sheet += _record(0x00FD, struct.pack("<HHHI", at, column, 0, texts.index(cell)))
            elif not isinstance(cell, str):
                sheet += _record(0x0203, struct.pack("<HHHd", at, column, 0, cell))
    if merged:
        areas = b"".join(struct.pack("<4H", top, bottom, left, right) for top, left, bottom, right in merged)
        sheet += _record(0x00E5, struct.pack("<H", len(merged)) + areas)
    sheet += _record(0x000A, b"")
    strings = b"".join(struct.pack("<HB", len(text), 1) + text.encode("utf-16-le") for text in texts)
    name = "报名表"
    bound = struct.pack("<BB", len(name), 1) + name.encode("utf-16-le")
    head = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6))
    head += _record(0x0042, struct.pack("<H", 1200))
    tail = _record(0x00FC, struct.pack("<II", len(texts), len(texts)) + strings) + _record(0x000A, b"")
    start = len(head) + 4 + 6 + len(bound) + len(tail)
    return _compound(head + _record(0x0085, struct.pack("<IH", start, 0) + bound) + tail + sheet)


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _compound(stream: bytes) -> bytes:
    """An OLE2 file with the one stream Workbook: header, one FAT sector, one of directory, the stream."""
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
    sectors = len(stream) // 512
    fat = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, sectors + 2), 0xFFFFFFFE]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<128I", *fat, *[0xFFFFFFFF] * (128 - len(fat)))
    directory = _entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1) + _entry("Workbook", 2, 2, len(stream))
    return head + table + directory.ljust(512, b"\0") + stream


def _entry(name: str, kind: int, start: int, size: int, child: int = 0xFFFFFFFF) -> bytes:
    said = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, child)
    return (
        said.ljust(64, b"\0")
        + struct.pack("<HBB", len(said), kind, 1)
        + links
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def _saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
