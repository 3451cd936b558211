"""Looking through an .xlsx before a reader opens it: sizes as they unfold, no DTD, no cell outside the limits."""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.parsers import expat

MAX_PARTS = 2_000
MAX_UNFOLDED = 200 << 20
MAX_RATIO = 200
SMALL = 1 << 20
CHUNK = 1 << 16
REFERENCE = re.compile(r"^([A-Z]{1,3})([0-9]{1,7})$")
BOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"

Area = tuple[int, int, int, int]


class Unreadable(Exception):
    """A file that is not read, with the code of the reason and the facts its words name."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


@dataclass
class Scan:
    """What was seen: formula cells and merged areas by part, sheet names with their relation ids, and the workbook's
    relations."""

    formulas: dict[str, set[tuple[int, int]]] = field(default_factory=dict)
    merged: dict[str, list[Area]] = field(default_factory=dict)
    sheets: dict[str, str] = field(default_factory=dict)
    targets: dict[str, str] = field(default_factory=dict)

    def formulas_of(self, sheet: str) -> frozenset[tuple[int, int]]:
        """The (row, column) of every formula of the sheet, counted from 1."""
        return frozenset(self.formulas.get(self._part(sheet), ()))

    def merged_of(self, sheet: str) -> tuple[Area, ...]:
        """The merged areas of the sheet as (top, left, bottom, right), counted from 1."""
        return tuple(self.merged.get(self._part(sheet), ()))

    def _part(self, sheet: str) -> str:
        return self.targets.get(self.sheets.get(sheet, ""), "")


def scan(path: Path, max_rows: int, max_columns: int) -> Scan:
    """Look through the archive. Raises Unreadable: too_many_parts, unfolds_too_far, doctype, too_many_rows,
    too_many_columns, kind (an archive that is no .xlsx) or damaged."""
    found = Scan()
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS:
                raise Unreadable("too_many_parts", parts=MAX_PARTS)
            if sum(part.file_size for part in parts) > MAX_UNFOLDED:
                raise Unreadable("unfolds_too_far")
            if not any(part.filename.lower() == BOOK for part in parts):
                raise Unreadable("kind")
            left = MAX_UNFOLDED
            for part in parts:
                left -= _look(archive, part, left, _Part(part.filename, found, max_rows, max_columns))
    except (
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        ValueError,
        EOFError,
        OSError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        raise Unreadable("damaged") from error
    except expat.ExpatError as error:
        raise Unreadable("damaged") from error
    if not all(found.targets.get(relation, ".xml").lower().endswith(".xml") for relation in found.sheets.values()):
        raise Unreadable("damaged")
    return found


def _look(archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int, seen: _Part) -> int:
    """Unfold one part, counting; XML is parsed on the way. Returns its size."""
    parser = seen.parser() if part.filename.lower().endswith((".xml", ".rels")) else None
    size = 0
    with archive.open(part) as file:
        while chunk := file.read(CHUNK):
            size += len(chunk)
            if size > left or (size > SMALL and size > MAX_RATIO * max(part.compress_size, 1)):
                raise Unreadable("unfolds_too_far")
            if parser is not None:
                parser.Parse(chunk, False)
    if parser is not None:
        parser.Parse(b"", True)
    return size


class _Part:
    """Listens to one XML part; only a worksheet's cells, the workbook's sheets and its relations matter."""

    def __init__(self, name: str, found: Scan, max_rows: int, max_columns: int) -> None:
        self.name = name
        self.found = found
        self.max_rows = max_rows
        self.max_columns = max_columns
        self.root = ""
        self.row = 0
        self.column = 0

    def parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        return parser

    def _doctype(self, *_: object) -> None:
        raise Unreadable("doctype")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        self.root = self.root or tag
        if self.root == "worksheet":
            self._cell(tag, attributes)
        elif self.root == "workbook" and tag == "sheet":
            relation = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), "")
            self.found.sheets[attributes.get("name", "")] = relation
        elif tag == "Relationship" and self.name == RELATIONS:
            target = attributes.get("Target", "")
            self.found.targets[attributes.get("Id", "")] = posixpath.normpath(posixpath.join("/xl", target))[1:]

    def _cell(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "row":
            self.row = int(attributes.get("r") or self.row + 1)
            self.column = 0
        elif tag == "c":
            self._move(attributes.get("r"))
        elif tag == "mergeCell":
            first, _, last = attributes.get("ref", "").partition(":")
            (top, left), (bottom, right) = _place(first), _place(last or first)
            area = (top, left, min(bottom, self.max_rows), min(right, self.max_columns))
            self.found.merged.setdefault(self.name, []).append(area)
        elif tag in ("v", "is", "f"):
            if self.row > self.max_rows:
                raise Unreadable("too_many_rows", rows=self.max_rows)
            if self.column > self.max_columns:
                raise Unreadable("too_many_columns", columns=self.max_columns)
            if tag == "f":
                self.found.formulas.setdefault(self.name, set()).add((self.row, self.column))

    def _move(self, reference: str | None) -> None:
        if reference is None:
            self.column += 1
            return
        self.row, self.column = _place(reference)


def _place(reference: str) -> tuple[int, int]:
    """ "B3" -> (3, 2)."""
    match = REFERENCE.match(reference.replace("$", ""))
    if match is None:
        raise Unreadable("damaged")
    letters, digits = match.groups()
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(digits), column
