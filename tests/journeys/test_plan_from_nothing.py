"""A scheme built from nothing by forms: theory 30 and practical 70, a preview of other weights, and the start that freezes it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import OpenPage, axe
from tests.journeys.desk import sign_in
from tests.live.house import House, running_house, settled

LEVELS = (("未达标", "Below the standard"), ("达标", "Meets it"), ("较好", "Better in places"), ("优秀", "Excellent"))
JUDGES = "林致远,青溪一中,裁判长\n方晓棠\n韩立群"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[tuple[House, str]]:
    """A house with an organiser and an event that has no trades."""
    with settled(tmp_path) as world:
        world.person("苏明", "suming", ("organiser", "/"))
        event_id = world.event()
    with running_house(data=tmp_path) as house:
        yield house, event_id


def save(page: Page, act: str = "save") -> None:
    """Send the form of a part, and wait until the page that answers is there."""
    button = page.locator(f"#draft-form .draft-foot button[value='{act}'], #draft-form button[value='{act}']").last
    with page.expect_navigation():
        button.click()


def fill(page: Page, values: dict[str, str]) -> None:
    """Fill in fields by name; a choice is chosen."""
    for name, value in values.items():
        field: Locator = page.locator(f"#draft-form [name='{name}']")
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def both(name: str, zh: str, en: str) -> dict[str, str]:
    return {f"{name}.zh": zh, f"{name}.en": en}


def components(page: Page) -> None:
    """Theory weighs 0.3, practical 0.7."""
    fill(
        page,
        {"components.0.key": "theory", "components.0.weight": "0.3"} | both("components.0.title", "理论", "Theory"),
    )
    save(page, "added:components")
    fill(
        page,
        {"components.1.key": "practical", "components.1.weight": "0.7", "components.1.max": "100"}
        | both("components.1.title", "实操", "Practical"),
    )
    axe(page)
    save(page)


def modules(page: Page, draft: str) -> None:
    """A theory paper, and a module at the bench."""
    page.goto(f"{draft}/modules/0")
    fill(page, {"component": "theory", "minutes": "60"} | both("title", "理论考试", "Theory paper"))
    axe(page)
    save(page)
    page.goto(draft)
    with page.expect_navigation():
        page.click("button[value='added:modules']")
    page.goto(f"{draft}/modules/1")
    fill(page, {"component": "practical", "minutes": "180"} | both("title", "榫卯制作", "Joinery"))
    save(page)


def aspects(page: Page, draft: str) -> None:
    """One aspect in theory; in practical one with points and one with levels."""
    page.goto(f"{draft}/modules/0/0")
    fill(
        page,
        {"aspects.0.max": "100", "aspects.0.step": "0.5", "aspects.0.marked_by": "one"}
        | both("title", "理论", "Theory") | both("aspects.0.title", "卷面分", "Paper"),
    )  # fmt: skip
    save(page)
    page.goto(f"{draft}/modules/1/0")
    fill(
        page,
        {"aspects.0.max": "60", "aspects.0.step": "0.5"}
        | both("title", "制作", "Making") | both("aspects.0.title", "尺寸", "Size"),
    )  # fmt: skip
    page.select_option("[name=new_kind]", "judgement")
    save(page, "added:aspects")
    levels = {
        key: said for n, pair in enumerate(LEVELS) for key, said in both(f"aspects.1.descriptors.{n}", *pair).items()
    }
    fill(page, {"aspects.1.max": "40"} | both("aspects.1.title", "外观", "Finish") | levels)
    axe(page)
    save(page)


def version(page: Page, draft: str, reason: str) -> None:
    """Make the draft the next version."""
    page.goto(draft)
    axe(page)
    page.fill("[name=reason]", reason)
    with page.expect_navigation():
        page.click("form[action$='/draft/version'] button[data-tone=primary]")
    expect(page.locator(".notice[data-tone=good]")).to_be_visible()


def people(page: Page, house: House, event_id: str, trade_id: str) -> None:
    """Two contestants entered, three judges in every seat."""
    for name in ("陈嘉树", "欧阳静怡"):
        page.goto(f"{house.url}/contestants/{event_id}/{trade_id}/add")
        page.fill("[name=name]", name)
        with page.expect_navigation():
            page.click("main form button[data-tone=primary]")
    page.goto(f"{house.url}/officials/{event_id}/{trade_id}")
    page.click("details.paste summary")
    page.fill("[name=lines]", JUDGES)
    with page.expect_navigation():
        page.click("details.paste button:not([type=button])")
    with page.expect_navigation():
        page.click("form[action$=everywhere] button, form[action*=seat_everywhere] button, #panels header form button")
    axe(page)


@pytest.mark.timing
@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_a_scheme_is_built_from_nothing_looked_at_and_frozen(
    place: tuple[House, str], open_page: OpenPage, locale: str
) -> None:
    house, event_id = place
    zh = locale == "zh-CN"
    page = open_page(locale=locale)
    sign_in(page, house)
    page.goto(f"{house.url}/schemes/{event_id}/add")
    page.locator("details summary", has_text="从零开始" if zh else "Start from nothing").click()
    axe(page)
    for name, value in {"name": "木工", "name_en": "Joinery", "code": "mg"}.items():
        page.fill(f"[name={name}]", value)
    with page.expect_navigation():
        page.click("form[action$='/add/empty'] button")
    draft = page.url
    trade_id = draft.split("/")[-2]
    axe(page)

    page.goto(f"{draft}/general")
    components(page)
    modules(page, draft)
    aspects(page, draft)
    version(page, draft, "按技术文件编制")
    expect(page.locator(".scheme-sums")).to_contain_text("0.7")
    axe(page)

    page.goto(draft)
    with page.expect_navigation():
        page.click("button[value='version:1']")
    page.goto(f"{draft}/general")
    fill(page, {"components.0.weight": "0.2", "components.1.weight": "0.8"})
    save(page)
    page.goto(draft)
    page.click(f"a[href='/amendments/{event_id}/{trade_id}']")
    rows = page.locator("[aria-labelledby=sizes-title] tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.nth(0).locator("td").nth(1)).to_have_text("0.3")
    expect(rows.nth(0).locator("td").nth(2)).to_have_text("0.2")
    expect(rows.nth(1)).to_contain_text("实操" if zh else "Practical")
    axe(page)
    page.goto(draft)
    page.click("[data-dialog=discard]")
    with page.expect_navigation():
        page.click("#discard button[type=submit]")

    people(page, house, event_id, trade_id)
    page.goto(f"{house.url}/judging/{event_id}/{trade_id}")
    page.click("[data-dialog=start-stage]")
    with page.expect_navigation():
        page.click("#start-stage button[type=submit]")
    expect(page.locator(".sheet-table")).to_be_visible()
    expect(page.locator(".sheet-table")).to_contain_text(re.compile(r"MG-?\d"))
    axe(page)
    page.goto(draft.removesuffix("/draft"))
    expect(page.locator(".page-head")).to_contain_text("已冻结" if zh else "frozen")
    expect(page.locator("[name=document]")).to_have_count(0)
    axe(page)
