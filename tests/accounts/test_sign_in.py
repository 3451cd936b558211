"""Signing in, sessions, the first organiser."""

from __future__ import annotations

import re

import pytest
import structlog
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from competition.accounts import actions
from competition.accounts.pages import safe_next
from competition.store import reading
from tests.world import PASSWORD, World


def test_first_organiser_sets_the_house_up_once(app: Flask, client: FlaskClient) -> None:
    form = {"setup_code": "wrong", "name": "苏明", "login": "suming", "password": PASSWORD}
    wrong = client.post("/accounts/first", data=form)
    right = client.post("/accounts/first", data=form | {"setup_code": app.extensions["setup_code"]})
    again = app.test_client().post("/accounts/first", data=form | {"setup_code": app.extensions["setup_code"]})

    assert (wrong.status_code, right.status_code, again.status_code) == (403, 303, 409)
    assert client.get("/events/").status_code == 200


def test_sign_in_answers_the_same_for_a_wrong_password_and_an_unknown_login(world: World, client: FlaskClient) -> None:
    world.person("苏明", "suming")

    answers = [
        client.post("/accounts/sign-in", data={"login": login, "password": "not this one"})
        for login in ("suming", "nobody")
    ]

    bodies = [re.sub(r'value="[^"]*"', "", answer.get_data(as_text=True)) for answer in answers]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert bodies[0] == bodies[1]


def test_sign_in_rests_after_five_failures(world: World, client: FlaskClient) -> None:
    world.person("苏明", "suming")
    statuses = [
        client.post("/accounts/sign-in", data={"login": "suming", "password": "no"}).status_code for _ in range(6)
    ]

    assert statuses == [403] * 5 + [429]
    assert client.post("/accounts/sign-in", data={"login": "suming", "password": PASSWORD}).status_code == 429


def test_sign_in_changes_the_session_and_keeps_no_token(world: World) -> None:
    world.person("苏明", "suming")
    client = world.app.test_client()
    client.get("/accounts/sign-in")
    before = client.get_cookie("craftboard")
    client.post("/accounts/sign-in", data={"login": "suming", "password": PASSWORD})
    after = client.get_cookie("craftboard")
    with client.session_transaction() as session:
        token = session["token"]

    with reading() as s:
        rows = str(s.execute(text("SELECT * FROM sign_in")).all())
    assert after is not None
    assert before is None or before.value != after.value
    assert token not in rows
    assert (after.http_only, after.same_site) == (True, "Lax")


def test_session_that_was_ended_elsewhere_opens_nothing(world: World) -> None:
    person_id = world.person("苏明", "suming", ("organiser", "/"))
    client = world.signed_in("suming")
    assert client.get("/events/").status_code == 200

    actions.end_other_sessions(person_id, None)

    assert client.get("/events/").status_code == 302


def test_password_change_ends_the_other_sessions(world: World) -> None:
    world.person("苏明", "suming", ("organiser", "/"))
    here, there = world.signed_in("suming"), world.signed_in("suming")

    new = "another-spirit-level"
    wrong = here.post("/accounts/me/password", data={"old": "no", "new": new, "again": new})
    differ = here.post("/accounts/me/password", data={"old": PASSWORD, "new": new, "again": new + "x"})
    short = here.post("/accounts/me/password", data={"old": PASSWORD, "new": "short", "again": "short"})
    changed = here.post("/accounts/me/password", data={"old": PASSWORD, "new": new, "again": new})

    assert [a.status_code for a in (wrong, differ, short, changed)] == [403, 422, 422, 303]
    assert (here.get("/accounts/me").status_code, there.get("/accounts/me").status_code) == (200, 302)


def test_form_without_its_token_is_refused(app: Flask, client: FlaskClient) -> None:
    app.config["WTF_CSRF_ENABLED"] = True

    answer = client.post("/accounts/sign-in", data={"login": "a", "password": "b"})

    assert answer.status_code == 400
    assert "太旧" in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    "address",
    ["https://elsewhere.example", "//elsewhere.example", "/\\elsewhere.example", "", None, "javascript:alert(1)"],
)
def test_next_never_leaves_the_house(address: str | None) -> None:
    assert safe_next(address) == "/desk"


def test_language_is_the_persons_then_the_cookies_then_the_browsers(world: World) -> None:
    person_id = world.person("苏明", "suming", ("organiser", "/"))
    client = world.app.test_client()
    browser = client.get("/accounts/sign-in", headers={"Accept-Language": "en-GB"}).get_data(as_text=True)
    client.post("/accounts/language", data={"locale": "zh", "next": "/"})
    cookie = client.get("/accounts/sign-in", headers={"Accept-Language": "en-GB"}).get_data(as_text=True)
    actions.choose(person_id, locale="en")
    client.post("/accounts/sign-in", data={"login": "suming", "password": PASSWORD})
    person = client.get("/events/").get_data(as_text=True)

    assert ['lang="en"' in browser, 'lang="zh-CN"' in cookie, '<html lang="en"' in person] == [True, True, True]


def test_identity_numbers_are_taken_out_of_the_log(capfd: pytest.CaptureFixture[str], app: Flask) -> None:
    structlog.get_logger().info("said", text="99010119900101001X and 13800000000", count=3)

    said = capfd.readouterr().err
    assert "[number] and [number]" in said
