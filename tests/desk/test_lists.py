"""Lists and forms of the desk in a real browser, on a list and a form that belong to no room."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Dialog, Page, expect

from competition.app import create_app
from competition.config import settings_from
from tests.browser import PHONE, TABLET, OpenPage, axe
from tests.conftest import ENVIRON
from tests.desk.shelf import served
from tests.world import PASSWORD, World


@pytest.fixture
def shelf(sqlite_template: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a house with the shelf, and 苏明 who may sign in there."""
    (tmp_path / "competition.db").write_bytes(sqlite_template.read_bytes())
    made: Flask = create_app(settings_from(ENVIRON | {"COMPETITION_DATA": str(tmp_path)}))
    world = World(made)
    world.person("苏明", "suming", ("organiser", "/"), ("sys_admin", "/"))
    with served(made) as address:
        yield address
    made.extensions["store"].close()


def sign_in(page: Page, address: str, onward: str = "/shelf/") -> Page:
    page.goto(f"{address}/accounts/sign-in?next={onward}")
    page.fill("[name=login]", "suming")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}{onward}")
    return page


def ticked(page: Page) -> list[int]:
    """The numbers of the rows that are ticked, from 0."""
    found: list[int] = page.evaluate(
        "[...document.querySelectorAll('[data-tick]')].flatMap((b, n) => b.checked ? [n] : [])"
    )
    return found


def current(page: Page) -> int:
    """The number of the row that has the focus, or -1."""
    at: int = page.evaluate(
        "[...document.querySelectorAll('[data-row]')].findIndex((r) => r.contains(document.activeElement))"
    )
    return at


def test_keys_walk_tick_and_open_rows(shelf: str, open_page: OpenPage) -> None:
    page = sign_in(open_page(), shelf)
    for key in ("j", "ArrowDown", "x"):
        page.keyboard.press(key)
    assert (current(page), ticked(page)) == (1, [1])
    for key in ("Shift+ArrowDown", "Shift+ArrowDown", "Shift+ArrowDown", "Shift+ArrowUp"):
        page.keyboard.press(key)
    assert (current(page), ticked(page)) == (3, [1, 2, 3])
    expect(page.locator("[data-ticked][role=status]")).to_have_text("已选 3 项")
    page.keyboard.press("End")
    page.keyboard.press("Space")
    assert (current(page), ticked(page)) == (49, [1, 2, 3, 49])
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    page.wait_for_url("**/shelf/0")


def test_keys_turn_pages_and_reach_the_search_and_leave_writers_alone(shelf: str, open_page: OpenPage) -> None:
    page = sign_in(open_page(), shelf)
    page.keyboard.press("n")
    page.wait_for_url("**/shelf/?page=2")
    page.keyboard.press("p")
    page.wait_for_url("**/shelf/?page=1")
    page.keyboard.press("/")
    page.keyboard.type("jnpx?/ 陈嘉00")
    expect(page.locator("[data-list-text]")).to_have_value("jnpx?/ 陈嘉00")
    page.fill("[data-list-text]", "陈嘉00")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=*")
    assert page.locator("[data-row]").count() == 10
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="快捷键")).to_be_visible()
    axe(page)
    page.keyboard.press("j")
    assert current(page) == -1
    page.keyboard.press("Escape")


def test_acts_are_previewed_done_and_taken_back(shelf: str, open_page: OpenPage) -> None:
    page = sign_in(open_page(), shelf)
    expect(page.locator(".list-acts")).to_be_hidden()
    page.locator("[data-tick]").nth(2).click()
    page.locator("[data-tick]").nth(5).click(modifiers=["Shift"])
    assert ticked(page) == [2, 3, 4, 5]
    page.locator("[name=everything]").check()
    expect(page.locator("[data-ticked][role=status]")).to_have_text("已选 120 项")
    page.get_by_role("button", name="停用").click()
    expect(page.locator(".act-figures b").first).to_have_text("120")
    axe(page)
    page.get_by_role("button", name="停用 120 个").click()
    page.wait_for_url("**/shelf/")
    expect(page.locator("[data-flashes]")).to_contain_text("停用了 120 个")
    axe(page)
    page.get_by_role("button", name="撤销").click()
    expect(page.locator("[data-flashes]")).to_contain_text("已撤销：停用 120 个")


def test_columns_are_chosen_and_remembered(shelf: str, open_page: OpenPage) -> None:
    page = sign_in(open_page(), shelf)
    page.locator(".list-columns > summary").click()
    page.get_by_label("单位").uncheck()
    page.get_by_label("备注").check()
    axe(page)
    page.get_by_role("button", name="应用").click()
    page.wait_for_url("**cols=*")
    assert page.locator("thead th").all_inner_texts() == ["编号", "姓名", "备注"]
    page.goto(f"{shelf}/shelf/?q=陈")
    page.wait_for_url("**cols=*")
    assert page.locator("thead th").all_inner_texts() == ["编号", "姓名", "备注"]
    page.locator(".list-columns > summary").click()
    page.get_by_role("link", name="恢复默认").click()
    expect(page.locator("thead th")).to_have_count(3)
    page.goto(f"{shelf}/shelf/")
    assert page.locator("thead th").all_inner_texts() == ["编号", "姓名", "单位"]


def test_filter_acts_when_chosen_and_the_export_has_the_same_rows(shelf: str, open_page: OpenPage) -> None:
    page = sign_in(open_page(), shelf)
    page.locator("[name=trade]").dispatch_event("pointerdown")
    page.locator("[name=trade]").select_option("焊接")
    page.wait_for_url("**trade=*")
    page.get_by_role("button", name="导出").click()
    page.wait_for_url("**/jobs/*")
    expect(page.locator(".job")).to_contain_text("共 60 行")
    axe(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="名单.xlsx").click()
    assert download.value.suggested_filename == "名单.xlsx"


def test_list_works_without_scripts(shelf: str, open_page: OpenPage) -> None:
    page = open_page(java_script_enabled=False)
    sign_in(page, shelf)
    page.locator("[data-tick]").first.check()
    page.get_by_role("button", name="停用").click()
    expect(page.locator(".act-figures b").first).to_have_text("1")
    page.goto(f"{shelf}/shelf/")
    page.locator(".bar a.search").click()
    page.wait_for_url("**/desk/find*")


@pytest.mark.parametrize("size", [TABLET, PHONE], ids=["tablet", "phone"])
def test_list_fits_smaller_windows(shelf: str, open_page: OpenPage, size: tuple[int, int]) -> None:
    page = sign_in(open_page(size=size, has_touch=True), shelf)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    axe(page)


def test_printed_list_has_its_title_its_rows_and_no_controls(shelf: str, open_page: OpenPage) -> None:
    page = open_page()
    page.add_init_script("window.print = () => document.documentElement.setAttribute('data-printed', '')")
    sign_in(page, shelf)
    page.get_by_role("link", name="打印").click()
    page.wait_for_url("**print=1")
    expect(page.locator("html")).to_have_attribute("data-printed", "")
    page.emulate_media(media="print")
    assert page.locator("[data-row]").count() == 120
    expect(page.locator(".list-title")).to_contain_text("完整列表 | 共 120 项")
    shown = page.evaluate(
        "[...document.querySelectorAll('button, input, .rail, .bar, .table-foot')].filter((e) => e.checkVisibility()).length"
    )
    assert shown == 0
    assert page.evaluate("getComputedStyle(document.querySelector('thead')).display") == "table-header-group"


def test_draft_outlives_the_session_and_is_dropped_when_saved(shelf: str, open_page: OpenPage) -> None:
    page = sign_in(open_page(), shelf, "/shelf/1")
    page.fill("[name=note]", "三号机床")
    page.fill("[name=id_number]", "11010519491231002X")
    expect(page.locator(".draft-badge")).to_contain_text("草稿已存")
    page.context.clear_cookies()
    page.get_by_role("button", name="保存").click()
    assert "11010519491231002X" not in page.evaluate("JSON.stringify(localStorage)")

    sign_in(page, shelf, "/shelf/1")
    expect(page.locator(".draft-offer")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="取用草稿").click()
    expect(page.locator("[name=note]")).to_have_value("三号机床")
    page.get_by_role("button", name="保存").click()
    page.wait_for_url("**/shelf/")
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft:')).length") == 0
    page.goto(f"{shelf}/shelf/1")
    expect(page.locator(".draft-offer")).to_have_count(0)


def test_leaving_with_unsaved_changes_warns(shelf: str, open_page: OpenPage) -> None:
    page = sign_in(open_page(), shelf, "/shelf/1")
    asked: list[str] = []

    def accept(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", accept)
    page.goto(f"{shelf}/shelf/1")
    page.locator("[name=name]").press_sequentially("林")
    page.get_by_role("link", name="全部赛事").click()
    page.wait_for_url("**/events/")
    assert asked == ["beforeunload"]


def test_conflict_shows_what_is_stored_and_takes_it_over(shelf: str, open_page: OpenPage) -> None:
    page = sign_in(open_page(), shelf, "/shelf/1")
    page.fill("[name=name]", "taken")
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".conflict")).to_contain_text("方晓棠")
    axe(page)
    page.locator("[data-take=name]").click()
    page.locator("[data-take=level]").click()
    expect(page.locator("[name=name]")).to_have_value("陈家树")
    expect(page.locator("[name=level]")).to_have_value("3")


def test_search_over_everything_opens_by_keys_answers_and_walks(shelf: str, open_page: OpenPage) -> None:
    page = sign_in(open_page(), shelf)
    page.keyboard.press("Control+k")
    field = page.get_by_role("combobox", name="全站搜索")
    expect(field).to_be_focused()
    axe(page)
    page.keyboard.type("没有这个人")
    expect(page.locator(".find-nothing")).to_contain_text("没有找到“没有这个人”")
    expect(page.locator("[data-find-told]")).to_have_text("没有符合的内容。")
    axe(page)
    page.route("**/desk/find?*", lambda route: route.abort())
    field.fill("陈")
    expect(page.locator(".find-nothing")).to_contain_text("搜索没有响应")
    page.unroute("**/desk/find?*")
    page.route("**/desk/find?*", lambda route: route.fulfill(body=FOUND, content_type="text/html"))
    page.get_by_role("button", name="重试").click()
    expect(page.locator("[data-find-results] [role=option]")).to_have_count(2)
    expect(page.locator("[data-find-told]")).to_have_text("2 个结果")
    field.focus()
    for key in ("ArrowDown", "ArrowDown"):
        page.keyboard.press(key)
    assert field.get_attribute("aria-activedescendant") == "found-2"
    axe(page)
    page.keyboard.press("Enter")
    page.wait_for_url("**/shelf/2")


FOUND = (
    '<div role="listbox" aria-label="x" data-told="2 个结果"><div class="find-group" role="group" aria-labelledby="found-a">'
    '<p id="found-a" role="presentation">选手</p>'
    '<a role="option" id="found-1" aria-selected="false" tabindex="-1" href="/shelf/1"><b>一</b></a>'
    '<a role="option" id="found-2" aria-selected="false" tabindex="-1" href="/shelf/2"><b>二</b></a></div></div>'
)
