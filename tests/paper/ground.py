"""A trade under way with clerks who type papers, a chief who decides, and short ways through a paper's life."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from competition.accounts.roles import scope_path
from competition.judging import queries as judging
from competition.judging.models import Mark, Sheet
from competition.paper import actions, queries
from competition.paper.models import PaperRecord
from competition.store import Refused, reading
from tests.world import Contest, World

FIRST = {"A1.1": "12.01", "A1.2": "3"}


def refusal(code: str) -> Any:
    return pytest.raises(Refused, match=f"^{code}$")


@dataclass
class Papers:
    """A running contest, two clerks and the chief by id."""

    world: World
    contest: Contest
    clerk: str
    second: str
    chief: str
    texts: dict[str, str] = field(default_factory=lambda: dict(FIRST))

    @property
    def ids(self) -> tuple[str, str]:
        return self.contest.event_id, self.contest.trade_id

    def sheet(self, entry: int = 0, module: str = "A", seat: int = 1) -> Sheet:
        return self.contest.sheet(entry, module, seat)

    def type(self, sheet_id: str, texts: dict[str, str] | None = None, *, signed: bool = True, by: str = "") -> str:
        said = self.texts if texts is None else texts
        return actions.type_paper(by or self.clerk, *self.ids, sheet_id, said, signed=signed)

    def check(self, record: str, texts: dict[str, str] | None = None, *, signed: bool = True, by: str = "") -> str:
        said = self.texts if texts is None else texts
        return actions.check_paper(by or self.second, *self.ids, record, said, signed=signed)

    def both(self, sheet_id: str, texts: dict[str, str] | None = None, *, signed: bool = True) -> str:
        """Typed by both alike; the record's id."""
        record = self.type(sheet_id, texts, signed=signed)
        self.check(record, texts, signed=signed)
        return record

    def record(self, record_id: str) -> PaperRecord:
        with reading() as s:
            return queries.record(s, record_id, self.contest.trade_id)

    def in_force(self, sheet_id: str) -> dict[str, str]:
        with reading() as s:
            copy = judging.copy_of(s, sheet_id)
        assert copy is not None
        return copy.values

    def marks(self, sheet_id: str) -> list[Mark]:
        with reading() as s:
            return judging.history(s, sheet_id)[0]

    def moves(self, record_id: str) -> list[tuple[str, str, str]]:
        """(before, after, by) of a record, oldest first."""
        with reading() as s:
            return [(one.before, one.after, one.by) for one in queries.moves(s, [record_id])[record_id]]

    def number(self, sheet_id: str) -> str:
        with reading() as s:
            return queries.numbers(s, self.contest.stage_id, [sheet_id])[sheet_id]


def papers(world: World, *, entries: int = 3, judges: int = 2, anonymity: str = "station") -> Papers:
    contest = world.started(anonymity, entries=entries, judges=judges)
    scope = scope_path(contest.event_id)
    clerk, second, chief = [
        world.person(name, f"{login}{contest.event_id}", (role, scope))
        for name, login, role in (
            ("孟星野", "c1", "score_clerk"), ("周沐宸", "c2", "score_clerk"), ("范长青", "ch", "chief_judge"),
        )
    ]  # fmt: skip
    return Papers(world, contest, clerk, second, chief)


def papers_in_each_state(contest: Contest, second: str) -> dict[str, str]:
    """Sheets with a paper that a second person types, one in which `second` typed otherwise, one for the chief to decide."""
    at, found = (contest.event_id, contest.trade_id), {}
    for entry, name in enumerate(("paper_typed", "paper_differs", "paper_held"), 2):
        found[name] = contest.sheet(entry, "A", 1).id
        record = actions.type_paper("system", *at, found[name], FIRST, signed=True)
        if name == "paper_differs":
            actions.check_paper(second, *at, record, {**FIRST, "A1.2": "1"}, signed=True)
        elif name == "paper_held":
            contest.mark(entry, "A", 1, A1_1="12.04")
            actions.check_paper(contest.people[0], *at, record, FIRST, signed=True)
    return found


def all_at_once(count: int, doing: Callable[[int], object]) -> list[str]:
    """What so many threads are answered that do it at once: what it gives or the code of the refusal, sorted."""
    answers: list[str] = []
    ready = threading.Barrier(count)

    def press(n: int) -> None:
        ready.wait()
        try:
            answers.append(str(doing(n)))
        except Refused as refused:
            answers.append(refused.code)

    presses = [threading.Thread(target=press, args=(n,)) for n in range(count)]
    for one in presses:
        one.start()
    for one in presses:
        one.join()
    return sorted(answers)
