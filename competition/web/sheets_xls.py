"""Looking through an .xls (BIFF in an OLE2 file) before a reader opens it: formulas, merged areas, passwords, limits.

[MS-CFB] says how streams lie in the file, [MS-XLS] what the workbook's records are.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from competition.web.sheets_scan import Scan, Unreadable

END = 0xFFFFFFFA
BOF, EOF, FILEPASS, SHEET, MERGED, FORMULA = 0x0809, 0x000A, 0x002F, 0x0085, 0x00E5, 0x0006
CELLS = {0x0203, 0x00FD, 0x027E, 0x00BD, 0x0204, 0x0205, 0x00D6, 0x0006}
ENCRYPTED = "EncryptedPackage"
WORKBOOKS = ("Workbook", "Book")


def scan_xls(raw: bytes, max_rows: int, max_columns: int) -> Scan:
    """Look through the file. Raises Unreadable: password, kind, too_many_rows, too_many_columns or damaged."""
    try:
        return _scan(_Compound(raw), max_rows, max_columns)
    except (struct.error, IndexError, KeyError, ValueError, OverflowError) as error:
        raise Unreadable("damaged") from error


class _Compound:
    """The streams of an OLE2 file; no chain of sectors is followed further than the file is long."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        shift, mini_shift = struct.unpack_from("<HH", raw, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise ValueError("sector size")
        self.size = 1 << shift
        self.sectors = len(raw) // self.size
        first, _, self.cutoff, mini_fat, _, difat, _ = struct.unpack_from("<7I", raw, 48)
        self.fat = self._table(self._difat(difat))
        directory = self._chain(first)
        self.entries: dict[str, tuple[int, int]] = {}
        for at in range(0, len(directory) - 127, 128):
            length, start, size = struct.unpack_from("<H50xII", directory, at + 64)
            name = directory[at : at + max(length - 2, 0)].decode("utf-16-le", "replace")
            self.entries.setdefault(name, (start, size))
        self.mini_fat = self._numbers(self._chain(mini_fat)) if mini_fat < END else ()
        root = self.entries["Root Entry"]
        self.mini = self._chain(root[0])[: root[1]] if root[0] < END else b""

    def stream(self, name: str) -> bytes:
        """The octets of a stream."""
        start, size = self.entries[name]
        if size >= self.cutoff:
            return self._chain(start)[:size]
        parts: list[bytes] = []
        while start < END and len(parts) <= len(self.mini_fat):
            parts.append(self.mini[start * 64 : start * 64 + 64])
            start = self.mini_fat[start]
        return b"".join(parts)[:size]

    def _sector(self, number: int) -> bytes:
        found = self.raw[(number + 1) * self.size : (number + 2) * self.size]
        if not found:
            raise ValueError("sector outside the file")
        return found

    def _difat(self, at: int) -> list[int]:
        numbers = list(struct.unpack_from("<109I", self.raw, 76))
        for _ in range(self.sectors):
            if at >= END:
                break
            more = self._numbers(self._sector(at))
            numbers += more[:-1]
            at = more[-1]
        return [number for number in numbers if number < END]

    def _table(self, sectors: list[int]) -> tuple[int, ...]:
        if len(sectors) > self.sectors:
            raise ValueError("too many sectors")
        return self._numbers(b"".join(self._sector(number) for number in sectors))

    def _chain(self, start: int) -> bytes:
        parts: list[bytes] = []
        while start < END:
            if len(parts) > self.sectors:
                raise ValueError("a chain that never ends")
            parts.append(self._sector(start))
            start = self.fat[start]
        return b"".join(parts)

    @staticmethod
    def _numbers(octets: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(octets) // 4}I", octets[: len(octets) // 4 * 4])


def _scan(file: _Compound, max_rows: int, max_columns: int) -> Scan:
    if ENCRYPTED in file.entries:
        raise Unreadable("password")
    name = next((one for one in WORKBOOKS if one in file.entries), None)
    if name is None:
        raise Unreadable("kind")
    book = file.stream(name)
    found = Scan()
    for kind, body in _records(book, 0):
        if kind == FILEPASS:
            raise Unreadable("password")
        if kind == SHEET:
            offset, _, length, wide = struct.unpack_from("<IHBB", body)
            title = body[8:].decode("utf-16-le", "replace") if wide & 1 else body[8 : 8 + length].decode("latin-1")
            found.sheets[title] = found.targets[title] = title
            _look(found, title, book, offset, max_rows, max_columns)
    return found


def _look(found: Scan, title: str, book: bytes, offset: int, max_rows: int, max_columns: int) -> None:
    formulas, merged = found.formulas.setdefault(title, set()), found.merged.setdefault(title, [])
    for kind, body in _records(book, offset):
        if kind in CELLS and len(body) >= 4:
            row, column = struct.unpack_from("<HH", body)
            if row >= max_rows:
                raise Unreadable("too_many_rows", rows=max_rows)
            if column >= max_columns:
                raise Unreadable("too_many_columns", columns=max_columns)
            if kind == FORMULA:
                formulas.add((row + 1, column + 1))
        elif kind == MERGED:
            count = struct.unpack_from("<H", body)[0]
            for at in range(2, min(2 + count * 8, len(body) - 7), 8):
                top, bottom, left, right = struct.unpack_from("<4H", body, at)
                merged.append((top + 1, left + 1, bottom + 1, right + 1))


def _records(book: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records of one substream, from its BOF to its EOF; substreams inside it (charts) are passed over."""
    depth = 0
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        if kind == BOF:
            depth += 1
        elif kind == EOF:
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1:
            yield kind, book[at + 4 : at + 4 + length]
        at += 4 + length
