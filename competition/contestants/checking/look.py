"""One row being looked at: what is said of its cells is noted, and what was decided about it is heard."""

from __future__ import annotations

from competition.contestants.checking.decisions import KEEP, LEAVE, TAKE, Decisions, choices_of
from competition.contestants.checking.known import Known
from competition.contestants.checking.problems import DOUBT, DOUBTFUL, GOOD, LEFT, NOTE, WRONG, Problem, Row
from competition.contestants.reading import RawRow, cell_text

__all__ = ["KEEP", "LEAVE", "TAKE", "Look"]

LONGEST_SHOWN = 60
BLANKS = frozenset(("-", "--", "—", "——", "－", "/", "／", "\\"))


class Look:
    """A row, what the house knows, and what was decided."""

    def __init__(self, raw: RawRow, known: Known, decisions: Decisions) -> None:
        self.raw = raw
        self.known = known
        self.decisions = decisions
        self.row = Row(raw.key, raw.sheet, raw.row)
        self.problems: list[Problem] = []

    def said(self, field: str) -> str:
        """The text of a field; a formula, or a stroke for "nothing", counts as nothing said."""
        text = "" if field in self.raw.formulas else cell_text(self.raw.cells.get(field))
        return "" if text in BLANKS else text

    def note(self, field: str, code: str, shown: str = "", value: str = "") -> None:
        """Say something that needs no decision."""
        self._add(field, code, NOTE, shown, value)

    def wrong(self, field: str, code: str, shown: str = "", value: str = "") -> None:
        """Say why the row cannot be entered."""
        self._add(field, code, WRONG, shown, value)
        if self.row.state != LEFT:
            self.row.state = WRONG

    def doubt(self, field: str, code: str, shown: str = "", value: str = "") -> str:
        """Say what somebody has to decide; returns what holds: the decision, else the first of the choices."""
        choices = choices_of(code, value)
        choice = self.decisions.about(self.row.key, code, choices)
        self._add(field, code, DOUBT, shown, value, choices, choice)
        if choice == LEAVE:
            self.row.state = LEFT
        elif not choice and self.row.state == GOOD:
            self.row.state = DOUBTFUL
        return choice or choices[0]

    def leave_out(self) -> None:
        """Somebody decided that this row is not imported."""
        self.row.state = LEFT

    def _add(
        self,
        field: str,
        code: str,
        severity: str,
        shown: str,
        value: str,
        choices: tuple[str, ...] = (),
        choice: str = "",
    ) -> None:
        row, column = self.raw.places.get(field, (self.raw.row, 0))
        self.problems.append(
            Problem(
                self.row.key, self.raw.sheet, row, column, field, code, severity, shown[:LONGEST_SHOWN],
                value[:LONGEST_SHOWN], choices, choice,
            )
        )  # fmt: skip
