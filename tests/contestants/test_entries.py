"""Entering, changing and withdrawing contestants, and their stations."""

import dataclasses

import pytest
from sqlalchemy import delete, select
from sqlalchemy.exc import DBAPIError

from competition.contestants import actions, queries
from competition.contestants.actions import ContestantDetails
from competition.contestants.models import Contestant, EntryChange
from competition.events import actions as events
from competition.events import queries as event_queries
from competition.organisations import actions as organisations
from competition.store import Refused, reading, transaction
from competition.store.ledger import lines
from tests.world import World

NUMBER = "11010519491231002X"
CHEN = ContestantDetails(
    name="陈嘉树", sex="f", organisation_id=None, employer="甲厂", id_number=NUMBER, phone="13800001234"
)
LI = dataclasses.replace(CHEN, name="李慕白", id_number="", phone="")


def refusal(code: str):
    return pytest.raises(Refused, match=f"^{code}$")


def start(trade_id: str) -> str:
    with transaction() as s:
        stage = event_queries.stage_of_trade(s, trade_id)
        events.mark_stage_started(s, stage.id, str(stage.plan_hash), None)
    return stage.id


def end(stage_id: str) -> None:
    with transaction() as s:
        events.mark_stage_ended(s, stage_id)


def test_enter_numbers_entries_and_freezes_the_organisation(world: World) -> None:
    trade_id = world.trade(world.event())
    unit = organisations.add_organisation("system", name="青溪市总工会", level="city", badge="溪")

    first = actions.enter("system", trade_id, dataclasses.replace(CHEN, organisation_id=unit))
    second = actions.enter("system", trade_id, LI)
    organisations.edit_organisation("system", unit, name="新名", level="city", short="", badge="新")

    with reading() as s:
        stage_id = event_queries.stage_of_trade(s, trade_id).id
        code = event_queries.trade(s, trade_id).code
        rows = queries.entries_of_stage(s, stage_id)
    assert [
        (row.id, row.number, row.station_code, row.name, row.organisation_name, row.badge, row.status) for row in rows
    ] == [
        (first, 1, f"{code}-01", "陈嘉树", "青溪市总工会", "溪", ""),
        (second, 2, f"{code}-02", "李慕白", "甲厂", "甲", ""),
    ]


def test_enter_seals_numbers_and_finds_them_by_index(world: World) -> None:
    entry_id = actions.enter("system", world.trade(world.event()), CHEN)

    with reading() as s:
        person = queries.contestant(s, str(queries.entry(s, entry_id).contestant_id))
        assert (queries.masked_numbers(person), queries.open_field(person, "id_number")) == (
            ("110105********002X", "138****1234"),
            NUMBER,
        )
        assert queries.by_id_numbers(s, [NUMBER, "440524188001010014"]) == {NUMBER: (person.id, "陈嘉树")}
        plain = s.connection().exec_driver_sql("SELECT * FROM contestant").all()
    assert all(
        NUMBER.encode() not in str(value).encode() and "13800001234" not in str(value) for row in plain for value in row
    )


def test_enter_knows_a_person_again_by_the_number(world: World) -> None:
    event_id = world.event()
    first = world.trade(event_id)
    second = events.add_trade("system", event_id, template_key="nurse", name="护理", name_en="Nursing", code="NU")
    actions.enter("system", first, CHEN)

    actions.enter("system", second, CHEN)
    with refusal("already_entered"):
        actions.enter("system", first, CHEN)
    with refusal("id_number_of_another"):
        actions.enter("system", first, dataclasses.replace(CHEN, name="李慕白"))

    with reading() as s:
        assert len(s.scalars(select(Contestant)).all()) == 1
        assert queries.counts(s, event_id) == {first: queries.Counted(1, 1), second: queries.Counted(1, 1)}


def test_enter_refuses_once_the_stage_has_started(world: World) -> None:
    trade_id = world.trade(world.event())
    start(trade_id)

    with refusal("stage_not_draft"):
        actions.enter("system", trade_id, CHEN)
    with refusal("not_there"):
        actions.enter("system", "nowhere", CHEN)


def test_enter_refuses_an_organisation_that_is_not_there_and_keeps_nothing(world: World) -> None:
    trade_id = world.trade(world.event())

    with refusal("organisation_not_there"):
        actions.enter("system", trade_id, dataclasses.replace(CHEN, organisation_id="nobody"))
    with reading() as s:
        assert s.scalars(select(Contestant)).all() == []


def test_edit_entry_keeps_what_was_before_and_hides_sealed_numbers(world: World) -> None:
    trade_id = world.trade(world.event())
    entry_id = actions.enter("system", trade_id, CHEN)

    edited = dataclasses.replace(CHEN, name="陈嘉澍", id_number="440524188001010014", phone="", employer="乙厂")
    actions.edit_entry("system", entry_id, edited, "笔误")
    actions.edit_entry("system", entry_id, edited, "再存一次")

    with reading() as s:
        (change,) = queries.changes(s, entry_id)
        person = queries.contestant(s, str(queries.entry(s, entry_id).contestant_id))
        assert (change.changed, change.reason) == (
            {
                "name": ["陈嘉树", "陈嘉澍"],
                "employer": ["甲厂", "乙厂"],
                "id_number": "changed",
                "age": [76, 146],
                "organisation_name": ["甲厂", "乙厂"],
            },
            "笔误",
        )
        assert queries.masked_numbers(person) == ("440524********0014", "138****1234")
        assert [line.kind for line in lines(s, f"trade:{trade_id}")][-2:] == ["contestant_entered", "entry_changed"]


def test_edit_entry_refuses_a_number_of_somebody_else(world: World) -> None:
    trade_id = world.trade(world.event())
    actions.enter("system", trade_id, CHEN)
    other = actions.enter("system", trade_id, LI)

    with refusal("id_number_of_another"):
        actions.edit_entry("system", other, dataclasses.replace(LI, id_number=NUMBER), "补号")


def test_set_status_takes_out_and_lets_in_again(world: World) -> None:
    trade_id = world.trade(world.event())
    entry_id = actions.enter("system", trade_id, CHEN)

    actions.set_status("system", entry_id, "WD", "生病")
    actions.set_status("system", entry_id, "WD", "又一次")
    with reading() as s:
        assert (queries.entry(s, entry_id).status, queries.counts(s, queries.entry(s, entry_id).event_id)) == (
            "WD",
            {trade_id: queries.Counted(1, 0)},
        )
    actions.set_status("system", entry_id, "", "痊愈")

    with reading() as s:
        assert queries.entry(s, entry_id).status == ""
        assert [(one.changed, one.reason) for one in queries.changes(s, entry_id)] == [
            ({"status": ["WD", ""]}, "痊愈"),
            ({"status": ["", "WD"]}, "生病"),
        ]


def test_entries_stay_as_they_are_after_the_stage(world: World) -> None:
    trade_id = world.trade(world.event())
    entry_id = actions.enter("system", trade_id, CHEN)
    end(start(trade_id))

    with refusal("stage_ended"):
        actions.set_status("system", entry_id, "DQ", "作弊")
    with refusal("stage_ended"):
        actions.edit_entry("system", entry_id, LI, "笔误")
    with refusal("not_there"):
        actions.set_status("system", "nobody", "DQ", "作弊")


def test_show_identity_gives_the_whole_numbers_and_says_so_in_the_ledger(world: World) -> None:
    trade_id = world.trade(world.event())
    entry_id = actions.enter("system", trade_id, CHEN)

    assert actions.show_identity("system", entry_id, "检录核对") == (NUMBER, "13800001234")
    with reading() as s:
        last = lines(s, f"trade:{trade_id}")[-1]
    assert (last.kind, NUMBER in last.body, "检录核对" in last.body) == ("identity_shown", False, True)


def test_assign_station_codes_follows_the_draw(world: World) -> None:
    trade_id = world.trade(world.event())
    entries = world.contestants(trade_id, 4)
    with transaction() as s:
        stage_id = event_queries.stage_of_trade(s, trade_id).id
        actions.assign_station_codes(s, stage_id, [entries[2], entries[0], entries[3]])

    with reading() as s:
        code = event_queries.trade(s, trade_id).code
        assert [row.station_code for row in queries.entries_of_stage(s, stage_id)] == [
            f"{code}-{n:02d}" for n in (2, 4, 1, 3)
        ]


def test_assign_station_codes_refuses_an_order_that_does_not_fit(world: World) -> None:
    trade_id = world.trade(world.event())
    entries = world.contestants(trade_id, 2)

    for order in ([entries[0], entries[0]], [entries[0], "nobody"]):
        with pytest.raises(ValueError, match="does not fit"), transaction() as s:
            actions.assign_station_codes(s, event_queries.stage_of_trade(s, trade_id).id, order)


def test_history_of_entries_is_never_deleted(world: World) -> None:
    entry_id = actions.enter("system", world.trade(world.event()), CHEN)
    actions.set_status("system", entry_id, "WD", "生病")

    with pytest.raises(DBAPIError, match="append-only"), transaction() as s:
        s.execute(delete(EntryChange))
