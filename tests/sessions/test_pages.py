"""The doors of the contest day: what each role sees and does, and what stays apart while marking is blind."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event as sa_event

from competition.accounts.roles import scope_path
from competition.contestants import actions as contestants
from competition.engine import draws
from competition.events import actions as events
from competition.judging import actions as judging
from competition.judging import exchange
from competition.sessions import actions, queries
from competition.store import reading, transaction
from tests.sessions.ground import Day, day
from tests.world import NAMES, World


def officer(one: Day, *roles: str) -> FlaskClient:
    """Somebody with these roles over the event, signed in."""
    login = "-".join(roles)
    one.world.person("范长青", login, *((role, scope_path(one.event_id)) for role in roles))
    return one.world.signed_in(login)


def to(one: Day, path: str = "") -> str:
    return f"/sessions/{one.event_id}/{one.trade_id}{path}"


def text(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.get_data(as_text=True)


def said(client: FlaskClient, address: str, **form: Any) -> str:
    """What the page says after a form that was sent."""
    answer = client.post(address, data=form, follow_redirects=True)
    return answer.get_data(as_text=True)


def test_an_organiser_adds_stations_and_makes_sessions(world: World) -> None:
    one = day(world)
    desk = world.organiser()
    stations = f"/sessions/{one.event_id}/stations"
    assert "A12" in said(desk, f"{stations}/{one.venue_id}", codes="A10-A12")
    assert desk.post(f"{stations}/{one.venue_id}", data={"codes": "A9-A1"}, follow_redirects=True).status_code == 200
    made = desk.post(to(one, "/make"), data={"venue_id": one.venue_id, "minutes": "60", "opens": "09:00"})
    assert made.status_code == 303
    (session,) = one.sessions()
    assert session.starts_at is not None
    assert f'href="{to(one, "/session/" + session.id)}"' in text(desk, to(one))
    moved = desk.post(
        to(one, f"/session/{session.id}"),
        data={"venue_id": one.venue_id, "starts_at": "2026-09-29T10:30", "minutes": "90", "rev": "1"},
    )
    assert moved.status_code == 303
    assert one.sessions()[0].starts_at.isoformat() == "2026-09-29T02:30:00+00:00"  # type: ignore[union-attr]
    again = desk.post(to(one, f"/session/{session.id}"), data={"minutes": "90", "rev": "1"})
    assert again.status_code == 409


@pytest.mark.parametrize(
    ("change", "field"),
    [({"minutes": "0"}, "minutes"), ({"closes": "07:00"}, "closes"), ({"venue_id": ""}, "venue_id")],
)
def test_the_form_of_sessions_names_the_field_that_is_wrong(world: World, change: dict[str, str], field: str) -> None:
    one = day(world)
    form = {"venue_id": one.venue_id, "minutes": "60", "opens": "08:00", "closes": "18:00"} | change
    answer = world.organiser().post(to(one, "/make"), data=form)
    assert answer.status_code == 422
    assert f'href="#field-{field}"' in answer.get_data(as_text=True)


def test_the_check_in_desk_scans_types_and_presses(world: World) -> None:
    one = day(world)
    desk = officer(one, "check_in")
    badges = re.findall(r"viewBox", text(desk, to(one, "/badges")))
    assert len(badges) >= len(one.entries)
    for form in ({"said": f"CB:{one.entries[0]}".upper()}, {"said": "2"}, {"entry_id": one.entries[2]}):
        assert desk.post(to(one, "/check-in"), data=form).status_code == 303
    with reading() as s:
        found = {entry_id: row.how for entry_id, row in queries.checked(s, one.stage_id).items()}
    assert found == dict(zip(one.entries[:3], ("badge", "number", "hand"), strict=True))
    for form in ({"said": "2"}, {"said": "99"}, {"entry_id": "0190aaaa"}):
        answer = desk.post(to(one, "/check-in"), data=form)
        assert answer.status_code == 409
        assert 'role="alert"' in answer.get_data(as_text=True)
    assert desk.post(to(one, f"/check-in/{one.entries[0]}/undo")).status_code == 303
    assert desk.post(to(one, "/check-in/rule"), data={}).status_code == 403


def test_who_did_not_come_is_proposed_and_set_to_dns(world: World) -> None:
    one = day(world)
    one.make()
    one.begins(one.sessions()[0], 30)
    one.begins(one.sessions()[1], -30)
    desk = officer(one, "check_in")
    assert one.rows()[0].name in text(desk, to(one, "/absent"))
    assert desk.post(to(one, "/absent"), data={"ids": one.entries, "reason": "未检录"}).status_code == 303
    assert [row.status for row in one.rows()].count("DNS") == 4


def test_the_floor_judge_starts_and_the_chief_alone_pauses_and_adds_time(world: World) -> None:
    one = day(world)
    one.make()
    session = to(one, f"/session/{one.sessions()[0].id}")
    floor, chief = officer(one, "floor_judge"), officer(one, "chief_judge")
    assert floor.post(f"{session}/start").status_code == 303
    assert [floor.post(f"{session}/{move}").status_code for move in ("pause", "resume", "compensate")] == [403] * 3
    assert chief.post(f"{session}/pause", data={"reason": "断电"}).status_code == 303
    clock = json.loads(text(chief, to(one, "/clock.json")))["sessions"][0]
    assert (clock["state"], clock["ends_at"], clock["left"] > 3500) == ("PAUSED", None, True)
    assert chief.post(f"{session}/resume").status_code == 303
    assert (
        chief.post(f"{session}/compensate", data={"minutes": "5", "code": "2", "reason": "机床故障"}).status_code == 303
    )
    assert "+5" in text(chief, to(one, "/timer"))
    assert floor.post(f"{session}/end").status_code == 303
    assert floor.post(f"{session}/start", follow_redirects=True).status_code == 200
    assert one.sessions()[0].state == "ENDED"


def test_the_cipher_officer_draws_and_everybody_gets_the_record(world: World) -> None:
    one = day(world)
    one.make()
    cipher, nobody = officer(one, "cipher_officer"), world.app.test_client()
    for kind in queries.KINDS:
        assert cipher.post(to(one, f"/draws/{kind}/commit")).status_code == 303
    assert nobody.get(to(one, "/records")).status_code == 404
    events.move_event("system", one.event_id, "PUBLISHED", checks=())
    with reading() as s:
        published = {kind: one_.commitment for kind, one_ in queries.draws_of_stage(s, one.stage_id).items()}
    assert all(each in text(nobody, to(one, "/records")) for each in published.values())
    assert nobody.get(to(one, "/records/entry_code/1/record.json")).status_code == 404
    for kind in queries.KINDS:
        cipher.post(to(one, f"/draws/{kind}/draw"), data={"everybody": "1"})
        record = draws.read_record(json.loads(text(nobody, to(one, f"/records/{kind}/1/record.json"))))
        assert draws.verify(record, published[kind]) == []
    assert nobody.get(to(one, "/records/station_code/3/record.json")).status_code == 404
    slips = cipher.post(to(one, "/draws/station_code/slips")).get_data(as_text=True)
    assert slips.count('class="slip keep"') == 7


def blind(world: World) -> tuple[Day, dict[str, FlaskClient]]:
    """A blind stage with its second draw made, and the custodians' browsers."""
    one = day(world, "station")
    one.make()
    keepers = one.keepers()
    for kind in queries.KINDS:
        one.commit(kind, keepers)
        one.draw(kind, everybody=True)
    return one, {login: world.signed_in(f"{login}{one.event_id}") for login in ("k1", "k2", "k3")}


def test_a_custodian_takes_his_share_once_and_two_open_the_list(world: World) -> None:
    one, keepers = blind(world)
    typed: dict[str, list[str]] = {}
    for kind in queries.KINDS:
        for client in keepers.values():
            page = text(client, to(one, f"/draws/{kind}/share"))
            typed.setdefault(kind, []).append("\n".join(re.findall(r"<li>([0-9A-Z ]+)</li>", page)))
            assert client.post(to(one, f"/draws/{kind}/share")).status_code == 303
            assert client.get(to(one, f"/draws/{kind}/share")).status_code == 409
    assert world.organiser().get(to(one, "/draws/entry_code/share")).status_code == 404
    world.judges(one.event_id, one.trade_id)
    judging.start_stage(one.event_id, one.trade_id, "system")
    cipher = keepers["k3"]
    assert cipher.post(to(one, "/draws/entry_code/slips"), follow_redirects=True).status_code == 200
    with transaction() as s:
        events.mark_stage_ended(s, one.stage_id)
    for kind in reversed(queries.KINDS):
        wrong = cipher.post(to(one, f"/draws/{kind}/open"), data={"one": typed[kind][0], "two": "ABC"})
        assert wrong.status_code == 422
        same = cipher.post(to(one, f"/draws/{kind}/open"), data={"one": typed[kind][0], "two": typed[kind][0]})
        assert same.status_code == 409
        opened = cipher.post(to(one, f"/draws/{kind}/open"), data={"one": typed[kind][0], "two": typed[kind][2]})
        assert opened.status_code == 303
    record = draws.read_record(json.loads(text(cipher, to(one, "/records/entry_code/1/record.json"))))
    assert draws.verify(record) == []


def test_no_page_joins_a_station_to_a_name_while_marking_is_blind(world: World) -> None:
    one, _keepers = blind(world)
    desk = world.organiser()
    world.person(
        "叶知秋", "many", *((role, scope_path(one.event_id)) for role in ("chief_judge", "supervisor", "check_in"))
    )
    many = world.signed_in("many")
    codes = {row.station_code: row.name for row in one.rows()}
    assert sorted(codes.values()) == sorted(NAMES[:7])
    paths = ["", "/seats", "/check-in", "/draws", "/absent", "/timer", "/records", "/badges"]
    paths += [f"/session/{session.id}" for session in one.sessions()]
    for client in (desk, many):
        for path in paths:
            rows = re.split(r"<tr|<li|<section", text(client, to(one, path)))
            assert [row for row in rows for code, name in codes.items() if code in row and name in row] == []
        screen = text(client, f"/sessions/{one.event_id}/screen")
        assert [name for name in codes.values() if name in screen] == []
        assert [code for code in codes if code in screen] == []


def test_the_screens_call_by_number_and_name_in_an_open_stage(world: World) -> None:
    one = day(world)
    one.make()
    for session, ago in zip(one.sessions(), (-10, -200), strict=True):
        one.begins(session, ago)
    page = text(world.organiser(), f"/sessions/{one.event_id}/screen")
    assert 'data-what="called"' in page
    assert one.rows()[0].name in page
    assert one.rows()[5].name not in page


def test_a_tablet_shows_the_clock_of_the_session(world: World) -> None:
    contest = world.started(entries=2, judges=1)
    venue = events.add_venue("system", contest.event_id, events.VenueDetails(name="一号馆"))
    actions.add_stations("system", contest.event_id, venue, ("A1", "A2"))
    before = exchange.package(contest.tablets[0])
    assert before["stage"]["ends_at"] is not None
    assert "paused" not in before["stage"]
    other = day(world)
    other.make()
    session = other.sessions()[0].id
    people = world.judges(other.event_id, other.trade_id, 1)
    judging.start_stage(other.event_id, other.trade_id, "system")
    tablet, _secret = world.tablet(other.event_id, other.trade_id, people[0])
    assert exchange.package(tablet)["stage"]["ends_at"] is None
    revision = exchange.package(tablet)["revision"]
    actions.move_session("system", other.event_id, other.trade_id, session, "start")
    running = exchange.package(tablet)
    assert running["stage"]["ends_at"] is not None
    assert running["revision"] > revision
    actions.move_session("system", other.event_id, other.trade_id, session, "pause", "断电")
    assert exchange.package(tablet)["stage"]["paused"] in (3599, 3600)


def questions(client: FlaskClient, address: str) -> int:
    asked: list[str] = []
    with reading() as s:
        engine = s.get_bind()
    listen: Any = lambda *args: asked.append(args[2])  # noqa: E731
    sa_event.listen(engine, "before_cursor_execute", listen)
    try:
        assert client.get(address).status_code == 200
    finally:
        sa_event.remove(engine, "before_cursor_execute", listen)
    return len(asked)


def test_pages_ask_as_much_for_many_entries_as_for_few(world: World) -> None:
    few, many = day(world, entries=3), day(world, entries=10)
    few.make()
    many.make()
    desk = world.organiser()
    for path in ("", "/check-in", "/draws", "/seats", "/absent", "/badges", "/timer"):
        assert questions(desk, to(few, path)) == questions(desk, to(many, path)) <= 40, path
    for path in ("", "/stations", "/screen"):
        counted = [questions(desk, f"/sessions/{one.event_id}{path}") for one in (few, many)]
        assert counted[0] == counted[1] <= 40, path


def test_who_withdrew_leaves_the_lists(world: World) -> None:
    one = day(world)
    one.make()
    contestants.set_status("system", one.entries[0], "WD", "伤病")
    page = text(world.organiser(), to(one, f"/session/{one.sessions()[0].id}"))
    assert one.rows()[0].name not in page
