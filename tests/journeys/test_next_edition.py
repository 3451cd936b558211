"""The next edition of last year's event: set up from the archived one, looked through, published, seen by the public."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from competition.events import actions as events
from competition.events.actions import DivisionDetails, PointDetails, VenueDetails
from competition.judging import actions as judging
from tests.browser import OpenPage, axe
from tests.journeys.desk import sign_in
from tests.live.house import House, running_house, settled
from tests.world import World

ONWARD = ("PROVISIONAL", "APPEAL_WINDOW", "CONFIRMED", "NOTICE", "AWARDED", "ARCHIVED")


def last_year(world: World) -> str:
    """首届青溪市技能创新运动会 as it lies in the archive, with divisions, a venue and a programme. Returns its id."""
    event_id = world.event()
    trade_id = world.trade(event_id)
    events.set_divisions("system", trade_id, [DivisionDetails(name="青年组", name_en="Youth", max_age=35)])
    hall = events.add_venue("system", event_id, VenueDetails(name="主赛馆", name_en="Main hall"))
    opening = PointDetails(
        title="开幕式", title_en="Opening", venue_id=hall, starts_at=dt.datetime(2026, 9, 28, 0, 30, tzinfo=dt.UTC)
    )
    events.add_point("system", event_id, opening)
    entries = world.contestants(trade_id, 2)
    people = world.judges(event_id, trade_id, 2)
    stage_id = judging.start_stage(event_id, trade_id, "system", seed="青溪")
    contest = world.contest(event_id, trade_id, stage_id, entries, people)
    contest.finish(0, "88", "12.01", "23")
    contest.finish(1, "70", "12.00", "22")
    for module in ("T", "A"):
        judging.lock_module(trade_id, stage_id, module, people[0])
    judging.end_stage(event_id, trade_id, people[0])
    for state in ONWARD:
        events.move_event("system", event_id, state, checks=())
    return event_id


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[tuple[House, str]]:
    with settled(tmp_path) as world:
        world.person("苏明", "suming", ("organiser", "/"))
        event_id = last_year(world)
    with running_house(data=tmp_path) as house:
        yield house, event_id


@pytest.mark.timing
@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_last_year_s_event_becomes_this_year_s(archive: tuple[House, str], open_page: OpenPage, locale: str) -> None:
    house, event_id = archive
    page = open_page(locale=locale)
    sign_in(page, house)
    page.click(f"main a[href='/events/{event_id}']")
    page.click(f".rail a[href='/events/{event_id}/edit']")
    page.click(f"main a[href='/events/{event_id}/next']")
    expect(page.locator("[name=edition]")).to_have_value("2")
    expect(page.locator("[name=starts_on]")).to_have_value("2027-09-27")
    expect(page.locator("[name=taken]:checked")).to_have_count(7)
    axe(page)
    page.fill("[name=starts_on]", "2027-10-11")
    page.fill("[name=ends_on]", "2027-10-13")
    page.click("main form button[data-tone=primary]")
    page.wait_for_url(lambda address: event_id not in address)
    new_id = page.url.rsplit("/", 1)[1]
    expect(page.locator("main")).to_contain_text("2027-10-11")
    expect(page.locator(f"main a[href='/events/{event_id}']")).to_have_count(1)
    axe(page)

    page.click(f".rail a[href='/events/{new_id}/trades']")
    expect(page.locator("main")).to_contain_text("钳工" if locale == "zh-CN" else "Bench fitting")
    page.locator(f"main a[href^='/events/{new_id}/trades/']").first.click()
    expect(page.locator("main [name$='-name'][value='青年组'], main [value='青年组']").first).to_be_visible()
    axe(page)
    trade_id = page.url.split("/trades/")[1][:36]
    page.goto(f"{house.url}/schemes/{new_id}/{trade_id}")
    expect(page.locator("main")).to_contain_text("锉配" if locale == "zh-CN" else "Filing")
    axe(page)
    page.click(f".rail a[href='/events/{new_id}/programme']")
    expect(page.locator("main")).to_contain_text("开幕式" if locale == "zh-CN" else "Opening")
    expect(page.locator("main")).to_contain_text(re.compile("2027-10-11"))
    expect(page.locator("main")).to_contain_text("08:30")
    axe(page)

    public = open_page(locale=locale)
    assert public.goto(f"{house.url}/portal/{new_id}").status == 404  # type: ignore[union-attr]
    page.goto(f"{house.url}/events/{new_id}/state")
    page.locator("form:has([name=to][value=PUBLISHED]) button").click()
    expect(page.locator(".notice[data-tone=good]")).to_have_count(1)
    axe(page)
    public.goto(house.url)
    public.locator(f"a[href='/portal/{new_id}']").first.click()
    expect(public.locator("main")).to_contain_text("开幕式" if locale == "zh-CN" else "Opening")
    expect(public.locator("main")).to_contain_text("2027")
    axe(public)
