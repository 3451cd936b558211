"""What a look at the rows of a form gives: the rows as they would be entered, and what is to be said of their cells."""

from dataclasses import dataclass, field

NOTE, DOUBT, WRONG, LEFT = "note", "doubt", "wrong", "left"
GOOD, DOUBTFUL = "good", "doubtful"


@dataclass(frozen=True)
class Problem:
    """Something about one cell: `severity` note (put right), doubt (a person decides) or wrong (not imported).

    `key` is the person's place in the form, `row` and `column` the cell's (column 0: the form has none). `shown` is what
    stands there with numbers masked, `value` what it would become, `choices` what may be decided (take the repair, keep
    what is written, leave the row out) and `choice` what was.
    """

    key: str
    sheet: str
    row: int
    column: int
    field: str
    code: str
    severity: str
    shown: str = ""
    value: str = ""
    choices: tuple[str, ...] = ()
    choice: str = ""


@dataclass
class Row:
    """What a row would become; `state` is good, doubtful (somebody has yet to decide), wrong or left (left out).

    `organisation_id` is set where the tree has the unit; `born_on` is an ISO date or ""; `role` is member or reserve. A
    row that is `out` stays out as proposed, whatever its state.
    """

    key: str
    sheet: str
    row: int
    name: str = ""
    sex: str = ""
    id_number: str = ""
    born_on: str = ""
    phone: str = ""
    employer: str = ""
    organisation: str = ""
    organisation_id: str = ""
    trade_id: str = ""
    contestant_id: str = ""
    division_id: str = ""
    skill_level: int = 0
    coach: str = ""
    team: str = ""
    role: str = "member"
    out: bool = False
    state: str = GOOD


@dataclass
class Checked:
    """All rows with all problems, both in the order of the file."""

    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
