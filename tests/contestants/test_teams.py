"""Teams: entered with their people, changed, a reserve who steps in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import update

from competition.contestants import actions, queries
from competition.contestants.actions import ContestantDetails, TeamDetails
from competition.events.models import Division, Trade
from competition.store import Refused, reading, transaction
from tests.contestants.test_entries import end, start
from tests.world import World

LI, WANG, ZHAO, ZHOU = (
    ContestantDetails(name=name, sex="", organisation_id=None, employer="甲厂", id_number="", phone="")
    for name in ("李慕白", "王梓涵", "赵一诺", "周沐宸")
)
TEAM = TeamDetails(name="铁锤队", organisation_id=None, coach="方教练", members=(LI, WANG), reserves=(ZHAO,))


def team_trade(world: World, event_id: str | None = None) -> str:
    """A trade for teams of two with one reserve."""
    trade_id = world.trade(event_id or world.event())
    with transaction() as s:
        s.execute(update(Trade).where(Trade.id == trade_id).values(team_size=2, team_reserves=1))
    return trade_id


def people(entry_id: str) -> list[tuple[str, str]]:
    with reading() as s:
        team_id = queries.entry(s, entry_id).team_id
        return [(one.name, one.role) for one in queries.team_people(s, [str(team_id)])[str(team_id)]]


def refusal(code: str):
    return pytest.raises(Refused, match=f"^{code}$")


def test_enter_team_makes_one_entry_of_its_people(world: World) -> None:
    trade_id = team_trade(world)

    entry_id = actions.enter_team("system", trade_id, TEAM)

    with reading() as s:
        row = queries.entry(s, entry_id)
    assert (row.name, row.contestant_id, row.coach) == ("铁锤队", None, "方教练")
    assert (row.number, row.organisation_name, row.badge, row.employer) == (1, "甲厂", "甲", "甲厂")
    assert people(entry_id) == [("李慕白", "member"), ("王梓涵", "member"), ("赵一诺", "reserve")]
    with reading() as s:
        found = [
            queries.count_found(s, row.event_id, queries.Wanted(text=text)) for text in ("慕白", "zyn", "tiechui", "周")
        ]
    assert found == [1, 1, 1, 0]


def test_enter_team_refuses_what_makes_no_team(world: World) -> None:
    event_id = world.event()
    trade_id = team_trade(world, event_id)
    with refusal("team_size"):
        actions.enter_team("system", trade_id, replace(TEAM, members=(LI,)))
    with refusal("team_reserves"):
        actions.enter_team("system", trade_id, replace(TEAM, reserves=(ZHAO, ZHOU)))
    with refusal("teams_only"):
        actions.enter("system", trade_id, LI)

    entry_id = actions.enter_team("system", trade_id, TEAM)
    with reading() as s:
        team_id = str(queries.entry(s, entry_id).team_id)
        li = queries.team_people(s, [team_id])[team_id][0].contestant_id
    with refusal("team_name_taken"):
        actions.enter_team("system", trade_id, replace(TEAM, members=(ZHOU, ZHAO), reserves=()))
    with refusal("in_another_team"):
        actions.enter_team("system", trade_id, replace(TEAM, name="另一队", members=(li, ZHOU), reserves=()))
    with refusal("twice_in_team"):
        numbered = replace(ZHOU, id_number="11010519491231002X")
        actions.enter_team("system", trade_id, replace(TEAM, name="双人", members=(numbered, numbered), reserves=()))
    with reading() as s:
        assert len(queries.entries_of_event(s, event_id)) == 1


def test_somebody_of_a_withdrawn_team_may_join_another(world: World) -> None:
    trade_id = team_trade(world)
    first = actions.enter_team("system", trade_id, TEAM)
    with reading() as s:
        team_id = str(queries.entry(s, first).team_id)
        li = queries.team_people(s, [team_id])[team_id][0].contestant_id
    actions.set_status("system", first, "WD", "散了")

    second = actions.enter_team("system", trade_id, replace(TEAM, name="新队", members=(li, ZHOU), reserves=()))

    assert people(second) == [("李慕白", "member"), ("周沐宸", "member")]


def test_swap_in_changes_places_and_keeps_the_reason(world: World) -> None:
    trade_id = team_trade(world)
    entry_id = actions.enter_team("system", trade_id, TEAM)
    with reading() as s:
        team_id = str(queries.entry(s, entry_id).team_id)
        li, wang, zhao = (one.contestant_id for one in queries.team_people(s, [team_id])[team_id])
    stage_id = start(trade_id)

    actions.swap_in("system", entry_id, wang, zhao, "受伤", 1)
    with refusal("changed_meanwhile"):
        actions.swap_in("system", entry_id, li, wang, "受伤", 1)
    with refusal("swap_not_possible"):
        actions.swap_in("system", entry_id, wang, li, "受伤")

    assert people(entry_id) == [("李慕白", "member"), ("赵一诺", "member"), ("王梓涵", "reserve")]
    with reading() as s:
        assert [(one.changed, one.reason) for one in queries.changes(s, entry_id)] == [
            ({"members": ["李慕白、王梓涵（赵一诺）", "李慕白、赵一诺（王梓涵）"]}, "受伤")
        ]
    end(stage_id)
    with refusal("stage_ended"):
        actions.swap_in("system", entry_id, zhao, wang, "再来")


def test_edit_team_changes_its_people_before_the_stage(world: World) -> None:
    trade_id = team_trade(world)
    entry_id = actions.enter_team("system", trade_id, TEAM)

    actions.edit_team("system", entry_id, replace(TEAM, name="钢锤队", members=(LI, ZHOU), reserves=()), "换人", 1)

    assert people(entry_id) == [("李慕白", "member"), ("周沐宸", "member")]
    with reading() as s:
        row, changes = queries.entry(s, entry_id), queries.changes(s, entry_id)
    assert (row.name, row.rev, [one.changed for one in changes]) == (
        "钢锤队",
        2,
        [{"name": ["铁锤队", "钢锤队"], "members": ["李慕白、王梓涵（赵一诺）", "李慕白、周沐宸"]}],
    )


def test_a_team_fits_a_division_only_as_a_whole(world: World) -> None:
    trade_id = team_trade(world)
    with transaction() as s:
        young = Division(trade_id=trade_id, name="青年组", max_age=35, position=0)
        s.add_all([young, Division(trade_id=trade_id, name="职工组", min_age=36, position=1)])
        s.flush()
        young_id = young.id
    old, new = replace(LI, born_on=date(1970, 1, 1)), replace(WANG, born_on=date(2000, 1, 1))

    with refusal("division_age"):
        actions.enter_team("system", trade_id, replace(TEAM, members=(old, new), reserves=(), division_id=young_id))
    mixed = actions.enter_team("system", trade_id, replace(TEAM, members=(old, new), reserves=()))
    both = replace(TEAM, name="青年队", members=(new, replace(ZHOU, born_on=date(2001, 1, 1))), reserves=())
    proposed = actions.enter_team("system", trade_id, both)

    with reading() as s:
        assert (queries.entry(s, mixed).division_id, queries.entry(s, proposed).division_id) == (None, young_id)


def test_team_pages_take_known_and_new_people_without_scripts(world: World) -> None:
    event_id = world.event()
    alone = world.trade(event_id)
    world.contestants(alone, 1)
    other = world.event()
    trade_id = team_trade(world, other)
    browser = world.organiser()
    address = f"/contestants/{other}/{trade_id}/team"
    with reading() as s:
        known = str(queries.entries_of_event(s, event_id)[0].contestant_id)
    typed = {"name": "铁锤队", "member-2-name": "王梓涵", "look_for": "cjs"}

    looked = browser.post(address, data=typed | {"look": "1"})
    picked = browser.post(address, data=typed | {"pick": known})
    short = browser.post(address, data={"name": "铁锤队", "member-1-person": known})
    wrong = browser.post(address, data=typed | {"member-1-person": known, "member-2-phone": "12"})
    done = browser.post(address, data=typed | {"member-1-person": known})

    assert [f'value="{known}"' in page.text for page in (looked, picked)] == [True, True]
    assert f'name="member-1-person" value="{known}"' in picked.text
    assert (short.status_code, wrong.status_code, 'id="wrong-member-2-phone"' in wrong.text) == (409, 422, True)
    assert done.status_code == 303
    page = browser.get(done.location)
    assert [name in page.text for name in ("铁锤队", "陈嘉树", "王梓涵")] == [True] * 3
    person = browser.get(f"/contestants/{other}/people/{known}").text
    assert [one in person for one in ("铁锤队", "青溪第1机械厂")] == [True, True]
