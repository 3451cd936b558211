"""A labour contest: three milestones, who reports, and who decides."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from competition.contestants import actions as contestants
from competition.contestants.actions import ContestantDetails
from competition.events import queries as events
from competition.judging import actions as judging
from competition.judging import queries as judging_queries
from competition.milestones import actions, queries
from competition.milestones.actions import Said
from competition.milestones.scores import Contest
from competition.organisations import actions as organisations
from competition.store import Refused, reading, utcnow
from tests.matches.ground import duel_plan
from tests.world import NAMES, World
from tests.world import Contest as Marking

TODAY = utcnow().astimezone(ZoneInfo("Asia/Shanghai")).date()


def day(offset: int) -> str:
    """So many days from today."""
    return (TODAY + dt.timedelta(days=offset)).isoformat()


def document(**change: Any) -> dict[str, Any]:
    """Due twenty days ago, ten days ago and in five days; full points until due, half for a week more."""
    nodes = [
        {"key": f"N{n}", "title": {"zh": title, "en": ""}, "due": day(due), "points": points, "evidence": evidence}
        for n, (title, due, points, evidence) in enumerate(
            [("基坑开挖", -20, "40", 1), ("主体封顶", -10, "30", 2), ("竣工验收", 5, "30", 0)], 1
        )
    ]
    usual = {
        "nodes": nodes, "bands": [{"until": 0, "percent": "100"}, {"until": 7, "percent": "50"}], "beyond": "0",
        "rounding": {"digits": 0, "mode": "half_up"},
    }  # fmt: skip
    return usual | change


def refusal(code: str) -> Any:
    return pytest.raises(Refused, match=f"^{code}$")


@dataclass
class Works:
    """A trade with two entries of a unit and one of another; `by` reports, `chief` decides."""

    world: World
    event_id: str
    trade_id: str
    stage_id: str
    entries: list[str]
    people: list[str]
    unit: str
    other: str
    by: str
    chief: str

    def set_up(self, **change: Any) -> str:
        return actions.set_up("system", self.event_id, self.trade_id, document(**change), "T1.1")

    def start(self) -> Marking:
        judging.start_stage(self.event_id, self.trade_id, "system", seed="青溪")
        return self.world.contest(self.event_id, self.trade_id, self.stage_id, self.entries, self.people)

    def report(self, entry: int, node: str, done: int, evidence: int = 2, by: str = "") -> str:
        said = Said(TODAY + dt.timedelta(days=done), evidence, "监理签字、照片齐全", "https://example.org/p/1")
        return actions.report(by or self.by, self.event_id, self.trade_id, self.entries[entry], node, said)

    def accept(self, report_id: str, by: str = "") -> None:
        actions.judge(by or self.chief, self.event_id, self.trade_id, report_id, True)

    def give_back(self, report_id: str, reason: str = "照片不清") -> None:
        actions.judge(self.chief, self.event_id, self.trade_id, report_id, False, reason)

    def settle(self) -> int:
        return actions.settle(self.chief, self.event_id, self.trade_id, self.contest().said_hash)

    def contest(self) -> Contest:
        with reading() as s:
            found = queries.contest(s, self.stage_id)
        assert found is not None
        return found

    def whys(self, entry: int, on: dt.date | None = TODAY) -> list[tuple[str, str]]:
        """How each milestone stands, with its points."""
        score = self.contest().scores(on)[self.entries[entry]]
        return [(one.why, f"{one.points:f}") for one in score.nodes]

    def marks(self) -> dict[int, str]:
        with reading() as s:
            found = judging_queries.marks_lying(s, self.stage_id)
        return {self.entries.index(row[0]): f"{Decimal(row[4] or 'NaN').normalize():f}" for row in found}


def works(world: World, anonymity: str = "open") -> Works:
    event_id = world.event()
    trade_id = world.trade(event_id, anonymity, duel_plan())
    city = organisations.add_organisation("system", name="青溪市总工会", level="city", badge="青")
    unit = organisations.add_organisation("system", name="青溪建设集团工会", level="enterprise", parent_id=city)
    other = organisations.add_organisation("system", name="江岸路桥工会", level="enterprise", parent_id=city)
    entries = [
        contestants.enter(
            "system", trade_id,
            ContestantDetails(name=name, sex="", organisation_id=of, employer="", id_number="", phone=""),
        )
        for name, of in zip(NAMES, (unit, unit, other), strict=False)
    ]  # fmt: skip
    people = world.judges(event_id, trade_id, 1)
    with reading() as s:
        stage_id = events.stage_of_trade(s, trade_id).id
    by = world.person("严明", f"by{unit}", ("unit_officer", f"/organisations/{unit}"))
    chief = world.person("范长青", f"chief{unit}", ("chief_judge", f"/events/{event_id}"))
    return Works(world, event_id, trade_id, stage_id, entries, people, unit, other, by, chief)


def running(world: World) -> Works:
    """The stage runs."""
    one = works(world)
    one.set_up()
    one.start()
    return one
