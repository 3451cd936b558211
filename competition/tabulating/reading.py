"""Reading PLAN.json, ENTRIES.csv and the records of any of our CSV files, within bounds, telling everything wrong at once."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from competition.engine.plans import Plan, parse_plan, refusals
from competition.engine.refusal import PlanRefused
from competition.tabulating.problems import Problem, Problems, Rejected

PLAN, MARKS, ENTRIES = "PLAN.json", "MARKS.csv", "ENTRIES.csv"
MOST_PLAN_BYTES = 5_000_000
MOST_DEPTH = 24
MOST_CSV_BYTES = 64_000_000
LONGEST_CELL = 200
ENTRIES_HEADER = ("entry", "division", "organisation", "team", "prior_level")
LEVELS = ("1", "2", "3", "4", "5")
FORMULA_SIGNS = "=+-@＝＋－＠"
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class EntryRow:
    """What ENTRIES.csv says of an entry beside its marks; `prior_level` 1 (highest) to 5, None where not known."""

    entry: str
    division: str = ""
    organisation: str = ""
    team: str = ""
    prior_level: int | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """A row of a CSV file: its number as a spreadsheet counts it, and its cells without the space around them."""

    number: int
    cells: tuple[str, ...]


class _Twice(ValueError):
    """A JSON object with the same key twice."""


def read_plan(content: bytes, file: str = PLAN) -> Plan:
    """The plan of a JSON document; Rejected with everything the engine refuses, by JSON path.

    A key that stands twice in one object is refused: which of the two would count is nobody's guess.
    """
    document = read_document(content, file)
    try:
        return parse_plan(document)
    except PlanRefused:
        found = refusals(document)
        raise Rejected(
            Problem(file, 0, one.path, one.code, tuple(sorted(one.facts.items()))) for one in found
        ) from None


def read_document(content: bytes, file: str = PLAN) -> dict[str, object]:
    """The JSON object of a plan file, within 5 MB and two dozen levels."""
    if len(content) > MOST_PLAN_BYTES:
        raise _whole(file, "too_large", most=str(MOST_PLAN_BYTES))
    text = _text(content, file)
    if _depth(text) > MOST_DEPTH:
        raise _whole(file, "too_deep", most=str(MOST_DEPTH))
    try:
        document = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except _Twice as twice:
        raise _whole(file, "json_key_twice", key=str(twice)[:40]) from None
    except json.JSONDecodeError as fault:
        raise Rejected([Problem(file, fault.lineno, "", "not_json", (("position", str(fault.colno)),))]) from None
    except ValueError:
        raise _whole(file, "not_json", position="") from None
    if not isinstance(document, dict):
        raise _whole(file, "not_an_object")
    return document


def read_entries(content: bytes, file: str = ENTRIES) -> tuple[EntryRow, ...]:
    """The rows of ENTRIES.csv in their order; Rejected with all problems."""
    problems = Problems(file)
    found: dict[str, EntryRow] = {}
    rows: dict[str, int] = {}
    for record in records(content, ENTRIES_HEADER, problems):
        entry, division, organisation, team, level = record.cells
        sound = checked_entry(problems, record.number, entry)
        for column, cell in zip(ENTRIES_HEADER[1:4], (division, organisation, team), strict=True):
            if not _fits(cell):
                problems.add(record.number, column, "bad_text")
        if level not in ("", *LEVELS):
            problems.add(record.number, "prior_level", "bad_level")
        elif sound and entry in found:
            problems.add(record.number, "entry", "entry_twice", first=str(rows[entry]))
        elif sound:
            found[entry] = EntryRow(entry, division, organisation, team, int(level) if level else None)
            rows[entry] = record.number
    problems.settle()
    return tuple(found.values())


def records(content: bytes, header: Sequence[str], problems: Problems) -> Iterable[Record]:
    """The records after a header that must stand there exactly; rows of another length are noted and left out."""
    if len(content) > MOST_CSV_BYTES:
        raise _whole(problems.file, "too_large", most=str(MOST_CSV_BYTES))
    reader = csv.reader(io.StringIO(_text(content, problems.file), newline=""), strict=True)
    number = 0
    try:
        for number, row in enumerate(reader, 1):
            if number == 1:
                if tuple(row) != tuple(header):
                    raise Rejected([Problem(problems.file, 1, "", "bad_header", (("header", ",".join(header)),))])
            elif not row:
                continue
            elif len(row) != len(header):
                problems.add(number, "", "cell_count", given=str(len(row)), wanted=str(len(header)))
            else:
                yield Record(number, tuple(cell.strip() for cell in row))
    except csv.Error:
        problems.add(number + 1, "", "not_csv")
    if number == 0:
        raise Rejected([Problem(problems.file, 1, "", "bad_header", (("header", ",".join(header)),))])


def checked_entry(problems: Problems, row: int, entry: str) -> bool:
    """Whether a cell can be the key of an entry; notes why not."""
    if not entry:
        problems.add(row, "entry", "entry_missing")
    elif not _fits(entry):
        problems.add(row, "entry", "bad_text")
    else:
        return True
    return False


def _fits(cell: str) -> bool:
    """Printable, not endless, and nothing that a spreadsheet would take for a formula."""
    return len(cell) <= LONGEST_CELL and (cell.isprintable() or not cell) and cell[:1] not in tuple(FORMULA_SIGNS)


def _whole(file: str, code: str, **facts: str) -> Rejected:
    return Rejected([Problem(file, 0, "", code, tuple(sorted(facts.items())))])


def _text(content: bytes, file: str) -> str:
    try:
        text = content.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        raise Rejected([Problem(file, line, "", "not_utf8")]) from None
    if "\0" in text:
        raise _whole(file, "not_text")
    return text


def _depth(text: str) -> int:
    """How deep objects and lists stand in one another, what is inside of texts left out."""
    deepest = depth = 0
    quoted = escaped = False
    for sign in text:
        if quoted:
            if escaped:
                escaped = False
            elif sign == "\\":
                escaped = True
            elif sign == '"':
                quoted = False
        elif sign == '"':
            quoted = True
        elif sign in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in "]}":
            depth -= 1
    return deepest


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise _Twice(key)
        found[key] = value
    return found


def _no_constant(name: str) -> object:
    raise ValueError(name)
