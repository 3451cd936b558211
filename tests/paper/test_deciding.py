"""Paper against tablet: what is in force is never replaced but by the chief's word; and signing once the panel is whole."""

from __future__ import annotations

import pytest

from competition.judging import actions as judging
from competition.judging import queries as sheets
from competition.paper import actions, queries
from competition.store import reading
from tests.paper.ground import FIRST, Papers, all_at_once, papers, refusal
from tests.world import World


def held(world: World) -> tuple[Papers, str]:
    """A paper that says otherwise than a tablet in one aspect, and the record of it."""
    one = papers(world, judges=1)
    one.contest.mark(0, "A", 1, A1_1="12.03")
    record = one.type(one.sheet().id)
    assert one.check(record) == "CHECKED"
    return one, record


def against(one: Papers, record: str) -> dict[str, tuple[str | None, str]]:
    with reading() as s:
        copy = sheets.copy_of(s, one.record(record).sheet_id)
        assert copy is not None
        return queries.conflicts(copy, one.record(record).settled or {})


def test_a_mark_from_a_tablet_is_never_replaced_and_waits_for_the_chief(world: World) -> None:
    one, record = held(world)
    sheet = one.sheet()
    assert (one.in_force(sheet.id), against(one, record)) == ({"A1.1": "12.030"}, {"A1.1": ("12.030", "12.010")})
    assert [(m.aspect, m.applied) for m in one.marks(sheet.id)] == [("A1.1", True)]


def test_the_chief_takes_the_paper_with_a_reason(world: World) -> None:
    one, record = held(world)
    sheet = one.sheet()
    decide = actions.decide_paper
    with refusal("paper_own"):
        decide(one.second, *one.ids, record, {"A1.1": "paper"}, "平板误触")
    with refusal("paper_undecided"):
        decide(one.chief, *one.ids, record, {"A1.2": "paper"}, "平板误触")
    assert decide(one.chief, *one.ids, record, {"A1.1": "paper"}, "平板误触") == 2
    assert one.in_force(sheet.id) == {"A1.1": "12.010", "A1.2": "3"}
    marks = [(m.aspect, m.value, m.rev, m.reason, m.typed_by, m.checked_by) for m in one.marks(sheet.id)]
    assert sorted(marks) == [
        ("A1.1", "12.010", 2, "平板误触", one.clerk, one.second), ("A1.1", "12.030", 1, None, None, None),
        ("A1.2", "3", 1, None, one.clerk, one.second),
    ]  # fmt: skip
    assert (one.record(record).state, one.sheet().state) == ("IN", "SIGNED")
    assert one.moves(record) == [("TYPED", "CHECKED", one.second), ("CHECKED", "IN", one.chief)]
    with refusal("paper_moved"):
        decide(one.chief, *one.ids, record, {"A1.1": "paper"}, "平板误触")


def test_the_chief_keeps_the_tablet_and_the_rest_goes_in(world: World) -> None:
    one, record = held(world)
    assert actions.decide_paper(one.chief, *one.ids, record, {"A1.1": "tablet"}, "纸上涂改") == 1
    assert one.in_force(one.sheet().id) == {"A1.1": "12.030", "A1.2": "3"}
    assert one.record(record).settled == {"A1.1": "12.030", "A1.2": "3"}
    assert (one.sheet().state, len(one.marks(one.sheet().id))) == ("SIGNED", 2)


def test_what_agrees_with_the_tablet_is_no_conflict_and_no_second_mark(world: World) -> None:
    one = papers(world, judges=1)
    one.contest.mark(0, "A", 1, A1_1="12.01")
    one.both(one.sheet().id)
    assert sorted((m.aspect, m.rev, m.typed_by) for m in one.marks(one.sheet().id)) == [
        ("A1.1", 1, None), ("A1.2", 1, one.clerk),
    ]  # fmt: skip


def test_a_sheet_signed_meanwhile_is_corrected_by_the_chief_alone(world: World) -> None:
    one = papers(world, judges=1)
    record = one.type(one.sheet().id, {**FIRST, "A1.3": "1"})
    one.contest.finish(0, "90", "12.01", ["2"])
    assert one.check(record, {**FIRST, "A1.3": "1"}) == "CHECKED"
    assert against(one, record) == {"A1.2": ("2", "3"), "A1.3": (None, "1")}
    choices = {"A1.2": "paper", "A1.3": "tablet"}
    assert actions.decide_paper(one.chief, *one.ids, record, choices, "以纸质签名为准") == 1
    assert one.in_force(one.sheet().id) == {"A1.1": "12.010", "A1.2": "3"}
    last = [m for m in one.marks(one.sheet().id) if m.aspect == "A1.2"][-1]
    assert (last.value, last.given_by, last.reason) == ("3", one.chief, "以纸质签名为准")
    assert one.record(record).settled == {"A1.1": "12.010", "A1.2": "3"}


def test_a_locked_sheet_stays_as_it_is_until_the_chief_unlocks_it(world: World) -> None:
    one = papers(world, judges=1)
    record, same = one.type(one.sheet().id, {**FIRST, "A1.2": "1"}), one.type(one.sheet(1).id)
    for entry in (0, 1):
        one.contest.finish(entry, "90", "12.01", ["3"])
        judging.lock(one.contest.trade_id, one.sheet(entry).id, one.chief)
    assert one.check(record, {**FIRST, "A1.2": "1"}) == "CHECKED"
    with refusal("sheet_locked"):
        actions.decide_paper(one.chief, *one.ids, record, {"A1.2": "paper"}, "以纸质为准")
    assert one.check(same) == "IN"
    assert one.in_force(one.sheet().id) == one.in_force(one.sheet(1).id) == {"A1.1": "12.010", "A1.2": "3"}


def test_a_panel_on_paper_is_checked_and_signed_with_its_last_paper(world: World) -> None:
    one = papers(world)
    one.both(one.sheet(seat=1).id)
    assert one.sheet(seat=1).state == "MARKED"
    one.both(one.sheet(seat=2).id, {"A1.2": "2"})
    assert [one.sheet(seat=seat).state for seat in (1, 2)] == ["SIGNED", "SIGNED"]


def test_a_paper_waits_for_a_tablet_of_its_panel_and_is_signed_then(world: World) -> None:
    one = papers(world)
    one.both(one.sheet(seat=1).id)
    assert actions.sign_ready(one.clerk, *one.ids) == 0
    one.contest.mark(0, "A", 2, A1_2="2")
    one.contest.send(2, one.contest.op(0, "A", 2, "submit"))
    assert [one.sheet(seat=seat).state for seat in (1, 2)] == ["CHECKED", "CHECKED"]
    assert actions.sign_ready(one.clerk, *one.ids) == 1
    assert [one.sheet(seat=seat).state for seat in (1, 2)] == ["SIGNED", "CHECKED"]
    assert actions.sign_ready(one.clerk, *one.ids) == 0


def test_what_the_judge_changed_on_his_tablet_is_not_signed_by_the_paper(world: World) -> None:
    one = papers(world)
    sheet = one.sheet(seat=1)
    one.both(sheet.id)
    with reading() as s:
        copy = sheets.copy_of(s, sheet.id)
        assert copy is not None
        rev = copy.marks["A1.2"].rev
    one.contest.send(1, one.contest.op(0, "A", 1, aspect="A1.2", value="2", base=rev))
    one.contest.send(1, one.contest.op(0, "A", 1, "submit"))
    one.contest.mark(0, "A", 2, A1_2="2")
    one.contest.send(2, one.contest.op(0, "A", 2, "submit"))
    assert one.sheet(seat=1).state == "CHECKED"
    assert actions.sign_ready(one.clerk, *one.ids) == 0


@pytest.mark.parametrize("slot", ["A1.1", "A1.2"])
def test_a_tablet_that_comes_back_does_not_replace_the_paper(world: World, slot: str) -> None:
    one = papers(world)
    one.both(one.sheet(seat=1).id)
    value = {"A1.1": "12.04", "A1.2": "0"}[slot]
    (answer,) = one.contest.send(1, one.contest.op(0, "A", 1, aspect=slot, value=value))
    assert (answer.answer, one.in_force(one.sheet(seat=1).id)) == ("conflict", {"A1.1": "12.010", "A1.2": "3"})


def test_fifty_decisions_at_once_are_one(world: World) -> None:
    one, record = held(world)
    answers = all_at_once(
        50, lambda n: actions.decide_paper(one.chief, *one.ids, record, {"A1.1": "paper"}, f"第{n}次裁定")
    )
    assert answers == ["2"] + ["paper_moved"] * 49
    assert [m.rev for m in one.marks(one.sheet().id) if m.aspect == "A1.1"] == [1, 2]
