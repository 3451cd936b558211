"""Weights were wrong and the stage runs: one looks what would change and proposes it, another approves, the board follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import expect

from competition.schemes import actions as schemes
from competition.standings import boards
from tests.amendments.test_amendments import edited, even, marked
from tests.browser import OpenPage, axe
from tests.journeys.desk import sign_in
from tests.live.house import House, running_house, settled


@dataclass(frozen=True)
class Running:
    """A house with a stage that runs, and where its trade is."""

    house: House
    event_id: str
    trade_id: str


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    with settled(tmp_path) as world:
        contest = marked(world)
        world.person("苏明", "suming", ("organiser", f"/events/{contest.event_id}"))
        world.person("严明", "chief", ("chief_judge", f"/events/{contest.event_id}/trades/{contest.trade_id}"))
        boards.publish(contest.stage_id)
        schemes.start("system", contest.trade_id, edited(even), 2)
    with running_house(data=tmp_path) as house:
        yield Running(house, contest.event_id, contest.trade_id)


@pytest.mark.timing
@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_two_people_change_a_scheme_after_the_start(running: Running, open_page: OpenPage, locale: str) -> None:
    zh, base = locale == "zh-CN", running.house.url
    place = f"{running.event_id}/{running.trade_id}"
    organiser, chief, public = (open_page(locale=locale) for _ in range(3))
    public.goto(f"{base}/standings/{place}")
    expect(public.locator("main")).to_contain_text("77.00")
    sign_in(organiser, running.house)
    organiser.goto(f"{base}/schemes/{place}/draft")
    axe(organiser)
    organiser.click(f"main a[href='/amendments/{place}']")
    rows = organiser.locator(".change-table tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.nth(0)).to_contain_text("陈嘉树")
    expect(rows.nth(0)).to_contain_text("+10.00")
    axe(organiser)
    organiser.fill("[name=reason]", "权重与技术文件不符")
    organiser.click("main form button[data-tone=primary]")
    expect(organiser.locator("[data-dialog=withdraw]")).to_be_visible()
    axe(organiser)

    sign_in(chief, running.house, "chief")
    chief.goto(f"{base}/judging/{place}")
    chief.click(f"main a[href='/amendments/{place}']")
    expect(chief.locator("main")).to_contain_text("权重与技术文件不符")
    axe(chief)
    chief.click("form[action$='/approve'] button[data-tone=primary]")
    expect(chief.locator(".pill[data-tone=good]")).to_have_text("已批准" if zh else "Approved")
    axe(chief)

    expect(public.locator("main")).to_contain_text("75.00", timeout=10_000)
    organiser.goto(f"{base}/schemes/{place}")
    expect(organiser.locator(".page-head")).to_contain_text("3")
    axe(organiser)
    chief.goto(f"{base}/standings/{place}/recount")
    chief.click("form[action$='/recount'] button")
    expect(chief.locator(".pill[data-tone=good]")).to_have_text("全部一致" if zh else "All the same", timeout=20_000)
    axe(chief)
