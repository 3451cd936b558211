"""The chief's pages: the monitor, a trade's sheets, one sheet; in both languages, in every state, for whom they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event as sqlalchemy_event

from competition.accounts.roles import scope_path
from competition.contestants import actions as contestants
from competition.events import actions as events
from competition.events import queries as events_queries
from competition.judging import actions, sight
from competition.officials import actions as officials
from competition.officials import queries as officials_queries
from competition.schemes import actions as schemes
from competition.store import reading
from tests.world import JUDGES, NAMES, PLAN, Contest, World

HREF = re.compile(r'(?:href|hx-get)="(/[^"#]*)')


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """The statements that go to the database meanwhile."""
    said: list[str] = []

    def note(*about: object) -> None:
        said.append(str(about[2]))

    engines = [app.extensions["store"].reader, app.extensions["store"].writer]
    for engine in engines:
        sqlalchemy_event.listen(engine, "before_cursor_execute", note)
    yield said
    for engine in engines:
        sqlalchemy_event.remove(engine, "before_cursor_execute", note)


def queries_of(app: Flask, client: FlaskClient, path: str) -> int:
    """How many statements a page costs once what never changes has been read."""
    assert client.get(path).status_code == 200
    with counted(app) as said:
        client.get(path)
    return len(said)


def chief_of(world: World, event_id: str, trade_id: str | None, login: str = "chief") -> FlaskClient:
    """范长青, chief judge of a trade (or of all trades of the event), signed in."""
    world.person("范长青", login, ("chief_judge", scope_path(event_id, trade_id)))
    return world.signed_in(login)


def further_trade(world: World, event_id: str, name: str, *, running: bool = True) -> str:
    """One more trade of the event, with two entries and a judge. Returns its id."""
    trade_id = events.add_trade(
        "system", event_id, template_key="fitter", name=name, name_en=name, code=f"{ord(name):X}"
    )
    schemes.add_version("system", trade_id, PLAN)
    world.contestants(trade_id, 2)
    world.judges(event_id, trade_id, 1)
    if running:
        actions.start_stage(event_id, trade_id, "system")
    return trade_id


def in_state(world: World, state: str, anonymity: str = "station") -> Contest:
    """A running trade whose first sheet of the filing module is in this state; ENDED: the whole stage is over."""
    contest = world.started(anonymity, entries=1)
    if state in ("SIGNED", "LOCKED", "ENDED"):
        contest.finish(0, "90", "12.01", ["3", "3"])
    elif state != "OPEN":
        contest.mark(0, "A", 1, A1_1="12", A1_2="3")
        contest.send(1, contest.op(0, "A", 1, "submit"))
        if state == "CHECKED":
            contest.mark(0, "A", 2, A1_2="3")
            contest.send(2, contest.op(0, "A", 2, "submit"))
    if state in ("LOCKED", "ENDED"):
        actions.lock_module(contest.trade_id, contest.stage_id, "A", "system")
        actions.lock_module(contest.trade_id, contest.stage_id, "T", "system")
    if state == "ENDED":
        actions.end_stage(contest.event_id, contest.trade_id, "system")
    return contest


STATES = ["OPEN", "MARKED", "CHECKED", "SIGNED", "LOCKED", "ENDED"]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("anonymity", ["station", "three_stage"])
def test_pages_in_every_state_and_language_name_no_contestant_while_blind(
    world: World, state: str, anonymity: str
) -> None:
    contest = in_state(world, state, anonymity)
    contest.send(1, contest.op(0, "A", 1, "call", note="请看一下"))
    chief = chief_of(world, contest.event_id, contest.trade_id)
    sheet = contest.sheet(0, "A", 1)
    trade = f"/judging/{contest.event_id}/{contest.trade_id}"
    words = {"zh": ("实时监控", "评分表", "选手"), "en": ("Live monitor", "Sheets", "Station")}
    for locale in ("zh", "en"):
        chief.post("/accounts/language", data={"locale": locale})
        for path in (f"/judging/{contest.event_id}", trade, f"{trade}?module=A", f"{trade}/sheets/{sheet.id}"):
            answer = chief.get(path)
            page = answer.get_data(as_text=True)
            assert answer.status_code == 200, path
            assert f'lang="{"zh-CN" if locale == "zh" else "en"}"' in page
            assert any(word in page for word in words[locale])
            assert [name for name in (NAMES[0], "青溪第1机械厂", contest.entries[0]) if name in page] == []
    assert sheet.code in chief.get(f"{trade}/sheets/{sheet.id}").get_data(as_text=True)


def test_pages_of_a_trade_that_has_not_started_say_what_is_missing(world: World) -> None:
    event_id = world.event()
    trade_id = world.trade(event_id)
    chief = chief_of(world, event_id, trade_id)

    monitor = chief.get(f"/judging/{event_id}")
    page = chief.get(f"/judging/{event_id}/{trade_id}")

    assert (monitor.status_code, page.status_code) == (200, 200)
    assert page.get_data(as_text=True).count('class="missing-list"') == 1
    assert f'action="/judging/{event_id}/{trade_id}/start"' in page.get_data(as_text=True)


def test_monitor_as_a_part_is_the_part_alone(world: World) -> None:
    contest = world.started()
    chief = chief_of(world, contest.event_id, None)

    part = chief.get(f"/judging/{contest.event_id}", headers={"HX-Request": "true"}).get_data(as_text=True)

    assert "<html" not in part
    assert f"/judging/{contest.event_id}/{contest.trade_id}" in part


def test_monitor_shows_what_waits_for_the_chief(world: World) -> None:
    contest = world.started("station")
    contest.mark(0, "A", 1, A1_1="12", A1_2="3")
    contest.mark(0, "A", 2, A1_2="1")
    for seat in (1, 2):
        contest.send(seat, contest.op(0, "A", seat, "submit"))
    call = contest.op(1, "A", 2, "call", note="卡尺坏了")
    contest.send(2, call)
    world.tablet(contest.event_id, contest.trade_id, contest.people[0], accepted=False)
    chief = chief_of(world, contest.event_id, contest.trade_id)
    monitor = f"/judging/{contest.event_id}"

    before = chief.get(monitor).get_data(as_text=True)
    answered = chief.post(f"{monitor}/{contest.trade_id}/calls/{call.op_id}/answer")
    again = chief.post(f"{monitor}/{contest.trade_id}/calls/{call.op_id}/answer")
    after = chief.get(monitor).get_data(as_text=True)

    code = contest.sheet(0, "A", 1).code
    assert [word in before for word in (JUDGES[1], "卡尺坏了", f"{code} A1.2")] == [True] * 3
    assert (answered.status_code, answered.headers["Location"], again.status_code) == (303, monitor, 404)
    assert ("卡尺坏了" in after, f"{code} A1.2" in after) == (False, True)


def test_monitor_costs_the_same_for_two_trades_and_for_five(app: Flask, world: World) -> None:
    costs = []
    for count in (2, 5):
        event_id = world.event()
        trades = [further_trade(world, event_id, name) for name in "甲乙丙丁戊"[:count]]
        chief = chief_of(world, event_id, None, f"chief{count}")
        costs.append(queries_of(app, chief, f"/judging/{event_id}"))
        assert len(trades) == count

    assert costs[0] == costs[1]


def test_sheet_pages_cost_the_same_for_three_entries_and_for_ten(app: Flask, world: World) -> None:
    costs = []
    for count in (3, 10):
        contest = world.started("station", entries=count)
        for entry in range(count):
            contest.mark(entry, "A", 1, A1_1="12", A1_2="3")
            contest.mark(entry, "A", 2, A1_2="1")
            for seat in (1, 2):
                contest.send(seat, contest.op(entry, "A", seat, "submit"))
        chief = chief_of(world, contest.event_id, contest.trade_id, f"chief{count}")
        trade = f"/judging/{contest.event_id}/{contest.trade_id}"
        sheet = contest.sheet(0, "A", 1).id
        costs.append([
            queries_of(app, chief, path)
            for path in (f"/judging/{contest.event_id}", trade, f"{trade}/sheets/{sheet}")
        ])  # fmt: skip

    assert costs[0] == costs[1]


def test_package_costs_the_same_for_three_entries_and_for_ten(app: Flask, world: World) -> None:
    costs = []
    for count in (3, 10):
        contest = world.started("station", entries=count)
        bound, secret = world.tablet(contest.event_id, contest.trade_id, contest.people[0])
        for entry in range(count):
            contest.mark(entry, "A", 1, A1_1="12", A1_2="3")
            contest.send(1, contest.op(entry, "A", 1, "submit"))
        tablet = app.test_client()
        tablet.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {bound.id}.{secret}"
        costs.append(queries_of(app, tablet, "/api/v1/judging/package"))

    assert costs[0] == costs[1]


def test_correction_is_made_on_the_page_and_stays_in_its_history(world: World) -> None:
    contest = in_state(world, "SIGNED")
    chief = chief_of(world, contest.event_id, contest.trade_id)
    page = f"/judging/{contest.event_id}/{contest.trade_id}/sheets/{contest.sheet(0, 'A', 1).id}"

    answer = chief.post(f"{page}/correct", data={"aspect": "A1.1", "value": "12.04", "reason": "卡尺读错"})
    shown = chief.get(page).get_data(as_text=True)

    assert (answer.status_code, answer.headers["Location"]) == (303, page)
    assert [word in shown for word in ("12.040", "12.010", "卡尺读错", "范长青")] == [True] * 4


@pytest.mark.parametrize(
    ("sent", "status", "field"),
    [
        ({"aspect": "A1.1", "value": "12.04"}, 422, "reason"),
        ({"aspect": "A1.1", "value": "12.04", "reason": "错"}, 422, "reason"),
        ({"aspect": "A1.1", "value": "12.04", "reason": "错" * 301}, 422, "reason"),
        ({"aspect": "A1.1", "value": "12.04", "reason": "看错\0"}, 422, "reason"),
        ({"aspect": "A1.1", "value": "十二", "reason": "看错"}, 422, "value"),
        ({"aspect": "A1.1", "value": "9" * 41, "reason": "看错"}, 422, "value"),
        ({"aspect": "A1.1", "value": "", "reason": "看错"}, 422, "value"),
        ({"aspect": "A1.1", "value": "12.01", "reason": "看错"}, 409, "value"),
    ],
)
def test_correction_that_cannot_be_is_shown_beside_its_field(
    world: World, sent: dict[str, str], status: int, field: str
) -> None:
    contest = in_state(world, "SIGNED")
    chief = chief_of(world, contest.event_id, contest.trade_id)
    page = f"/judging/{contest.event_id}/{contest.trade_id}/sheets/{contest.sheet(0, 'A', 1).id}"

    answer = chief.post(f"{page}/correct", data=sent)
    shown = answer.get_data(as_text=True)

    wrong = re.findall(r'id="wrong-(\w+)"', shown)
    assert (answer.status_code, wrong) == (status, [field])
    assert re.search(rf'id="field-{field}"[^>]*aria-invalid="true"', shown) is not None
    assert [
        text for text in re.findall(r'<li><a href="#field-\w+">[^<]+</a>: ([^<]+)</li>', shown) if text.isascii()
    ] == []


def test_correction_of_no_aspect_is_refused(world: World) -> None:
    contest = in_state(world, "SIGNED")
    chief = chief_of(world, contest.event_id, contest.trade_id)
    page = f"/judging/{contest.event_id}/{contest.trade_id}/sheets/{contest.sheet(0, 'A', 1).id}"

    statuses = [
        chief.post(f"{page}/correct", data={"value": "12", "reason": "看错"}).status_code,
        chief.post(f"{page}/correct", data={"aspect": "Z9", "value": "12", "reason": "看错"}).status_code,
    ]

    assert statuses == [422, 422]


def test_locking_and_unlocking_on_the_page(world: World) -> None:
    contest = in_state(world, "SIGNED")
    chief = chief_of(world, contest.event_id, contest.trade_id)
    trade = f"/judging/{contest.event_id}/{contest.trade_id}"
    page = f"{trade}/sheets/{contest.sheet(0, 'A', 1).id}"

    statuses = [
        chief.post(f"{page}/unlock", data={"reason": "未锁定"}).status_code,
        chief.post(f"{page}/lock").status_code,
        chief.post(f"{page}/lock").status_code,
        chief.post(f"{page}/correct", data={"aspect": "A1.1", "value": "12", "reason": "看错"}).status_code,
        chief.post(f"{page}/unlock").status_code,
        chief.post(f"{page}/unlock", data={"reason": "卡尺未校准"}).status_code,
        chief.post(f"{trade}/modules/A/lock").status_code,
        chief.post(f"{trade}/modules/A/lock").status_code,
        chief.post(f"{trade}/end").status_code,
    ]

    assert statuses == [409, 303, 409, 409, 422, 303, 303, 303, 303]
    assert [contest.sheet(0, "A", 1).state, contest.sheet(0, "T", 1).state] == ["LOCKED", "SIGNED"]
    assert contest.stage().state == "RUNNING"


def test_starting_and_ending_on_the_page(world: World) -> None:
    event_id = world.event()
    trade_id = world.trade(event_id)
    entries = world.contestants(trade_id, 1)
    people = world.judges(event_id, trade_id, 1)
    chief = chief_of(world, event_id, trade_id)
    trade = f"/judging/{event_id}/{trade_id}"

    answers = [chief.post(f"{trade}/start") for _ in range(2)]
    with reading() as s:
        stage = events_queries.stage_of_trade(s, trade_id)
    tablet = world.tablet(event_id, trade_id, people[0])[0]
    contest = Contest(event_id, trade_id, stage.id, entries, people, [tablet])
    contest.finish(0, "90", "12.01", ["3"])
    for module in "TA":
        chief.post(f"{trade}/modules/{module}/lock")
    chief.post(f"{trade}/end")

    assert [(answer.status_code, answer.headers["Location"]) for answer in answers] == [(303, trade)] * 2
    assert contest.stage().state == "ENDED"


def test_monitor_of_a_chief_shows_his_trade_alone(world: World) -> None:
    event_id = world.event()
    mine, other = further_trade(world, event_id, "甲"), further_trade(world, event_id, "乙")
    chief = chief_of(world, event_id, mine)

    shown = chief.get(f"/judging/{event_id}").get_data(as_text=True)

    assert (f"/judging/{event_id}/{mine}" in shown, other in shown, "乙" in shown) == (True, False, False)
    assert chief.get(f"/judging/{event_id}/{other}").status_code == 403


def test_monitor_is_closed_to_whoever_may_watch_no_trade(world: World) -> None:
    contest = world.started()
    elsewhere = world.event()
    world.trade(elsewhere)
    world.person("叶知秋", "judge", ("scoring_judge", scope_path(contest.event_id, contest.trade_id)))
    chief = chief_of(world, contest.event_id, contest.trade_id)
    judge = world.signed_in("judge")

    statuses = [
        judge.get(f"/judging/{contest.event_id}").status_code,
        chief.get(f"/judging/{elsewhere}").status_code,
        chief.get("/judging/0190aaaa-0000-7000-8000-000000000000").status_code,
        world.app.test_client().get(f"/judging/{contest.event_id}").status_code,
    ]

    assert statuses == [403, 403, 404, 302]


@pytest.mark.parametrize("role", ["chief_judge", "score_clerk", "supervisor"])
def test_pages_that_an_official_of_one_trade_reaches_link_nowhere_he_may_not_go(world: World, role: str) -> None:
    event_id = world.event()
    mine = further_trade(world, event_id, "甲", running=False)
    further_trade(world, event_id, "乙")
    officials.assign("system", event_id, mine, "A", [])
    world.person("范长青", "official", (role, scope_path(event_id, mine)))
    client = world.signed_in("official")
    seen: dict[str, int] = {}
    for state in ("draft", "running"):
        if state == "running":
            with reading() as s:
                judge = officials_queries.judges(s, mine)[0]
            officials.assign("system", event_id, mine, "A", [judge.id])
            actions.start_stage(event_id, mine, "system")
            world.tablet(event_id, mine, judge.person_id, accepted=False)
        waiting, seen = ["/events/"], {}
        while waiting:
            path = waiting.pop()
            if path in seen or path.startswith("/static/"):
                continue
            answer = client.get(path)
            seen[path] = answer.status_code
            if answer.mimetype == "text/html" and answer.status_code == 200:
                waiting += [href.replace("&amp;", "&") for href in HREF.findall(answer.get_data(as_text=True))]
        assert {path: status for path, status in seen.items() if status not in (200, 302, 303)} == {}
        assert {f"/judging/{event_id}", f"/judging/{event_id}/{mine}"} <= set(seen)


def test_addresses_with_a_null_byte_are_refused(world: World) -> None:
    contest = world.started()
    chief = chief_of(world, contest.event_id, None)
    trade = f"/judging/{contest.event_id}/{contest.trade_id}"

    statuses = [
        chief.get(path).status_code
        for path in (
            "/judging/%00",
            f"{trade}?module=%00",
            f"{trade}/sheets/%00",
            "/standings/%00",
            "/api/v1/standings/boards/%00",
        )
    ]

    assert statuses == [400] * 5


def test_monitor_does_not_wait_for_who_did_not_start(world: World) -> None:
    contest = world.started(entries=2)
    contest.finish(0, "90", "12.01", ["3", "3"])
    with reading() as s:
        before = sight.monitor(s, contest.event_id, lambda trade_id: True)

    contestants.set_status("system", contest.entries[1], "DNS", "未到场")

    with reading() as s:
        after = sight.monitor(s, contest.event_id, lambda trade_id: True)
    assert [(one.signed, one.due) for one in (before, after)] == [(3, 6), (3, 3)]
    assert [cell.state for row in after.rows for cell in row.cells] == ["done", "done"]
