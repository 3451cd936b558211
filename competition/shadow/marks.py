"""Rows of MARKS.csv and ENTRIES.csv sorted by entry: who marked what, from which seat, and who did not finish."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from competition.shadow.arithmetic import Gap, number
from competition.shadow.outline import Outline, Place

Row = Mapping[str, str]
Mark = Fraction | Gap
NOTHING = ("absent", "unmarked")  # a judge gave no mark, or has not given it yet
STATUSES = ("DNS", "DNF", "DQ", "WD")
_YES_NO = {"yes": Fraction(1), "no": Fraction(0)}


@dataclass
class Sheets:
    """All that is known of one entry: its marks by aspect, attempt (0 where there are none) and seat, and its row."""

    entry: str
    status: str = ""
    row: Row = field(default_factory=dict)
    marks: dict[tuple[str, int], dict[int, Mark]] = field(default_factory=dict)

    @property
    def marked(self) -> bool:
        """Whether anybody gave it any mark."""
        return bool(self.marks)

    def attempts(self, key: str) -> list[int]:
        """The attempts of an aspect that anybody marked, in order."""
        return sorted(attempt for aspect, attempt in self.marks if aspect == key and attempt)

    def seats(self, places: Iterable[Place]) -> list[int]:
        """The seats that gave a mark in any of the places, in order."""
        keys = {place.key for place in places}
        return sorted({seat for (key, _), given in self.marks.items() if key in keys for seat in given})


def natural(text: str) -> tuple[tuple[tuple[int, int, str], ...], str]:
    """A key that sorts digits as numbers; the text itself decides between `7` and `07`."""
    parts = re.findall(r"[0-9]+|[^0-9]+", text)
    return tuple((0, int(part), "") if part[0] in "0123456789" else (1, 0, part) for part in parts), text


def seats_of(outline: Outline, rows: Iterable[Row]) -> dict[tuple[str, str], int]:
    """The seat of every judge's text, by module: the number it says if all of the module say one, else its place."""
    texts: dict[str, set[str]] = {}
    for row in rows:
        if row.get("judge") and row.get("aspect"):
            texts.setdefault(outline.places[row["aspect"]].module, set()).add(row["judge"])
    seats = {}
    for module, judges in texts.items():
        numbered = all(re.fullmatch(r"[1-9]|1[0-5]", judge) for judge in judges)
        for place, judge in enumerate(sorted(judges, key=natural), 1):
            seats[module, judge] = int(judge) if numbered else place
    return seats


def sorted_by_entry(outline: Outline, marks: Iterable[Row], entries: Iterable[Row]) -> dict[str, Sheets]:
    """Every entry of the two tables; `ValueError` where a row contradicts the plan or another row."""
    marks = list(marks)
    sheets = {row["entry"]: Sheets(row["entry"], row=row) for row in entries}
    seats = seats_of(outline, marks)
    for row in marks:
        entry = sheets.setdefault(row["entry"], Sheets(row["entry"], row={"entry": row["entry"]}))
        if not row.get("aspect"):
            if row.get("status") not in STATUSES:
                raise ValueError(f"no status of an entry: {dict(row)}")
            entry.status = row["status"]
        elif row.get("status") not in NOTHING:
            _keep(outline, entry, outline.places[row["aspect"]], row, seats)
    return sheets


def _keep(outline: Outline, entry: Sheets, place: Place, row: Row, seats: Mapping[tuple[str, str], int]) -> None:
    component = outline.modules[place.module]["component"]
    if row.get("component") not in ("", None, component):
        raise ValueError(f"another component: {dict(row)}")
    seat = seats[place.module, row["judge"]] if row.get("judge") else 1
    attempt = int(row.get("attempt") or 0)
    failed = row.get("status") == "DNF" and attempt > 0
    count = place.attempts["count"] if place.attempts and place.kind != "computed" else 0
    if not (1 <= attempt <= count if count else attempt == 0) or place.kind == "computed":
        raise ValueError(f"no such attempt: {dict(row)}")
    if (place.shared and not row.get("judge")) or (not place.shared and seat != 1):
        raise ValueError(f"nobody's mark: {dict(row)}")
    if row.get("status") not in ("", None, "DNF") or (row.get("status") == "DNF" and not failed):
        raise ValueError(f"no status of a mark: {dict(row)}")
    given = entry.marks.setdefault((place.key, attempt), {})
    if seat in given:
        raise ValueError(f"a mark twice: {dict(row)}")
    given[seat] = Gap.VOID if failed else mark(place, row["value"])


def mark(place: Place, text: str) -> Mark:
    """What a mark says: a number, yes or no as one or nothing, or that there is no figure."""
    if text == "none":
        return Gap.VOID
    return _YES_NO[text] if place.kind == "yesno" else number(text)
