"""What an entry freezes: age, division, union, and who may enter at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import update

from competition.contestants import actions, queries
from competition.contestants.actions import ContestantDetails
from competition.contestants.actions.freezing import division_for
from competition.events.models import Division, Event
from competition.store import Refused, reading, transaction
from tests.world import World

CHEN = ContestantDetails(
    name="陈嘉树", sex="f", organisation_id=None, employer="甲厂", id_number="11010519900307001X", phone=""
)


def divided(world: World) -> tuple[str, str, str, str]:
    """An event, a trade with a division up to 35 and one from 36, and these two."""
    event_id = world.event()
    trade_id = world.trade(event_id)
    with transaction() as s:
        young = Division(trade_id=trade_id, name="青年组", max_age=35, position=0)
        old = Division(trade_id=trade_id, name="职工组", min_age=36, position=1)
        s.add_all([young, old])
        s.flush()
        return event_id, trade_id, young.id, old.id


def test_age_and_division_are_those_of_the_first_day(world: World) -> None:
    _, trade_id, young, old = divided(world)
    born = {"陈嘉树": date(1990, 9, 28), "李慕白": date(1990, 9, 29), "王梓涵": None}

    ids = [
        actions.enter("system", trade_id, replace(CHEN, name=name, id_number="", born_on=day))
        for name, day in born.items()
    ]

    with reading() as s:
        rows = [queries.entry(s, one) for one in ids]
    assert [(row.age, row.division_id) for row in rows] == [(36, old), (35, young), (None, None)]


def test_a_division_that_the_age_does_not_fit_is_refused_in_words(world: World) -> None:
    event_id, trade_id, young, _ = divided(world)
    form = {"name": "陈嘉树", "born_on": "1980-01-01", "division_id": young}

    answer = world.organiser().post(f"/contestants/{event_id}/{trade_id}/add", data=form)

    assert (answer.status_code, 'id="wrong-division_id"' in answer.text, "青年组" in answer.text) == (409, True, True)


def test_whoever_is_not_on_the_roll_stays_out_of_an_event_for_members(world: World) -> None:
    event_id = world.event()
    trade_id = world.trade(event_id)
    with transaction() as s:
        s.execute(update(Event).where(Event.id == event_id).values(members_only=True))

    with pytest.raises(Refused, match=r"^not_a_member$"):
        actions.enter("system", trade_id, CHEN)
    page = world.organiser().post(f"/contestants/{event_id}/{trade_id}/add", data={"name": "陈嘉树"})

    assert (page.status_code, 'id="wrong-id_number"' in page.text) == (409, True)


def test_what_was_frozen_stays_when_the_person_moves_on(world: World) -> None:
    first = world.trade(world.event())
    second = world.trade(world.event())
    before = actions.enter("system", first, replace(CHEN, skill_level=3))

    after = actions.enter("system", second, replace(CHEN, employer="乙厂", skill_level=1))

    with reading() as s:
        rows = [queries.entry(s, one) for one in (before, after)]
        person = queries.contestant(s, str(rows[0].contestant_id))
    assert [(row.employer, row.skill_level, row.organisation_name) for row in rows] == [
        ("甲厂", 3, "甲厂"),
        ("乙厂", 1, "乙厂"),
    ]
    assert (rows[0].contestant_id, person.employer, person.skill_level) == (rows[1].contestant_id, "乙厂", 1)


def test_a_corrected_name_follows_to_other_entries_and_an_older_entry_leaves_the_employer(world: World) -> None:
    first = actions.enter("system", world.trade(world.event()), CHEN)
    second = actions.enter("system", world.trade(world.event()), replace(CHEN, employer="乙厂"))

    actions.edit_entry("system", first, replace(CHEN, name="单嘉树", employer="丙厂"), "笔误", 1)
    with pytest.raises(Refused, match=r"^changed_meanwhile$"):
        actions.edit_entry("system", first, CHEN, "笔误", 1)

    with reading() as s:
        rows = [queries.entry(s, one) for one in (first, second)]
        person = queries.contestant(s, str(rows[0].contestant_id))
        found = queries.found(s, None, "shanjiashu", 5)
        reasons = [one.reason for one in queries.changes(s, second)]
    assert [(row.name, row.employer) for row in rows] == [("单嘉树", "丙厂"), ("单嘉树", "乙厂")]
    assert (person.pinyin, person.employer, reasons) == ("shanjiashu", "乙厂", ["笔误"])
    assert sorted(one.href.rsplit("/", 1)[1] for one in found) == sorted([first, second])


def test_two_who_save_at_once_are_shown_each_others_values(world: World) -> None:
    event_id = world.event()
    trade_id = world.trade(event_id)
    entry_id = world.contestants(trade_id, 1)[0]
    browser = world.organiser()
    address = f"/contestants/{event_id}/{trade_id}/{entry_id}"
    mine = {"name": "陈嘉澍", "reason": "笔误", "rev": "1", "employer": "我的厂"}
    browser.post(address, data=mine | {"employer": "他的厂"})

    late = browser.post(address, data=mine)
    again = browser.post(address, data=mine | {"rev": "2"})

    shown = ["他的厂" in late.text, "我的厂" in late.text, 'name="rev" value="2"' in late.text]
    assert (late.status_code, shown, again.status_code) == (409, [True] * 3, 303)


def test_division_for_refuses_a_division_of_another_trade() -> None:
    facts = actions.freezing.Facts(
        name="陈嘉树", sex="", employer="", skill_level=0, born_on=None, division_id="elsewhere"
    )
    with pytest.raises(Refused, match=r"^division_not_there$"):
        division_for([], facts, None)
