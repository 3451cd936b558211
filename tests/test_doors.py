"""Every door of the house: who may come in, and the dull questions each answers properly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from competition.accounts.guard import rule_of
from competition.accounts.roles import PERMISSIONS, ROLES, scope_path
from competition.judging import sockets as judging_sockets
from competition.judging.channels import NAMESPACE
from competition.live import hub
from competition.standings import sockets as standings_sockets
from tests.world import World

NOTHING = "0190aaaa-0000-7000-8000-000000000000"
PUBLIC = {
    "GET /", "GET /desk", "GET /healthz", "GET /j", "GET /accounts/first", "POST /accounts/first",
    "GET /accounts/sign-in", "POST /accounts/sign-in", "POST /accounts/language",
    "POST /api/v1/accounts/devices/redeem", "GET /static/<release>/<path:path>", "GET /judging/tablet",
    "GET /standings/", "GET /standings/<event_id>", "GET /standings/<event_id>/<trade_id>",
    "GET /standings/mine/<application_id>",
    "GET /api/v1/standings/boards/<stage_id>", "GET /api/v1/standings/events/<event_id>/boards",
    "GET /screens/<event_id>", "GET /officials/reply/<code>", "POST /officials/reply/<code>",
    "GET /screens/<event_id>/qr.svg", "GET /portal/", "GET /events/<event_id>/programme.ics", "GET /portal/calendar",
    "GET /portal/<event_id>", "GET /portal/<event_id>/<trade_id>/document", "GET /series/<series_id>/standings",
    "GET /ladders/<ladder_id>/public", "GET /advancement/<passage_id>/public",
    "GET /matches/<event_id>/<trade_id>/public", "GET /matches/<event_id>/<trade_id>/lots/<kind>/record.json",
    "GET /milestones/<event_id>/<trade_id>/public",
    "GET /registration/<event_id>/apply", "POST /registration/<event_id>/apply", "GET /registration/mine",
    "POST /registration/mine", "POST /registration/mine/leave", "GET /registration/mine/entry",
    "POST /registration/mine/entry", "POST /registration/mine/withdraw", "GET /schemes/plan-schema.json",
    "GET /sessions/<event_id>/screen", "GET /sessions/<event_id>/<trade_id>/timer",
    "GET /sessions/<event_id>/<trade_id>/clock.json", "GET /sessions/<event_id>/<trade_id>/records",
    "GET /sessions/<event_id>/<trade_id>/records/<kind>/<part>/record.json",
}  # fmt: skip


def doors(app: Flask) -> Iterator[tuple[str, Rule, str | None]]:
    """(method, rule of the address, rule of the guard) of every door."""
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield method, rule, rule_of(app.view_functions[rule.endpoint])


def address(rule: Rule, **known: str) -> str:
    """The address of a door with these ids, and with an id of nothing in every other place."""
    return re.sub(r"<(?:[a-z]+:)?(\w+)>", lambda match: known.get(match.group(1), NOTHING), rule.rule)


def test_every_door_has_a_rule_and_the_public_ones_are_known(app: Flask) -> None:
    assert [f"{method} {rule.rule}" for method, rule, guard in doors(app) if guard is None] == []
    assert {f"{method} {rule.rule}" for method, rule, guard in doors(app) if guard == "public"} == PUBLIC


def test_every_socket_event_has_a_rule(app: Flask) -> None:
    handlers = hub.socketio.server.handlers
    ruled = {
        NAMESPACE: set(judging_sockets.RULES),
        standings_sockets.NAMESPACE: set(standings_sockets.RULES),
    }

    assert {space: set(events) - {"disconnect"} for space, events in handlers.items()} == ruled


@pytest.mark.parametrize("role", sorted(ROLES))
def test_doors_open_to_the_roles_that_may_and_to_nobody_else(world: World, role: str) -> None:
    mine, other = world.event(), world.event()
    trade, foreign = world.trade(mine), world.trade(other)
    world.person("方晓棠", "role", (role, scope_path(mine)))
    client = world.signed_in("role")
    wrong = []
    for method, rule, guard in doors(world.app):
        if guard is None or not guard.startswith("may:"):
            continue
        allowed = role in PERMISSIONS[guard.removeprefix("may:")]
        for event_id, trade_id in ((mine, trade), (other, foreign)):
            answer = client.open(address(rule, event_id=event_id, trade_id=trade_id), method=method)
            expected = allowed and event_id == mine and "event_id" in rule.arguments
            if (answer.status_code != 403) != expected or answer.status_code >= 500:
                wrong.append((method, rule.rule, "own" if event_id == mine else "other", answer.status_code))
    assert wrong == []


def test_doors_send_nobody_to_sign_in_or_answer_401(app: Flask, client: FlaskClient) -> None:
    wrong = []
    for method, rule, guard in doors(app):
        if guard in (None, "public"):
            continue
        answer = client.open(address(rule), method=method)
        redirected = answer.status_code == 302 and answer.headers["Location"].startswith("/accounts/sign-in?next=")
        if not (redirected if method == "GET" and guard != "tablet" else answer.status_code == 401):
            wrong.append((method, rule.rule, answer.status_code))
    assert wrong == []


def test_doors_answer_a_wrong_method_with_405_and_the_right_ones(app: Flask, client: FlaskClient) -> None:
    by_address: dict[str, set[str]] = {}
    for method, rule, _ in doors(app):
        by_address.setdefault(address(rule), set()).add(method)
    wrong = []
    for path, methods in by_address.items():
        answer = client.delete(path)
        if answer.status_code != 405 or not methods <= set(answer.headers["Allow"].split(", ")):
            wrong.append((path, answer.status_code, answer.headers.get("Allow")))
    assert wrong == []


def test_doors_answer_404_for_what_is_not_there(world: World) -> None:
    world.organiser()
    world.person("叶知秋", "everybody", *product(sorted(ROLES), ["/"]))
    client = world.signed_in("everybody")
    wrong = []
    for method, rule, guard in doors(world.app):
        if not rule.arguments or rule.endpoint == "static" or method != "GET":
            continue
        answer = client.get(address(rule))
        if answer.status_code != (401 if guard == "tablet" else 404):
            wrong.append((rule.rule, answer.status_code))
    assert wrong == []


def test_doors_of_another_event_do_not_show_its_trade(world: World) -> None:
    mine, other = world.event(), world.event()
    world.trade(mine)
    foreign = world.trade(other)
    world.person("范长青", "mine", *product(sorted(ROLES), [scope_path(mine)]))
    client = world.signed_in("mine")
    wrong = []
    for method, rule, _ in doors(world.app):
        if {"event_id", "trade_id"} <= rule.arguments:
            answer = client.open(address(rule, event_id=mine, trade_id=foreign), method=method)
            if answer.status_code != 404:
                wrong.append((method, rule.rule, answer.status_code))
    assert wrong == []
