"""What tablets and the house say to one another over HTTP: the package, operations whatever they look like, hello."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from competition.accounts import actions as accounts
from competition.accounts import queries as accounts_queries
from competition.contestants import actions as contestants
from competition.judging import queries, sockets
from competition.judging.models import Call, CurrentMark, Mark, Operation, SheetMove
from competition.store import new_id, reading
from competition.store.ledger import head_of
from tests.world import NAMES, PLAN, Contest, World

URL = "/api/v1/judging"


def paired(world: World, contest: Contest, seat: int = 1, *, accepted: bool = True) -> dict[str, str]:
    """The headers of one more tablet of the judge on this seat."""
    bound, secret = world.tablet(contest.event_id, contest.trade_id, contest.people[seat - 1], accepted=accepted)
    return {"Authorization": f"Bearer {bound.id}.{secret}"}


def spoken_by(person_id: str, locale: str) -> None:
    """The judge's own language."""
    accounts.choose(person_id, locale=locale)


def saved() -> list[int]:
    """How many rows there are of everything a tablet can bring about."""
    with reading() as s:
        return [
            s.scalar(select(func.count()).select_from(table)) or 0
            for table in (Mark, CurrentMark, Operation, SheetMove, Call)
        ]


def texts(value: Any) -> list[str]:
    """Every text in a document, keys included."""
    if isinstance(value, dict):
        return [text for key, inner in value.items() for text in (key, *texts(inner))]
    if isinstance(value, list):
        return [text for inner in value for text in texts(inner)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("anonymity", ["station", "three_stage"])
def test_package_of_a_blind_stage_names_nobody(world: World, client: FlaskClient, anonymity: str) -> None:
    contest = world.started(anonymity)
    contest.mark(0, "A", 1, A1_1="12.01", A1_2="3")

    answer = client.get(f"{URL}/package", headers=paired(world, contest))

    package, whole = answer.get_json(), answer.get_data(as_text=True)
    hidden = [*NAMES, *contest.entries, "机械厂", contest.people[1]]
    assert [word for word in hidden if word in whole or any(word in text for text in texts(package))] == []
    assert [sheet["name"] for sheet in package["sheets"]] == [None] * 6
    mark = {"station": "FT", "three_stage": "W"}[anonymity]
    assert [sheet["code"] for sheet in package["sheets"]] == [f"{mark}-01", f"{mark}-02", f"{mark}-03"] * 2


def test_package_holds_all_that_a_judge_needs_and_only_his_own_sheets(world: World, client: FlaskClient) -> None:
    contest = world.started("open")
    contest.mark(0, "A", 2, A1_2="3")
    contest.mark(0, "A", 2, A1_2="2")
    contestants.set_status("system", contest.entries[1], "DNS", "未到场")
    headers = paired(world, contest, 2)

    package = client.get(f"{URL}/package", headers=headers).get_json()

    own = contest.sheet(0, "A", 2)
    by_id = {sheet["id"]: sheet for sheet in package["sheets"]}
    with reading() as s:
        head = head_of(s, f"trade:{contest.trade_id}")
        revision = queries.revision(s, contest.trade_id)
    assert package["device"] == {
        "id": headers["Authorization"].split()[1].split(".")[0], "name": "iPad", "state": "accepted",
        "binding": "secret",
    }  # fmt: skip
    assert package["judge"] == {"name": "方晓棠", "locale": "zh"}
    assert package["event"] == {
        "name": "青溪市技能创新运动会",
        "name_en": "Qingxi Skills Games",
        "zone": "Asia/Shanghai",
    }
    assert package["plan"] == {"hash": contest.stage().plan_hash, "document": PLAN}
    assert (package["stage"]["state"], package["stage"]["anonymity"]) == ("RUNNING", "open")
    assert (package["head"], package["revision"]) == ({"seq": head.seq, "hash": head.hash}, revision)
    assert by_id[own.id] == {
        "id": own.id, "module": "A", "seat": 2, "code": own.code, "name": NAMES[0], "state": "OPEN", "status": "",
        "aspects": ["A1.2"], "marks": {"A1.2": {"value": "2", "rev": 2}}, "needs": [],
    }  # fmt: skip
    assert by_id[contest.sheet(1, "A", 2).id]["status"] == "DNS"
    assert sorted(by_id) == sorted(contest.sheet(n, "A", 2).id for n in range(3))


def test_package_of_a_tablet_not_accepted_holds_nothing_but_its_own_state(world: World, client: FlaskClient) -> None:
    contest = world.started("open")
    headers = paired(world, contest, accepted=False)

    package = client.get(f"{URL}/package", headers=headers).get_json()

    assert sorted(package) == ["device", "judge", "now"]
    assert (package["device"]["state"], package["judge"]) == ("pending", {"name": "林致远", "locale": "zh"})


def test_package_before_the_start_holds_neither_plan_nor_sheets(world: World, client: FlaskClient) -> None:
    event_id = world.event()
    trade_id = world.trade(event_id)
    world.contestants(trade_id)
    person = world.judges(event_id, trade_id)[0]
    bound, secret = world.tablet(event_id, trade_id, person)

    package = client.get(f"{URL}/package", headers={"Authorization": f"Bearer {bound.id}.{secret}"}).get_json()

    assert (package["plan"], package["sheets"], package["stage"]["state"]) == (None, [], "READY")


def test_package_of_a_panel_that_lies_apart_names_the_aspect(world: World, client: FlaskClient) -> None:
    contest = world.started("station")
    contest.mark(0, "A", 1, A1_1="12", A1_2="3")
    contest.mark(0, "A", 2, A1_2="1")
    for seat in (1, 2):
        contest.send(seat, contest.op(0, "A", seat, "submit"))

    sheets = client.get(f"{URL}/package", headers=paired(world, contest)).get_json()["sheets"]

    own = next(sheet for sheet in sheets if sheet["id"] == contest.sheet(0, "A", 1).id)
    assert (own["state"], own["needs"]) == ("MARKED", [{"aspect": "A1.2", "code": "spread"}])


def op(**said: Any) -> dict[str, Any]:
    """An operation whose form is right."""
    plain = {"op_id": new_id(), "n": 1, "kind": "mark", "sheet": "0190aaaa", "aspect": "A1.2", "value": "3"}
    return {key: value for key, value in (plain | said).items() if value is not ...}


def ops(*several: dict[str, Any], **more: Any) -> bytes:
    """A body of operations."""
    return json.dumps({"ops": several or [op()]} | more).encode()


def nested(depth: int) -> bytes:
    """A body in which a list holds a list, and so on."""
    return b'{"ops":' + b"[" * depth + b"]" * depth + b"}"


MALFORMED: list[tuple[str, bytes, int, str | None]] = [
    ("not JSON", b"ops", 422, ""),
    ("nothing", b"", 422, ""),
    ("half a body", b'{"ops":[', 422, ""),
    ("not UTF-8", b'{"ops":[],"\xff\xfe":1}', 422, ""),
    ("a list", b"[]", 422, ""),
    ("null", b"null", 422, ""),
    ("a number", b"7", 422, ""),
    ("no ops", b"{}", 422, "ops"),
    ("ops is a text", b'{"ops":"all"}', 422, "ops"),
    ("an op is a number", b'{"ops":[1]}', 422, "ops.0"),
    ("an op is null", b'{"ops":[null]}', 422, "ops.0"),
    ("101 ops", ops(*[op() for _ in range(101)]), 422, "ops"),
    ("unknown field", ops(op(points="100")), 422, "ops.0.points"),
    ("unknown field of the body", ops(judge="me"), 422, "judge"),
    ("op_id is no UUID", ops(op(op_id="7")), 422, "ops.0.op_id"),
    ("op_id is missing", ops(op(op_id=...)), 422, "ops.0.op_id"),
    ("kind unknown", ops(op(kind="delete")), 422, "ops.0.kind"),
    ("n is a text", ops(op(n="1")), 422, "ops.0.n"),
    ("n is below zero", ops(op(n=-1)), 422, "ops.0.n"),
    ("n is NaN", ops(op(n=float("nan"))), 422, "ops.0.n"),
    ("base is infinite", ops(op(base=float("inf"))), 422, "ops.0.base"),
    ("value is a number", ops(op(value=3)), 422, "ops.0.value"),
    ("value is an object", ops(op(value={"$gt": ""})), 422, "ops.0.value"),
    ("value is NaN", ops(op(value=float("nan"))), 422, "ops.0.value"),
    ("value is huge", ops(op(value="9" * 10_000)), 422, "ops.0.value"),
    ("value holds a null byte", ops(op(value="3\0")), 422, "ops.0.value"),
    ("sheet is missing", ops(op(sheet=...)), 422, "ops.0.sheet"),
    ("sheet is huge", ops(op(sheet="s" * 5_000)), 422, "ops.0.sheet"),
    ("sheet holds a null byte", ops(op(sheet="0190\0")), 422, "ops.0.sheet"),
    ("sheet holds half a character", ops(op(sheet="\ud800")), 422, "ops.0.sheet"),
    ("aspect is missing", ops(op(aspect=...)), 422, "ops.0.aspect"),
    ("aspect is empty", ops(op(aspect="")), 422, "ops.0.aspect"),
    ("at holds a null byte", ops(op(at="2026\0")), 422, "ops.0.at"),
    ("note is huge", ops(op(kind="call", note="救" * 301)), 422, "ops.0.note"),
    ("note holds a null byte", ops(op(kind="call", note="\0")), 422, "ops.0.note"),
    ("note holds half a character", ops(op(kind="call", note="\udfff")), 422, "ops.0.note"),
    ("the second op is wrong", ops(op(), op(n="2")), 422, "ops.1.n"),
    ("unsent is below zero", ops(unsent=-1), 422, "unsent"),
    ("unsent is huge", ops(unsent=10**30), 422, "unsent"),
    ("head is a text", ops(head="abc"), 422, "head"),
    ("head's hash is none", ops(head={"seq": 1, "hash": "zz"}), 422, "head.hash"),
    ("a number of 5000 digits", b'{"ops":[],"unsent":' + b"9" * 5_000 + b"}", 422, ""),
    ("nested 500 deep", nested(500), 422, "ops.0"),
    ("nested 100 000 deep", nested(100_000), 422, ""),
    ("a body of 2 MiB", b'{"ops":[],"unsent":1' + b" " * (2 << 20) + b"}", 413, None),
]


@pytest.mark.parametrize("locale", ["zh", "en"])
def test_ops_malformed_are_refused_with_the_field_named_and_nothing_is_saved(
    world: World, client: FlaskClient, locale: str
) -> None:
    contest = world.started()
    spoken_by(contest.people[0], locale)
    headers = paired(world, contest) | {"Content-Type": "application/json"}
    before = saved()
    wrong = []
    for why, body, status, field in MALFORMED:
        answer = client.post(f"{URL}/ops", data=body, headers=headers)
        error = (answer.get_json() or {}).get("error", {})
        named = sorted(error.get("fields", {}))
        words = [error.get("message", ""), *(text for found in error.get("fields", {}).values() for text in found)]
        chinese = all(any("\u4e00" <= sign <= "\u9fff" for sign in text) for text in words)
        english = all(text.isascii() and text for text in words)
        if (answer.status_code, named) != (status, [] if field is None else [field]) or not (
            chinese if locale == "zh" else english
        ):
            wrong.append((why, answer.status_code, named, words))

    assert wrong == []
    assert saved() == before
    good = {"ops": [op(sheet=contest.sheet(0, "A", 1).id)]}
    answers = client.post(f"{URL}/ops", json=good, headers=headers).get_json()["answers"]
    assert [answer["answer"] for answer in answers] == ["kept"]


def test_ops_of_another_kind_of_content_are_refused(world: World, client: FlaskClient) -> None:
    contest = world.started()
    headers = paired(world, contest)

    statuses = [
        client.post(f"{URL}/ops", data=ops(), headers=headers | {"Content-Type": kind}).status_code
        for kind in ("text/plain", "application/x-www-form-urlencoded", "application/xml")
    ]

    assert statuses == [415, 415, 415]


def test_ops_are_answered_in_the_judges_language(world: World, client: FlaskClient) -> None:
    contest = world.started()
    headers = paired(world, contest)
    said = []
    for locale in ("zh", "en"):
        spoken_by(contest.people[0], locale)
        body = {"ops": [op(sheet=contest.sheet(0, "A", 1).id, value="7")]}
        answer = client.post(f"{URL}/ops", json=body, headers=headers).get_json()["answers"][0]
        said.append((answer["answer"], answer["code"], answer["message"]))

    assert said == [
        ("refused", "out_of_range", said[0][2]),
        ("refused", "out_of_range", "The value lies outside what this aspect allows."),
    ]
    assert "\u4e00" <= said[0][2][0] <= "\u9fff"


def test_ops_of_a_tablet_that_is_pending_or_revoked_are_refused_and_kept_nowhere(
    world: World, client: FlaskClient
) -> None:
    contest = world.started()
    pending, revoked = paired(world, contest, accepted=False), paired(world, contest)
    accounts.revoke_device(revoked["Authorization"].split()[1].split(".")[0], "system", "平板丢失")
    before = saved()
    body = {"ops": [op(sheet=contest.sheet(0, "A", 1).id)]}

    answers = [
        client.post(f"{URL}/ops", json=body, headers=headers).get_json()["answers"][0] for headers in (pending, revoked)
    ]

    assert [(one["answer"], one["code"]) for one in answers] == [
        ("refused", "device_pending"), ("refused", "device_revoked"),
    ]  # fmt: skip
    assert saved() == before


def test_ops_without_a_devices_secret_are_refused(world: World, client: FlaskClient) -> None:
    contest = world.started()
    known = paired(world, contest)["Authorization"]
    tried = [
        None, "", "Bearer", "Bearer ", "Bearer .", f"{known}x", known.split(".")[0] + ".", known.replace("Bearer", "Basic"),
        f"Bearer {new_id()}.{known.split('.')[1]}", "Bearer ü.ü",
    ]  # fmt: skip

    statuses = [
        client.post(f"{URL}/ops", json={"ops": []}, headers={} if one is None else {"Authorization": one}).status_code
        for one in tried
    ]

    assert statuses == [401] * len(tried)


def test_ops_of_nothing_answer_with_the_head(world: World, client: FlaskClient) -> None:
    contest = world.started()

    answer = client.post(f"{URL}/ops", json={"ops": []}, headers=paired(world, contest)).get_json()

    with reading() as s:
        head = head_of(s, f"trade:{contest.trade_id}")
    assert (answer["answers"], answer["head"]) == ([], {"seq": head.seq, "hash": head.hash})


def test_hello_tells_the_revision_and_is_noted(world: World, client: FlaskClient) -> None:
    contest = world.started()
    headers = paired(world, contest)
    device_id = headers["Authorization"].split()[1].split(".")[0]

    answer = client.post(f"{URL}/hello", json={"unsent": 7}, headers=headers).get_json()
    contestants.set_status("system", contest.entries[1], "DNF", "中途退场")
    later = client.post(f"{URL}/hello", json={}, headers=headers).get_json()

    with reading() as s:
        device = accounts_queries.device(s, device_id)
        revision = queries.revision(s, contest.trade_id)
    assert (later["revision"], answer["revision"]) == (revision, revision - 1)
    assert sorted(answer) == ["now", "revision"]
    assert device is not None
    assert device.unsent == 0
    assert device.last_seen is not None


@pytest.mark.parametrize("body", [b"", b"[]", b'{"unsent":"many"}', b'{"unsent":-1}', b'{"ops":[]}', b'{"head":{}}'])
def test_hello_malformed_is_refused(world: World, client: FlaskClient, body: bytes) -> None:
    contest = world.started()
    headers = paired(world, contest) | {"Content-Type": "application/json"}

    assert client.post(f"{URL}/hello", data=body, headers=headers).status_code == 422


def test_device_of_a_handshake_is_known_by_its_own_secret_alone(world: World) -> None:
    contest = world.started()
    bound, secret = world.tablet(contest.event_id, contest.trade_id, contest.people[0])
    wrong: list[Any] = [
        None, "", [], 7, {}, {"device": bound.id}, {"device": bound.id, "secret": None}, {"device": 1, "secret": secret},
        {"device": bound.id, "secret": f"{secret}x"}, {"device": bound.id, "secret": ""}, {"device": "\0", "secret": secret},
        {"device": bound.id, "secret": "\0"}, {"device": bound.id, "secret": "\ud800"}, {"device": "\udfff", "secret": "x"},
        {"device": new_id(), "secret": secret},
    ]  # fmt: skip

    known = sockets.device_of({"device": bound.id, "secret": secret})

    assert known is not None
    assert (known.id, known.person.id) == (bound.id, contest.people[0])
    assert [sockets.device_of(auth) for auth in wrong] == [None] * len(wrong)
