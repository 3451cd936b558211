"""What is wrong with a file, told by row and column, all of it at once up to a limit."""

from collections.abc import Iterable
from dataclasses import dataclass, field

MOST_PROBLEMS = 100


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: the file, its row as a spreadsheet counts (1 is the header, 0 the whole file), the column
    (or the JSON path in a plan), a code whose words are in `words`, and the figures these quote."""

    file: str
    row: int
    column: str
    code: str
    facts: tuple[tuple[str, str], ...] = ()


class Rejected(Exception):
    """Files that cannot be tabulated. `problems` are sorted by file and row; `more` were found beyond the limit."""

    def __init__(self, problems: Iterable[Problem], more: int = 0) -> None:
        self.problems = tuple(problems)
        self.more = more
        super().__init__(f"{len(self.problems) + more} problems")


@dataclass(slots=True)
class Problems:
    """The problems of one file while it is read."""

    file: str
    found: list[Problem] = field(default_factory=list)

    def add(self, row: int, column: str, code: str, **facts: str) -> None:
        """Note one; which ones are told is decided at the end, when all are sorted."""
        self.found.append(Problem(self.file, row, column, code, tuple(sorted(facts.items()))))

    def settle(self) -> None:
        """Raises Rejected when anything was noted."""
        if self.found:
            ordered = sorted(self.found, key=lambda one: one.row)
            raise Rejected(ordered[:MOST_PROBLEMS], len(ordered[MOST_PROBLEMS:]))
