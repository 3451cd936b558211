"""Typing a paper and typing it again: what goes in, what is compared, settled, withdrawn and refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import text

from competition.contestants import actions as contestants
from competition.judging import queries as judging
from competition.paper import actions, queries
from competition.paper.models import PaperRecord, PaperTyping
from competition.standings import queries as standings
from competition.store import reading, transaction
from competition.store.ledger import faults, lines
from tests.paper.ground import FIRST, Papers, all_at_once, papers, refusal
from tests.world import World


def written(one: Papers, *kinds: str) -> list[dict[str, Any]]:
    """What the trade's chain says of these kinds, which is whole."""
    with reading() as s:
        assert list(faults(s)) == []
        return [
            {"kind": line.kind, "actor": line.actor, **json.loads(line.body)}
            for line in lines(s, f"trade:{one.contest.trade_id}")
            if line.kind in kinds
        ]


def test_two_who_type_the_same_put_the_marks_in_once_under_all_three_names(world: World) -> None:
    one = papers(world, judges=1)
    sheet = one.sheet()
    record = one.type(sheet.id)
    assert (one.in_force(sheet.id), one.record(record).state) == ({}, "TYPED")

    assert one.check(record, {"A1.1": "１２．０１", "A1.2": " 3 ", "A1.3": ""}) == "IN"

    assert one.in_force(sheet.id) == {"A1.1": "12.010", "A1.2": "3"}
    assert one.sheet().state == "SIGNED"
    judge = one.contest.people[0]
    assert [
        (m.aspect, m.value, m.rev, m.applied, m.given_by, m.device_id, m.typed_by, m.checked_by, m.reason)
        for m in sorted(one.marks(sheet.id), key=lambda m: m.aspect)
    ] == [
        ("A1.1", "12.010", 1, True, judge, record, one.clerk, one.second, None),
        ("A1.2", "3", 1, True, judge, record, one.clerk, one.second, None),
    ]
    with reading() as s:
        moves = [(m.before, m.after, m.by, m.reason) for m in judging.history(s, sheet.id)[1]]
        (place,) = [
            p.standing for p, e, _ in standings.jury_order(s, one.contest.stage_id) if e.id == one.contest.entries[0]
        ]
    number = one.number(sheet.id)
    assert moves == [
        ("OPEN", "MARKED", one.second, number), ("MARKED", "CHECKED", "system", None),
        ("CHECKED", "SIGNED", one.second, number),
    ]  # fmt: skip
    assert str(place.total) == "70.00"
    assert one.moves(record) == [("TYPED", "IN", one.second)]


def test_the_ledger_says_who_gave_who_typed_and_who_checked(world: World) -> None:
    one = papers(world, judges=1)
    sheet = one.sheet()
    record = one.both(sheet.id)
    number, judge = one.number(sheet.id), one.contest.people[0]
    about = {"trade_id": one.contest.trade_id, "record": record, "sheet": sheet.id, "number": number}
    assert written(one, "paper_typed", "paper_compared", "paper_put_in") == [
        {"kind": "paper_typed", "actor": one.clerk, **about, "values": 2},
        {"kind": "paper_compared", "actor": one.second, **about, "differing": 0, "slots": []},
        {
            "kind": "paper_put_in", "actor": one.second, **about, "typed_by": one.clerk, "checked_by": one.second,
            "marks": 2, "signed": True,
        },
    ]  # fmt: skip
    first, _ = written(one, "mark.given")
    assert first == {
        "kind": "mark.given", "actor": one.second, "sheet": sheet.id, "code": sheet.code, "module": "A", "seat": 1,
        "aspect": "A1.1", "value": "12.010", "rev": 1, "replaces": None, "applied": True, "judge": judge,
        "record": record, "typed_by": one.clerk, "checked_by": one.second, "reason": None,
    }  # fmt: skip


def test_the_first_cannot_be_the_second(world: World) -> None:
    one = papers(world)
    record = one.type(one.sheet().id)
    with refusal("paper_same_person"):
        one.check(record, by=one.clerk)
    assert (one.record(record).state, one.in_force(one.sheet().id)) == ("TYPED", {})


def test_differences_are_settled_by_the_second_with_a_reason_each(world: World) -> None:
    one = papers(world, judges=1)
    sheet = one.sheet()
    record = one.type(sheet.id, {**FIRST, "A1.3": "1"})
    assert one.check(record, {"A1.1": "12.10", "A1.2": "3"}, signed=False) == "DIFFERS"
    assert one.in_force(sheet.id) == {}
    with reading() as s:
        apart = queries.differing(*queries.typings(s, [record])[record])
    assert apart == {"A1.1": ("12.010", "12.100"), "A1.3": ("1", None), "": ("yes", "no")}
    texts, reasons = (
        {"A1.1": "12.01", "A1.3": "", "": "yes"},
        {"A1.1": "数字潦草", "A1.3": "属下一行", "": "背面有签名"},
    )

    settle = actions.settle_paper
    with refusal("paper_second_only"):
        settle(one.clerk, *one.ids, record, texts, reasons)
    with refusal("paper_reason"):
        settle(one.second, *one.ids, record, texts, {**reasons, "A1.3": " 。"})
    with refusal("paper_unread"):
        settle(one.second, *one.ids, record, {**texts, "A1.1": "十二"}, reasons)
    assert settle(one.second, *one.ids, record, texts, reasons) == "IN"

    kept = one.record(record)
    assert (kept.settled, kept.signed) == ({"A1.1": "12.010", "A1.2": "3"}, True)
    assert one.in_force(sheet.id) == kept.settled
    with reading() as s:
        typed = [(t.turn, t.marks, t.signed, t.by) for t in queries.typings(s, [record])[record]]
        choices = [m.choices for m in queries.moves(s, [record])[record]]
    assert typed == [
        (1, {"A1.1": "12.010", "A1.2": "3", "A1.3": "1"}, True, one.clerk),
        (2, {"A1.1": "12.100", "A1.2": "3"}, False, one.second),
    ]
    assert choices == [
        {},
        {
            "A1.1": {"value": "12.010", "reason": "数字潦草"}, "A1.3": {"value": None, "reason": "属下一行"},
            "": {"value": "yes", "reason": "背面有签名"},
        },
    ]  # fmt: skip
    assert [line["reasons"] for line in written(one, "paper_settled")] == [reasons]


@pytest.mark.parametrize(
    ("texts", "signed", "code"),
    [
        ({"A1.1": "12.01", "A1.2": "4"}, True, "paper_unread"),
        ({"A1.1": "12.01"}, True, "paper_unread"),
        ({}, False, "paper_empty"),
        ({"B9": "1"}, False, "paper_empty"),
    ],
)
def test_what_cannot_be_read_or_is_not_whole_is_not_kept(
    world: World, texts: dict[str, str], signed: bool, code: str
) -> None:
    one = papers(world)
    with refusal(code):
        one.type(one.sheet().id, texts, signed=signed)
    record = one.type(one.sheet().id)
    with refusal(code):
        one.check(record, texts, signed=signed)
    with reading() as s:
        assert (s.query(PaperRecord).count(), s.query(PaperTyping).count()) == (1, 1)


def test_what_is_not_signed_may_be_part_and_leaves_the_sheet_to_its_judge(world: World) -> None:
    one = papers(world, judges=1)
    sheet = one.sheet()
    one.both(sheet.id, {"A1.2": "2"}, signed=False)
    assert (one.in_force(sheet.id), one.sheet().state) == ({"A1.2": "2"}, "OPEN")
    one.contest.mark(0, "A", 1, A1_1="12.01")
    one.contest.send(1, one.contest.op(0, "A", 1, "submit"))
    assert one.sheet().state == "CHECKED"


def test_a_sheet_is_typed_once_at_a_time_and_anew_after_withdrawing(world: World) -> None:
    one = papers(world)
    sheet = one.sheet()
    record = one.type(sheet.id)
    with refusal("paper_open"):
        one.type(sheet.id, by=one.second)
    actions.withdraw_paper(one.clerk, *one.ids, record, "拿错了纸")
    with refusal("paper_moved"):
        one.check(record)
    with refusal("paper_moved"):
        actions.withdraw_paper(one.clerk, *one.ids, record, "拿错了纸")
    again = one.type(sheet.id, by=one.second)
    assert (one.check(again, by=one.clerk), one.record(record).state) == ("IN", "WITHDRAWN")
    assert [line["reason"] for line in written(one, "paper_withdrawn")] == ["拿错了纸"]
    with refusal("paper_moved"):
        actions.withdraw_paper(one.clerk, *one.ids, again, "晚了")


def test_the_chief_can_have_it_typed_anew_once_two_have_typed(world: World) -> None:
    one = papers(world)
    record = one.type(one.sheet().id)
    with refusal("paper_moved"):
        actions.discard_paper(one.chief, *one.ids, record, "看不清")
    one.check(record, {**FIRST, "A1.2": "1"})
    actions.discard_paper(one.chief, *one.ids, record, "看不清")
    assert one.record(record).state == "WITHDRAWN"
    assert one.both(one.sheet().id) != record


def test_signed_sheets_and_stages_that_do_not_run_take_no_paper(world: World) -> None:
    one = papers(world, judges=1)
    one.contest.finish(0, "90", "12.01", ["3"])
    with refusal("sheet_signed"):
        one.type(one.sheet().id)
    record = one.type(one.sheet(1).id)
    with transaction() as s:
        s.execute(text("UPDATE stage SET state = 'ENDED' WHERE id = :id"), {"id": one.contest.stage_id})
    with refusal("paper_not_running"):
        one.type(one.sheet(2).id)
    with refusal("paper_not_running"):
        one.check(record)


def test_nothing_of_a_paper_goes_in_for_whoever_is_out(world: World) -> None:
    one = papers(world)
    record = one.type(one.sheet().id)
    contestants.set_status("system", one.contest.entries[0], "DQ", "违纪")
    with refusal("entry_out"):
        one.check(record)
    assert (one.record(record).state, one.marks(one.sheet().id)) == ("TYPED", [])


def test_a_paper_of_another_trade_is_not_there(world: World) -> None:
    one, other = papers(world), papers(world)
    record = one.type(one.sheet().id)
    for act in (
        lambda: actions.type_paper(other.clerk, *other.ids, one.sheet().id, FIRST, signed=True),
        lambda: actions.check_paper(other.clerk, *other.ids, record, FIRST, signed=True),
        lambda: actions.withdraw_paper(other.clerk, *other.ids, record, "不是我们的"),
    ):
        with refusal("not_there"):
            act()


def test_fifty_second_entries_at_once_give_one_outcome(world: World) -> None:
    one = papers(world, judges=1)
    sheet = one.sheet()
    record = one.type(sheet.id)
    people = [world.person("方晓棠", f"many{n}") for n in range(50)]
    answers = all_at_once(50, lambda n: one.check(record, by=people[n]))
    assert answers == ["IN"] + ["paper_moved"] * 49
    assert [(m.aspect, m.value, m.checked_by) for m in sorted(one.marks(sheet.id), key=lambda m: m.aspect)] == [
        ("A1.1", "12.010", one.record(record).checked_by), ("A1.2", "3", one.record(record).checked_by),
    ]  # fmt: skip
    assert len(written(one, "paper_put_in")) == 1


def test_fifty_first_entries_at_once_are_one(world: World) -> None:
    one = papers(world)
    people = [world.person("韩立群", f"many{n}") for n in range(50)]
    answers = all_at_once(50, lambda n: len(one.type(one.sheet().id, by=people[n])))
    assert answers == ["36"] + ["paper_open"] * 49
