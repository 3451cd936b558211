"""A scheme changed in a real browser by keyboard alone: it saves itself, says what is wrong, and becomes a version."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from competition.schemes import actions
from tests.browser import OpenPage, axe
from tests.live.house import House, running_house, settled
from tests.world import PASSWORD, PLAN

SAVED = "form[data-state=saved]"


@pytest.fixture
def editor(tmp_path: Path) -> Iterator[tuple[House, str]]:
    """A house, and the address of a trade's scheme that has a draft."""
    with settled(tmp_path) as world:
        world.person("苏明", "suming", ("organiser", "/"))
        event_id = world.event()
        trade_id = world.trade(event_id)
        actions.start("system", trade_id, PLAN, 2)
    with running_house(data=tmp_path) as house:
        yield house, f"{house.url}/schemes/{event_id}/{trade_id}"


def signed_in(open_page: OpenPage, house: House) -> Page:
    page = open_page(f"{house.url}/accounts/sign-in", locale="en", reduced_motion="reduce")
    page.fill("[name=login]", "suming")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda address: "/sign-in" not in address, timeout=30_000)
    return page


def test_a_scheme_is_changed_by_keyboard_alone(open_page: OpenPage, editor: tuple[House, str]) -> None:
    house, scheme = editor
    page = signed_in(open_page, house)
    page.goto(f"{scheme}/draft")
    page.get_by_role("link", name="A1 Size").press("Enter")
    page.locator("summary", has_text="Slot width").press("Enter")
    slot = page.locator("[name='aspects.0.max']")

    slot.fill("")
    slot.press_sequentially("forty")
    page.wait_for_selector(SAVED)
    expect(slot).to_have_attribute("aria-invalid", "true")
    expect(page.locator("[id='wrong-aspects.0.max']")).to_have_text("a figure is expected, such as 2.50")
    axe(page)
    slot.fill("")
    slot.press_sequentially("40")
    expect(page.locator("[id='wrong-aspects.0.max']")).to_have_count(0)
    page.locator("button[value='copied:aspects.2']").evaluate("one => one.closest('details').open = true")
    page.locator("button[value='copied:aspects.2']").press("Enter")
    page.wait_for_url("**open=3*")
    expect(page.locator("[name='aspects.3.key']")).to_be_focused()
    expect(page.locator("[name='aspects.3.key']")).to_have_value("A1.4")

    page.get_by_role("link", name="To the outline").press("Enter")
    page.get_by_label("What changes, and why").press_sequentially("One more deduction")
    page.get_by_label("What changes, and why").press("Enter")
    page.wait_for_url(scheme)
    expect(page.locator(".activity-log")).to_contain_text("One more deduction")
    axe(page)
