"""Every result is worked out twice: by the engine and by the second opinion, which shares nothing with it, and compared
cell by cell. Results are only moved towards the public when both say the same of exactly the marks that are there.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from decimal import Decimal, InvalidOperation
from operator import attrgetter
from typing import Any

from sqlalchemy.orm import Session

from competition.contestants.queries import EntryRow as Entered
from competition.events import queries as events
from competition.judging import queries as judging
from competition.shadow import tabulate as second_opinion
from competition.standings.exporting import Gathered, entry_row, result_of_gathered
from competition.store import Refused
from competition.store.ledger import canonical
from competition.tabulating.marks import ABSENT, UNMARKED
from competition.tabulating.reading import ENTRIES, MARKS, EntryRow
from competition.tabulating.results import plain_result
from competition.tabulating.writing import result_json

CELLS = (
    "rank", "tied", "status", "total", "scale_score", "components", "modules", "aspects", "figures", "award_rank",
    "medal", "medallion", "prize", "titles", "level",
)  # fmt: skip
TEAM_CELLS = ("key", "rank", "tied", "score", "counted")
FIRST = 20
NOT_THERE = "not there"
FIGURE = frozenset("-0123456789.")

Cells = dict[str, Any]

CELLS_OF = attrgetter(*(one.name for one in fields(EntryRow)))


@dataclass(frozen=True)
class Difference:
    """A cell of which the two do not say the same: where it is (entries.001.total), and what each says."""

    cell: str
    engine: str
    second: str


@dataclass(frozen=True)
class Compared:
    """Both results of the same files: how many cells were compared, every one that differs, and what names the files."""

    plan_hash: str
    marks_hash: str
    result_hash: str
    cells: int
    differences: tuple[Difference, ...]

    @property
    def first(self) -> list[dict[str, str]]:
        """The first differences, to keep."""
        return [asdict(one) for one in self.differences[:FIRST]]


def compared(gathered: Gathered, step: Callable[[int, int], None] = lambda done, total: None) -> Compared:
    """Work a stage out by both engines, from the same bytes, and compare them; `step` is told how far it is."""
    files = gathered.files
    step(1, 4)
    result = result_of_gathered(gathered)
    body = result_json(result)
    step(2, 4)
    second = second_opinion(dict(gathered.document), _rows(files[MARKS]), _rows(files[ENTRIES]))
    step(3, 4)
    pairs = list(_pairs(_cells(plain_result(result)), second, ""))
    return Compared(
        plan_hash=result.plan.document_hash,
        marks_hash=result.marks_sha256,
        result_hash=hashlib.sha256(body).hexdigest(),
        cells=len(pairs),
        differences=tuple(
            Difference(cell, _said(one), _said(other)) for cell, one, other in pairs if _value(one) != _value(other)
        ),
    )


def state_hash(s: Session, stage_id: str) -> str:
    """What names everything that a stage's result is made of as it lies in the database now: plan, entries, marks.

    Refused: not_there (404).
    """
    found = state_hashes(s, [stage_id])
    if stage_id not in found:
        raise Refused("not_there", 404)
    return found[stage_id]


def state_hashes(s: Session, stage_ids: Collection[str], entries: Collection[Entered] | None = None) -> dict[str, str]:
    """The same of each of these stages, by stage; one question more for each stage, for its marks. `entries` are all of
    theirs, where they were read already."""
    stages = events.stages_by_id(s, stage_ids)
    subjects = judging.subjects_of_stages(s, list(stages.values()), entries)
    kept = {entry.division_id for some in subjects.values() for entry in some if entry.division_id}
    divisions = {key: one.name for key, one in events.divisions_by_id(s, kept).items()}
    found = {}
    for stage_id, stage in stages.items():
        rows = [[one.id, one.status, *CELLS_OF(entry_row(one, divisions))] for one in subjects[stage_id]]
        told = hashlib.sha256(canonical([stage.plan_hash, rows]).encode())
        for mark in judging.marks_lying(s, stage_id):
            told.update("\x1f".join(map(str, mark)).encode() + b"\x1e")
        found[stage_id] = told.hexdigest()
    return found


def _rows(content: bytes) -> list[dict[str, str]]:
    """The rows of one of our CSV files. The second opinion knows no judge who is still to mark: for it he is absent."""
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    return [row | {"status": ABSENT} if row.get("status") == UNMARKED else row for row in rows]


def _cells(plain: Cells) -> Cells:
    """The cells of the engine's result that the second opinion has too, in the same shape."""
    return {
        "order": [row["entry"] for row in plain["entries"]],
        "entries": {row["entry"]: {cell: row[cell] for cell in CELLS} for row in plain["entries"]},
        "teams": [{cell: row[cell] for cell in TEAM_CELLS} for row in plain["teams"]],
        "organisations": [{cell: row[cell] for cell in TEAM_CELLS} for row in plain["organisations"]],
        "organisation_award": plain["organisation_award"],
    }


def _pairs(one: Any, other: Any, place: str) -> Iterator[tuple[str, Any, Any]]:
    """Every single cell of either, with what both say there; what only one has stands beside NOT_THERE."""
    if not place:
        other = other | {"order": list(other["entries"])}
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        for key in dict.fromkeys([*one, *other]):
            yield from _pairs(
                one.get(key, NOT_THERE), other.get(key, NOT_THERE), f"{place}.{key}" if place else str(key)
            )
    elif isinstance(one, list | tuple) and isinstance(other, list | tuple) and len(one) == len(other):
        for number, (left, right) in enumerate(zip(one, other, strict=True)):
            yield from _pairs(left, right, f"{place}[{number}]")
    else:
        yield place, one, other


def _value(cell: Any) -> Any:
    """A figure by its value; anything else as it is."""
    if isinstance(cell, str) and cell and FIGURE.issuperset(cell):
        try:
            return Decimal(cell)
        except InvalidOperation:
            return cell
    return list(cell) if isinstance(cell, tuple) else cell


def _said(cell: Any) -> str:
    return "–" if cell is None else str(cell)
