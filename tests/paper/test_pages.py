"""The doors of paper: finding a sheet, typing it blind, settling, deciding, printing; who sees what."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event as sa_event

from competition.accounts.roles import scope_path
from competition.paper import actions, readiness
from competition.store import reading
from tests.paper.ground import FIRST, Papers, papers
from tests.world import JUDGES, NAMES, World


def to(one: Papers, path: str = "") -> str:
    return f"/paper/{one.contest.event_id}/{one.contest.trade_id}{path}"


def browsers(one: Papers) -> tuple[FlaskClient, FlaskClient, FlaskClient]:
    """The first clerk's, the second's and the chief's."""
    event_id = one.contest.event_id
    first, second, chief = (one.world.signed_in(f"{login}{event_id}") for login in ("c1", "c2", "ch"))
    return first, second, chief


def text(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.get_data(as_text=True)


def form(**marks: str) -> dict[str, str]:
    """A form as it is sent: A1_1 for A1.1, signed unless it says otherwise."""
    signed = marks.pop("signed", "1")
    sent = {f"mark-{key.replace('_', '.')}": value for key, value in marks.items()}
    return sent | ({"signed": signed} if signed else {})


def test_a_clerk_finds_types_and_another_checks_without_seeing_it(world: World) -> None:
    one = papers(world, judges=1)
    first, second, _chief = browsers(one)
    sheet = one.sheet()
    number = one.number(sheet.id)
    at = to(one, f"/sheets/{sheet.id}")
    for said in (number, number.lower().replace("-", ""), f"http://localhost/paper/at/{sheet.id}"):
        found = first.get(to(one), query_string={"number": said})
        assert (found.status_code, found.location) == (303, at)
    wrong = first.get(to(one), query_string={"number": f"{int(number[:4]) + 1:04d}{number[-1]}"})
    assert (wrong.status_code, 'id="wrong-number"' in wrong.text) == (422, True)

    kept = first.post(f"{at}/type", data=form(A1_1="12.01", A1_2="3"))
    assert (kept.status_code, kept.location) == (303, to(one))
    assert "12.01" not in text(first, at)
    assert f'action="{at}/type"' not in text(first, at)
    (record,) = re.findall(r"/records/([0-9a-f-]{36})/check", text(second, at))
    assert "12.01" not in text(second, at)
    same = first.post(to(one, f"/records/{record}/check"), data=form(A1_1="12.01", A1_2="3"))
    assert (same.status_code, one.record(record).state) == (409, "TYPED")

    done = second.post(to(one, f"/records/{record}/check"), data=form(A1_1="12.01", A1_2="3"))
    assert (done.status_code, done.location, one.record(record).state) == (303, to(one), "IN")
    page = text(second, at)
    assert [word in page for word in ("12.010", "孟星野", "周沐宸")] == [True] * 3


def test_what_cannot_be_is_refused_with_the_aspect_named_and_stays_in_the_form(world: World) -> None:
    one = papers(world)
    first, _second, _chief = browsers(one)
    at = to(one, f"/sheets/{one.sheet().id}")
    answer = first.post(f"{at}/type", data=form(A1_1="十二", A1_2="4"))
    assert answer.status_code == 422
    found = re.findall(r'<a href="#field-(mark-[^"]+)">([^<]+)</a>', answer.text)
    assert found == [("mark-A1.1", "A1.1 槽宽"), ("mark-A1.2", "A1.2 外观")]
    assert re.search(r'name="mark-A1.2" value="4"[^>]*aria-invalid="true"', answer.text)
    lacking = first.post(f"{at}/type", data=form(A1_1="12"))
    assert re.findall(r'<a href="#field-(mark-[^"]+)">', lacking.text) == ["mark-A1.2"]


def test_the_second_settles_what_differs(world: World) -> None:
    one = papers(world, judges=1)
    first, second, _chief = browsers(one)
    sheet = one.sheet()
    at, record = to(one, f"/sheets/{sheet.id}"), one.type(sheet.id)
    answer = second.post(to(one, f"/records/{record}/check"), data=form(A1_1="12.10", A1_2="3"))
    assert (answer.status_code, answer.location) == (303, at)
    assert "12.100" in text(second, at)
    assert f"/records/{record}/settle" not in text(first, at)
    settle = to(one, f"/records/{record}/settle")
    assert first.post(settle, data={"mark-A1.1": "12.01", "why-A1.1": "潦草"}).status_code == 409
    without = second.post(settle, data={"mark-A1.1": "12.01"})
    assert (without.status_code, 'value="12.01"' in without.text) == (422, True)
    done = second.post(settle, data={"mark-A1.1": "12.01", "why-A1.1": "潦草"})
    assert (done.status_code, one.in_force(sheet.id)) == (303, {"A1.1": "12.010", "A1.2": "3"})
    assert "潦草" in text(first, at)


def test_the_chief_decides_and_the_history_of_the_mark_says_whose_paper(world: World) -> None:
    one = papers(world, judges=1)
    first, _second, chief = browsers(one)
    sheet = one.sheet()
    one.contest.mark(0, "A", 1, A1_1="12.03")
    record = one.both(sheet.id)
    event_id, trade_id = one.ids
    with reading() as s:
        lines = readiness.paper_lines(s, event_id)
    assert [(line.trade_id, line.done, line.href) for line in lines] == [(trade_id, False, to(one, "?state=CHECKED"))]
    decide = to(one, f"/records/{record}/decide")
    assert "12.030" in text(chief, to(one, f"/sheets/{sheet.id}"))
    assert first.post(decide, data={"take-A1.1": "paper", "reason": "误触"}).status_code == 403
    assert chief.post(decide, data={"take-A1.1": "paper"}).status_code == 422
    assert chief.post(decide, data={"reason": "误触"}).status_code == 422
    assert chief.post(decide, data={"take-A1.1": "paper", "reason": "误触"}).status_code == 303
    page = text(chief, f"/judging/{event_id}/{trade_id}/sheets/{sheet.id}?lang=en")
    assert page.count("孟星野") == 2
    assert "误触" in page
    with reading() as s:
        assert readiness.paper_lines(s, event_id) == []


def test_withdrawing_and_having_it_typed_anew(world: World) -> None:
    one = papers(world)
    first, second, chief = browsers(one)
    record = one.type(one.sheet().id)
    assert first.post(to(one, f"/records/{record}/withdraw"), data={}).status_code == 422
    assert first.post(to(one, f"/records/{record}/withdraw"), data={"reason": "拿错"}).status_code == 303
    again = one.type(one.sheet().id)
    one.check(again, {**FIRST, "A1.2": "1"})
    assert "12.010" in text(second, to(one, f"/sheets/{one.sheet().id}"))
    assert second.post(to(one, f"/records/{again}/discard"), data={"reason": "重录"}).status_code == 403
    assert chief.post(to(one, f"/records/{again}/discard"), data={"reason": "重录"}).status_code == 303
    assert [one.record(each).state for each in (record, again)] == ["WITHDRAWN", "WITHDRAWN"]
    assert "12.010" not in text(first, to(one, f"/sheets/{one.sheet().id}"))


def test_signatures_that_waited_are_entered_with_one_press(world: World) -> None:
    one = papers(world)
    first, _second, chief = browsers(one)
    one.both(one.sheet(seat=1).id)
    one.contest.mark(0, "A", 2, A1_2="2")
    one.contest.send(2, one.contest.op(0, "A", 2, "submit"))
    assert f'action="{to(one, "/sign")}"' in text(first, to(one))
    assert chief.post(to(one, "/sign")).status_code == 403
    assert first.post(to(one, "/sign")).status_code == 303
    assert one.sheet(seat=1).state == "SIGNED"


def test_sheets_are_printed_by_judge_one_by_one_and_all(world: World) -> None:
    one = papers(world)
    first, _second, _chief = browsers(one)
    everything = text(first, to(one, "/print"))
    sheets = [one.sheet(entry, module, seat) for module, seat in (("T", 1), ("A", 1), ("A", 2)) for entry in range(3)]
    numbers = {one.number(sheet.id): sheet for sheet in sheets}
    shown = re.findall(r'<b class="num">(\d{4}-[A-Z])</b></p>', everything)
    expected = sorted(numbers, key=lambda n: ("TA".index(numbers[n].module_key), numbers[n].seat, numbers[n].code))
    assert shown == expected
    assert everything.count("<svg xmlns") == 9
    judge = sheets[-1].judge_id
    theirs = re.findall(r'<b class="num">(\d{4}-[A-Z])</b></p>', text(first, to(one, f"/print?judge={judge}")))
    assert theirs == [n for n in expected if numbers[n].seat == 2]
    alone = text(first, to(one, f"/print?sheet={sheets[-1].id}"))
    assert [f'<td class="num">{key}</td>' in alone for key in ("A1.1", "A1.2", "A1.3")] == [False, True, False]
    assert re.findall(r'<b class="num">(\d{4}-[A-Z])</b></p>', alone) == [one.number(sheets[-1].id)]
    assert first.get(to(one, f"/print?sheet={one.contest.event_id}")).status_code == 404
    one.contest.finish(0, "90", "12.01", ["3", "2"])
    assert text(first, to(one, "/print")).count("<svg xmlns") == 6


def test_a_blind_sheet_names_no_contestant_and_an_open_one_does(world: World) -> None:
    blind, plain = papers(world), papers(world, anonymity="open")
    first, other = browsers(blind)[0], browsers(plain)[0]
    pages = [text(first, to(blind, path)) for path in ("", "/print", f"/sheets/{blind.sheet().id}")]
    assert [name for page in pages for name in NAMES[:3] if name in page] == []
    assert [name in text(other, to(plain, "/print")) for name in NAMES[:3]] == [True] * 3
    assert JUDGES[0] in pages[1]


def test_the_code_on_the_paper_leads_whoever_may_to_the_sheet(world: World) -> None:
    one = papers(world)
    first, _second, _chief = browsers(one)
    sheet = one.sheet()
    lead = first.get(f"/paper/at/{sheet.id}")
    assert (lead.status_code, lead.location) == (303, to(one, f"/sheets/{sheet.id}"))
    world.person("严明", "desk", ("organiser", scope_path(one.contest.event_id)))
    assert world.signed_in("desk").get(f"/paper/at/{sheet.id}").status_code == 403
    assert first.get(f"/paper/at/{one.contest.event_id}").status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [("", 3), ("state=IN", 1), ("state=TYPED", 2), ("module=T", 1), ("q={number}", 1), ("q={code}", 2), ("q=zz", 0)],
)
def test_the_list_searches_filters_and_sorts(world: World, query: str, found: int) -> None:
    one = papers(world, judges=1)
    first, _second, _chief = browsers(one)
    one.both(one.sheet(0).id)
    one.type(one.sheet(1).id)
    one.type(one.sheet(1, "T").id, {"T1.1": "88"})
    asked = query.format(number=one.number(one.sheet(0).id), code=one.sheet(1).code)
    for order in ("number", "-code", "module", "state", "-typed"):
        assert text(first, to(one, f"?{asked}&sort={order}")).count("data-row") == found


def test_an_organiser_prints_and_sees_states_but_no_values(world: World) -> None:
    one = papers(world, judges=1)
    one.both(one.sheet().id)
    world.person("严明", "desk", ("organiser", scope_path(one.contest.event_id)))
    desk = world.signed_in("desk")
    page = text(desk, to(one))
    assert ["12.010" in page, "/sheets/" in page, one.number(one.sheet().id) in page] == [False, False, True]
    assert text(desk, f"/paper/{one.contest.event_id}")
    assert desk.get(to(one, f"/sheets/{one.sheet().id}")).status_code == 403
    assert text(desk, to(one, "/print"))


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


def test_pages_ask_as_much_for_many_papers_as_for_few(world: World) -> None:
    few, many = papers(world, entries=2), papers(world, entries=9)
    for one in (few, many):
        for entry in range(len(one.contest.entries)):
            record = one.type(one.sheet(entry).id)
            if entry % 2:
                one.check(record)
    counted = []
    for one in (few, many):
        clerk = browsers(one)[0]
        addresses = [
            to(one),
            to(one, "/print"),
            f"/paper/{one.contest.event_id}",
            to(one, f"/sheets/{one.sheet(1).id}"),
        ]
        counted.append([questions(clerk, address) for address in addresses])
    assert counted[0] == counted[1]
    assert max(counted[0]) <= 30


def test_before_the_start_there_are_blank_sheets_alone(world: World) -> None:
    event_id = world.event()
    trade_id = world.trade(event_id)
    desk = world.organiser()
    page = text(desk, f"/paper/{event_id}/{trade_id}")
    assert f"/schemes/{event_id}/{trade_id}/sheet/A?seat=1" in page
    assert "/print" not in page
    assert "<svg xmlns" not in text(desk, f"/paper/{event_id}/{trade_id}/print")
    assert actions.sign_ready("system", event_id, trade_id) == 0
