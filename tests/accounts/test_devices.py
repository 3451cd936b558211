"""Tablets: invited, bound, accepted, revoked."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from competition.accounts import actions, queries
from competition.store import Refused, reading, transaction, utcnow
from competition.store.session import Store
from tests.world import World


def invited(world: World) -> tuple[str, actions.Invited]:
    event_id = world.event()
    trade_id = world.trade(event_id)
    judge = world.judges(event_id, trade_id, 1)[0]
    return trade_id, actions.invite_device(judge, event_id, trade_id, "system")


def test_code_has_128_bits_and_opens_once(world: World) -> None:
    _, card = invited(world)

    bound = actions.redeem(card.code, "iPad 3", "Safari")

    assert len(card.code) == 22
    assert len(card.digits) == 6
    assert bound.state == "pending"
    with pytest.raises(Refused, match="code_used"):
        actions.redeem(card.code, "iPad 4", "Safari")
    with pytest.raises(Refused, match="code_wrong"):
        actions.redeem(card.digits, "iPad 4", "Safari")


def test_digits_open_as_well(world: World) -> None:
    _, card = invited(world)

    assert actions.redeem(card.digits, "iPad 3", "Safari").state == "pending"


def test_code_that_is_too_old_is_refused(world: World, store: Store) -> None:
    _, card = invited(world)
    with transaction() as s:
        past = (utcnow() - dt.timedelta(seconds=1)).replace(tzinfo=None if store.sqlite else dt.UTC)
        s.execute(
            text("UPDATE invitation SET expires_at = :past"), {"past": past.isoformat(" ") if store.sqlite else past}
        )

    with pytest.raises(Refused, match="code_expired"):
        actions.redeem(card.code, "iPad 3", "Safari")


def test_new_card_ends_the_one_before(world: World) -> None:
    trade_id, first = invited(world)
    with reading() as s:
        judge = queries.devices_of(s, [])
    assert judge == []
    with reading() as s:
        person_id = s.execute(text("SELECT person_id FROM invitation")).scalar_one()
        event_id = s.execute(text("SELECT event_id FROM invitation")).scalar_one()

    actions.invite_device(person_id, event_id, trade_id, "system")

    with pytest.raises(Refused, match="code_expired"):
        actions.redeem(first.code, "iPad 3", "Safari")


def test_of_many_that_redeem_at_once_one_wins(world: World) -> None:
    _, card = invited(world)
    results: list[str] = []

    def go() -> None:
        try:
            results.append(actions.redeem(card.code, "iPad", "x").state)
        except Refused as refused:
            results.append(refused.code)

    threads = [threading.Thread(target=go) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(results) == ["code_used"] * 11 + ["pending"]


def test_tablet_marks_only_when_accepted_and_not_after_it_was_revoked(world: World) -> None:
    contest = world.started(judges=1)
    device, secret = world.tablet(contest.event_id, contest.trade_id, contest.people[0], accepted=False)
    client = world.app.test_client()
    headers = {"Authorization": f"Bearer {device.id}.{secret}"}

    def send() -> tuple[str, str | None]:
        op = contest.op(0, "A", 1, aspect="A1.2", value="2")
        body = {"ops": [{"op_id": op.op_id, "n": 1, "kind": "mark", "sheet": op.sheet, "aspect": "A1.2", "value": "2"}]}
        answer = client.post("/api/v1/judging/ops", json=body, headers=headers).get_json()["answers"][0]
        return answer["answer"], answer["code"]

    before = send()
    waiting = client.get("/api/v1/judging/package", headers=headers).get_json()
    actions.accept_device(device.id, "system")
    accepted = send()
    actions.revoke_device(device.id, "system", "lost")
    revoked = send()

    assert (before, accepted, revoked) == (("refused", "device_pending"), ("kept", None), ("refused", "device_revoked"))
    assert sorted(waiting) == ["device", "judge", "now"]


@pytest.mark.parametrize(
    "header", [None, "Bearer", "Bearer x.y", "Basic abc", "Bearer 0190aaaa-0000-7000-8000-000000000000.secret"]
)
def test_tablet_doors_refuse_without_the_device_secret(client: FlaskClient, header: str | None) -> None:
    headers = {"Authorization": header} if header else {}

    answer = client.get("/api/v1/judging/package", headers=headers)

    assert (answer.status_code, answer.get_json()["error"]["code"]) == (401, "device_unknown")


def test_code_of_a_card_is_in_no_log_and_no_table(
    world: World, store: Store, capfd: pytest.CaptureFixture[str]
) -> None:
    _, card = invited(world)
    world.app.test_client().post("/api/v1/accounts/devices/redeem", json={"code": card.code, "name": "iPad"})
    world.app.test_client().post("/api/v1/accounts/devices/redeem", json={"code": card.code, "name": "iPad"})

    said = capfd.readouterr()
    with reading() as s:
        rows = str(s.execute(text("SELECT * FROM invitation")).all()) + str(
            s.execute(text("SELECT body FROM ledger_line")).all()
        )

    assert card.code not in said.out + said.err
    assert card.code not in rows
