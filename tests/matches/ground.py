"""A trade that is played in matches, before its stage starts and while it runs."""

from __future__ import annotations

import threading
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from competition.contestants import queries as contestants
from competition.events import queries as events
from competition.judging import actions as judging
from competition.judging import queries as judging_queries
from competition.matches import actions, queries
from competition.matches.actions import Setting
from competition.matches.play import Play
from competition.store import Refused, reading
from tests.world import PLAN, Contest, World

BRACKET = {"best_of": [1], "third_place": False}
TABLE = {
    "best_of": 1, "legs": 1, "draws": True, "win": "3", "draw": "1", "loss": "0", "absent": "0", "awarded": 0,
    "chain": ["head_to_head", "difference"], "withdrawn": "void",
}  # fmt: skip
POINTS = {"kind": "points", "points": ["100", "85", "75"], "beyond": "60"}


def duel_plan() -> dict[str, Any]:
    """The small plan with its theory alone: one aspect of 100 points that the first judge gives."""
    plan = deepcopy(PLAN)
    plan["modules"] = [plan["modules"][0]]
    plan["components"] = [plan["components"][0] | {"weight": "1"}]
    plan["ties"] = []
    return plan


def refusal(code: str) -> Any:
    return pytest.raises(Refused, match=f"^{code}$")


@dataclass
class Hall:
    """An event with a trade whose stage has not started; `entries` in order of their numbers."""

    world: World
    event_id: str
    trade_id: str
    stage_id: str
    entries: list[str]
    people: list[str]

    def set_up(self, kind: str = "bracket", seeding: str = "number", figure: Any = None, **options: Any) -> str:
        usual = BRACKET if kind == "bracket" else TABLE
        said = Setting(kind, usual | options, seeding, "T1.1", figure or POINTS)
        return actions.set_up("system", self.event_id, self.trade_id, said)

    def draw(self) -> None:
        actions.draw("system", self.event_id, self.trade_id)

    def start(self) -> Contest:
        judging.start_stage(self.event_id, self.trade_id, "system", seed="青溪")
        return self.world.contest(self.event_id, self.trade_id, self.stage_id, self.entries, self.people)

    def enter(self, key: str, *games: tuple[int, int], absent: str = "") -> str:
        return actions.enter("system", self.event_id, self.trade_id, key, games, absent)

    def correct(
        self, key: str, *games: tuple[int, int], absent: str = "", seen: int = 1, reason: str = "记反了"
    ) -> str:
        return actions.correct("system", self.event_id, self.trade_id, key, games, absent, reason, seen)

    def accept(self) -> int:
        return actions.accept("system", self.event_id, self.trade_id, self.play().played_hash)

    def play(self) -> Play:
        with reading() as s:
            found = queries.play(s, self.stage_id)
        assert found is not None
        return found

    def number(self, entry_id: str | None) -> int | str | None:
        """Which entry (from 1) it is."""
        return self.entries.index(entry_id) + 1 if entry_id else entry_id

    def pairs(self) -> dict[str, tuple[Any, Any, str]]:
        """Match -> who meets whom, by number, and its state."""
        return {one.key: (self.number(one.first), self.number(one.second), one.state) for one in self.play().pairings}

    def marks(self) -> dict[int, str]:
        """Entry -> the mark in force of the aspect."""
        with reading() as s:
            found = judging_queries.marks_lying(s, self.stage_id)
        return {self.entries.index(row[0]) + 1: f"{Decimal(row[4] or 'NaN').normalize():f}" for row in found}


def hall(world: World, entries: int = 4, anonymity: str = "open") -> Hall:
    event_id = world.event()
    trade_id = world.trade(event_id, anonymity, duel_plan())
    ids = world.contestants(trade_id, entries)
    people = world.judges(event_id, trade_id, 1)
    with reading() as s:
        stage_id = events.stage_of_trade(s, trade_id).id
        ids = [one.id for one in contestants.entries_of_stage(s, stage_id)]
    return Hall(world, event_id, trade_id, stage_id, ids, people)


def played(world: World, kind: str = "bracket", entries: int = 4, **options: Any) -> Hall:
    """The stage runs and it is drawn who meets whom."""
    one = hall(world, entries)
    one.set_up(kind, **options)
    one.draw()
    one.start()
    return one


def all_at_once(count: int, doing: Callable[[int], object]) -> list[str]:
    """What so many threads are answered that do it at once: "done" or the code of the refusal, sorted."""
    answers: list[str] = []
    ready = threading.Barrier(count)

    def press(n: int) -> None:
        ready.wait()
        try:
            doing(n)
            answers.append("done")
        except Refused as refused:
            answers.append(refused.code)

    presses = [threading.Thread(target=press, args=(n,)) for n in range(count)]
    for one in presses:
        one.start()
    for one in presses:
        one.join()
    return sorted(answers)
