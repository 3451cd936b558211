"""The public doors of registration: sending people in, and one's own registration opened with its code."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode

import pytest
from sqlalchemy import text

from competition.events import queries as events
from competition.registration import queries
from competition.store import reading, transaction
from tests.registration.ground import KEY, Open, code_in, form, number, opened, opened_by_code, unit
from tests.world import World

ROW = {
    "name": "",
    "sex": "",
    "id_number": "",
    "phone": "",
    "employer": "",
    "skill_level": "0",
    "coach": "",
    "trade": "",
}


def rows(registering: Open, *people: dict[str, str]) -> dict[str, str]:
    """The form of a unit's list as a browser sends it."""
    said = {"as": "unit", "key": KEY, "unit_name": "青溪机械厂", "contact": "何清越", "contact_phone": "13900000001"}
    for at, person in enumerate(people):
        said |= {f"person-{at}-{name}": value for name, value in (ROW | person).items()}
    return said


def person(registering: Open, name: str, serial: int) -> dict[str, str]:
    return {"name": name, "id_number": number(serial), "trade": registering.trade_id}


def test_person_registers_and_opens_it_with_the_code_typed_freely(world: World) -> None:
    registering = opened(world)
    client = world.app.test_client()
    sent = client.post(f"/registration/{registering.event_id}/apply", data=form(registering, "陈嘉树", 1))
    code = code_in(sent.get_data(as_text=True), "陈嘉树")
    spoken = " ".join(code[at : at + 5] for at in range(0, 26, 5)).lower().replace("0", "o").replace("1", "l")

    assert (sent.status_code, sent.headers["Cache-Control"]) == (200, "no-store")
    for typed in (code, spoken, f" {code[:13]}-{code[13:]} "):
        page = opened_by_code(client, typed)
        assert [words in page for words in ("陈嘉树", "待审核", "990101********")] == [True] * 3
    assert number(1) not in page


def test_pressing_twice_registers_once_and_shows_the_same_codes(world: World) -> None:
    registering = opened(world)
    client = world.app.test_client()
    said = form(registering, "陈嘉树", 1)
    pages = [
        client.post(f"/registration/{registering.event_id}/apply", data=said).get_data(as_text=True) for _ in range(2)
    ]

    assert code_in(pages[0], "陈嘉树") == code_in(pages[1], "陈嘉树")
    assert len(registering.all()) == 1


def test_codes_and_numbers_are_nowhere_but_on_the_page(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    registering = opened(world)
    client = world.app.test_client()
    people = [person(registering, name, n) for n, name in enumerate(("陈嘉树", "王梓涵", "李慕白"), 1)]
    sent = client.post(f"/registration/{registering.event_id}/apply", data=rows(registering, *people))
    page = sent.get_data(as_text=True)
    codes = [code_in(page, one["name"]) for one in people]
    opened_by_code(client, codes[0])
    client.post("/registration/mine/entry", data={**people[0], "employer": "青溪机械厂", "rev": "1"})
    secrets = [*codes, *(one["id_number"] for one in people), "13900000001"]

    cookies = "".join(header for answer in (sent,) for header in answer.headers.getlist("Set-Cookie"))
    kept = client.get_cookie("craftboard")
    opaque = kept.value.split(".")[0] if kept else ""
    plain = urlsafe_b64decode(opaque + "=" * (-len(opaque) % 4)).decode(errors="replace") if opaque else ""
    with reading() as s:
        tables = ["submission", "application", "application_move", "ledger_line", "contestant", "entry"]
        stored = "".join(str(row) for table in tables for row in s.execute(text(f"SELECT * FROM {table}")))
    said = capsys.readouterr()
    for place in (cookies, plain, stored, said.out, said.err):
        assert [secret for secret in secrets if secret in place] == []
    assert len(kept.value if kept else "") < 1000


def test_rows_of_a_list_name_each_wrong_field(world: World) -> None:
    registering = opened(world)
    wrong = rows(
        registering,
        person(registering, "陈嘉树", 1),
        {**person(registering, "王梓涵", 2), "id_number": "123"},
        {},
        {"name": "李", "trade": "x"},
        person(registering, "赵一诺", 1),
    )
    wrong["contact"] = ""
    answer = world.app.test_client().post(f"/registration/{registering.event_id}/apply", data=wrong)
    page = answer.get_data(as_text=True)

    assert answer.status_code == 422
    assert sorted(set(re.findall(r'href="#field-([\w-]+)"', page))) == [
        "contact", "person-1-id_number", "person-3-id_number", "person-3-name", "person-3-trade", "person-4-id_number",
    ]  # fmt: skip
    assert "第 2 行" in page
    assert registering.all() == []


def test_form_of_one_person_names_each_wrong_field(world: World) -> None:
    registering = opened(world)
    said = form(registering, "", 1, id_number="", trade="", unit_name="", phone="12")
    answer = world.app.test_client().post(f"/registration/{registering.event_id}/apply", data=said)
    page = answer.get_data(as_text=True)

    assert answer.status_code == 422
    assert {"unit_name", "name", "id_number", "trade"} <= set(re.findall(r'href="#field-([\w-]+)"', page))


def test_an_empty_list_asks_for_somebody(world: World) -> None:
    registering = opened(world)
    answer = world.app.test_client().post(f"/registration/{registering.event_id}/apply", data=rows(registering, {}))

    assert answer.status_code == 422
    assert 'href="#field-person-0-name"' in answer.get_data(as_text=True)


def test_rows_are_added_and_taken_away_with_what_was_typed(world: World) -> None:
    registering = opened(world)
    client = world.app.test_client()
    address = f"/registration/{registering.event_id}/apply"
    said = rows(registering, person(registering, "陈嘉树", 1), person(registering, "王梓涵", 2))
    more = client.post(address, data=said | {"rows": "more"}).get_data(as_text=True)
    fewer = client.post(address, data=said | {"rows": "remove-0"}).get_data(as_text=True)

    assert [more.count("<fieldset"), fewer.count("<fieldset")] == [3, 1]
    assert ["陈嘉树" in more, "陈嘉树" in fewer, "王梓涵" in fewer] == [True, False, True]
    assert registering.all() == []


def test_form_is_shut_with_the_window_and_not_there_before_publication(world: World) -> None:
    registering = opened(world)
    client = world.app.test_client()
    address = f"/registration/{registering.event_id}/apply"
    with transaction() as s:
        events.event(s, registering.event_id).state = "REGISTRATION_CLOSED"
    answer = client.post(address, data=form(registering, "陈嘉树", 1))

    assert (answer.status_code, client.get(address).status_code) == (409, 200)
    assert "报名未开放" in client.get(address).get_data(as_text=True)
    with transaction() as s:
        events.event(s, registering.event_id).published_at = None
    assert client.get(address).status_code == 404


def test_unit_that_is_known_by_name_owns_what_is_sent_in(world: World) -> None:
    registering = opened(world)
    unit_id = unit("青溪机械厂")
    world.app.test_client().post(f"/registration/{registering.event_id}/apply", data=form(registering, "陈嘉树", 1))
    stranger = form(registering, "王梓涵", 2, unit_name="没有登记的厂", key="s" * 22)
    world.app.test_client().post(f"/registration/{registering.event_id}/apply", data=stranger)

    assert [(one.name, one.organisation_id, queries.details_of(one).employer) for one in registering.all()] == [
        ("陈嘉树", unit_id, ""), ("王梓涵", None, "没有登记的厂"),
    ]  # fmt: skip


def test_wrong_codes_are_counted_and_stopped(world: World) -> None:
    client = world.app.test_client()
    answers = [client.post("/registration/mine", data={"code": "0" * 26}).status_code for _ in range(31)]

    assert (set(answers[:30]), answers[30]) == ({404}, 429)


def test_code_that_nobody_has_says_so_beside_the_field(world: World) -> None:
    client = world.app.test_client()
    for code, status in (("", 422), ("AB", 422), ("ABCDE", 404)):
        answer = client.post("/registration/mine", data={"code": code})
        assert (answer.status_code, 'href="#field-code"' in answer.get_data(as_text=True)) == (status, True)
    assert client.get("/registration/mine/entry").status_code == 303
    assert client.post("/registration/mine/withdraw").status_code == 404


def test_person_corrects_withdraws_and_registers_again(world: World) -> None:
    registering = opened(world)
    client = world.app.test_client()
    page = client.post(f"/registration/{registering.event_id}/apply", data=form(registering, "陈加树", 1))
    opened_by_code(client, code_in(page.get_data(as_text=True), "陈加树"))
    said = {"name": "陈嘉树", "employer": "青溪机械厂", "skill_level": "2", "rev": "1"}
    wrong = client.post("/registration/mine/entry", data=said | {"id_number": "1"})
    corrected = client.post("/registration/mine/entry", data=said)
    stale = client.post("/registration/mine/entry", data=said | {"name": "陈树"})
    kept = queries.details_of(registering.one())
    gone = client.post("/registration/mine/withdraw", data={"reason": "调岗"})
    again = client.post("/registration/mine/entry", data=said | {"rev": "3"})

    assert [one.status_code for one in (wrong, corrected, stale, gone, again)] == [422, 303, 409, 303, 303]
    assert (kept.name, kept.id_number, kept.phone, kept.skill_level) == ("陈嘉树", number(1), "13900000000", 2)
    assert "陈树" in stale.get_data(as_text=True)
    assert registering.one().state == "SENT"


def test_unit_sees_how_its_list_stands(world: World) -> None:
    registering = opened(world)
    client = world.app.test_client()
    people = [person(registering, "陈嘉树", 1), person(registering, "王梓涵", 2)]
    page = client.post(f"/registration/{registering.event_id}/apply", data=rows(registering, *people))
    code = re.sub(r"\W|span", "", page.get_data(as_text=True).split("data-whole")[1].split("<p")[1].split("</p>")[0])[
        -26:
    ]
    registering.decide("RETURNED", registering.all()[0], reason="照片不清")
    shown = opened_by_code(client, code)

    assert [words in shown for words in ("陈嘉树", "王梓涵", "照片不清", number(1))] == [True, True, True, False]
