"""Moving an event from state to state: guards, reasons, what happens by itself, and what people see of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest
from flask_babel import force_locale, lazy_gettext

from competition.events import actions, queries
from competition.events.actions.moving import came_from
from competition.events.guards import GUARDS, Ground, failing
from competition.events.models import EventMove
from competition.events.readiness import Check, Line
from competition.events.states import TABLE
from competition.schemes import actions as schemes
from competition.store import Refused, reading, transaction, utcnow
from competition.store.ledger import lines
from tests.world import World


def refusal(code: str) -> Any:
    return pytest.raises(Refused, match=f"^{code}$")


def put(event_id: str, state: str) -> None:
    """Let the event be in a state as if it had been moved there."""
    with transaction() as s:
        queries.event(s, event_id).state = state


def step(key: str, *, done: bool) -> Check:
    """A step of the guided path as a room above offers it."""
    line = Line(trade_id=None, done=done, text="t", href="/mend", action="Mend")
    return Check(key=key, order=42, title=lazy_gettext("Step"), function=lambda s, event_id: [line])


def move(world: World, event_id: str, to: str, checks: Sequence[Check] = (), **said: Any) -> None:
    with world.app.test_request_context(), force_locale("en"):
        actions.move_event("system", event_id, to, checks=checks, **said)


def missing(world: World, event_id: str, *keys: str, checks: Sequence[Check] = ()) -> list[str]:
    with world.app.test_request_context(), reading() as s:
        return list(failing(keys, Ground(s, queries.event(s, event_id), checks)))


def history(event_id: str) -> list[tuple[str, str, str, str]]:
    with reading() as s:
        return [(one.from_state, one.to_state, one.by, one.reason) for one in reversed(queries.moves(s, event_id))]


def end(stage_id: str) -> None:
    with transaction() as s:
        actions.mark_stage_ended(s, stage_id)


def test_move_appends_a_row_and_a_line_and_publishes(world: World) -> None:
    event_id = world.event()
    world.trade(event_id)

    move(world, event_id, "PUBLISHED", seen="DRAFT")

    with reading() as s:
        event = queries.event(s, event_id)
        assert (event.state, event.public, queries.public_events(s)) == ("PUBLISHED", True, [event])
        last = lines(s, f"event:{event_id}")[-1]
    assert history(event_id) == [("DRAFT", "PUBLISHED", "system", "")]
    assert (last.kind, last.body) == (
        "event_moved",
        f'{{"event_id":"{event_id}","from_state":"DRAFT","reason":"","to_state":"PUBLISHED"}}',
    )


def test_taking_back_hides_the_event_again(world: World) -> None:
    event_id = world.event()
    world.trade(event_id)
    move(world, event_id, "PUBLISHED")

    with refusal("reason_missing"):
        move(world, event_id, "DRAFT")
    move(world, event_id, "DRAFT", reason="日期未定")

    with reading() as s:
        assert (queries.event(s, event_id).public, queries.public_events(s)) == (False, [])
        with refusal("not_there"):
            queries.public_event(s, event_id)
    assert history(event_id)[-1] == ("PUBLISHED", "DRAFT", "system", "日期未定")


def test_move_refuses_what_is_closed_unknown_or_overtaken(world: World) -> None:
    event_id = world.event()

    with refusal("move_closed") as closed:
        move(world, event_id, "PUBLISHED")
    with refusal("no_such_move"):
        move(world, event_id, "AWARDED")
    with refusal("no_such_move"):
        move(world, event_id, "IN_SESSION")
    with refusal("event_moved"):
        move(world, event_id, "PUBLISHED", seen="READY")
    assert closed.value.facts == {"missing": "There are no trades yet."}
    assert history(event_id) == []


def test_rows_of_moves_are_never_changed(world: World) -> None:
    event_id = world.event()
    world.trade(event_id)
    move(world, event_id, "PUBLISHED")

    with pytest.raises(Exception, match="append-only"), transaction() as s:
        s.query(EventMove).filter_by(event_id=event_id).update({"reason": "nothing"})


def test_first_stage_brings_an_event_into_session_and_the_last_into_review(world: World) -> None:
    contest = world.started()
    with reading() as s:
        event = queries.event(s, contest.event_id)
        assert (event.state, event.public) == ("IN_SESSION", True)

    end(contest.stage_id)

    assert history(contest.event_id) == [
        ("DRAFT", "IN_SESSION", "system", ""),
        ("IN_SESSION", "SCORING", "system", ""),
        ("SCORING", "REVIEW", "system", ""),
    ]


def test_another_stage_brings_it_back_into_session(world: World) -> None:
    contest = world.started()
    second = schemes.add_trades_from_templates("system", contest.event_id, ["welder"])[0]
    with reading() as s:
        stage = queries.stage_of_trade(s, second)
    end(contest.stage_id)
    with reading() as s:
        assert queries.event(s, contest.event_id).state == "IN_SESSION"
    put(contest.event_id, "REVIEW")

    with transaction() as s:
        actions.mark_stage_started(s, stage.id, str(stage.plan_hash), None)

    assert history(contest.event_id)[-1] == ("REVIEW", "IN_SESSION", "system", "")


@pytest.mark.parametrize(
    ("state", "code"),
    [("SUSPENDED", "event_halted"), ("CANCELLED", "event_halted"), ("PROVISIONAL", "event_decided")],
)
def test_no_stage_starts_in_an_event_that_is_halted_or_decided(world: World, state: str, code: str) -> None:
    event_id = world.event()
    trade_id = world.trade(event_id)
    put(event_id, state)

    with refusal(code), transaction() as s:
        stage = queries.stage_of_trade(s, trade_id)
        actions.mark_stage_started(s, stage.id, str(stage.plan_hash), None)


def test_suspended_event_comes_back_to_where_it_was_and_on_from_there(world: World) -> None:
    contest = world.started()
    move(world, contest.event_id, "SUSPENDED", reason="停电")
    with reading() as s:
        assert came_from(s, queries.event(s, contest.event_id)) == "IN_SESSION"
    end(contest.stage_id)
    with refusal("no_such_move"):
        move(world, contest.event_id, "READY")

    move(world, contest.event_id, "IN_SESSION")

    assert [to for _frm, to, _by, _reason in history(contest.event_id)] == [
        "IN_SESSION", "SUSPENDED", "IN_SESSION", "SCORING", "REVIEW",
    ]  # fmt: skip


def test_cancelled_event_stays_public_when_it_was(world: World) -> None:
    seen, unseen = world.event(), world.event()
    world.trade(seen)
    move(world, seen, "PUBLISHED")

    for event_id in (seen, unseen):
        move(world, event_id, "CANCELLED", reason="报名人数不足")

    with reading() as s:
        assert [one.id for one in queries.public_events(s)] == [seen]


def guard_place(world: World) -> tuple[str, Any]:
    event_id = world.event()
    with transaction() as s:
        queries.event(s, event_id).place = ""
    return event_id, lambda: _set(event_id, place="青溪体育馆")


def guard_host(world: World) -> tuple[str, Any]:
    event_id = world.event()
    _set(event_id, host="")
    return event_id, lambda: _set(event_id, host="青溪市总工会")


def guard_trades(world: World) -> tuple[str, Any]:
    event_id = world.event()
    return event_id, lambda: world.trade(event_id)


def guard_window(world: World) -> tuple[str, Any]:
    event_id, now = world.event(), utcnow()
    _set(event_id, registration_opens_at=now - dt.timedelta(2), registration_closes_at=now - dt.timedelta(1))
    return event_id, lambda: _set(event_id, registration_closes_at=now + dt.timedelta(1))


def guard_stage_started(world: World) -> tuple[str, Any]:
    event_id = world.event()
    trade_id = world.trade(event_id)
    return event_id, lambda: _stage(trade_id, "RUNNING")


def guard_all_started(world: World) -> tuple[str, Any]:
    return guard_stage_started(world)


def guard_all_ended(world: World) -> tuple[str, Any]:
    contest = world.started()
    return contest.event_id, lambda: end(contest.stage_id)


def guard_nothing_running(world: World) -> tuple[str, Any]:
    return guard_all_ended(world)


def guard_nothing_blind(world: World) -> tuple[str, Any]:
    event_id = world.event()
    trade_id = world.trade(event_id, "station")
    return event_id, lambda: actions.set_stage("system", trade_id, anonymity="open", minutes=120)


def _set(event_id: str, **values: Any) -> None:
    with transaction() as s:
        for key, value in values.items():
            setattr(queries.event(s, event_id), key, value)


def _stage(trade_id: str, state: str) -> None:
    with transaction() as s:
        queries.stage_of_trade(s, trade_id).state = state


@pytest.mark.parametrize("key", sorted(name.removeprefix("guard_") for name in globals() if name.startswith("guard_")))
def test_guard_fails_until_it_is_mended(world: World, key: str) -> None:
    event_id, mend = globals()[f"guard_{key}"](world)

    before = missing(world, event_id, key)
    mend()

    assert (before, missing(world, event_id, key)) == ([key], [])


@pytest.mark.parametrize(
    ("key", "offered"),
    [
        ("entries", "contestants"),
        ("registration", "registration"),
        ("amendments", "amendments"),
        ("appeals", "appeals"),
        ("objections", "objections"),
        ("unsealed", "reveal"),
        ("path", "any"),
    ],
)
def test_guard_asks_the_rooms_above(world: World, key: str, offered: str) -> None:
    event_id = world.event()

    asked = [
        missing(world, event_id, key, checks=checks)
        for checks in ([step(offered, done=False)], [step(offered, done=True)], [])
    ]

    assert asked == [[key], [], []]


def test_every_guard_is_known_and_tried() -> None:
    asked = {key for one in TABLE.moves for key in one.needs}
    tried = {name.removeprefix("guard_") for name in globals() if name.startswith("guard_")}
    assert asked == GUARDS.keys() == tried | {
        "entries", "registration", "recounted", "unsealed", "amendments", "appeals", "objections", "path",
    }  # fmt: skip


def test_page_shows_what_is_missing_and_moves(world: World) -> None:
    event_id = world.event()
    browser = world.organiser()
    address = f"/events/{event_id}/state"

    bare = browser.get(address)
    world.trade(event_id)
    ready = browser.get(address)
    moved = browser.post(address, data={"to": "PUBLISHED", "seen": "DRAFT"})
    unsaid = browser.post(address, data={"to": "CANCELLED", "seen": "PUBLISHED"})
    stale = browser.post(address, data={"to": "PUBLISHED", "seen": "DRAFT"})

    assert (f'href="/schemes/{event_id}/add"' in bare.text, 'value="PUBLISHED"' in bare.text) == (True, False)
    assert 'value="PUBLISHED"' in ready.text
    assert (moved.status_code, moved.location) == (303, address)
    assert (unsaid.status_code, stale.status_code) == (422, 409)
    assert "苏明" in browser.get(address).text


def test_only_the_organiser_moves(world: World) -> None:
    event_id = world.event()
    world.person("林致远", "chief", ("chief_judge", f"/events/{event_id}"))
    chief = world.signed_in("chief")

    assert chief.get(f"/events/{event_id}/state").status_code == 200
    assert chief.post(f"/events/{event_id}/state", data={"to": "CANCELLED", "reason": "x"}).status_code == 403
