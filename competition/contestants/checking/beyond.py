"""What rooms above have to say of the rows of a form: each puts in a function, and it is asked once all rows are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from competition.contestants.checking.decisions import LEAVE, Decisions, choices_of
from competition.contestants.checking.problems import DOUBT, DOUBTFUL, GOOD, LEFT, WRONG, Checked, Problem, Row

CODE = "not_eligible"


@dataclass(frozen=True)
class Word:
    """What is to be said of a row: a doubt that a person decides, or `wrong`, so that it cannot be entered. `value` is
    read by the room that said it (`Beyond.words`)."""

    value: str
    wrong: bool


Asking: TypeAlias = Callable[[str, str, Sequence[Row]], Mapping[str, Word]]
"""Of an event, the form's batch and the rows that would be entered: what is to be said of them, by the row's key."""


@dataclass
class Beyond:
    """The room above that is asked, and how it says its words."""

    asking: Asking | None = None
    words: Callable[[str], str] = str


BEYOND = Beyond()


def use(asking: Asking, words: Callable[[str], str]) -> None:
    """Say who is asked."""
    BEYOND.asking, BEYOND.words = asking, words


def heard(event_id: str, batch_id: str, checked: Checked, decisions: Decisions) -> Checked:
    """The rows with what rooms above say of those that would be entered, each decided on as somebody did."""
    rows = [row for row in checked.rows if row.trade_id and not row.out and row.state in (GOOD, DOUBTFUL)]
    said = BEYOND.asking(event_id, batch_id, rows) if BEYOND.asking is not None and rows else {}
    for row in rows:
        if row.key in said:
            checked.problems.append(_decided(row, said[row.key], decisions))
    return checked


def _decided(row: Row, word: Word, decisions: Decisions) -> Problem:
    if word.wrong:
        row.state = WRONG
        return Problem(row.key, row.sheet, row.row, 0, "name", CODE, WRONG, row.name, word.value)
    choices = choices_of(CODE, word.value)
    choice = decisions.about(row.key, CODE, choices)
    if choice == LEAVE:
        row.state = LEFT
    elif not choice:
        row.state = DOUBTFUL
    return Problem(row.key, row.sheet, row.row, 0, "name", CODE, DOUBT, row.name, word.value, choices, choice)
