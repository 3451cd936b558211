"""Check-in: by badge, by number, late, twice, fifty at once, and who did not come."""

from __future__ import annotations

import pytest

from competition.contestants import actions as contestants
from competition.sessions import actions, queries
from competition.sessions.models import CheckIn
from competition.store import reading
from tests.sessions.ground import all_at_once, day, refusal
from tests.world import World


def test_an_entry_is_found_by_badge_and_by_number(world: World) -> None:
    one = day(world)
    entry_id = one.entries[2]
    with reading() as s:
        by_badge = actions.find_entry(s, one.trade_id, f" cb:{entry_id.upper()} ")
        by_number = actions.find_entry(s, one.trade_id, "３")
    assert [(entry.id, how) for entry, how in (by_badge, by_number)] == [(entry_id, "badge"), (entry_id, "number")]


@pytest.mark.parametrize("said", ["99", "CB:nothing", "陈嘉树", "CB:"])
def test_who_is_not_entered_is_refused(world: World, said: str) -> None:
    one = day(world)
    with reading() as s, refusal("not_entered"):
        actions.find_entry(s, one.trade_id, said)


def test_a_badge_of_another_trade_is_named(world: World) -> None:
    one, other = day(world), day(world)
    with reading() as s, refusal("badge_of_another_trade"):
        actions.find_entry(s, one.trade_id, f"CB:{other.entries[0]}")
    with refusal("not_entered"):
        actions.check_in("system", one.event_id, one.trade_id, other.entries[0], "hand")


def test_check_in_is_taken_back_and_given_again_and_every_line_stays(world: World) -> None:
    one = day(world)
    entry_id = one.entries[0]
    with refusal("not_checked_in"):
        actions.undo_check_in("system", one.event_id, one.trade_id, entry_id)
    actions.check_in("system", one.event_id, one.trade_id, entry_id, "badge")
    with refusal("checked_in_already"):
        actions.check_in("system", one.event_id, one.trade_id, entry_id, "hand")
    actions.undo_check_in("system", one.event_id, one.trade_id, entry_id, "认错人")
    actions.check_in("system", one.event_id, one.trade_id, entry_id, "number")
    with reading() as s:
        lines = [(row.number, row.how) for row in s.query(CheckIn).order_by(CheckIn.number)]
        there = queries.checked(s, one.stage_id)
        counted = queries.checked_counts(s, one.event_id)
    assert (lines, list(there), counted) == (
        [(1, "badge"), (2, "undone"), (3, "number")], [entry_id], {one.trade_id: 1},
    )  # fmt: skip


def test_a_check_in_stays_once_codes_are_drawn(world: World) -> None:
    one = day(world)
    one.all_in()
    one.commit("entry_code")
    one.draw("entry_code")
    with refusal("draw_made"):
        actions.undo_check_in("system", one.event_id, one.trade_id, one.entries[0])


@pytest.mark.parametrize(("ago", "late"), [(-5, 0), (14, 15)])
def test_within_the_rule_one_may_still_come(world: World, ago: int, late: int) -> None:
    one = day(world)
    one.make()
    one.begins(one.sessions()[0], ago)
    assert actions.check_in("system", one.event_id, one.trade_id, one.entries[0], "hand").late == late


def test_too_late_is_refused_unless_the_chief_admits_with_a_reason(world: World) -> None:
    one = day(world)
    one.make()
    one.begins(one.sessions()[0], 16)
    for admit, reason in ((False, ""), (False, "堵车"), (True, "")):
        with refusal("too_late"):
            actions.check_in("system", one.event_id, one.trade_id, one.entries[0], "hand", reason, admit=admit)
    admitted = actions.check_in("system", one.event_id, one.trade_id, one.entries[0], "hand", "班车事故", admit=True)
    assert (admitted.late, admitted.reason) == (17, "班车事故")


def test_who_has_not_come_by_the_rule_is_set_to_dns_and_nobody_else(world: World) -> None:
    one = day(world)
    one.make()
    first, second = one.sessions()
    one.begins(first, 10)
    actions.check_in("system", one.event_id, one.trade_id, one.entries[0], "hand")
    one.begins(first, 20)
    one.begins(second, 10)
    with reading() as s:
        assert [entry.id for entry in actions.absent(s, one.stage_id)] == one.entries[1:4]
    assert actions.dns("system", one.event_id, one.trade_id, one.entries, "未检录") == 3
    assert [row.status for row in one.rows()] == ["", "DNS", "DNS", "DNS", "", "", ""]
    with refusal("nothing_to_do"):
        actions.dns("system", one.event_id, one.trade_id, one.entries, "未检录")
    with refusal("not_competing"):
        actions.check_in("system", one.event_id, one.trade_id, one.entries[1], "hand")


def test_the_rule_is_set_per_stage(world: World) -> None:
    one = day(world)
    one.make()
    for session in one.sessions():
        one.begins(session, 20)
    actions.set_check_rule("system", one.event_id, one.trade_id, 40, 30)
    with reading() as s:
        assert queries.check_rule(s, one.stage_id) == queries.CheckRule(40, 30)
        assert actions.absent(s, one.stage_id) == []


def test_fifty_check_ins_of_one_entry_are_one(world: World) -> None:
    one = day(world)
    answers = all_at_once(50, lambda n: actions.check_in("system", one.event_id, one.trade_id, one.entries[0], "badge"))
    assert answers == ["checked_in_already"] * 49 + ["done"]
    with reading() as s:
        assert s.query(CheckIn).count() == 1


def test_who_withdrew_is_not_checked_in(world: World) -> None:
    one = day(world)
    contestants.set_status("system", one.entries[0], "WD", "伤病")
    with refusal("not_competing"):
        actions.check_in("system", one.event_id, one.trade_id, one.entries[0], "badge")
