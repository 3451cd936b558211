"""Reading separated text as spreadsheet programs save it: its encoding, its separator, its rows."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable

from competition.web.sheets_scan import Unreadable

HEAD = 20_000
FEWEST_ZEROS = 3
SEPARATORS = (",", "\t", ";", "，", "|")
MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def read_text(raw: bytes, within: Callable[[int, int], None]) -> list[list[str | float | bool | None]]:
    """The rows of a text; `within(rows, columns)` raises when they are too many.

    Raises Unreadable: encoding, kind (a web page or XML that is called a spreadsheet), damaged.
    """
    text = decoded(raw)
    if text[:200].lstrip().startswith("<"):
        raise Unreadable("kind")
    if any(ord(c) < 32 and c not in "\t\r\n\f" for c in text):
        raise Unreadable("damaged")
    told = re.match(r"sep=(.)\r?\n", text)
    separator = told.group(1) if told else _separator(text[:HEAD])
    if separator == "\n":
        raise Unreadable("damaged")
    rows: list[list[str | float | bool | None]] = []
    try:
        for row in csv.reader(io.StringIO(text[told.end() :] if told else text, newline=""), delimiter=separator):
            rows.append(list(row))
            within(len(rows), len(row))
    except csv.Error as error:
        raise Unreadable("damaged") from error
    return [[], *rows] if told else rows


def decoded(raw: bytes) -> str:
    """The text, by its mark, else UTF-16 when zeros say so, else UTF-8 or GB18030. Raises Unreadable: encoding."""
    for encoding in [name for mark, name in MARKS.items() if raw.startswith(mark)][:1] or _unmarked(raw):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("encoding")


def _unmarked(raw: bytes) -> list[str]:
    low, high = raw[1:4096:2].count(0), raw[0:4096:2].count(0)
    zeros = max(low, high)
    if zeros >= FEWEST_ZEROS and zeros > 4 * min(low, high) and zeros > min(len(raw), 4096) // 40 and len(raw) % 2 == 0:
        return ["utf-16-le" if low > high else "utf-16-be"]
    return ["utf-8", "gb18030"]


def _separator(head: str) -> str:
    """What separates most; a tab straight after another separator only keeps a long number from being a figure."""
    counted = {one: head.count(one) for one in SEPARATORS}
    counted["\t"] -= len(re.findall(r'(?:[,;，|]|^)"?\t', head, re.MULTILINE))
    return max(SEPARATORS, key=lambda one: counted[one])
