"""A small ladder on the eve of its cut: two counties marked, ended and recounted, below a city that has not started."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import update

from competition.advancement import actions, queries
from competition.contestants import actions as contestants
from competition.contestants import queries as contestant_queries
from competition.contestants.actions import ContestantDetails
from competition.events import actions as event_actions
from competition.events import queries as events
from competition.events.actions import DivisionDetails
from competition.judging import actions as judging
from competition.judging import queries as judging_queries
from competition.judging.models import CurrentMark
from competition.ladders import actions as ladders
from competition.ladders import queries as ladder_queries
from competition.schemes import actions as schemes
from competition.standings import actions as standings
from competition.standings.exporting import gather
from competition.standings.reactions import rebuild
from competition.standings.recount import compared, state_hash
from competition.store import Refused, reading, transaction
from tests.ladders.ground import Climb, add, ladder
from tests.world import NAMES, World

PLAN: dict[str, Any] = {
    "format": "craftboard-plan", "version": 1, "title": {"zh": "理论", "en": "Theory"}, "scale": "100",
    "components": [{"key": "theory", "title": {"zh": "理论", "en": "Theory"}, "weight": "1", "max": "100"}],
    "modules": [
        {
            "key": "T", "title": {"zh": "理论", "en": "Theory"}, "component": "theory", "minutes": 60,
            "panel": {"method": "mean", "high": 0, "low": 0, "level": "aspect", "minimum": 1, "spread": None},
            "criteria": [
                {
                    "key": "T1", "title": {"zh": "卷", "en": "Paper"},
                    "aspects": [
                        {
                            "key": "T1.1", "kind": "points", "title": {"zh": "卷面分", "en": "Paper"}, "note": None,
                            "max": "100", "step": "0.5", "marked_by": "one", "required": True,
                        }
                    ],
                }
            ],
        }
    ],
    "rounding": {
        step: {"digits": 2, "mode": "half_up"} for step in ("judge", "aspect", "panel", "module", "component", "total")
    },
    "ties": [],
}  # fmt: skip
RULE: dict[str, Any] = {
    "format": "craftboard-advancement", "version": 1, "ties": "in", "top": 1, "wild_cards": 1, "direct": 1,
    "runners_up": {"count": 1, "by": "total"}, "substitutes": 2,
}  # fmt: skip
MARKS = {"东城": ("90", "80", "70"), "西城": ("85", "75", "65")}


def refusal(code: str) -> Any:
    return pytest.raises(Refused, match=f"^{code}$")


@dataclass
class Eve:
    """What there is: the ladder, the passage into the city's fitters, entries of each county in the order of their marks."""

    world: World
    climb: Climb
    passage_id: str
    entries: dict[str, list[str]] = field(default_factory=dict)

    @property
    def upper(self) -> str:
        return self.climb.trades["青溪市", "fitter"]

    @property
    def upper_event(self) -> str:
        return self.climb.events["青溪市"]

    def trade(self, county: str) -> str:
        return self.climb.trades[county, "fitter"]

    def stage_id(self, county: str) -> str:
        with reading() as s:
            return events.stage_of_trade(s, self.trade(county)).id

    def propose(self, actor: str = "one") -> str:
        return actions.propose(actor, self.passage_id)

    def confirm(self, actor: str = "two", cut_id: str | None = None) -> str:
        with reading() as s:
            one = queries.cut(s, self.passage_id, cut_id) if cut_id else queries.open_cut(s, self.passage_id)
            assert one is not None
        actions.confirm(actor, self.passage_id, one.id, one.proposal_hash)
        return one.id

    def confirmed(self) -> Eve:
        self.propose()
        self.confirm()
        return self

    def places(self) -> list[tuple[str, str, str]]:
        """Who has which place: name, why, state."""
        with reading() as s:
            found = queries.places(s, self.passage_id)
            who = queries.who_of(s, [one.key for one in found])
            return [(who[one.key].name, one.why, one.state) for one in found]

    def place(self, name: str) -> queries.Qualification:
        with reading() as s:
            found = queries.places(s, self.passage_id)
            who = queries.who_of(s, [one.key for one in found])
            return next(one for one in found if who[one.key].name == name)

    def accept(self, *names: str) -> tuple[str, int]:
        return actions.accept("two", self.passage_id, [self.place(name).id for name in names])

    def above(self) -> list[contestant_queries.EntryRow]:
        with reading() as s:
            return contestant_queries.entries_of_stage(s, events.stage_of_trade(s, self.upper).id)

    def remark(self, county: str, number: int, points: str) -> None:
        """The chief corrects a mark after the end, and the stage is recounted."""
        correct(self.world, self.stage_id(county), self.entries[county][number], points)
        recount(self.stage_id(county))

    def start_above(self) -> str:
        self.world.judges(self.upper_event, self.upper, 1)
        return judging.start_stage(self.upper_event, self.upper, "system", seed="青溪")


def eve(
    world: World,
    rule: dict[str, Any] = RULE,
    marks: dict[str, Sequence[str]] | None = None,
    waiting: Sequence[str] = (),
    quotas: dict[str, int] | None = None,
    divisions: Sequence[str] = (),
) -> Eve:
    """The eve of the cut: the counties of `marks` are over, those of `waiting` have not begun. With
    `divisions` every trade has these, and everybody below is in the last of them."""
    marks = marks or dict(MARKS)
    climb = ladder()
    add(climb, "青溪市", 1, None, ["fitter"])
    for county in (*marks, *waiting):
        add(climb, county, 0, "青溪市", ["fitter"])
    for trade_id in climb.trades.values():
        schemes.add_version("system", trade_id, PLAN)
        event_actions.set_divisions("system", trade_id, [DivisionDetails(name=name) for name in divisions])
    ladders.set_rule("system", climb.trades["青溪市", "fitter"], rule)
    with reading() as s:
        passage = ladder_queries.passage_of_trade(s, climb.trades["青溪市", "fitter"])
        assert passage is not None
    if quotas:
        ladders.set_quotas("system", passage.id, {climb.rungs[county]: places for county, places in quotas.items()})
    made = Eve(world, climb, passage.id)
    names = iter(NAMES)
    for county, points in marks.items():
        trade_id = made.trade(county)
        with reading() as s:
            division_id = next((division.id for division in events.divisions(s, trade_id)[::-1]), None)
        made.entries[county] = [
            enter(trade_id, next(names), f"{county}机械厂", division_id=division_id) for _ in points
        ]
        held(world, climb.events[county], trade_id, made.entries[county], points)
    return made


def enter(trade_id: str, name: str, employer: str, **more: Any) -> str:
    details = ContestantDetails(
        name=name, sex="", organisation_id=None, employer=employer, id_number="", phone="", **more
    )
    return contestants.enter("system", trade_id, details)


def held(
    world: World,
    event_id: str,
    trade_id: str,
    entries: Sequence[str],
    points: Sequence[str],
    people: Sequence[str] = (),
) -> str:
    """The stage of a trade from its start to its recount, marked by one new judge or by `people` who are seated already; an
    empty mark is none."""
    people = list(people) or world.judges(event_id, trade_id, 1)
    stage_id = judging.start_stage(event_id, trade_id, "system", seed="青溪")
    contest = world.contest(event_id, trade_id, stage_id, list(entries), people)
    for number, value in enumerate(points):
        if value:
            contest.mark(number, "T", 1, T1_1=value)
            contest.send(1, contest.op(number, "T", 1, "submit"))
            contest.send(1, contest.op(number, "T", 1, "sign"))
        else:
            contestants.set_status("system", entries[number], "DNS", "没有来")
    judging.lock_module(trade_id, stage_id, "T", "system")
    judging.end_stage(event_id, trade_id, "system")
    recount(stage_id)
    return stage_id


def recount(stage_id: str) -> None:
    """The stage tabulated by both engines, kept as the worker keeps it."""
    with reading() as s:
        state, gathered = state_hash(s, stage_id), gather(s, stage_id)
    standings.keep_recount("system", stage_id, state, compared(gathered))


def correct(world: World, stage_id: str, entry_id: str, points: str) -> None:
    """Another mark in force and the standings made anew from it, as after a protest that was upheld."""
    with transaction() as s:
        sheet = next(copy.sheet for copy in judging_queries.copies(s, {entry_id}).values())
        s.execute(update(CurrentMark).where(CurrentMark.sheet_id == sheet.id).values(value=points))
        rebuild(s, stage_id)
