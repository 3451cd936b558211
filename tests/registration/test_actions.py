"""Registering, correcting, withdrawing and deciding: what happens, and what is refused."""

from __future__ import annotations

import datetime as dt
import threading
from dataclasses import replace
from typing import Any

import pytest

from competition.accounts import queries as accounts
from competition.acts import actions as acts
from competition.contestants import actions as contestants
from competition.events import queries as events
from competition.events.guards import Ground, failing
from competition.registration import actions, queries
from competition.registration.models import Application, Submission
from competition.store import Refused, reading, transaction, utcnow
from tests.registration.ground import KEY, details, number, opened, unit
from tests.world import World


def refusal(code: str) -> Any:
    return pytest.raises(Refused, match=f"^{code}$")


def test_send_registers_everybody_and_gives_each_a_code(world: World) -> None:
    registering = opened(world)
    sent = registering.send(details("陈嘉树", 1), details("王梓涵", 2))

    assert [(one.name, one.state) for one in registering.all()] == [("陈嘉树", "SENT"), ("王梓涵", "SENT")]
    assert [name for name, _code in sent.codes] == ["陈嘉树", "王梓涵"]
    assert {len(code) for _name, code in sent.codes} | {len(sent.code)} == {26}
    with reading() as s:
        found = [queries.by_code(s, code) for code in (sent.code, *(code for _name, code in sent.codes))]
    assert [(type(one), getattr(one, "name", "")) for one in found] == [
        (Submission, ""), (Application, "陈嘉树"), (Application, "王梓涵"),
    ]  # fmt: skip


def test_send_is_all_or_none(world: World) -> None:
    registering = opened(world)
    registering.send(details("陈嘉树", 1))
    with refusal("applied_already"):
        registering.send(details("王梓涵", 2), details("陈嘉树", 1))

    assert [one.name for one in registering.all()] == ["陈嘉树"]


def test_send_twice_with_the_same_key_registers_once_and_answers_alike(world: World) -> None:
    registering = opened(world)
    first = registering.send(details("陈嘉树", 1))

    assert registering.send(details("陈嘉树", 1)) == first
    assert len(registering.all()) == 1
    with refusal("applied_already"):
        registering.send(details("陈嘉树", 1), key="another key of this long"[:22])


def test_send_at_the_same_moment_registers_once(world: World) -> None:
    registering = opened(world)
    answers: list[object] = []

    def press(key: str) -> None:
        try:
            answers.append(registering.send(details("陈嘉树", 1), key=key))
        except Refused as refused:
            answers.append(refused.code)

    presses = [threading.Thread(target=press, args=(key,)) for key in (KEY, KEY, "o" * 22)]
    for one in presses:
        one.start()
    for one in presses:
        one.join()

    assert len(registering.all()) == 1
    assert len({str(one) for one in answers}) == 2
    assert "applied_already" in answers


def test_send_again_after_half_an_hour_shows_no_codes(world: World) -> None:
    registering = opened(world)
    sent = registering.send(details("陈嘉树", 1))
    with transaction() as s:
        queries.submission(s, sent.submission_id).at = utcnow() - dt.timedelta(hours=1)
    with refusal("sent_already"):
        registering.send(details("陈嘉树", 1))


def test_send_is_refused_outside_the_window_and_the_state(world: World) -> None:
    registering = opened(world)
    for change in (
        {"state": "REGISTRATION_CLOSED"},
        {"state": "REGISTRATION_OPEN", "registration_closes_at": utcnow() - dt.timedelta(minutes=1)},
        {"registration_closes_at": None, "registration_opens_at": utcnow() + dt.timedelta(hours=1)},
    ):
        with transaction() as s:
            for name, value in change.items():
                setattr(events.event(s, registering.event_id), name, value)
        with refusal("registration_closed"):
            registering.send(details("陈嘉树", 1))


def test_send_is_refused_for_teams_and_for_nobody_and_for_too_many(world: World) -> None:
    registering = opened(world)
    for people in ([], [details("陈嘉树", n) for n in range(actions.MOST_PEOPLE + 1)]):
        with refusal("too_many_people"):
            registering.send(*people)
    with transaction() as s:
        events.trade(s, registering.trade_id).team_size = 3
    with refusal("registration_teams_only"):
        registering.send(details("陈嘉树", 1))


def test_send_is_refused_for_an_event_nobody_published(world: World) -> None:
    registering = opened(world)
    with transaction() as s:
        events.event(s, registering.event_id).published_at = None
    with refusal("not_there"):
        registering.send(details("陈嘉树", 1))


def test_approve_enters_with_facts_as_of_now(world: World) -> None:
    registering = opened(world)
    unit_id = unit("青溪机械厂工会")
    registering.send(details("陈嘉树", 1, organisation_id=unit_id, skill_level=2, coach="林致远"), unit_id=unit_id)
    registering.decide("ENTERED")
    entry = registering.entry()

    assert (entry.name, entry.organisation_name, entry.employer, entry.skill_level, entry.coach, entry.age) == (
        "陈嘉树", "青溪机械厂工会", "青溪机械厂", 2, "林致远", 36,
    )  # fmt: skip
    assert registering.one().state == "ENTERED"


def test_return_correct_and_approve(world: World) -> None:
    registering = opened(world)
    registering.send(details("陈加树", 1))
    registering.decide("RETURNED", reason="姓名与证件不符")
    returned = registering.one()
    actions.correct(returned.id, details("陈嘉树", 1), returned.rev)
    registering.decide("ENTERED")

    assert (returned.state, returned.reason, registering.entry().name) == ("RETURNED", "姓名与证件不符", "陈嘉树")
    with reading() as s:
        moves = [(one.frm, one.to) for one in reversed(queries.moves_of(s, returned.id))]
    assert moves == [("SENT", "RETURNED"), ("RETURNED", "SENT"), ("SENT", "ENTERED")]


def test_correction_of_an_entry_waits_while_the_entry_keeps_its_facts(world: World) -> None:
    registering = opened(world)
    registering.send(details("陈嘉树", 1))
    registering.decide("ENTERED")
    actions.correct(registering.one().id, details("陈嘉树", 1, employer="青溪第二机械厂"), None)

    assert (registering.one().state, registering.entry().employer) == ("SENT", "青溪机械厂")
    registering.decide("ENTERED")
    assert (registering.one().state, registering.entry().employer) == ("ENTERED", "青溪第二机械厂")


def test_correction_that_changes_nothing_is_not_sent(world: World) -> None:
    registering = opened(world)
    registering.send(details("陈嘉树", 1))
    registering.decide("ENTERED")
    actions.correct(registering.one().id, details("陈嘉树", 1), None)

    assert registering.one().state == "ENTERED"


def test_correction_not_approved_leaves_the_entry_and_says_why(world: World) -> None:
    registering = opened(world)
    registering.send(details("陈嘉树", 1))
    registering.decide("ENTERED")
    actions.correct(registering.one().id, details("陈嘉树", 1, employer="别处"), None)
    act_id = registering.decide("REJECTED", reason="没有调动")
    one = registering.one()

    assert (one.state, one.reason, queries.details_of(one).employer) == ("ENTERED", "没有调动", "青溪机械厂")
    assert (registering.entry().employer, registering.entry().status) == ("青溪机械厂", "")
    acts.undo("system", act_id)
    one = registering.one()
    assert (one.state, one.reason, queries.details_of(one).employer) == ("SENT", "", "别处")


def test_correct_is_refused_when_decided_meanwhile_twice_or_begun(world: World) -> None:
    registering = opened(world)
    registering.send(details("陈嘉树", 1), details("王梓涵", 2))
    chen, wang = registering.all()
    with refusal("applied_already"):
        actions.correct(wang.id, replace(details("王梓涵", 2), id_number=number(1)), None)
    registering.decide("RETURNED", chen, reason="改")
    with refusal("changed_meanwhile"):
        actions.correct(chen.id, details("陈嘉树", 1), chen.rev)
    registering.decide("REJECTED", wang, reason="不符")
    with refusal("application_fixed"):
        actions.correct(wang.id, details("王梓涵", 2), None)
    begin(registering.trade_id)
    with refusal("application_fixed"):
        actions.correct(chen.id, details("陈嘉树", 1), None)
    with refusal("application_fixed"):
        actions.withdraw(chen.id, "")


def begin(trade_id: str) -> None:
    """Let the trade's stage run."""
    with transaction() as s:
        events.stage_of_trade(s, trade_id).state = "RUNNING"


def test_rejected_person_may_register_anew(world: World) -> None:
    registering = opened(world)
    registering.send(details("陈嘉树", 1))
    registering.decide("REJECTED", reason="材料不全")
    registering.send(details("陈嘉树", 1), key="m" * 22)

    assert sorted(one.state for one in registering.all()) == ["REJECTED", "SENT"]


def test_withdraw_withdraws_the_entry_and_registering_again_brings_it_back(world: World) -> None:
    registering = opened(world)
    registering.send(details("陈嘉树", 1))
    registering.decide("ENTERED")
    actions.withdraw(registering.one().id, "工作调动")
    entry = registering.entry()
    actions.correct(registering.one().id, details("陈嘉树", 1), None)
    waiting = registering.entry()
    registering.decide("ENTERED")

    assert (entry.status, waiting.status, registering.entry().status) == ("WD", "WD", "")
    assert registering.entry().id == entry.id


def test_undo_of_an_approval_withdraws_the_entry_and_lets_the_registration_wait(world: World) -> None:
    registering = opened(world)
    registering.send(details("陈嘉树", 1))
    act_id = registering.decide("ENTERED")
    acts.undo("system", act_id)

    assert (registering.one().state, registering.entry().status) == ("SENT", "WD")
    registering.decide("ENTERED")
    assert (registering.one().state, registering.entry().status) == ("ENTERED", "")


def test_undo_of_an_approved_correction_gives_the_entry_its_facts_back(world: World) -> None:
    registering = opened(world)
    registering.send(details("陈嘉树", 1))
    registering.decide("ENTERED")
    actions.correct(registering.one().id, details("陈佳树", 1, employer="别处"), None)
    act_id = registering.decide("ENTERED")
    acts.undo("system", act_id)
    entry = registering.entry()

    assert (registering.one().state, entry.name, entry.employer, entry.status) == ("SENT", "陈嘉树", "青溪机械厂", "")


def test_undo_is_refused_once_the_registration_or_the_entry_moved_on(world: World) -> None:
    registering = opened(world)
    registering.send(details("陈嘉树", 1))
    act_id = registering.decide("ENTERED")
    contestants.set_status("system", registering.entry().id, "DNS", "缺席")
    with refusal("act_overtaken"):
        acts.undo("system", act_id)
    contestants.set_status("system", registering.entry().id, "", "来了")
    actions.withdraw(registering.one().id, "")
    with refusal("act_overtaken"):
        acts.undo("system", act_id)


def test_undo_of_an_approval_is_refused_once_the_contest_began(world: World) -> None:
    registering = opened(world)
    registering.send(details("陈嘉树", 1))
    act_id = registering.decide("ENTERED")
    begin(registering.trade_id)
    with refusal("act_overtaken"):
        acts.undo("system", act_id)


def test_decide_is_refused_after_another_decision_or_a_correction(world: World) -> None:
    registering = opened(world)
    registering.send(details("陈嘉树", 1))
    seen = registering.one()
    actions.correct(seen.id, details("陈嘉树", 1, coach="林致远"), None)
    with refusal("application_changed"):
        registering.decide("ENTERED", seen)
    seen = registering.one()
    registering.decide("ENTERED", seen)
    with refusal("application_changed"):
        registering.decide("REJECTED", seen, reason="晚了")
    with refusal("nothing_to_decide"):
        actions.decide("system", [], "ENTERED", "", {}, permission="registration.approve", event_id=None)


def test_two_officers_who_decide_at_once_decide_once(world: World) -> None:
    registering = opened(world)
    registering.send(details("陈嘉树", 1))
    seen = registering.one()
    answers: list[str] = []

    def press(to: str) -> None:
        try:
            registering.decide(to, seen, reason="理由")
            answers.append("done")
        except Refused as refused:
            answers.append(refused.code)

    presses = [threading.Thread(target=press, args=(to,)) for to in ("ENTERED", "RETURNED")]
    for one in presses:
        one.start()
    for one in presses:
        one.join()

    assert sorted(answers) == ["application_changed", "done"]
    assert registering.one().rev == seen.rev + 1


def test_approve_after_the_contest_began_is_refused_by_name(world: World) -> None:
    registering = opened(world)
    registering.send(details("陈嘉树", 1))
    begin(registering.trade_id)
    with pytest.raises(Refused) as refused:
        registering.decide("ENTERED")

    assert (refused.value.code, refused.value.facts) == ("application_fixed_of", {"name": "陈嘉树"})


def test_approve_is_all_or_none_when_only_members_may_enter(world: World) -> None:
    registering = opened(world)
    registering.send(details("陈嘉树", 1), details("王梓涵", 2))
    with transaction() as s:
        events.event(s, registering.event_id).members_only = True
    with pytest.raises(Refused) as refused:
        registering.decide("ENTERED")

    assert (refused.value.code, refused.value.facts) == ("not_a_member", {"name": "陈嘉树"})
    assert {one.state for one in registering.all()} == {"SENT"}


def test_naming_an_officer_with_a_taken_login_leaves_nothing_behind(world: World) -> None:
    unit_id = unit("青溪机械厂工会")
    world.person("苏明", "suming")
    with refusal("login_taken"):
        actions.name_officer("system", unit_id, name="何清越", login="suming", password="spirit-level-7")
    with reading() as s:
        assert accounts.holders(s, "unit_officer", actions.scope_of_unit(unit_id)) == []


@pytest.mark.parametrize(("state", "missing"), [("SENT", 1), ("RETURNED", 0), ("ENTERED", 0)])
def test_eligibility_is_not_done_while_registrations_wait(world: World, state: str, missing: int) -> None:
    registering = opened(world)
    registering.send(details("陈嘉树", 1))
    if state != "SENT":
        registering.decide(state, reason="改")
    with world.app.test_request_context(), reading() as s:
        ground = Ground(s, events.event(s, registering.event_id), world.app.extensions["readiness"])
        assert len(failing(["registration"], ground)) == missing
