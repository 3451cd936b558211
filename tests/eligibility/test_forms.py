"""Entry forms against the rules before anything is entered: asked about, or left out."""

from __future__ import annotations

from competition.contestants import queries as contestants
from competition.eligibility import actions, queries
from competition.schemes import actions as schemes
from competition.store import reading
from tests.contestants.forms import id_number
from tests.contestants.test_imports import form, read
from tests.world import World

OLD = {"key": "age", "kind": "age", "most": 35, "on": "2026-05-01"}
PER_UNIT = {"key": "limit", "kind": "limit", "per": "organisation", "most": 1}
ROWS: list[list[object]] = [
    [1, "陈嘉树", "男", id_number(1, year=1980), "青溪电厂", "焊工", ""],
    [2, "李慕白", "男", id_number(2, year=1995), "青溪电厂", "焊工", ""],
    [3, "赵一诺", "男", id_number(3, year=1996), "青溪电厂", "焊工", ""],
]


def event(world: World, mode: str) -> str:
    """An event with two rules and one trade."""
    event_id = world.event()
    schemes.add_trades_from_templates("system", event_id, ["welder"])
    actions.set_rules("system", event_id, {"rules": [OLD, PER_UNIT]}, mode)
    return event_id


def test_rows_that_fail_are_asked_about_where_the_rules_warn(world: World) -> None:
    event_id = event(world, "warn")
    desk = world.organiser()
    address = read(desk, event_id, form(ROWS))
    page = desk.get(address, headers={"Accept-Language": "en"}).text
    with reading() as s:
        (batch,) = contestants.batches(s, event_id)
    assert batch.report["counts"] == {"good": 1, "doubtful": 2, "wrong": 0, "left": 0}
    assert "46 on 2026-05-01, at most 35" in page
    assert "at most 1, and before him came 李慕白" in page

    desk.get(desk.post(address, data={"act": "check", "kinds:not_eligible": "keep"}).location)
    desk.post(address, data={"act": "import"})
    with reading() as s:
        assert [one.name for one in contestants.entries_of_event(s, event_id)] == ["陈嘉树", "李慕白", "赵一诺"]
        assert queries.counts(s, event_id) == {"failed": 2, "met": 1}


def test_rows_that_fail_are_left_out_where_the_rules_refuse(world: World) -> None:
    event_id = event(world, "refuse")
    desk = world.organiser()
    address = read(desk, event_id, form(ROWS))
    with reading() as s:
        (batch,) = contestants.batches(s, event_id)
    assert batch.report["counts"] == {"good": 1, "doubtful": 0, "wrong": 2, "left": 0}

    desk.post(address, data={"act": "import", "doubtful": "1"})
    with reading() as s:
        assert [one.name for one in contestants.entries_of_event(s, event_id)] == ["李慕白"]
        assert queries.counts(s, event_id) == {"met": 1}


def test_form_of_an_event_without_rules_is_read_as_ever(world: World) -> None:
    event_id = world.event()
    schemes.add_trades_from_templates("system", event_id, ["welder"])
    read(world.organiser(), event_id, form(ROWS))
    with reading() as s:
        (batch,) = contestants.batches(s, event_id)
    assert batch.report["counts"] == {"good": 3, "doubtful": 0, "wrong": 0, "left": 0}
