"""The server is killed while a judge marks on a tablet: what was acknowledged is there, and the rest arrives, once each."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from competition.accounts import actions as accounts
from tests.browser import TABLET, OpenPage
from tests.journeys.test_every_page import sign_in
from tests.journeys.test_main_job import theory
from tests.live.house import running_house, settled

MARKS = [str(60 + n) for n in range(8)]


def kept(data: Path) -> list[tuple[str, str]]:
    """(station, mark) as the database holds them."""
    with sqlite3.connect(f"file:{data / 'competition.db'}?mode=ro", uri=True) as db:
        query = "SELECT sheet.code, value FROM mark JOIN sheet ON sheet.id = sheet_id ORDER BY sheet.code"
        return [(code, value) for code, value in db.execute(query)]


@pytest.mark.timing
def test_marks_given_while_the_server_is_killed_arrive_once_each(tmp_path: Path, open_page: OpenPage) -> None:
    with settled(tmp_path) as world:
        contest = world.started(entries=8, judges=1)
        world.person("欧阳静怡", "everybody", ("organiser", "/"))
        code = accounts.invite_device(contest.people[0], contest.event_id, contest.trade_id, "system").code
        codes = sorted(contest.sheet(n, "T", 1).code for n in range(8))
    with running_house(data=tmp_path) as house:
        port = int(house.url.rsplit(":", 1)[1])
        organiser, tablet = open_page(), open_page(size=TABLET, has_touch=True)
        tablet.goto(f"{house.url}/j#{code}")
        tablet.click("#redeem")
        expect(tablet.locator("[data-phase=pending]")).to_be_visible()
        sign_in(organiser, house)
        organiser.goto(f"{house.url}/officials/{contest.event_id}/{contest.trade_id}")
        organiser.locator("form[action$='/accept'] button").first.click()
        tablet.locator(".modules button").first.click(timeout=15_000)
        for station, points in zip(codes[:4], MARKS[:4], strict=True):
            theory(tablet, station, points)
        house.kill()
        for station, points in zip(codes[4:], MARKS[4:], strict=True):
            theory(tablet, station, points)
    with running_house(data=tmp_path, port=port):
        deadline = time.monotonic() + 40
        while len(kept(tmp_path)) < 8 and time.monotonic() < deadline:
            time.sleep(0.2)
        time.sleep(1)
        arrived = kept(tmp_path)

    assert arrived == [(station, f"{points}.0") for station, points in zip(codes, MARKS, strict=True)]
