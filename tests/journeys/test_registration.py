"""Registration from the first day to the list of contestants: organiser, union, officer and the people themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from competition.organisations import actions as organisations
from competition.registration import actions as registration
from tests.browser import PHONE, OpenPage, axe
from tests.live.house import House, running_house, settled
from tests.registration.ground import number
from tests.world import PASSWORD, World

PEOPLE = ("陈嘉树", "王梓涵", "李慕白")
ORGANISER, OFFICER = "suming", "heqingyue"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[tuple[House, str]]:
    """A house with an event that nobody has published, one trade, a union and its officer; and the event's id."""
    with settled(tmp_path) as world:
        event_id = _furnished(world)
    with running_house(data=tmp_path) as running:
        yield running, event_id


def _furnished(world: World) -> str:
    world.person("苏明", ORGANISER, ("organiser", "/"))
    event_id = world.event()
    world.trade(event_id)
    unit_id = organisations.add_organisation("system", name="青溪机械厂工会", level="enterprise")
    world.person("何清越", OFFICER, ("unit_officer", registration.scope_of_unit(unit_id)))
    return event_id


def sign_in(page: Page, house: House, login: str) -> None:
    page.goto(f"{house.url}/accounts/sign-in")
    page.fill("[name=login]", login)
    page.fill("[name=password]", PASSWORD)
    page.click("main form button[data-tone=primary], form button[type=submit]")
    expect(page.locator("nav.rail")).to_be_attached()


def press(page: Page, button: Locator) -> None:
    """Press what leads to another page, and wait for it."""
    with page.expect_navigation():
        button.click()


def open_registration(page: Page, house: House, event_id: str) -> None:
    """The organiser sets the window, publishes the event and opens registration."""
    page.goto(f"{house.url}/events/{event_id}/edit")
    page.fill("[name=registration_opens_at]", "2020-01-01T00:00")
    page.fill("[name=registration_closes_at]", "2099-01-01T00:00")
    press(page, page.locator("main .form-foot button[data-tone=primary]"))
    for state in ("PUBLISHED", "REGISTRATION_OPEN"):
        page.goto(f"{house.url}/events/{event_id}/state")
        press(page, page.locator(f"form:has([name=to][value={state}]) button"))


def register(page: Page, house: House, event_id: str) -> dict[str, str]:
    """The union registers its people in public, from the home page on; returns each one's code."""
    page.goto(house.url + "/")
    axe(page)
    press(page, page.locator(f"a[href='/registration/{event_id}/apply']").first)
    axe(page)
    press(page, page.locator(".two-ways a").nth(1))
    page.fill("[name=unit_name]", "青溪机械厂工会")
    page.fill("[name=contact]", "何清越")
    page.fill("[name=contact_phone]", "13900000001")
    for at, name in enumerate(PEOPLE):
        page.fill(f"[name=person-{at}-name]", name)
        page.fill(f"[name=person-{at}-id_number]", number(at + 1))
        page.select_option(f"[name=person-{at}-trade]", index=1)
    axe(page)
    page.locator(".form-foot button").click()
    expect(page.locator(".code-card")).to_have_count(4)
    axe(page)
    return {name: code_of(page, name) for name in PEOPLE}


def code_of(page: Page, name: str) -> str:
    """The code on somebody's card."""
    return "".join(page.locator(".code-card", has_text=name).locator(".big-code span").all_inner_texts())


def decide(page: Page, house: House, act: str, names: tuple[str, ...], reason: str = "") -> None:
    """The officer ticks these people and decides, with a look at what will happen."""
    page.goto(f"{house.url}/desk")
    expect(page).to_have_url(re.compile(r"/registration/unit/"))
    axe(page)
    for name in names:
        page.locator("tr", has_text=name).locator("[name=ids]").check()
    press(page, page.locator(f"button[name=act][value={act}]"))
    axe(page)
    if reason:
        page.fill("[name=reason]", reason)
    press(page, page.locator("form.act-preview .form-foot button"))
    expect(page).to_have_url(re.compile(r"/registration/unit/"))


def open_mine(page: Page, house: House, code: str) -> None:
    """One's own registration, with the code typed by hand."""
    page.goto(f"{house.url}/registration/mine")
    axe(page)
    page.fill("[name=code]", code.lower())
    press(page, page.locator("main form button[data-tone=primary]"))
    expect(page).to_have_url(re.compile("/registration/mine/entry"))
    axe(page)


@pytest.mark.timing
@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_registration_from_the_first_day_to_the_list_of_contestants(
    house: tuple[House, str], open_page: OpenPage, locale: str
) -> None:
    running, event_id = house
    desk, union, officer, mine = (
        open_page(locale=locale), open_page(locale=locale), open_page(locale=locale), open_page(locale=locale, size=PHONE),
    )  # fmt: skip
    sign_in(desk, running, ORGANISER)
    open_registration(desk, running, event_id)
    codes = register(union, running, event_id)

    sign_in(officer, running, OFFICER)
    decide(officer, running, "approve", PEOPLE[:2])
    decide(officer, running, "return", PEOPLE[2:], "姓名与证件不符")

    open_mine(mine, running, codes[PEOPLE[2]])
    expect(mine.locator(".notice").first).to_contain_text("姓名与证件不符")
    mine.fill("[name=name]", "李慕柏")
    press(mine, mine.locator("form:has([name=rev]) .form-foot button"))
    expect(mine.locator("h1")).to_have_text("李慕柏")
    decide(officer, running, "approve", ("李慕柏",))

    press(mine, mine.locator("form[action$='/leave'] button"))
    open_mine(mine, running, codes[PEOPLE[1]])
    mine.fill("[name=reason]", "工作调动")
    press(mine, mine.locator("form[action$='/withdraw'] button"))
    expect(mine.locator("[name=reason]")).to_have_count(0)

    desk.goto(f"{running.url}/registration/{event_id}")
    axe(desk)
    press(desk, desk.locator("a.name", has_text="李慕柏"))
    axe(desk)
    desk.goto(f"{running.url}/contestants/{event_id}")
    for name in ("陈嘉树", "李慕柏", "王梓涵"):
        expect(desk.locator("main table")).to_contain_text(name)
    expect(desk.locator("tr", has_text="王梓涵")).to_contain_text({"zh-CN": "弃权", "en-GB": "Withdrawn"}[locale])
