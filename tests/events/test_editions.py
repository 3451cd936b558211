"""The next edition of an event: what is taken over whole, what stays behind, and taking it back."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from competition.events import actions, queries
from competition.events.actions import (
    TAKEN,
    DivisionDetails,
    EventDetails,
    OrganiserDetails,
    PointDetails,
    TradeSettings,
    VenueDetails,
)
from competition.schemes import queries as schemes
from competition.schemes.actions import add_trades_from_templates
from competition.store import Refused, reading, transaction
from tests.world import PLAN, World

NINE = dt.datetime(2026, 9, 28, 1, 0, tzinfo=dt.UTC)
NEXT = EventDetails(
    name="青溪市技能创新运动会", name_en="Qingxi Skills Games", edition=2, starts_on=dt.date(2027, 9, 27),
    ends_on=dt.date(2027, 9, 29), zone="Asia/Shanghai", place="东湖会展中心",
)  # fmt: skip
YOUNG = DivisionDetails(name="青年组", name_en="Young", min_age=18, max_age=35)


def refusal(code: str) -> Any:
    return pytest.raises(Refused, match=f"^{code}$")


@pytest.fixture
def first(world: World) -> str:
    """An event with everything there is to take over, and contestants who stay behind."""
    event_id = world.event()
    trade_id = world.trade(event_id, "station")
    actions.set_stage("system", trade_id, anonymity="station", minutes=90)
    relay = add_trades_from_templates("system", event_id, ["welder"])[0]
    actions.edit_trade("system", relay, TradeSettings(anonymity="open", minutes=60, team_size=3, team_reserves=1))
    actions.set_divisions("system", trade_id, [YOUNG, DivisionDetails(name="长青组", min_age=36)])
    hall = actions.add_venue("system", event_id, VenueDetails(name="一号馆", name_en="Hall 1", address="东湖路 1 号"))
    for title, at, of_trade in (("开幕式", NINE, None), ("钳工实操", NINE + dt.timedelta(days=1), trade_id)):
        details = PointDetails(
            title=title, starts_at=at, ends_at=at + dt.timedelta(hours=2), venue_id=hall, trade_id=of_trade
        )
        actions.add_point("system", event_id, details)
    world.contestants(trade_id, 2)
    return event_id


def told(event_id: str) -> dict[str, Any]:
    """Everything of an event that its next edition takes over, in plain values."""
    with reading() as s:
        trades, stages = queries.trades(s, event_id), queries.stages(s, event_id)
        venues = {one.id: one.name for one in queries.venues(s, event_id)}
        names = {one.id: one.name for one in trades}
        plans = {one.name: schemes.version(s, one.id) for one in trades}
        return {
            "organisers": [(one.role, one.name, one.position) for one in queries.organisers(s, event_id)],
            "trades": [
                (one.name, one.name_en, one.code, one.template_key, one.team_size, one.team_reserves,
                 stages[one.id].anonymity, stages[one.id].minutes, stages[one.id].state)
                for one in trades
            ],
            "divisions": [
                (names[one.trade_id], one.name, one.name_en, one.min_age, one.max_age, one.position)
                for rows in queries.divisions_of_event(s, event_id).values() for one in rows
            ],
            "plans": {name: (plan.document, plan.hash) for name, plan in plans.items() if plan},
            "venues": [(one.name, one.name_en, one.address) for one in queries.venues(s, event_id)],
            "programme": [
                (one.title, one.starts_at, one.ends_at, venues.get(one.venue_id or ""), names.get(one.trade_id or ""))
                for one in queries.programme(s, event_id)
            ],
        }  # fmt: skip


def test_copy_takes_everything_over_whole_and_moves_the_programme(world: World, first: str) -> None:
    actor = world.person("苏明", "suming")

    second = actions.copy_event(actor, first, NEXT)

    before, after = told(first), told(second)
    days = dt.timedelta(days=364)
    assert after == before | {
        "programme": [
            (title, at + days, end + days, venue, trade) for title, at, end, venue, trade in before["programme"]
        ]
    }
    assert after["plans"]["钳工"][0] == PLAN
    with reading() as s:
        event = queries.event(s, second)
        assert (event.state, event.public, event.host, event.edition, event.place) == (
            "DRAFT", False, "青溪市总工会", 2, "东湖会展中心",
        )  # fmt: skip
        trade = queries.trades(s, second)[0]
        plan = schemes.version(s, trade.id)
        assert plan is not None
        assert (plan.version, queries.stage_of_trade(s, trade.id).plan_id) == (1, plan.id)
        previous, later = queries.editions(s, first)
        assert (previous, [one.id for one in later]) == (None, [second])
        assert (getattr(queries.editions(s, second)[0], "id", None), queries.editions(s, second)[1]) == (first, [])


@pytest.mark.parametrize(
    ("taken", "kept"),
    [
        ((), set()),
        (("organisers",), {"organisers"}),
        (("trades",), {"trades"}),
        (("trades", "plans"), {"trades", "plans"}),
        (("trades", "divisions"), {"trades", "divisions"}),
        (("divisions", "plans", "settings"), set()),
        (("venues",), {"venues"}),
        (("programme",), {"programme"}),
        (TAKEN, {"organisers", "trades", "divisions", "plans", "venues", "programme"}),
    ],
)
def test_copy_takes_what_is_ticked_alone(world: World, first: str, taken: tuple[str, ...], kept: set[str]) -> None:
    second = actions.copy_event(world.person("苏明", "suming"), first, NEXT, taken=taken)

    assert {key for key, value in told(second).items() if value} == kept


def test_copy_without_settings_leaves_trades_as_new_ones_are(world: World, first: str) -> None:
    second = actions.copy_event(world.person("苏明", "suming"), first, NEXT, taken=("trades",))

    assert [row[4:] for row in told(second)["trades"]] == [(1, 0, "open", None, "DRAFT")] * 2


def test_programme_keeps_its_time_of_the_day_over_a_change_of_clocks(world: World) -> None:
    london = replace(
        NEXT, zone="Europe/London", starts_on=dt.date(2026, 3, 27), ends_on=dt.date(2026, 3, 28), edition=1
    )
    actor = world.person("苏明", "suming")
    first = actions.create_event(actor, london, [OrganiserDetails(name="青溪市总工会")])
    at = dt.datetime(2026, 3, 27, 9, 0, tzinfo=dt.UTC)  # winter time
    actions.add_point(actor, first, PointDetails(title="Opening", starts_at=at))

    second = actions.copy_event(
        actor, first, replace(london, starts_on=dt.date(2026, 3, 30), ends_on=dt.date(2026, 3, 31))
    )

    assert told(second)["programme"] == [("Opening", dt.datetime(2026, 3, 30, 8, 0, tzinfo=dt.UTC), None, None, None)]


def test_draft_is_removed_with_its_trades_and_one_with_entries_stays(world: World, first: str) -> None:
    second = actions.copy_event(world.person("苏明", "suming"), first, NEXT)

    actions.remove_event("system", second)

    with refusal("trade_has_entries"):
        actions.remove_event("system", first)
    with reading() as s:
        assert [one.id for one in queries.events(s)] == [first]
        assert (queries.editions(s, first), queries.trades(s, second)) == ((None, []), [])
        with refusal("not_there"):
            queries.event(s, second)


def test_event_that_was_published_is_not_removed(world: World) -> None:
    event_id = world.event()
    with transaction() as s:
        queries.event(s, event_id).published_at = NINE

    with refusal("event_not_draft"):
        actions.remove_event("system", event_id)


def test_page_proposes_copies_and_removes_again(world: World, first: str) -> None:
    browser = world.organiser()
    address = f"/events/{first}/next"
    sent = {
        "name": NEXT.name, "edition": "2", "starts_on": "2027-09-27", "ends_on": "2027-09-29", "zone": "Asia/Shanghai",
        "taken": ["trades", "plans"],
    }  # fmt: skip

    offered = browser.get(address).text
    made = browser.post(address, data=sent)
    wrong = browser.post(address, data=sent | {"ends_on": "2027-09-01"})

    assert ('value="2027-09-27"' in offered, offered.count('name="taken"')) == (True, len(TAKEN) + 1)
    assert (made.status_code, wrong.status_code) == (303, 422)
    second = made.location.rsplit("/", 1)[1]
    assert f'href="/events/{first}"' in browser.get(made.location).text
    assert f'href="/events/{second}"' in browser.get(f"/events/{first}").text
    assert browser.get(f"/events/{second}/remove").status_code == 200
    assert browser.post(f"/events/{second}/remove").location == "/events/"
    assert browser.get(f"/events/{second}").status_code == 404
