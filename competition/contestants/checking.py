"""Looking at every row of an entry form: what it would become, what is doubtful, and what is proposed. Pure."""

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from competition.contestants import id_numbers
from competition.contestants.reading import RawRow, cell_text
from competition.contestants.trade_names import TradeName, match_trade
from competition.web.mask import masked_id_number, masked_phone
from competition.web.sheets import looks_like_formula

YOUNGEST = 16
LONGEST_NAME, LONGEST_UNIT = 30, 120
SEXES = {"男": "m", "女": "f", "m": "m", "f": "f", "male": "m", "female": "f", "男性": "m", "女性": "f"}
LETTER = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
FIGURE = re.compile(r"^[0-9](\.[0-9]+)?e\+?[0-9]+$", re.IGNORECASE)
PHONE = re.compile(r"^(1[3-9][0-9]{9}|0[0-9]{2,3}-?[0-9]{7,8}|\+?[0-9]{8,15})$")

NOTE, DOUBT, WRONG = "note", "doubt", "wrong"


@dataclass(frozen=True)
class Problem:
    """Something about one cell: `severity` note (put right), doubt (a person decides) or wrong (not imported).

    `shown` is what stands there with numbers masked, `value` what it would become.
    """

    sheet: str
    row: int
    field: str
    code: str
    severity: str
    shown: str = ""
    value: str = ""


@dataclass(frozen=True)
class Known:
    """What the house knows already. Texts are ID numbers as `id_numbers.plain` gives them."""

    trades: Sequence[TradeName]
    chosen: TradeName | None
    delegation: Mapping[str, str]
    people: Mapping[str, tuple[str, str]]
    entered: Mapping[str, frozenset[str]]
    names: frozenset[tuple[str, str, str]]
    today: dt.date
    starts_on: dt.date


@dataclass
class Row:
    """What a row would become; `state` is good, doubtful or wrong by its worst problem."""

    sheet: str
    row: int
    name: str = ""
    sex: str = ""
    id_number: str = ""
    phone: str = ""
    employer: str = ""
    organisation: str = ""
    trade_id: str = ""
    contestant_id: str = ""
    state: str = "good"


@dataclass
class Checked:
    """All rows with all problems, both in the order of the file."""

    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def check_rows(raw_rows: Sequence[RawRow], known: Known) -> Checked:
    """Look at each row by itself and then against those above it and what the house knows."""
    checked = Checked()
    units = _units(raw_rows)
    seen: dict[tuple[str, str], Row] = {}
    first: dict[str, Row] = {}
    for raw in raw_rows:
        look = _Look(raw, known, units)
        row = look.row
        person = row.id_number or f"{row.name}\n{row.organisation}"
        if row.name and row.trade_id:
            look.against_file(seen.get((person, row.trade_id)), first.get(person))
            look.against_house()
            seen.setdefault((person, row.trade_id), row)
            first.setdefault(person, row)
        checked.rows.append(row)
        checked.problems += look.problems
    return checked


class _Look:
    """One row being looked at."""

    def __init__(self, raw: RawRow, known: Known, units: Mapping[str, str]) -> None:
        self.raw = raw
        self.known = known
        self.row = Row(raw.sheet, raw.row)
        self.problems: list[Problem] = []
        self._formulas()
        self._name()
        self._id_number()
        self._sex()
        self._phone()
        self._unit(units)
        self._trade()

    def said(self, field: str) -> str:
        """The text of a field; a formula counts as nothing said."""
        return "" if field in self.raw.formulas else cell_text(self.raw.cells.get(field))

    def note(self, field: str, code: str, severity: str, shown: str = "", value: str = "") -> None:
        """Put a problem on the list; the row's state follows the worst."""
        self.problems.append(Problem(self.raw.sheet, self.raw.row, field, code, severity, shown[:60], value))
        if severity == WRONG or (severity == DOUBT and self.row.state == "good"):
            self.row.state = "wrong" if severity == WRONG else "doubtful"

    def _formulas(self) -> None:
        for name in self.raw.cells:
            text = self.said(name)
            if name in self.raw.formulas or (name != "phone" and looks_like_formula(text)):
                self.note(name, "formula", WRONG, text)

    def _name(self) -> None:
        said = self.said("name")
        name = clean_name(said)
        if not said:
            if "name" not in self.raw.formulas:
                self.note("name", "name_missing", WRONG)
        elif not is_name(name):
            self.note("name", "name_bad", WRONG, said)
        else:
            if name != said:
                self.note("name", "name_spaces", NOTE, said, name)
            self.row.name = name

    def _id_number(self) -> None:
        if "id_number" not in self.raw.cells:
            return
        cell, said = self.raw.cells["id_number"], self.said("id_number")
        if not said:
            self.note("id_number", "id_missing", DOUBT)
        elif isinstance(cell, float) or FIGURE.match(said):
            self.note("id_number", "id_as_number", DOUBT, masked_id_number(said))
        else:
            try:
                number = id_numbers.read(said, self.known.today)
            except id_numbers.BadIdNumber as bad:
                self.note("id_number", f"id_{bad.code}", DOUBT, masked_id_number(id_numbers.plain(said)))
            else:
                self.row.id_number, self.row.sex = number.number, number.sex
                if id_numbers.age_on(number.born, self.known.starts_on) < YOUNGEST:
                    self.note("id_number", "too_young", DOUBT, masked_id_number(number.number))

    def _sex(self) -> None:
        said = self.said("sex")
        sex = SEXES.get(said.casefold(), "")
        if said and not sex:
            self.note("sex", "sex_unknown", NOTE if self.row.sex else DOUBT, said, self.row.sex)
        elif sex and self.row.sex and sex != self.row.sex:
            self.note("sex", "sex_disagrees", DOUBT, said, self.row.sex)
        self.row.sex = self.row.sex or sex

    def _phone(self) -> None:
        said = re.sub(r"[\s()（）]", "", unicodedata.normalize("NFKC", self.said("phone")))
        phone = said.removeprefix("+86").removeprefix("86") if len(said) in (13, 14) else said
        if phone and not PHONE.match(phone):
            self.note("phone", "phone_bad", DOUBT, masked_phone(phone))
        else:
            self.row.phone = phone

    def _unit(self, units: Mapping[str, str]) -> None:
        employer = _unit_of(self.said("employer"))
        organisation = _unit_of(self.said("organisation")) or self.known.delegation.get(self.raw.sheet, "")
        organisation = organisation or units.get(employer, employer)
        if max(len(employer), len(organisation)) > LONGEST_UNIT:
            self.note("employer", "unit_long", WRONG, employer)
        elif not organisation:
            self.note("employer", "unit_missing", DOUBT)
        self.row.employer, self.row.organisation = employer, organisation

    def _trade(self) -> None:
        said = self.said("trade")
        match = match_trade(said, self.known.trades)
        trade = match.trades[0] if len(match.trades) == 1 else None
        if self.known.chosen is not None:
            if said and trade != self.known.chosen:
                self.note("trade", "trade_differs", DOUBT, said, self.known.chosen.name)
            trade = self.known.chosen
        elif not said:
            self.note("trade", "trade_missing", WRONG)
        elif trade is None:
            code = "trade_ambiguous" if match.trades else "trade_unknown"
            self.note("trade", code, WRONG, said, "、".join(one.name for one in match.trades))
        elif match.how == "close":
            self.note("trade", "trade_close", DOUBT, said, trade.name)
        if trade is not None and not trade.open:
            self.note("trade", "stage_started", WRONG, said, trade.name)
        self.row.trade_id = trade.id if trade else ""

    def against_file(self, same: Row | None, elsewhere: Row | None) -> None:
        """Rows above: the same person in the same trade, or in another."""
        if same is not None:
            self.note("name", "twice_in_file", WRONG, self.row.name, str(same.row))
        elif elsewhere is not None:
            self.note("name", "two_trades", DOUBT, self.row.name, str(elsewhere.row))

    def against_house(self) -> None:
        """People and entries of this event that are known already."""
        row = self.row
        contestant_id, name = self.known.people.get(row.id_number, ("", ""))
        if contestant_id and name != row.name:
            self.note("id_number", "number_of_another", WRONG, masked_id_number(row.id_number))
            return
        row.contestant_id = contestant_id
        trades = self.known.entered.get(contestant_id, frozenset()) if contestant_id else frozenset()
        if row.trade_id in trades:
            self.note("name", "already_entered", WRONG, row.name)
        elif trades:
            self.note("name", "in_other_trade", DOUBT, row.name)
        elif not row.id_number and (row.name, row.organisation, row.trade_id) in self.known.names:
            self.note("name", "namesake", DOUBT, row.name)


def clean_name(said: str) -> str:
    """A name as it is kept: one kind of middle dot, no blanks between Chinese characters, single ones elsewhere."""
    text = unicodedata.normalize("NFKC", said).translate({ord(c): "·" for c in "•・‧∙"})
    return re.sub(r"\s+", "" if LETTER.search(text) else " ", text).strip()


def is_name(name: str) -> bool:
    """Whether it has 2 to 30 letters of any script, with middle dots, hyphens and the like between them."""
    letters = all(c in "· -'." or unicodedata.category(c)[0] in "LM" for c in name)
    return 2 <= len(name) <= LONGEST_NAME and letters and unicodedata.category(name[0])[0] == "L"


def _unit_of(said: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", said)).strip()


def _units(raw_rows: Sequence[RawRow]) -> dict[str, str]:
    """Each work unit and the shortest unit of the file that its name begins with (a workshop belongs to its union)."""
    names = {_unit_of(cell_text(raw.cells.get("employer"))) for raw in raw_rows} - {""}
    return {
        name: min((one for one in names if len(one) > 3 and name.startswith(one)), key=len, default=name)
        for name in names
    }
