"""Big sheets, row by row: an .xlsx or .csv of up to a million rows, read as a stream and never held whole.

An .xlsx is unfolded part by part while its limits are counted (bytes, ratio, parts, no DTD, no cell outside); cells are
heard by expat as they come, and shared strings lie in one block of bytes. A reader that builds the sheet first would
hold five million cells.
"""

from __future__ import annotations

import codecs
import csv
import posixpath
import re
import zipfile
import zlib
from array import array
from collections.abc import Generator, Iterator
from contextlib import closing
from pathlib import Path
from typing import IO
from xml.parsers import expat

from competition.web.sheets_scan import MAX_PARTS, MAX_RATIO, SMALL, Unreadable

MAX_BYTES = 300 << 20
MAX_UNFOLDED = 3 << 30
MAX_TEXT = 400 << 20
MAX_ROWS = 1_000_000
ABOVE_AND_BELOW = 200
MAX_COLUMNS = 200
BLOCK = 1 << 18
CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f]")
TEXT_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f]")
REFERENCE = re.compile(r"^\$?([A-Z]{1,3})\$?([0-9]{1,7})$")

DAMAGED = (
    zipfile.BadZipFile, zlib.error, expat.ExpatError, KeyError, ValueError, EOFError, OSError, NotImplementedError, RuntimeError,
)  # fmt: skip

Cell = str | float
"""Text, or a number that the sheet keeps as a number; an empty cell is "" and a formula is a Formula."""


class Formula(str):
    """The cell was a formula; its text is what the sheet last showed."""

    __slots__ = ()


Row = tuple[int, list[Cell]]
Rows = Generator[Row, None, None]
Blocks = Generator[bytes, None, None]


class BigSheets:
    """A file opened to be streamed. Raises Unreadable (the codes of `sheets.read_grids`) when opened or while read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.size = path.stat().st_size
        self.read = 0
        if self.size > MAX_BYTES:
            raise Unreadable("too_large", megabytes=MAX_BYTES >> 20)
        if self.size == 0:
            raise Unreadable("empty")
        with path.open("rb") as file:
            magic = file.read(8)
        if magic.startswith(b"\xd0\xcf\x11\xe0"):
            raise Unreadable("old_workbook")
        self.workbook = magic.startswith(b"PK")

    def sheets(self) -> Generator[tuple[str, Iterator[Row]], None, None]:
        """(name, rows) of every sheet in order; rows are (number from 1, cells), blank ones left out.

        Take a sheet's rows before the next sheet; rows not taken are not unfolded. Close the generator when leaving early.
        `read` of `size` tells how far, in bytes of the file.
        """
        if not self.workbook:
            with closing(self._csv()) as rows:
                yield self.path.stem, rows
            return
        try:
            with zipfile.ZipFile(self.path) as archive:
                if len(archive.infolist()) > MAX_PARTS:
                    raise Unreadable("too_many_parts", parts=MAX_PARTS)
                if sum(part.file_size for part in archive.infolist()) > MAX_UNFOLDED:
                    raise Unreadable("unfolds_too_far")
                strings = _Strings()
                if "xl/sharedStrings.xml" in archive.namelist():
                    strings.read(self._blocks(archive, "xl/sharedStrings.xml"))
                for name, part in _parts(self, archive):
                    with closing(_whole(_Sheet(strings).rows(self._blocks(archive, part)))) as rows:
                        yield name, rows
        except DAMAGED as error:
            raise Unreadable("damaged") from error

    def _blocks(self, archive: zipfile.ZipFile, part: str) -> Blocks:
        """A part as it unfolds, counted."""
        told = archive.getinfo(part)
        size, start = 0, self.read
        with archive.open(told) as file:
            while block := file.read(BLOCK):
                size += len(block)
                if size > MAX_UNFOLDED or (size > SMALL and size > MAX_RATIO * max(told.compress_size, 1)):
                    raise Unreadable("unfolds_too_far")
                self.read = start + min(told.compress_size, size * told.compress_size // max(told.file_size, 1))
                yield block
        self.read = start + told.compress_size

    def _csv(self) -> Rows:
        encoding = _encoding(self.path)
        count = 0
        try:
            with self.path.open("r", encoding=encoding, newline="") as file:
                head = file.read(20_000)
                file.seek(0)
                delimiter = max(",;\t", key=head.count)
                for number, cells in enumerate(csv.reader(_lines(file, self), delimiter=delimiter), 1):
                    if len(cells) > MAX_COLUMNS:
                        raise Unreadable("too_many_columns", columns=MAX_COLUMNS)
                    if any(cells):
                        count += 1
                        if count > MAX_ROWS + ABOVE_AND_BELOW:
                            raise Unreadable("too_many_rows", rows=MAX_ROWS)
                        yield number, cells  # type: ignore[misc]  # a list of texts is a list of cells
        except (csv.Error, UnicodeDecodeError, RuntimeError) as error:
            raise Unreadable("damaged") from error
        self.read = self.size


def _whole(rows: Rows) -> Rows:
    """The same rows; what breaks on the way is a damaged file."""
    try:
        with closing(rows):
            yield from rows
    except DAMAGED as error:
        raise Unreadable("damaged") from error


def _lines(file: IO[str], sheets: BigSheets) -> Iterator[str]:
    """The lines of a text, counted in bytes as nearly as a progress bar needs."""
    seen = 0
    for line in file:
        seen += len(line)
        sheets.read = min(seen, sheets.size)
        if TEXT_CONTROL.search(line):
            raise Unreadable("damaged")
        yield line


def _encoding(path: Path) -> str:
    """UTF-8, UTF-16 with its mark, or GB18030, by the whole file. Raises Unreadable: encoding, damaged."""
    with path.open("rb") as file:
        head = file.read(4)
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if head.startswith(mark):
            return encoding
    for encoding in ("utf-8", "gb18030"):
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            with path.open("rb") as file:
                while block := file.read(BLOCK):
                    if CONTROL.search(block):
                        raise Unreadable("damaged")
                    decoder.decode(block)
                decoder.decode(b"", True)
        except UnicodeDecodeError:
            continue
        return encoding
    raise Unreadable("encoding")


def _parts(sheets: BigSheets, archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    """(sheet name, part) in the workbook's order."""
    names: list[tuple[str, str]] = []
    targets: dict[str, str] = {}

    def workbook(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "sheet":
            relation = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), "")
            names.append((attributes.get("name", ""), relation))

    def relations(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "Relationship":
            target = posixpath.normpath(posixpath.join("/xl", attributes.get("Target", "")))[1:]
            targets[attributes.get("Id", "")] = target

    for part, heard in (("xl/workbook.xml", workbook), ("xl/_rels/workbook.xml.rels", relations)):
        parser = _parser()
        parser.StartElementHandler = heard
        for block in sheets._blocks(archive, part):
            parser.Parse(block, False)
        parser.Parse(b"", True)
    there = set(archive.namelist())
    return [(name, targets[relation]) for name, relation in names if targets.get(relation) in there]


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _doctype
    return parser


def _doctype(*_: object) -> None:
    raise Unreadable("doctype")


class _Strings:
    """The workbook's shared strings: one block of UTF-8 and where each begins."""

    def __init__(self) -> None:
        self._text = bytearray()
        self._starts = array("Q", [0])

    def read(self, blocks: Blocks) -> None:
        """Listen to the part; what is written above characters as their reading is left out."""
        text: list[str] = []
        state = {"t": False, "reading": False}
        parser = _parser()

        def start(tag: str, _attributes: dict[str, str]) -> None:
            tag = tag.rpartition(":")[2]
            if tag == "t":
                state["t"] = not state["reading"]
            elif tag == "rPh":
                state["reading"] = True

        def end(tag: str) -> None:
            tag = tag.rpartition(":")[2]
            if tag == "si":
                self._text += "".join(text).encode()
                self._starts.append(len(self._text))
                text.clear()
                if len(self._text) > MAX_TEXT:
                    raise Unreadable("unfolds_too_far")
            elif tag == "t":
                state["t"] = False
            elif tag == "rPh":
                state["reading"] = False

        def said(part: str) -> None:
            if state["t"]:
                text.append(part)

        parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, said
        with closing(blocks):
            for block in blocks:
                parser.Parse(block, False)
        parser.Parse(b"", True)

    def __getitem__(self, number: int) -> str:
        if not 0 <= number < len(self._starts) - 1:
            raise Unreadable("damaged")
        return self._text[self._starts[number] : self._starts[number + 1]].decode()


class _Sheet:
    """Listens to one worksheet and gives its rows as they are complete."""

    def __init__(self, strings: _Strings) -> None:
        self._strings = strings
        self._done: list[Row] = []
        self._columns: dict[str, int] = {}

    def rows(self, blocks: Blocks) -> Rows:
        """The rows that hold anything."""
        parser = _parser()
        self._listen(parser)
        with closing(blocks):
            for block in blocks:
                parser.Parse(block, False)
                if self._done:
                    yield from self._done
                    self._done.clear()
        parser.Parse(b"", True)
        yield from self._done

    def _listen(self, parser: expat.XMLParserType) -> None:
        """Handlers over shared locals: five million cells pass here, so every look-up counts."""
        strings, done, column_of = self._strings, self._done, self._column
        cells: list[Cell] = []
        row = column = 0
        kind = text = ""
        formula = listening = False
        bare: dict[str, str] = {}

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal row, column, kind, text, formula, listening
            tag = bare.get(tag) or bare.setdefault(tag, tag.rpartition(":")[2])
            if tag == "c":
                reference = attributes.get("r")
                column = column + 1 if reference is None else column_of(reference)
                kind, text, formula = attributes.get("t", "n"), "", False
            elif tag in ("v", "t"):
                listening = True
            elif tag == "f":
                formula = True
            elif tag == "row":
                row = int(attributes.get("r") or row + 1)
                column = 0
            elif tag == "rPh":
                kind = "rPh"

        def end(tag: str) -> None:
            nonlocal listening
            tag = bare[tag]
            if tag in ("v", "t"):
                listening = False
            elif tag == "c" and (text or formula):
                value: Cell = strings[int(text)] if kind == "s" else text
                if kind == "n" and text:
                    value = float(text)
                if formula:
                    value = Formula(value)
                missing = column - len(cells)
                if missing == 1:
                    cells.append(value)
                elif missing > 1:
                    cells.extend([""] * (missing - 1))
                    cells.append(value)
                else:
                    cells[column - 1] = value
            elif tag == "row" and cells:
                if row > MAX_ROWS + ABOVE_AND_BELOW:
                    raise Unreadable("too_many_rows", rows=MAX_ROWS)
                done.append((row, cells.copy()))
                cells.clear()

        def said(part: str) -> None:
            nonlocal text
            if listening and kind != "rPh":
                text += part

        parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, said

    def _column(self, reference: str) -> int:
        """1 for A7, 27 for AA7."""
        letters = reference.rstrip("0123456789")
        known = self._columns.get(letters)
        if known is not None:
            return known
        match = REFERENCE.match(reference)
        if match is None:
            raise Unreadable("damaged")
        number = 0
        for letter in match[1]:
            number = number * 26 + ord(letter) - 64
        if number > MAX_COLUMNS:
            raise Unreadable("too_many_columns", columns=MAX_COLUMNS)
        self._columns[letters] = number
        return number
