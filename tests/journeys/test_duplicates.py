"""One person entered twice: the pair is found, looked at, made one; the old address leads on; it is taken back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from competition.contestants import actions as contestants
from competition.contestants import queries
from competition.contestants.actions import ContestantDetails
from competition.store import reading
from tests.browser import OpenPage, axe
from tests.journeys.desk import sign_in
from tests.live.house import House, running_house, settled

SAID = ContestantDetails(
    name="孟星野", sex="m", organisation_id=None, employer="青溪第一机械厂", id_number="", phone="13900000007"
)
SAID_AGAIN = ContestantDetails(
    name="孟星野",
    sex="m",
    organisation_id=None,
    employer="青溪一机厂",
    id_number="",
    phone="13900000007",
    skill_level=3,
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[tuple[House, str, list[str]]]:
    """A house with an event of two trades, in each of which 孟星野 stands; the event and his two ids."""
    with settled(tmp_path) as world:
        world.person("苏明", "suming", ("organiser", "/"))
        event_id = world.event()
        one, other = world.trade(event_id), world.trade(event_id, template="lathe")
        contestants.enter("system", one, SAID)
        contestants.enter("system", other, SAID_AGAIN)
        world.contestants(one, 3)
        with reading() as s:
            ids = [str(e.contestant_id) for e in queries.entries_of_event(s, event_id) if e.name == SAID.name]
    with running_house(data=tmp_path) as house:
        yield house, event_id, ids


@pytest.mark.timing
@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_two_records_become_one_and_two_again(
    desk: tuple[House, str, list[str]], open_page: OpenPage, locale: str
) -> None:
    house, event_id, ids = desk
    page = open_page(locale=locale)
    sign_in(page, house)
    page.click(f"main a[href='/events/{event_id}']")
    page.click(f".rail a[href='/contestants/{event_id}']")
    page.click(f"main a[href='/contestants/{event_id}/duplicates']")
    expect(page.locator(".pairs > li")).to_have_count(1)
    axe(page)
    page.click(".pairs a.button")
    kept, gone = re.findall(r"duplicates/([0-9a-f-]{36})/([0-9a-f-]{36})", page.url)[0]
    assert sorted((kept, gone)) == sorted(ids)
    expect(page.locator("tr", has_text="青溪一机厂").locator("input[type=radio]")).to_have_count(2)
    page.check("[name=employer][value=gone]")
    axe(page)
    page.click("main form button[data-tone=primary]")
    expect(page.locator(".notice-act button")).to_be_visible()
    expect(page.locator(".pairs")).to_have_count(0)
    axe(page)

    page.goto(f"{house.url}/contestants/{event_id}/people/{gone}")
    assert page.url.endswith(f"/people/{kept}")
    expect(page.locator(".taken > li")).to_have_count(2)
    axe(page)

    page.goto(f"{house.url}/desk/acts/{event_id}")
    axe(page)
    page.locator("main form[action$='/undo'] button").first.click()
    expect(page.locator(".notice[data-tone=good]")).to_have_count(1)
    page.goto(f"{house.url}/contestants/{event_id}/people/{gone}")
    assert page.url.endswith(f"/people/{gone}")
    expect(page.locator(".taken > li")).to_have_count(1)
    page.goto(f"{house.url}/contestants/{event_id}/duplicates")
    expect(page.locator(".pairs > li")).to_have_count(1)
