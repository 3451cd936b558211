"""Many entries at once: preview, doing, taking back."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from competition.acts import actions as acts
from competition.acts.models import Act
from competition.contestants import actions, queries
from competition.events.models import Division
from competition.judging import queries as judging
from competition.organisations import actions as organisations
from competition.store import Refused, reading, transaction
from competition.store.ledger import lines
from tests.contestants.test_entries import end, start
from tests.world import World


@pytest.fixture
def contest(world: World) -> tuple[str, str, list[str]]:
    """An event, a trade, three entries."""
    event_id = world.event()
    trade_id = world.trade(event_id)
    return event_id, trade_id, world.contestants(trade_id, 3)


def rows(event_id: str) -> list[queries.EntryRow]:
    with reading() as s:
        return queries.entries_of_event(s, event_id)


def test_withdrawing_many_is_one_act_that_can_be_taken_back(contest: tuple[str, str, list[str]]) -> None:
    event_id, trade_id, entries = contest
    actions.set_status("system", entries[0], "WD", "生病")

    act_id, count = actions.do_to_many("system", event_id, entries, "withdraw", "", "停办")

    assert (count, [row.status for row in rows(event_id)]) == (2, ["WD", "WD", "WD"])
    with reading() as s:
        told = [(one.changed, one.reason) for one in queries.changes(s, entries[1])]
        assert told == [({"status": ["", "WD"]}, "停办")]
        assert [line.kind for line in lines(s, f"trade:{trade_id}")].count("entries_changed") == 1
    acts.undo("system", act_id)
    assert [row.status for row in rows(event_id)] == ["WD", "", ""]


def test_an_act_is_not_taken_back_over_later_changes(contest: tuple[str, str, list[str]]) -> None:
    event_id, _, entries = contest
    act_id, _ = actions.do_to_many("system", event_id, entries, "coach", "方教练", "补录")
    actions.set_status("system", entries[2], "DNS", "缺席")

    with pytest.raises(Refused, match=r"^act_overtaken$") as refused:
        acts.undo("system", act_id)

    assert (refused.value.facts, [row.coach for row in rows(event_id)]) == ({"count": 1}, ["方教练"] * 3)


def test_moving_many_freezes_the_new_organisation(contest: tuple[str, str, list[str]]) -> None:
    event_id, _, entries = contest
    unit = organisations.add_organisation("system", name="青溪市总工会", level="city", badge="溪")

    actions.do_to_many("system", event_id, entries[:2], "organisation", unit, "改派")

    assert [(row.organisation_id, row.organisation_name, row.badge) for row in rows(event_id)] == [
        (unit, "青溪市总工会", "溪"),
        (unit, "青溪市总工会", "溪"),
        (None, "青溪第3机械厂", "青"),
    ]


def test_a_division_leaves_out_whoever_does_not_fit(world: World) -> None:
    event_id = world.event()
    trade_id = world.trade(event_id)
    with transaction() as s:
        young = Division(trade_id=trade_id, name="青年组", max_age=35, position=0)
        s.add(young)
        s.flush()
        division_id = young.id
    plain: dict[str, Any] = {"sex": "", "organisation_id": None, "employer": "甲厂", "id_number": "", "phone": ""}
    old, new = (
        actions.enter("system", trade_id, actions.ContestantDetails(name=name, born_on=date(year, 1, 1), **plain))
        for name, year in (("陈嘉树", 1970), ("李慕白", 2000))
    )
    with reading() as s:
        layout = actions.lay_out(s, event_id, [old, new], "division", division_id)
        assert [(one.id, why) for one, why in layout.skipped] == [(old, "division_age"), (new, "already")]


def test_nothing_is_done_to_what_has_ended_or_is_so_already(contest: tuple[str, str, list[str]]) -> None:
    event_id, trade_id, entries = contest

    with pytest.raises(Refused, match=r"^nothing_to_do$"):
        actions.do_to_many("system", event_id, entries, "restore", "", "无")
    end(start(trade_id))
    with pytest.raises(Refused, match=r"^nothing_to_do$"):
        actions.do_to_many("system", event_id, entries, "withdraw", "", "停办")


def test_pages_show_what_will_happen_before_it_does(world: World, contest: tuple[str, str, list[str]]) -> None:
    event_id = contest[0]
    browser = world.organiser()
    address = f"/contestants/{event_id}/acts"
    asked = {"act": "withdraw", "everything": "1", "q": "欧阳"}

    preview = browser.post(address, data=asked)
    without = browser.post(address, data=asked | {"confirm": "1"})
    before = [row.status for row in rows(event_id)]
    done = browser.post(address, data=asked | {"confirm": "1", "reason": "生病"})

    assert (preview.status_code, "欧阳静怡" in preview.text, "陈嘉树" in preview.text) == (200, True, False)
    assert (without.status_code, 'id="wrong-reason"' in without.text, before) == (422, True, ["", "", ""])
    assert (done.status_code, [row.status for row in rows(event_id)]) == (303, ["", "WD", ""])
    with reading() as s:
        act = s.scalars(select(Act)).one()
    listed = browser.get(done.location).text
    assert re.search(rf"/acts/{act.id}/undo", listed)
    assert browser.post(f"/acts/{act.id}/undo").status_code == 303
    assert [row.status for row in rows(event_id)] == ["", "", ""]


@pytest.mark.parametrize("act", ["dns", "restore", "division", "organisation", "coach"])
def test_every_act_has_its_preview(world: World, contest: tuple[str, str, list[str]], act: str) -> None:
    event_id, _, entries = contest
    browser = world.organiser()

    answer = browser.post(f"/contestants/{event_id}/acts", data={"act": act, "ids": entries})
    unfilled = browser.post(f"/contestants/{event_id}/acts", data={"act": act, "ids": entries, "confirm": "1"})

    assert (answer.status_code, unfilled.status_code) == (200, 422)


def test_many_more_are_done_by_the_worker(world: World, contest: tuple[str, str, list[str]]) -> None:
    event_id, _, entries = contest
    browser = world.organiser()
    ids = [*entries, "nobody"]
    data = {"act": "coach", "ids": ids, "confirm": "1", "reason": "补录", "coach": "方教练"}
    limit, actions.bulk.AT_ONCE = actions.bulk.AT_ONCE, 2
    try:
        answer = browser.post(f"/contestants/{event_id}/acts", data=data)
    finally:
        actions.bulk.AT_ONCE = limit

    assert answer.location.startswith("/jobs/")
    assert [row.coach for row in rows(event_id)] == ["方教练"] * 3


def test_acts_are_for_whoever_may_change_entries(world: World, contest: tuple[str, str, list[str]]) -> None:
    event_id, _, entries = contest
    other = world.event()
    world.person("何清越", "checkin", ("check_in", f"/events/{event_id}"))
    data = {"act": "withdraw", "ids": entries, "confirm": "1", "reason": "停办"}

    assert world.signed_in("checkin").post(f"/contestants/{event_id}/acts", data=data).status_code == 403
    browser = world.organiser()
    assert browser.post(f"/contestants/{event_id}/acts", data=data | {"act": "nonsense"}).status_code == 404
    assert browser.post(f"/contestants/{other}/acts", data=data).status_code == 422
    assert [row.status for row in rows(event_id)] == ["", "", ""]


def test_tablets_and_boards_hear_of_many_at_once(world: World) -> None:
    contest = world.started()
    with reading() as s:
        before = judging.revision(s, contest.trade_id)

    actions.do_to_many("system", contest.event_id, contest.entries[1:], "withdraw", "", "停办")

    with reading() as s:
        assert judging.revision(s, contest.trade_id) == before + 1
