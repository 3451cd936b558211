"""Looking at one row of a members' list: what it says, what is doubtful about it, and what is proposed. Pure.

Runs half a million times an import: a row that is as it should be takes the short way through every look.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from competition.members import numbers
from competition.members.privacy import shown
from competition.members.reading import cell_date, cell_text
from competition.web import id_numbers
from competition.web.bigsheets import Cell, Formula

LONGEST_NAME, LONGEST_UNIT = 30, 120
YOUNGEST = 14
SEXES = {"男": "m", "女": "f", "m": "m", "f": "f", "male": "m", "female": "f", "男性": "m", "女性": "f"}
YES = frozenset({"是", "已授权", "同意", "已同意", "有", "y", "yes", "true", "1", "√", "✓"})
NO = frozenset({"否", "未授权", "不同意", "未同意", "无", "n", "no", "false", "0", "×", "-", "—"})
HAN_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
LETTER = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
BETWEEN = re.compile(r"[、,，;；/|\s]+")
RUNS = re.compile(r"^\s*[=+\-@＝＋－＠]")
NOTE, DOUBT, WRONG, UNIT = "note", "doubt", "wrong", "unit"
WORST = (WRONG, DOUBT, UNIT, NOTE)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about one cell: `severity` note (put right), doubt (imported when a person says so), unit (a unit nobody
    knows) or wrong (never imported). `shown` is what stands there, numbers masked; `value` what it would become."""

    row: int
    field: str
    code: str
    severity: str
    shown: str = ""
    value: str = ""


@dataclass(frozen=True)
class Known:
    """What the house knows: units and categories by every spelling, `closed` unit ids, the day, and the consent's version."""

    units: Mapping[str, str]
    closed: frozenset[str]
    categories: Mapping[str, int]
    today: dt.date
    consent_version: int | None


@dataclass(slots=True)
class Read:
    """What a row says; an empty text, 0 or None says nothing, so what stands stays. `born` follows from the number; the
    keys are the blind indexes of the numbers, put there once by whoever compares."""

    row: int
    name: str = ""
    sex: str = ""
    born: dt.date | None = None
    id_number: str = ""
    phone: str = ""
    card_number: str = ""
    unit_id: str = ""
    unit: str = ""
    categories: int = 0
    since: dt.date | None = None
    consent_on: dt.date | None = None
    id_key: bytes = b""
    phone_key: bytes = b""
    card_key: bytes = b""
    problems: list[Problem] = field(default_factory=list)

    def note(self, field: str, code: str, severity: str, shown: str = "", value: str = "") -> None:
        """Put a problem on the row."""
        self.problems.append(Problem(self.row, field, code, severity, shown[:60], value))

    def has(self, severity: str) -> bool:
        """Whether any problem is of this severity."""
        return bool(self.problems) and any(problem.severity == severity for problem in self.problems)


class Look:
    """Looks at rows of one list, whose fields stand at `places`."""

    def __init__(self, places: Mapping[str, int], known: Known) -> None:
        self._places = places
        self._known = known
        self._plain = tuple(places.items())
        self._consent = known.today if known.consent_version is not None else None

    def read(self, number: int, cells: list[Cell]) -> Read:
        """What the row says, with its problems."""
        row = Read(number)
        said: dict[str, Cell] = {}
        width = len(cells)
        for name, place in self._plain:
            if place < width and (cell := cells[place]) != "":
                if isinstance(cell, Formula) or (
                    isinstance(cell, str) and cell[0] in "=+-@＝＋－＠ " and RUNS.match(cell)
                ):
                    self._formula(row, name, cell)
                else:
                    said[name] = cell
        self._name(row, said.get("name", ""))
        self._id_number(row, said.get("id_number", ""))
        self._sex(row, said.get("sex", ""))
        self._phone(row, said.get("phone", ""))
        self._card(row, said.get("card_number", ""))
        self._unit(row, said.get("organisation", ""))
        self._categories(row, said.get("categories", ""))
        self._since(row, said.get("since", ""))
        self._consents(row, said.get("consent", ""))
        return row

    def _formula(self, row: Read, field: str, cell: Cell) -> None:
        harmless = field in ("phone", "consent") and not isinstance(cell, Formula)
        if not harmless:
            row.note(field, "formula", WRONG)

    def _name(self, row: Read, cell: Cell) -> None:
        if isinstance(cell, str) and HAN_NAME.fullmatch(cell):
            row.name = cell
            return
        said = cell_text(cell)
        name = clean_name(said)
        if not said:
            row.note("name", "name_missing", WRONG)
        elif not is_name(name):
            row.note("name", "name_bad", WRONG, numbers.without_numbers(said))
        else:
            if name != said:
                row.note("name", "name_spaces", NOTE, said, name)
            row.name = name

    def _id_number(self, row: Read, cell: Cell) -> None:
        said = cell_text(cell)
        if not said:
            row.note("id_number", "id_missing", WRONG)
        elif isinstance(cell, float) or numbers.FIGURE.fullmatch(said):
            row.note("id_number", "id_as_number", WRONG, shown("id_number", said))
        else:
            try:
                found = id_numbers.read(said, self._known.today)
            except id_numbers.BadIdNumber as bad:
                row.note("id_number", f"id_{bad.code}", WRONG, shown("id_number", id_numbers.plain(said)))
                return
            row.id_number, row.born, row.sex = found.number, found.born, found.sex
            if found.born.year > self._known.today.year - YOUNGEST - 1 and (
                id_numbers.age_on(found.born, self._known.today) < YOUNGEST
            ):
                row.note("id_number", "too_young", DOUBT, shown("id_number", found.number))

    def _sex(self, row: Read, cell: Cell) -> None:
        if cell == "":
            return
        said = cell_text(cell)
        sex = SEXES.get(said) or SEXES.get(said.casefold(), "")
        if not sex:
            row.note("sex", "sex_unknown", NOTE, said, row.sex)
        elif row.sex and sex != row.sex:
            row.note("sex", "sex_disagrees", DOUBT, said, row.sex)

    def _phone(self, row: Read, cell: Cell) -> None:
        if cell == "":
            return
        said = cell_text(cell)
        number = numbers.phone(said)
        if number is None:
            row.note("phone", "phone_bad", DOUBT, shown("phone", said))
        row.phone = number or ""

    def _card(self, row: Read, cell: Cell) -> None:
        if cell == "":
            return
        said = cell_text(cell)
        number = numbers.card(said)
        if isinstance(cell, float) and abs(cell) >= 1e15:
            row.note("card_number", "card_as_number", DOUBT, shown("card_number", said))
        elif number is None:
            row.note("card_number", "card_bad", DOUBT, shown("card_number", said))
        else:
            row.card_number = number

    def _unit(self, row: Read, cell: Cell) -> None:
        if cell == "":
            return
        known = self._known.units.get(cell) if isinstance(cell, str) else None
        if known is None:
            row.unit = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", cell_text(cell))).strip()
            known = self._known.units.get(row.unit)
            if len(row.unit) > LONGEST_UNIT:
                row.note("organisation", "unit_long", WRONG, row.unit)
            elif known is None:
                row.note("organisation", "unit_unknown", UNIT, row.unit)
        else:
            row.unit = str(cell)
        if known in self._known.closed:
            row.note("organisation", "unit_closed", WRONG, row.unit)
        row.unit_id = known or ""

    def _categories(self, row: Read, cell: Cell) -> None:
        if cell == "":
            return
        bits = self._known.categories.get(cell) if isinstance(cell, str) else None
        if bits is not None:
            row.categories = bits
            return
        for said in BETWEEN.split(cell_text(cell)):
            bits = self._known.categories.get(said.casefold())
            if said and bits is None:
                row.note("categories", "category_unknown", DOUBT, said)
            row.categories |= bits or 0

    def _since(self, row: Read, cell: Cell) -> None:
        if cell == "":
            return
        day = cell_date(cell)
        if day is None or day > self._known.today:
            row.note("since", "date_bad" if day is None else "date_later", DOUBT, cell_text(cell))
        elif row.born and day < row.born:
            row.note("since", "date_before_birth", DOUBT, cell_text(cell))
        else:
            row.since = day

    def _consents(self, row: Read, cell: Cell) -> None:
        said = cell_text(cell).casefold()
        if not said or said in NO:
            return
        day = self._known.today if said in YES else cell_date(cell)
        if day is None or day > self._known.today:
            row.note("consent", "date_bad" if day is None else "date_later", DOUBT, cell_text(cell))
        elif self._known.consent_version is None:
            row.note("consent", "consent_no_text", NOTE, cell_text(cell))
        else:
            row.consent_on = day


def clean_name(said: str) -> str:
    """A name as it is kept: one kind of middle dot, no blanks between Chinese characters, single ones elsewhere."""
    text = unicodedata.normalize("NFKC", said).translate({ord(c): "·" for c in "•・‧∙"})
    return re.sub(r"\s+", "" if LETTER.search(text) else " ", text).strip()


def is_name(name: str) -> bool:
    """Whether it has 2 to 30 letters of any script, with middle dots, hyphens and the like between them."""
    letters = all(c in "· -'." or unicodedata.category(c)[0] in "LM" for c in name)
    return 2 <= len(name) <= LONGEST_NAME and letters and unicodedata.category(name[0])[0] == "L"
