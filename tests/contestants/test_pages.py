"""The doors of contestants: list, single entries, status, identity, export."""

import io
from typing import Any

import openpyxl
import pytest

from competition.contestants import queries
from competition.store import reading
from tests.world import World

FORM = {"name": "陈嘉树", "sex": "", "employer": "甲厂", "id_number": "11010519491231002x", "phone": "138 0000 1234"}


def entered(world: World) -> tuple[str, str, str]:
    event_id = world.event()
    trade_id = world.trade(event_id)
    return event_id, trade_id, world.contestants(trade_id, 1)[0]


def test_add_enters_and_goes_on_as_asked(world: World) -> None:
    event_id = world.event()
    trade_id = world.trade(event_id)
    browser = world.organiser()
    address = f"/contestants/{event_id}/{trade_id}/add"

    first = browser.post(address, data=FORM)
    second = browser.post(address, data={"name": "Ann  Lee", "next": "another"})

    assert [first.location, second.location] == [f"/contestants/{event_id}?trade={trade_id}", address]
    with reading() as s:
        rows = queries.entries_of_event(s, event_id)
        assert [(row.name, row.sex, row.organisation_name) for row in rows] == [
            ("陈嘉树", "f", "甲厂"),
            ("Ann Lee", "", ""),
        ]
        assert queries.masked_numbers(queries.contestant(s, str(rows[0].contestant_id))) == (
            "110105********002X",
            "138****1234",
        )


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "陈"}, "name"),
        ({"name": "=HYPERLINK(1)"}, "name"),
        ({"employer": "@SUM(A1)"}, "employer"),
        ({"sex": "x"}, "sex"),
        ({"sex": "m"}, "sex"),
        ({"id_number": "110105194912310021"}, "id_number"),
        ({"id_number": "123"}, "id_number"),
        ({"phone": "12"}, "phone"),
    ],
)
def test_add_names_the_field_and_saves_nothing(world: World, wrong: dict[str, str], field: str) -> None:
    event_id = world.event()
    trade_id = world.trade(event_id)

    answer = world.organiser().post(f"/contestants/{event_id}/{trade_id}/add", data=FORM | wrong)

    with reading() as s:
        assert (answer.status_code, f'id="wrong-{field}"' in answer.text, queries.entries_of_event(s, event_id)) == (
            422,
            True,
            [],
        )


def test_add_refuses_the_same_person_twice_beside_the_field(world: World) -> None:
    event_id = world.event()
    trade_id = world.trade(event_id)
    browser = world.organiser()
    browser.post(f"/contestants/{event_id}/{trade_id}/add", data=FORM)

    again = browser.post(f"/contestants/{event_id}/{trade_id}/add", data=FORM)
    other = browser.post(f"/contestants/{event_id}/{trade_id}/add", data=FORM | {"name": "李慕白"})

    assert [
        (again.status_code, 'id="wrong-name"' in again.text),
        (other.status_code, 'id="wrong-id_number"' in other.text),
    ] == [
        (409, True),
        (409, True),
    ]


def test_entry_is_changed_with_a_reason_only(world: World) -> None:
    event_id, trade_id, entry_id = entered(world)
    browser = world.organiser()
    address = f"/contestants/{event_id}/{trade_id}/{entry_id}"

    without = browser.post(address, data=FORM)
    done = browser.post(address, data=FORM | {"name": "陈嘉澍", "reason": "笔误"})

    assert (without.status_code, 'id="wrong-reason"' in without.text, done.location) == (422, True, address)
    page = browser.get(address).text
    assert ["陈嘉澍" in page, "笔误" in page, "110105********002X" in page, "11010519491231002X" in page] == [
        True,
        True,
        True,
        False,
    ]


def test_withdraw_sets_the_status_with_its_reason(world: World) -> None:
    event_id, trade_id, entry_id = entered(world)
    browser = world.organiser()
    address = f"/contestants/{event_id}/{trade_id}/{entry_id}/withdraw"

    assert browser.get(address).status_code == 200
    assert [
        browser.post(address, data=sent).status_code for sent in ({"status": "WD"}, {"status": "XX", "reason": "生病"})
    ] == [422, 422]
    assert (
        browser.post(address, data={"status": "WD", "reason": "生病"}).location
        == f"/contestants/{event_id}?trade={trade_id}"
    )
    with reading() as s:
        assert queries.entry(s, entry_id).status == "WD"


def test_identity_is_shown_to_check_in_alone_and_for_a_reason(world: World) -> None:
    event_id = world.event()
    trade_id = world.trade(event_id)
    organiser = world.organiser()
    organiser.post(f"/contestants/{event_id}/{trade_id}/add", data=FORM)
    with reading() as s:
        entry_id = queries.entries_of_event(s, event_id)[0].id
    world.person("何清越", "checkin", ("check_in", f"/events/{event_id}"))
    desk = world.signed_in("checkin")
    address = f"/contestants/{event_id}/{trade_id}/{entry_id}/identity"

    assert organiser.post(address, data={"reason": "检录"}).status_code == 403
    assert desk.post(address, data={}).status_code == 422
    assert "11010519491231002X" in desk.post(address, data={"reason": "检录"}).text
    assert address in desk.get(f"/contestants/{event_id}/{trade_id}/{entry_id}").text


@pytest.mark.parametrize(
    "asked",
    [
        "?sort=-name",
        "?sort=nonsense",
        "?page=99",
        "?page=x",
        "?status=WD",
        "?status=?",
        "?q=%25",
        "?q=" + "长" * 100,
        "?trade=none",
    ],
)
def test_list_answers_whatever_is_asked(world: World, asked: str) -> None:
    event_id, _, _ = entered(world)

    assert world.organiser().get(f"/contestants/{event_id}{asked}").status_code == 200


def test_list_pages_fifty_at_a_time(world: World) -> None:
    event_id = world.event()
    trade_id = world.trade(event_id)
    browser = world.organiser()
    for number in range(51):
        browser.post(f"/contestants/{event_id}/{trade_id}/add", data={"name": f"选手{chr(0x4E00 + number)}"})

    pages = [browser.get(f"/contestants/{event_id}?page={page}").text.count("data-row>") for page in (1, 2)]

    assert pages == [50, 1]


def test_export_gives_the_list_as_it_is_narrowed(world: World) -> None:
    event_id = world.event()
    trade_id = world.trade(event_id)
    world.contestants(trade_id, 3)
    browser = world.organiser()

    job = browser.post(f"/contestants/{event_id}/export", data={"q": "陈"}).location
    with browser.get(f"{job}/file") as answer:
        sheet: Any = openpyxl.load_workbook(io.BytesIO(answer.data)).active

    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert (rows[0][:4], [row[:4] for row in rows[1:]]) == (
        ["赛项", "编号", "工位", "姓名"],
        [["钳工", "1", "FT-01", "陈嘉树"]],
    )


def test_doors_answer_the_dull_questions(world: World) -> None:
    event_id, trade_id, entry_id = entered(world)
    organiser = world.organiser()
    world.person("方晓棠", "judge", ("scoring_judge", f"/events/{event_id}"))
    world.person("何清越", "checkin", ("check_in", f"/events/{event_id}"))
    judge, desk = world.signed_in("judge"), world.signed_in("checkin")
    base = f"/contestants/{event_id}"
    read = [base, f"{base}/{trade_id}/{entry_id}", f"{base}/import/form.xlsx"]
    edit = [f"{base}/import", f"{base}/{trade_id}/add", f"{base}/{trade_id}/{entry_id}/withdraw"]

    assert [organiser.get(page).status_code for page in read + edit] == [200] * 6
    assert [desk.get(page).status_code for page in read + edit] == [200] * 3 + [403] * 3
    assert [judge.get(page).status_code for page in read + edit] == [403] * 6
    assert [world.app.test_client().get(page).location for page in read + edit] == [
        f"/accounts/sign-in?next={page}" for page in read + edit
    ]
    assert [organiser.delete(page).status_code for page in read + edit] == [405] * 6
    other = world.event()
    assert [organiser.get(page.replace(event_id, other)).status_code for page in read[1:2] + edit[1:]] == [404] * 3
    assert organiser.get(f"{base}/import/nothing").status_code == 404
    assert organiser.get(f"{base}/{trade_id}/nobody").status_code == 404
