"""Sessions under way: against the life-cycle nothing moves, and every move is on record."""

from __future__ import annotations

import pytest

from competition.sessions import actions, queries
from competition.sessions.models import SessionMove
from competition.store import reading
from tests.sessions.ground import all_at_once, day, refusal
from tests.world import World


def test_a_session_goes_its_way_and_no_other(world: World) -> None:
    one = day(world)
    one.make()
    session = one.sessions()[0].id

    def move(kind: str) -> None:
        actions.move_session("system", one.event_id, one.trade_id, session, kind, "断电")

    for kind in ("pause", "resume", "end"):
        with refusal("session_move"):
            move(kind)
    for kind in ("start", "pause", "resume", "end"):
        move(kind)
    for kind in ("start", "pause", "resume", "end"):
        with refusal("session_move"):
            move(kind)
    with reading() as s:
        assert [row.kind for row in s.query(SessionMove).order_by(SessionMove.at)] == [
            "start",
            "pause",
            "resume",
            "end",
        ]
    assert one.sessions()[0].state == "ENDED"


def test_time_is_added_for_all_and_for_one_by_code(world: World) -> None:
    one = day(world)
    one.make()
    session = one.sessions()[0]
    with refusal("session_move"):
        actions.compensate("system", one.event_id, one.trade_id, session.id, 5, "机床故障")
    actions.move_session("system", one.event_id, one.trade_id, session.id, "start")
    actions.compensate("system", one.event_id, one.trade_id, session.id, 5, "断电")
    actions.compensate("system", one.event_id, one.trade_id, session.id, 3, "机床故障", "2")
    with refusal("nobody_with_code"):
        actions.compensate("system", one.event_id, one.trade_id, session.id, 3, "机床故障", "7")
    for minutes, reason in ((0, "断电"), (241, "断电"), (5, "")):
        with pytest.raises(ValueError, match="minutes"):
            actions.compensate("system", one.event_id, one.trade_id, session.id, minutes, reason)
    with reading() as s:
        clock = queries.clock_of(s, queries.session(s, session.id, one.trade_id))
    assert (clock.state, clock.extra) == ("RUNNING", {one.entries[1]: 3})
    assert 64 * 60 < clock.left <= 65 * 60


def test_fifty_starts_at_once_are_one(world: World) -> None:
    one = day(world)
    one.make()
    session = one.sessions()[0].id
    answers = all_at_once(50, lambda n: actions.move_session("system", one.event_id, one.trade_id, session, "start"))
    assert answers == ["done", *["session_move"] * 49]


def test_an_empty_session_is_not_started(world: World) -> None:
    one = day(world, entries=5)
    one.make()
    first, second = one.sessions()
    with refusal("session_full"):
        for entry_id in one.entries[:3]:
            actions.move_entry("system", one.event_id, one.trade_id, entry_id, second.id)
    with reading() as s:
        inside = {
            session.id: len(seats)
            for session, seats in ((x, queries.seats(s, one.stage_id).get(x.id, [])) for x in (first, second))
        }
    assert inside == {first.id: 1, second.id: 4}
    with refusal("session_begun"):
        actions.move_session("system", one.event_id, one.trade_id, second.id, "start")
        actions.move_entry("system", one.event_id, one.trade_id, one.entries[3], first.id)
