"""A day of an organiser with other people's forms: a park's and a county's are sent in, looked at, decided upon, imported and
undone, in Chinese and in English, by mouse and by keyboard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from competition.schemes import actions as schemes
from tests.browser import OpenPage, axe
from tests.contestants import forms
from tests.live.house import House, running_house, settled
from tests.world import PASSWORD

TEMPLATES = (
    "cnc_miller",
    "cnc_turner",
    "electrician",
    "excavator",
    "fitter",
    "forklift",
    "nurse",
    "tour_guide",
    "welder",
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[tuple[House, str]]:
    """A house with an event of nine trades, and the event's id."""
    with settled(tmp_path) as world:
        world.person("苏明", "suming", ("organiser", "/"))
        event_id = world.event()
        schemes.add_trades_from_templates("system", event_id, list(TEMPLATES))
    with running_house(data=tmp_path) as house:
        yield house, event_id


def sign_in(page: Page, house: House) -> None:
    page.goto(f"{house.url}/accounts/sign-in")
    page.fill("[name=login]", "suming")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda address: "/sign-in" not in address)


def send(page: Page, house: House, event_id: str, file: Path) -> str:
    """Send a form in; returns the address of what was understood."""
    page.goto(f"{house.url}/contestants/{event_id}/import")
    page.set_input_files("[name=form]", str(file))
    page.click("main form button[data-tone=primary]")
    page.wait_for_url(re.compile(r"/import/[0-9a-f-]{36}$"), timeout=30_000)
    return page.url


def figures(page: Page) -> list[str]:
    """Good rows, open ones, those that cannot be entered, those left out."""
    return [text.strip() for text in page.locator(".stat-figure").all_inner_texts()]


def done(page: Page, address: str) -> None:
    page.wait_for_url(address, timeout=30_000)


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
def test_a_park_s_form_is_decided_upon_imported_and_undone(
    desk: tuple[House, str], open_page: OpenPage, tmp_path: Path, locale: str
) -> None:
    house, event_id = desk
    file = tmp_path / "park.xlsx"
    file.write_bytes(forms.park())
    page = open_page(locale=locale)
    sign_in(page, house)

    address = send(page, house, event_id, file)
    assert figures(page) == ["4", "4", "1", "0"]
    axe(page)
    cells = page.locator(".kind[data-severity=doubt] tbody th, .kind[data-severity=wrong] tbody th")
    assert sorted(cells.all_inner_texts()) == ["B12", "B13", "C9", "D7", "D8"]

    for code, choice in {"id_as_number": "keep", "id_check_digit": "take", "sex_disagrees": "take"}.items():
        page.check(f"[name='kinds:{code}'][value={choice}]")
    page.focus("[name='kinds:twice_with_number']")
    page.keyboard.press("ArrowDown")
    page.focus("[data-check]")
    page.keyboard.press("Enter")
    done(page, address)
    expect(page.locator("[name='kinds:id_check_digit'][value=take]")).to_be_checked()
    assert figures(page) == ["7", "0", "1", "1"]

    page.click("button[value=import]")
    done(page, address)
    expect(page.locator(".notice[data-tone=good]")).to_contain_text("7")
    axe(page)
    page.click("[data-dialog=undo]")
    page.click("#undo button[type=submit]")
    done(page, address)
    expect(page.locator(".notice")).to_have_count(1)
    page.goto(f"{house.url}/contestants/{event_id}")
    expect(page.locator("main")).not_to_contain_text("赵一诺")


def test_a_county_s_form_goes_through_and_is_remembered(
    desk: tuple[House, str], open_page: OpenPage, tmp_path: Path
) -> None:
    house, event_id = desk
    file = tmp_path / "county.csv"
    file.write_bytes(forms.county())
    page = open_page()
    sign_in(page, house)

    address = send(page, house, event_id, file)
    assert figures(page) == ["6", "0", "0", "0"]
    understood = page.locator(".said-as tbody tr")
    said = {
        row.locator("th").inner_text(): row.locator("td")
        .nth(1)
        .locator("option:checked, :scope")
        .last.inner_text()
        .strip()
        for row in understood.all()
    }
    assert said == {
        "电焊": "焊工",
        "数控车": "数控车工",
        "挖掘机": "挖掘机驾驶",
        "钳": "钳工",
        "护士": "护理",
        "电工": "电工",
    }
    page.click("button[value=import]")
    done(page, address)
    expect(page.locator(".notice[data-tone=good]")).to_contain_text("6")

    again = send(page, house, event_id, file)
    assert figures(page) == ["0", "0", "6", "0"]
    expect(page.locator("button[value=import]")).to_be_disabled()
    page.click("[data-dialog=discard]")
    page.click("#discard button[type=submit]")
    page.wait_for_url(re.compile(r"/import$"))
    assert again != address


@pytest.mark.parametrize("width", [390, 1024])
def test_the_page_of_a_form_fits_phone_and_tablet(
    desk: tuple[House, str], open_page: OpenPage, tmp_path: Path, width: int
) -> None:
    house, event_id = desk
    file = tmp_path / "park.xlsx"
    file.write_bytes(forms.park())
    page = open_page(size=(width, 844))
    sign_in(page, house)

    send(page, house, event_id, file)

    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    axe(page)
