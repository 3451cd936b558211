"""A judge marks what is done several times: one field an attempt, points as soon as they are known, all of it kept."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from competition.accounts import actions as accounts
from competition.judging import actions as judging
from tests.browser import TABLET, OpenPage, axe
from tests.journeys.test_every_page import sign_in
from tests.judging.test_attempts import tried
from tests.live.house import running_house, settled


def kept(data: Path) -> dict[str, str]:
    """The marks in force by slot."""
    with sqlite3.connect(f"file:{data / 'competition.db'}?mode=ro", uri=True) as db:
        return dict(db.execute("SELECT aspect, value FROM current_mark"))


def points(tablet: Page, key: str) -> str:
    """What the card of an aspect shows as earned."""
    return tablet.locator(f"[id='aspect-{key}'] .aspect-points").inner_text().split("/")[0].strip()


@pytest.mark.timing
def test_attempts_are_marked_each_in_its_field(tmp_path: Path, open_page: OpenPage) -> None:
    with settled(tmp_path) as world:
        event_id = world.event()
        trade_id = world.trade(event_id, plan=tried())
        world.contestants(trade_id, 1)
        people = world.judges(event_id, trade_id, 1)
        judging.start_stage(event_id, trade_id, "system", seed="青溪")
        world.person("欧阳静怡", "everybody", ("organiser", "/"))
        code = accounts.invite_device(people[0], event_id, trade_id, "system").code
    with running_house(data=tmp_path) as house:
        organiser, tablet = open_page(), open_page(size=TABLET, has_touch=True)
        tablet.goto(f"{house.url}/j#{code}")
        tablet.click("#redeem")
        expect(tablet.locator("[data-phase=pending]")).to_be_visible()
        sign_in(organiser, house)
        organiser.goto(f"{house.url}/officials/{event_id}/{trade_id}")
        organiser.locator("form[action$='/accept'] button").first.click()
        tablet.locator(".modules button").nth(1).click(timeout=15_000)

        first = tablet.locator("[data-slot='A1.1#1'] [data-field=value]")
        first.fill("12.04")
        first.press("Enter")
        second = tablet.locator("[data-slot='A1.1#2'] [data-field=value]")
        expect(second).to_be_focused()
        assert points(tablet, "A1.1") == "20.00"
        second.fill("12.01")
        second.press("Enter")
        expect(tablet.locator("[id='aspect-A1.2']")).to_have_attribute("data-active", "true")
        assert points(tablet, "A1.1") == "40.00"
        tablet.keyboard.press("3")
        expect(tablet.locator("[data-slot='A1.2#1'] [aria-checked=true]")).to_have_text("3")
        tablet.locator("[data-slot='A1.2#2'] .clear").first.click()
        expect(tablet.locator("[data-slot='A1.2#2'] .verdict")).to_be_visible()
        assert points(tablet, "A1.2") == "50.00"
        expect(tablet.locator("[data-kind=computed] .aspect-points")).to_contain_text("10.00")
        expect(tablet.locator(".foot")).to_contain_text("100.00")
        axe(tablet)

        deadline = time.monotonic() + 20
        while len(kept(tmp_path)) < 4 and time.monotonic() < deadline:
            time.sleep(0.2)
    assert kept(tmp_path) == {"A1.1#1": "12.040", "A1.1#2": "12.010", "A1.2#1": "3", "A1.2#2": "none"}
