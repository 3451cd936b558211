"""Searching and sorting the list of an event's contestants."""

import dataclasses

import pytest
from sqlalchemy import event

from competition.contestants import actions, queries
from competition.contestants.actions import ContestantDetails
from competition.contestants.queries import Wanted
from competition.store import reading
from competition.store.session import Store
from tests.world import World

PERSON = ContestantDetails(name="", sex="", organisation_id=None, employer="", id_number="", phone="")


@pytest.fixture
def event_id(world: World) -> str:
    """Three contestants, one of them withdrawn."""
    event_id = world.event()
    trade_id = world.trade(event_id)
    people = [("陈嘉树", "100%厂"), ("Ann Lee", "乙厂"), ("李慕白", "甲厂")]
    entries = [
        actions.enter("system", trade_id, dataclasses.replace(PERSON, name=name, employer=unit))
        for name, unit in people
    ]
    actions.edit_entry(
        "system", entries[0],
        dataclasses.replace(PERSON, name="陈嘉树", employer="100%厂", id_number="11010519491231002X", phone="13800001234"),
        "补号",
    )  # fmt: skip
    actions.set_status("system", entries[2], "WD", "生病")
    return event_id


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (Wanted(), ["陈嘉树", "Ann Lee", "李慕白"]),
        (Wanted(sort="-number"), ["李慕白", "Ann Lee", "陈嘉树"]),
        (Wanted(text="ann"), ["Ann Lee"]),
        (Wanted(text=" 厂 "), ["陈嘉树", "Ann Lee", "李慕白"]),
        (Wanted(text="%"), ["陈嘉树"]),
        (Wanted(text="_"), []),
        (Wanted(text="2"), ["Ann Lee"]),
        (Wanted(text="-03"), ["李慕白"]),
        (Wanted(text="110105 19491231 002x"), ["陈嘉树"]),
        (Wanted(text="13800001234"), ["陈嘉树"]),
        (Wanted(text="1380000"), []),
        (Wanted(status="WD"), ["李慕白"]),
        (Wanted(status=""), ["陈嘉树", "Ann Lee"]),
        (Wanted(trade_id="nowhere"), []),
    ],
)
def test_search_finds_what_is_wanted(event_id: str, wanted: Wanted, names: list[str]) -> None:
    with reading() as s:
        assert [row.name for row in queries.search(s, event_id, wanted)] == names
        assert queries.count_found(s, event_id, wanted) == len(names)


def test_search_pages(event_id: str) -> None:
    with reading() as s:
        assert [row.name for row in queries.search(s, event_id, Wanted(), offset=1, limit=1)] == ["Ann Lee"]


def test_list_page_asks_as_often_for_many_as_for_few(world: World, store: Store) -> None:
    event_id = world.event()
    trade_id = world.trade(event_id)
    browser = world.organiser()
    asked: list[str] = []
    event.listen(store.reader, "before_cursor_execute", lambda *call: asked.append(call[2]))

    def questions() -> int:
        asked.clear()
        assert browser.get(f"/contestants/{event_id}").status_code == 200
        return len(asked)

    world.contestants(trade_id, 1)
    few = questions()
    for number in range(30):
        actions.enter("system", trade_id, dataclasses.replace(PERSON, name=f"选手{chr(0x4E00 + number)}"))
    assert questions() == few
