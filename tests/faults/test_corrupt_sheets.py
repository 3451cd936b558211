"""Spreadsheets with bits flipped at random, in the manner of zzuf, through the whole way of reading: rows or Unreadable.

Seeded, so that a file that breaks something can be made again: octets of the file itself, and octets of the parts inside
an .xlsx, which is then packed anew so that the checksums of the archive do not shield the reader.
"""

from __future__ import annotations

import datetime as dt
import io
import logging
import random
import zipfile
from pathlib import Path

import psutil
import pytest

from competition.contestants.checking import Known, check_rows
from competition.contestants.reading import read_forms
from competition.contestants.trade_names import TradeName
from competition.web.sheets import read_grids
from competition.web.sheets_apart import read_apart
from competition.web.sheets_scan import Unreadable
from tests.contestants import forms

FILES = 500
RATIOS = (0.00005, 0.0004, 0.004, 0.04)
WARM = 100
GROWTH = 20 << 20
TRADES = [TradeName("w", "焊工", "Welding", "WE", True), TradeName("n", "护理", "Nursing", "NU", True)]
KNOWN = Known(
    trades=TRADES, chosen=None, people={}, entered={}, names=frozenset(), today=dt.date(2026, 11, 21),
    starts_on=dt.date(2026, 12, 1),
)  # fmt: skip


def flipped(raw: bytes, dice: random.Random, ratio: float, spared: int = 0) -> bytes:
    """The octets with this share of their bits flipped, one at least; the first ones are spared."""
    made = bytearray(raw)
    for _ in range(max(1, int(len(raw) * 8 * ratio))):
        at = dice.randrange(min(spared, len(made) - 1), len(made))
        made[at] ^= 1 << dice.randrange(8)
    return bytes(made)


def repacked(raw: bytes, dice: random.Random, ratio: float) -> bytes:
    """An archive whose parts have bits flipped, sound as an archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            octets = old.read(part)
            new.writestr(part.filename, flipped(octets, dice, ratio) if dice.random() < 0.5 and octets else octets)
    return out.getvalue()


def old_workbook() -> bytes:
    rows: list[list[str | float]] = [["姓名", "性别", "身份证号", "工作单位", "工种"]]
    rows += [[name, "男", forms.id_number(at), "青溪电厂", "电焊"] for at, name in enumerate(forms.NAMES)]
    return forms.xls(rows, merged=[(1, 3, 4, 3)])


def corrupted(number: int) -> bytes:
    """The file of this number: four manners in turn, at four ratios."""
    dice = random.Random(number)
    ratio = RATIOS[number // 4 % len(RATIOS)]
    match number % 4:
        case 0:
            return flipped(forms.park(), dice, ratio, spared=4)
        case 1:
            return repacked(forms.park() if number % 8 == 1 else forms.two_row_header(), dice, ratio)
        case 2:
            return flipped(old_workbook(), dice, ratio, spared=8)
        case _:
            return flipped(forms.county(), dice, ratio)


def read_whole(file: Path) -> str:
    """Through everything an entry form goes through; returns what came of it."""
    try:
        found, _ = read_forms(read_grids(file))
    except Unreadable as why:
        return why.code
    check_rows(found, KNOWN)
    return "read"


def test_corrupt_spreadsheets_are_read_or_refused_and_nothing_else(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "form"
    ends: dict[str, int] = {}
    here = psutil.Process()
    begun = 0
    with caplog.at_level(logging.WARNING):
        for number in range(FILES):
            if number == WARM:
                begun = here.memory_info().rss
            file.write_bytes(corrupted(number))
            end = read_whole(file)
            ends[end] = ends.get(end, 0) + 1

    assert here.memory_info().rss - begun < GROWTH
    assert caplog.records == []
    assert sum(ends.values()) == FILES
    assert {"read", "damaged"} <= ends.keys()
    assert min(ends["read"], ends["damaged"]) > FILES // 10


@pytest.mark.parametrize("number", range(0, 48, 6))
def test_a_child_reads_as_the_worker_would(number: int, tmp_path: Path) -> None:
    file = tmp_path / "form"
    file.write_bytes(corrupted(number))
    try:
        here: object = read_grids(file)
    except Unreadable as why:
        here = (why.code, why.facts)
    try:
        there: object = read_apart(file)
    except Unreadable as why:
        there = (why.code, why.facts)

    assert there == here
    assert [one.name for one in tmp_path.iterdir()] == ["form"]


def test_a_bomb_of_shared_texts_ends_the_child_and_not_the_worker(tmp_path: Path) -> None:
    """A megabyte of text that 2 000 000 cells point at: the child runs out of memory or time, and only it."""
    text = "甲" * 300_000
    rows = ("<row>" + '<c t="s"><v>0</v></c>' * 200 + "</row>") * 10_000
    head = '<?xml version="1.0"?>'
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    source = forms.workbook({"表": [["姓名", "性别"]]})
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(source)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for name in old.namelist():
            if name == "xl/worksheets/sheet1.xml":
                new.writestr(name, f'{head}<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>')
            elif name == "xl/sharedStrings.xml":
                new.writestr(name, f'{head}<sst xmlns="{space}"><si><t>{text}</t></si></sst>')
            else:
                new.writestr(name, old.read(name))
    (tmp_path / "form").write_bytes(out.getvalue())

    with pytest.raises(Unreadable) as why:
        read_apart(tmp_path / "form")

    assert why.value.code in ("unfolds_too_far", "damaged")
