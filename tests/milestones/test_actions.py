"""Reports on milestones, what is said to them, and what the plan gets of it."""

from __future__ import annotations

from typing import Any

import pytest

from competition.contestants import actions as contestants
from competition.engine.refusal import PlanRefused
from competition.events import actions as events
from competition.judging import actions as judging
from competition.milestones import actions, queries
from competition.milestones.actions import Said
from competition.store import reading
from competition.store.ledger import lines
from tests.matches.ground import all_at_once, duel_plan
from tests.milestones.ground import TODAY, document, refusal, running, works
from tests.world import World


def test_what_was_done_in_time_with_evidence_counts_once_it_is_accepted(world: World) -> None:
    one = running(world)
    first = one.report(0, "N1", -21)
    assert one.whys(0) == [("not_accepted", "0"), ("missed", "0"), ("open", "0")]
    one.accept(first)
    one.accept(one.report(0, "N2", -6))
    one.accept(one.report(0, "N3", 0))
    one.accept(one.report(1, "N1", -5))
    one.accept(one.report(1, "N2", -11, evidence=1))
    assert one.whys(0) == [("counted", "40"), ("counted", "15"), ("counted", "30")]
    assert one.whys(1) == [("too_late", "0"), ("evidence_missing", "0"), ("open", "0")]
    assert one.whys(1, None)[2] == ("missed", "0")
    assert one.settle() == 3
    assert one.marks() == {0: "85", 1: "0", 2: "0"}
    assert one.contest().settled


def test_a_returned_report_is_made_again_and_an_accepted_one_is_not(world: World) -> None:
    one = running(world)
    first = one.report(0, "N1", -25, evidence=1)
    with refusal("reason_missing"):
        one.give_back(first, "")
    one.give_back(first)
    with refusal("report_decided"):
        one.give_back(first)
    with refusal("report_decided"):
        one.accept(first)
    second = one.report(0, "N1", -24)
    with refusal("report_superseded"):
        one.accept(first)
    one.accept(second)
    with refusal("report_decided"):
        one.accept(second)
    with refusal("milestone_counts_already"):
        one.report(0, "N1", -23)
    said = one.contest().said[one.entries[0], "N1"]
    assert [(each.report.number, each.state, each.verdict.reason) for each in said if each.verdict] == [
        (1, "returned", "照片不清"), (2, "accepted", ""),
    ]  # fmt: skip
    one.give_back(second, "签字有误")
    assert one.whys(0)[0] == ("not_accepted", "0")
    one.report(0, "N1", -23)


def test_nobody_decides_on_his_own_report(world: World) -> None:
    one = running(world)
    own = one.report(0, "N1", -21, by=one.chief)
    with refusal("report_own"):
        one.accept(own)
    one.accept(own, by="system")
    assert one.whys(0)[0] == ("counted", "40")


@pytest.mark.parametrize(
    ("entry", "node", "done", "evidence", "code"),
    [(0, "N1", 1, 1, "milestone_day_ahead"), (0, "N9", -1, 1, "not_there"), (0, "N1", -1, 101, "milestone_evidence"),
     (0, "N1", -1, -1, "milestone_evidence"), (2, "N1", -1, 1, "milestone_entry_out")],
)  # fmt: skip
def test_a_report_that_cannot_be_is_refused(
    world: World, entry: int, node: str, done: int, evidence: int, code: str
) -> None:
    one = running(world)
    contestants.set_status("system", one.entries[2], "DNF", "退出")
    with refusal(code):
        one.report(entry, node, done, evidence)
    assert one.contest().said == {}


def test_reports_are_made_while_the_stage_runs_and_of_its_own_entries(world: World) -> None:
    one = works(world)
    with refusal("not_in_milestones"):
        one.report(0, "N1", -1)
    one.set_up()
    with refusal("stage_not_running"):
        one.report(0, "N1", -1)
    one.start()
    elsewhere = running_entry(world)
    with refusal("not_there"):
        actions.report("system", one.event_id, one.trade_id, elsewhere, "N1", Said(TODAY, 1, "完成"))


def running_entry(world: World) -> str:
    """An entry of another event."""
    return world.started(entries=1).entries[0]


def test_scores_are_settled_when_nothing_waits_and_again_after_a_change(world: World) -> None:
    one = running(world)
    report = one.report(0, "N1", -21)
    with refusal("milestones_waiting"):
        one.settle()
    one.accept(report)
    before = one.contest().said_hash
    assert one.settle() == 3
    with refusal("milestones_settled"):
        one.settle()
    one.accept(one.report(2, "N2", -10))
    with refusal("changed_meanwhile"):
        actions.settle(one.chief, one.event_id, one.trade_id, before)
    assert one.settle() == 1
    assert one.marks() == {0: "40", 1: "0", 2: "30"}
    with reading() as s:
        kinds = [line.kind for line in lines(s, f"trade:{one.trade_id}")]
    assert kinds.count("figure.given") == 4
    assert kinds.count("milestones_settled") == 2


def test_a_stage_does_not_end_before_its_scores_are_settled(world: World) -> None:
    one = running(world)
    for entry in one.entries:
        contestants.set_status("system", entry, "DNS", "停工")
    with refusal("milestones_unsettled"):
        judging.end_stage(one.event_id, one.trade_id, "system")


def test_the_judge_signs_what_came_from_the_milestones(world: World) -> None:
    one = works(world)
    one.set_up()
    marking = one.start()
    one.accept(one.report(1, "N1", -21))
    one.settle()
    assert marking.mark(1, "T", 1, T1_1="99")[0].code == "figure_fixed"
    for entry in range(3):
        for kind in ("submit", "sign"):
            assert marking.send(1, marking.op(entry, "T", 1, kind))[0].answer == "kept"
    judging.lock_module(one.trade_id, one.stage_id, "T", "system")
    judging.end_stage(one.event_id, one.trade_id, "system")
    assert marking.stage().state == "ENDED"


@pytest.mark.parametrize(
    "change",
    [{"rounding": {"digits": 1, "mode": "half_up"}}, {"bands": [{"until": 0, "percent": "110"}]}],
)
def test_the_aspect_must_be_able_to_take_every_score(world: World, change: dict[str, Any]) -> None:
    one = works(world)
    with refusal("figure_misfit"):
        one.set_up(**change)
    one.set_up(most="100", **change | {"rounding": {"digits": 0, "mode": "half_up"}})


def test_milestones_that_contradict_themselves_are_refused(world: World) -> None:
    one = works(world)
    with pytest.raises(PlanRefused) as refused:
        one.set_up(bands=[{"until": 0, "percent": "50"}, {"until": 7, "percent": "60"}])
    assert (refused.value.code, refused.value.path) == ("percent_rises", "bands[1].percent")


def test_milestones_are_set_before_the_start_of_an_open_stage_and_go_with_the_trade(world: World) -> None:
    blind = works(world, "station")
    with refusal("milestones_blind"):
        blind.set_up()
    bare = world.trade(blind.event_id, plan=duel_plan(), template="welder")
    actions.set_up("system", blind.event_id, bare, document(), "T1.1")
    with refusal("milestones_blind"):
        events.set_stage("system", bare, anonymity="station", minutes=None)
    actions.drop("system", blind.event_id, bare)
    with refusal("not_in_milestones"):
        actions.drop("system", blind.event_id, bare)
    actions.set_up("system", blind.event_id, bare, document(), "T1.1")
    with refusal("changed_meanwhile"):
        actions.set_up("system", blind.event_id, bare, document(), "T1.1", rev=7)
    events.remove_trade("system", bare)
    with reading() as s:
        assert queries.contests_of_event(s, blind.event_id) == {}


def test_after_the_start_milestones_stay_as_they_are(world: World) -> None:
    one = running(world)
    with refusal("stage_not_draft"):
        one.set_up()
    with refusal("stage_not_draft"):
        actions.drop("system", one.event_id, one.trade_id)


def test_of_fifty_reports_verdicts_and_settlings_at_once_one_outcome_stands(world: World) -> None:
    one = running(world)
    assert all_at_once(20, lambda _n: one.report(0, "N1", -21)) == ["done"] * 20
    numbers = [each.report.number for each in one.contest().said[one.entries[0], "N1"]]
    assert numbers == list(range(1, 21))
    last = one.contest().said[one.entries[0], "N1"][-1].report.id
    assert all_at_once(50, lambda _n: one.accept(last)) == ["done"] + ["report_decided"] * 49
    seen = one.contest().said_hash
    answers = all_at_once(50, lambda _n: actions.settle(one.chief, one.event_id, one.trade_id, seen))
    assert answers == ["done"] + ["milestones_settled"] * 49
    assert one.marks() == {0: "40", 1: "0", 2: "0"}
