"""Earlier editions and lower tiers: who won before, who qualified below, and rules that go on to the next edition."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

import pytest
from sqlalchemy import delete, update

from competition.accounts import actions as accounts
from competition.contestants import actions as contestants
from competition.eligibility import actions, queries
from competition.eligibility.models import PastHonour
from competition.events import actions as events
from competition.events import queries as event_queries
from competition.events.actions import EventDetails
from competition.judging import actions as judging
from competition.standings.honours import prizes
from competition.store import new_id, reading, transaction
from tests.eligibility.ground import Gate
from tests.registration.ground import number
from tests.world import HASH, PLAN, World

WINNER: dict[str, Any] = {
    "key": "past_winner", "kind": "past_winner", "prizes": ["first"], "editions": 1, "same_trade": True,
}  # fmt: skip


def plan() -> dict[str, Any]:
    """The small plan with a first prize for the best."""
    made = copy.deepcopy(PLAN)
    made["awards"] = {
        "prizes": [
            {
                "key": "first", "title": {"zh": "一等奖", "en": "First prize"}, "count": 1, "cut": "inclusive",
            }
        ]
    }  # fmt: skip
    return made


def keeper() -> str:
    """Somebody who sets events up."""
    with transaction() as s:
        return accounts.create_person(s, name="苏明", login=f"keeper{new_id()}", password_hash=HASH)


def next_edition(event_id: str, year: int = 2027) -> str:
    """The edition after this one, with its trades."""
    details = EventDetails(
        name="青溪市技能创新运动会", name_en="", edition=2, starts_on=date(year, 9, 28), ends_on=date(year, 9, 30),
        zone="Asia/Shanghai", place="",
    )  # fmt: skip
    return events.copy_event(keeper(), event_id, details, taken=("trades", "settings", "plans"))


def won(world: World) -> tuple[str, str]:
    """An edition in which 陈嘉树 won and 李慕白 did not; its event and his entry."""
    event_id = world.event()
    trade_id = world.trade(event_id, plan=plan())
    place = Gate(world, event_id, trade_id, "")
    entries = [
        place.enter(name, organisation_id=None, id_number=number(n)) for n, name in enumerate(("陈嘉树", "李慕白"), 1)
    ]
    people = world.judges(event_id, trade_id, 1)
    stage_id = judging.start_stage(event_id, trade_id, "system", seed="青溪")
    contest = world.contest(event_id, trade_id, stage_id, entries, people)
    contest.finish(0, "95", "12.01", ["3"])
    contest.finish(1, "60", "12.10", ["1"])
    for module in "TA":
        judging.lock_module(trade_id, stage_id, module, "system")
    judging.end_stage(event_id, trade_id, "system")
    return event_id, entries[0]


def settle(event_id: str, state: str = "CONFIRMED") -> None:
    """Let the results of an edition stand."""
    with transaction() as s:
        s.execute(update(event_queries.Event).where(event_queries.Event.id == event_id).values(state=state))


def second(world: World, event_id: str, *rules: dict[str, Any], mode: str = "warn") -> Gate:
    """The next edition with rules, in which both are entered."""
    after = next_edition(event_id)
    with reading() as s:
        (trade,) = event_queries.trades(s, after)
    place = Gate(world, after, trade.id, "")
    place.rules(*rules, mode=mode)
    for n, name in enumerate(("陈嘉树", "李慕白", "王梓涵"), 1):
        place.enter(name, organisation_id=None, id_number=number(n))
    return place


def test_winner_of_the_edition_before_fails_once_its_results_stand(world: World) -> None:
    event_id, _entry = won(world)
    place = second(world, event_id, WINNER)
    assert [verdict for _name, verdict, _said in place.says()] == ["unknown"] * 3

    settle(event_id)
    actions.check_event(place.event_id)
    assert [(name, verdict, said[0][2]) for name, verdict, said in place.says()] == [
        ("陈嘉树", "failed", "first prize of edition 1, Bench fitting"), ("李慕白", "met", "no such prize"),
        ("王梓涵", "met", "no such prize"),
    ]  # fmt: skip
    with reading() as s:
        assert [(key, prize) for key, _person, prize in prizes(s, event_id)] == [("fitter", "first")]

    settle(event_id, "REVIEW")
    actions.check_event(place.event_id)
    assert place.says()[0][1] == "unknown"


def test_prizes_are_looked_up_once_and_again_after_the_edition_moved(world: World) -> None:
    event_id, _entry = won(world)
    settle(event_id)
    place = second(world, event_id, WINNER)
    assert actions.look_up_past(place.event_id) == 0
    with transaction() as s:
        s.execute(delete(PastHonour))
    actions.check_event(place.event_id)
    assert place.says()[0][1] == "met"

    events.move_event("system", event_id, "NOTICE", checks=())
    assert actions.look_up_past(place.event_id) == 1
    actions.check_event(place.event_id)
    assert place.says()[0][1] == "failed"


def test_what_somebody_noted_counts_where_the_house_does_not_know_the_edition(world: World) -> None:
    event_id, _entry = won(world)
    place = second(world, event_id, WINNER | {"editions": 1})
    with reading() as s:
        rows = queries.search(s, place.event_id, queries.Wanted())
    for row, honours in zip(rows, ([{"edition": 1, "prize": "first"}], []), strict=False):
        actions.note("system", row.entry_id, row.results[0]["person"], {"honours": honours}, "获奖证书")
    assert [verdict for _name, verdict, _said in place.says()] == ["failed", "met", "unknown"]


def test_who_came_up_from_below_is_qualified_and_never_refused(world: World) -> None:
    event_id, entry_id = won(world)
    old = {"key": "age", "kind": "age", "most": 20}
    after = next_edition(event_id)
    with reading() as s:
        (trade,) = event_queries.trades(s, after)
    place = Gate(world, after, trade.id, "")
    place.rules(old, {"key": "qualified", "kind": "qualified"}, mode="refuse")
    contestants.enter_onward("system", trade.id, entry_id)

    assert place.says()[0] == ("陈嘉树", "failed", [
        ("age", "failed", "37 on 2027-09-28, at most 20"),
        ("qualified", "failed", "did not qualify below, and may not enter directly"),
    ])  # fmt: skip


@pytest.mark.parametrize(
    ("on", "year", "moved"), [("2026-05-01", 2027, "2027-05-01"), ("2024-02-29", 2027, "2025-02-28")]
)
def test_next_edition_has_the_rules_with_their_days_moved(world: World, on: str, year: int, moved: str) -> None:
    event_id = world.event()
    world.trade(event_id)
    age = {"key": "age", "kind": "age", "most": 35, "on": on, "trades": ["fitter"]}
    actions.set_rules("system", event_id, {"rules": [age, WINNER]}, "refuse")
    after = next_edition(event_id, year)
    copied = events.copy_event(keeper(), event_id, _details(), taken=("venues",))
    with reading() as s:
        one = queries.rule_set(s, after)
        assert one is not None
        assert (one.mode, one.rev, one.document) == ("refuse", 1, {"rules": [age | {"on": moved}, WINNER]})
        bare = queries.rule_set(s, copied)
    assert bare is None


def _details() -> EventDetails:
    return EventDetails(
        name="别的赛事", name_en="", edition=1, starts_on=date(2027, 9, 28), ends_on=date(2027, 9, 30),
        zone="Asia/Shanghai", place="",
    )  # fmt: skip
