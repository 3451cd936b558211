"""Looking at the rows of a form one after another: each by itself, against those above it, and against the house."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from competition.contestants.checking.decisions import Decisions
from competition.contestants.checking.identity import look_at_identity
from competition.contestants.checking.known import Known
from competition.contestants.checking.look import KEEP, TAKE, Look
from competition.contestants.checking.place import look_at_place
from competition.contestants.checking.problems import DOUBTFUL, GOOD, LEFT, WRONG, Checked, Problem, Row
from competition.contestants.checking.texts import clean_unit
from competition.contestants.reading import Form, RawRow, cell_text
from competition.web.mask import masked_id_number

NOBODY = Decisions()


def check_rows(forms: Sequence[Form], known: Known, decisions: Decisions = NOBODY) -> Checked:
    """Look at every row of every form."""
    check = Check(forms, known, decisions)
    for _ in check.steps():
        continue
    return check.checked


class Check:
    """A look at many rows, row by row, so that whoever waits can be told how far it is."""

    def __init__(self, forms: Sequence[Form], known: Known, decisions: Decisions) -> None:
        self.forms, self.known, self.decisions = forms, known, decisions
        self.checked = Checked()
        self._above = _units([raw for form in forms for raw in form.rows])
        self._seen: dict[tuple[str, str], Row] = {}
        self._first: dict[str, Row] = {}
        self._numbers: dict[str, Row] = {}

    def steps(self) -> Iterator[int]:
        """Look at one row after another; yields how many were."""
        for form in self.forms:
            for raw in form.rows:
                self._one(form, raw)
                yield len(self.checked.rows)
        self._team_sizes()

    def _team_sizes(self) -> None:
        """A team that has not as many members as its trade wants cannot be entered."""
        sizes = {one.id: one.team_size for one in self.known.trades if one.team_size > 1}
        teams: dict[tuple[str, str], list[Row]] = {}
        for row in self.checked.rows:
            if row.trade_id in sizes and row.state in (GOOD, DOUBTFUL) and not row.out:
                teams.setdefault((row.trade_id, row.team), []).append(row)
        for (trade_id, team), rows in teams.items():
            size = sizes[trade_id]
            if sum(row.role == "member" for row in rows) == size:
                continue
            for row in rows:
                row.state = WRONG
                place = (row.key, row.sheet, row.row, 0, "team", "team_size", WRONG)
                self.checked.problems.append(Problem(*place, shown=team, value=str(size)))

    def _one(self, form: Form, raw: RawRow) -> None:
        look = Look(raw, self.known, self.decisions)
        look_at_identity(look)
        if "name" not in raw.formulas:
            look_at_place(look, form, self._above)
        row = look.row
        if row.name and row.trade_id and row.state != LEFT:
            self._against_file(look)
            _against_house(look)
        if row.state != LEFT and row.name:
            person = _person(row)
            self._seen.setdefault((person, row.trade_id), row)
            self._first.setdefault(person, row)
            if row.id_number:
                self._numbers.setdefault(row.id_number, row)
        self.checked.rows.append(row)
        self.checked.problems += look.problems

    def _against_file(self, look: Look) -> None:
        """Rows above: the same number under another name, the same person in the same trade, or in another."""
        row = look.row
        holder = self._numbers.get(row.id_number) if row.id_number else None
        if holder is not None and holder.name != row.name:
            choice = look.doubt("id_number", "number_twice", masked_id_number(row.id_number), str(holder.row))
            if choice == KEEP:
                row.id_number = ""
        person = _person(row)
        same = self._seen.get((person, row.trade_id))
        if same is not None:
            code = "twice_with_number" if row.id_number else "twice_in_file"
            row.out = look.doubt("name", code, row.name, str(same.row)) == TAKE
        elif person in self._first:
            look.note("name", "two_trades", row.name, str(self._first[person].row))


def _against_house(look: Look) -> None:
    """People and entries of this event that are known already, and the union's roll."""
    row, known = look.row, look.known
    _on_the_roll(look)
    contestant_id, name = known.people.get(row.id_number, ("", "")) if row.id_number else ("", "")
    if contestant_id and name != row.name:
        choice = look.doubt("id_number", "number_of_another", masked_id_number(row.id_number), name)
        if choice == TAKE:
            row.name = name
        elif choice == KEEP:
            row.id_number, contestant_id = "", ""
    row.contestant_id = contestant_id
    trades = known.entered.get(contestant_id, frozenset()) if contestant_id else frozenset()
    if row.trade_id in trades:
        look.wrong("name", "already_entered", row.name)
    elif trades:
        look.note("name", "in_other_trade", row.name)
    elif not row.id_number and (row.name, row.organisation, row.trade_id) in known.names:
        look.doubt("name", "namesake", row.name)


def _on_the_roll(look: Look) -> None:
    row, members = look.row, look.known.members
    if members is None:
        return
    if row.id_number not in members:
        look.wrong("id_number" if row.id_number else "name", "not_on_roll", row.name)
    elif members[row.id_number][0] != row.name:
        name = members[row.id_number][0]
        if look.doubt("name", "member_name", row.name, name) == TAKE:
            row.name = name


def _person(row: Row) -> str:
    return row.id_number or f"{row.name}\n{row.organisation}"


def _units(raws: Sequence[RawRow]) -> dict[str, str]:
    """Each work unit and the shortest unit of the file that its name begins with (a workshop belongs to its union)."""
    names = {clean_unit(cell_text(raw.cells.get("employer"))) for raw in raws} - {""}
    by_head: dict[str, list[str]] = {}
    for name in sorted(names, key=len):
        if len(name) > 3:
            by_head.setdefault(name[:4], []).append(name)
    return {name: next((one for one in by_head.get(name[:4], ()) if name.startswith(one)), name) for name in names}
