"""What the chief judge can do with signed sheets, and what stays on record."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable

import pytest

from competition.contestants import actions as contestants
from competition.judging import actions, queries
from competition.standings import queries as standings
from competition.store import Refused, new_id, reading
from competition.store.ledger import faults, lines
from tests.world import Contest, World


def signed(world: World, judges: int = 2) -> Contest:
    """A running trade in which the first entry is signed by everybody: 97.00 points."""
    contest = world.started(judges=judges)
    contest.finish(0, "90", "12.01", ["3"] * judges)
    return contest


def total(contest: Contest, entry: int = 0) -> str | None:
    """The total that standings have for the n-th entry."""
    with reading() as s:
        by_entry = {one.id: place.standing.total for place, one, _ in standings.jury_order(s, contest.stage_id)}
    found = by_entry[contest.entries[entry]]
    return None if found is None else str(found)


def refusal(act: Callable[[], object]) -> tuple[str, int]:
    """Code and status of the refusal that the action raises."""
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.code, caught.value.status


def written(contest: Contest, kind: str) -> list[dict[str, object]]:
    """What the trade's ledger says of this kind."""
    with reading() as s:
        assert list(faults(s)) == []
        return [json.loads(line.body) for line in lines(s, f"trade:{contest.trade_id}") if line.kind == kind]


def test_correction_is_a_further_mark_with_reason_and_standings_follow(world: World) -> None:
    contest = signed(world)
    sheet = contest.sheet(0, "A", 1)
    chief = world.person("范长青", "chief", ("chief_judge", f"/events/{contest.event_id}/trades/{contest.trade_id}"))
    before = total(contest)

    actions.correct(contest.trade_id, sheet.id, "A1.1", " 12．04 ", "卡尺读错", chief)

    with reading() as s:
        marks, _ = queries.history(s, sheet.id)
        mark = queries.copies(s, {sheet.entry_id})[sheet.id].marks["A1.1"]
    first, second = [one for one in marks if one.aspect == "A1.1"]
    assert (first.value, first.rev, first.replaces, first.reason, first.given_by) == (
        "12.010", 1, None, None, contest.people[0],
    )  # fmt: skip
    assert (second.value, second.rev, second.replaces, second.reason, second.given_by) == (
        "12.040", 2, first.id, "卡尺读错", chief,
    )  # fmt: skip
    assert (mark.mark_id, mark.value, mark.rev) == (second.id, "12.040", 2)
    assert (before, total(contest)) == ("97.00", "83.00")
    assert contest.sheet(0, "A", 1).state == "SIGNED"
    assert written(contest, "mark.corrected") == [
        {
            "sheet": sheet.id, "code": sheet.code, "module": "A", "seat": 1, "aspect": "A1.1", "value": "12.040",
            "rev": 2, "replaces": first.id, "reason": "卡尺读错",
        }
    ]  # fmt: skip


def test_correction_of_an_aspect_never_marked_adds_it(world: World) -> None:
    contest = signed(world)
    sheet = contest.sheet(0, "A", 1)

    actions.correct(contest.trade_id, sheet.id, "A1.3", "2", "未戴护目镜两次", "system")
    after_first = total(contest)
    actions.correct(contest.trade_id, sheet.id, "A1.3", None, "系另一位选手", "system")

    with reading() as s:
        marks, _ = queries.history(s, sheet.id)
    changes = [(one.value, one.rev, one.reason) for one in marks if one.aspect == "A1.3"]
    assert (after_first, total(contest)) == ("94.20", "97.00")
    assert changes == [("2", 1, "未戴护目镜两次"), (None, 2, "系另一位选手")]


@pytest.mark.parametrize("state", ["OPEN", "MARKED", "CHECKED"])
def test_correction_of_a_sheet_that_is_not_signed_is_refused(world: World, state: str) -> None:
    contest = world.started()
    contest.mark(0, "A", 1, A1_1="12", A1_2="2")
    if state != "OPEN":
        contest.send(1, contest.op(0, "A", 1, "submit"))
    if state == "CHECKED":
        contest.mark(0, "A", 2, A1_2="2")
        contest.send(2, contest.op(0, "A", 2, "submit"))
    sheet = contest.sheet(0, "A", 1)

    refused = refusal(lambda: actions.correct(contest.trade_id, sheet.id, "A1.2", "1", "看错", "system"))

    assert (sheet.state, refused, total(contest)) == (state, ("sheet_not_signed", 409), "56.00")


def test_correction_that_cannot_be_is_refused_and_leaves_nothing(world: World) -> None:
    contest = signed(world)
    sheet, other = contest.sheet(0, "A", 1), contest.sheet(0, "A", 2)
    trade, own = contest.trade_id, sheet.id
    elsewhere = world.trade(world.event())
    with reading() as s:
        before = queries.history(s, own)[0]

    refused = [
        refusal(lambda: actions.correct(trade, own, "A1.2", "9", "看错", "system")),
        refusal(lambda: actions.correct(trade, own, "A1.1", "十二", "看错", "system")),
        refusal(lambda: actions.correct(trade, own, "A1.1", "12.0101", "看错", "system")),
        refusal(lambda: actions.correct(trade, own, "A1.1", None, "看错", "system")),
        refusal(lambda: actions.correct(trade, own, "A1.1", "12.01", "看错", "system")),
        refusal(lambda: actions.correct(trade, own, "Z9", "1", "看错", "system")),
        refusal(lambda: actions.correct(trade, other.id, "A1.1", "12", "看错", "system")),
        refusal(lambda: actions.correct(elsewhere, own, "A1.1", "12", "看错", "system")),
        refusal(lambda: actions.correct(trade, new_id(), "A1.1", "12", "看错", "system")),
    ]

    assert refused == [
        ("out_of_range", 422), ("not_a_number", 422), ("too_many_decimals", 422), ("mark_required", 422),
        ("same_mark", 409), ("unknown_aspect", 422), ("unknown_aspect", 422), ("not_there", 404), ("not_there", 404),
    ]  # fmt: skip
    with reading() as s:
        assert [one.id for one in queries.history(s, own)[0]] == [one.id for one in before]
    assert (total(contest), written(contest, "mark.corrected")) == ("97.00", [])


def test_locked_sheet_refuses_correction_until_it_is_unlocked_with_a_reason(world: World) -> None:
    contest = signed(world)
    sheet = contest.sheet(0, "A", 1)

    actions.lock(contest.trade_id, sheet.id, "system")
    while_locked = [
        refusal(lambda: actions.correct(contest.trade_id, sheet.id, "A1.1", "12.04", "看错", "system")),
        refusal(lambda: actions.lock(contest.trade_id, sheet.id, "system")),
    ]
    late = contest.mark(0, "A", 1, A1_2="0")[0]
    actions.unlock(contest.trade_id, sheet.id, "system", "卡尺未校准")
    actions.correct(contest.trade_id, sheet.id, "A1.1", "12.04", "重新测量", "system")

    assert while_locked == [("sheet_locked", 409), ("sheet_locked", 409)]
    assert (late.answer, late.code) == ("refused", "sheet_signed")
    with reading() as s:
        _, moves = queries.history(s, sheet.id)
    assert [(move.before, move.after, move.reason) for move in moves][-2:] == [
        ("SIGNED", "LOCKED", None),
        ("LOCKED", "SIGNED", "卡尺未校准"),
    ]
    assert (contest.sheet(0, "A", 1).state, total(contest)) == ("SIGNED", "83.00")


@pytest.mark.parametrize("state", ["OPEN", "SIGNED"])
def test_unlock_of_a_sheet_that_is_not_locked_is_refused(world: World, state: str) -> None:
    contest = signed(world)
    sheet = contest.sheet(0 if state == "SIGNED" else 1, "A", 1)

    assert sheet.state == state
    assert refusal(lambda: actions.unlock(contest.trade_id, sheet.id, "system", "看错"))[0] == "sheet_move"


def test_lock_of_a_module_locks_the_signed_sheets_of_that_module_alone(world: World) -> None:
    contest = signed(world)

    count = actions.lock_module(contest.trade_id, contest.stage_id, "A", "system")

    with reading() as s:
        states = sorted((sheet.module_key, sheet.state) for sheet in queries.stage_sheets(s, contest.stage_id))
    assert count == 2
    assert states == [("A", "LOCKED")] * 2 + [("A", "OPEN")] * 4 + [("T", "OPEN")] * 2 + [("T", "SIGNED")]
    again = refusal(lambda: actions.lock_module(contest.trade_id, contest.stage_id, "A", "system"))
    assert again == ("nothing_to_lock", 409)


def finished(world: World) -> Contest:
    """A running trade of two entries, both signed by everybody."""
    contest = world.started(entries=2)
    contest.finish(0, "90", "12.01", ["3", "3"])
    contest.finish(1, "80", "12.01", ["2", "3"])
    return contest


def test_stage_ends_only_when_every_sheet_is_locked(world: World) -> None:
    contest = finished(world)
    event, trade = contest.event_id, contest.trade_id

    actions.lock_module(trade, contest.stage_id, "A", "system")
    with pytest.raises(Refused) as early:
        actions.end_stage(event, trade, "system")
    state = contest.stage().state
    actions.lock_module(trade, contest.stage_id, "T", "system")
    actions.end_stage(event, trade, "system")
    sheet = contest.sheet(0, "A", 1).id

    assert (early.value.code, early.value.facts, state) == ("sheets_unlocked", {"count": 2}, "RUNNING")
    assert contest.stage().state == "ENDED"
    assert [
        refusal(lambda: actions.end_stage(event, trade, "system"))[0],
        refusal(lambda: actions.correct(trade, sheet, "A1.1", "12.04", "看错", "system"))[0],
        refusal(lambda: actions.unlock(trade, sheet, "system", "看错"))[0],
    ] == ["stage_not_running"] * 3
    assert contest.mark(0, "A", 1, A1_2="0")[0].code == "stage_not_running"


def test_stage_ends_without_the_sheets_of_who_did_not_start(world: World) -> None:
    contest = world.started(entries=2)
    contest.finish(0, "90", "12.01", ["3", "3"])
    contestants.set_status("system", contest.entries[1], "DNS", "未到场")
    actions.lock_module(contest.trade_id, contest.stage_id, "A", "system")
    actions.lock_module(contest.trade_id, contest.stage_id, "T", "system")

    actions.end_stage(contest.event_id, contest.trade_id, "system")

    assert contest.stage().state == "ENDED"
    assert total(contest, 1) is None


def test_stage_that_never_started_does_not_end(world: World) -> None:
    event = world.event()
    trade = world.trade(event)

    assert refusal(lambda: actions.end_stage(event, trade, "system")) == ("stage_not_running", 409)


def test_call_waits_until_it_is_answered_once(world: World) -> None:
    contest = world.started()
    op = contest.op(0, "A", 1, "call", note="卡尺坏了")
    contest.send(1, op)
    with reading() as s:
        waiting = [(call.id, call.note, call.sheet_id) for call in queries.open_calls(s, [contest.trade_id])]

    elsewhere = refusal(lambda: actions.answer_call(world.trade(world.event()), op.op_id, "system"))
    actions.answer_call(contest.trade_id, op.op_id, "system")
    again = refusal(lambda: actions.answer_call(contest.trade_id, op.op_id, "system"))

    assert waiting == [(op.op_id, "卡尺坏了", contest.sheet(0, "A", 1).id)]
    assert (elsewhere, again) == (("not_there", 404), ("not_there", 404))
    with reading() as s:
        assert queries.open_calls(s, [contest.trade_id]) == []
    assert written(contest, "chief.called") == [
        {"call_id": op.op_id, "code": contest.sheet(0, "A", 1).code, "note": "卡尺坏了"}
    ]
    assert written(contest, "chief.came") == [{"call_id": op.op_id}]


def test_call_about_another_judges_sheet_names_no_station(world: World) -> None:
    contest = world.started()

    contest.send(1, contest.op(0, "A", 2, "call", note="看一下"))

    assert [body["code"] for body in written(contest, "chief.called")] == [None]


def test_corrections_at_the_same_time_follow_one_another(world: World) -> None:
    contest = signed(world)
    sheet = contest.sheet(0, "A", 1)
    values = ["11.96", "11.97", "12.04", "12.03"]
    start = threading.Barrier(len(values))

    def correct(value: str) -> None:
        start.wait()
        actions.correct(contest.trade_id, sheet.id, "A1.1", value, "复核", "system")

    threads = [threading.Thread(target=correct, args=(value,)) for value in values]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with reading() as s:
        marks = sorted((one for one in queries.history(s, sheet.id)[0] if one.aspect == "A1.1"), key=lambda x: x.rev)
        now = queries.copies(s, {sheet.entry_id})[sheet.id].marks["A1.1"]
    assert [mark.rev for mark in marks] == [1, 2, 3, 4, 5]
    assert [mark.replaces for mark in marks[1:]] == [mark.id for mark in marks[:-1]]
    assert sorted(mark.value or "" for mark in marks[1:]) == sorted(f"{value}0" for value in values)
    assert now.mark_id == marks[-1].id
