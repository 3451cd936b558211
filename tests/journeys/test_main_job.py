"""The main job, as people do it: an organiser sets a trade up, a judge marks on a tablet, the hall sees the new order."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import xlsxwriter
from playwright.sync_api import Page, expect

from tests.browser import SCREEN, TABLET, OpenPage, axe
from tests.journeys.cable import Cable
from tests.live.house import House, running_house

JUDGES = "林致远,青溪一中,裁判长\n方晓棠\n韩立群\n叶知秋\n范长青"
SURNAMES, GIVEN = "陈王李赵周何孟许沈韩", ("嘉树", "静怡", "梓涵")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with running_house(data=tmp_path) as running:
        yield running


def entry_form(file: Path) -> list[str]:
    """An entry form as an organisation sends it, 30 people; returns their names."""
    names = [surname + given for given in GIVEN for surname in SURNAMES]
    book = xlsxwriter.Workbook(str(file))
    sheet = book.add_worksheet("报名表")
    sheet.write(0, 0, "青溪市技能创新运动会报名汇总表")
    sheet.write_row(2, 0, ["序号", "姓名", "性别", "单位", "参赛工种"])
    for n, name in enumerate(names):
        sheet.write_row(3 + n, 0, [n + 1, name, "男" if n % 2 else "女", f"青溪第{n % 6 + 1}机械厂", "钳工"])
    book.close()
    return names


def set_up(page: Page, house: House, form: Path) -> tuple[str, str]:
    """From an empty house to a stage that runs. Returns the ids of event and trade."""
    code = next(found for found in re.findall(r"set-up code (\w+)", house.said()))
    page.goto(f"{house.url}/accounts/first")
    for name, value in {"setup_code": code, "name": "苏明", "login": "suming", "password": "spirit-level-7"}.items():
        page.fill(f"[name={name}]", value)
    page.click("main form button[data-tone=primary], form button[type=submit]")
    page.goto(f"{house.url}/events/new")
    for name, value in {
        "name": "青溪市技能创新运动会", "name_en": "Qingxi Skills Games", "edition": "1",
        "starts_on": "2026-09-28", "ends_on": "2026-09-30", "place": "青溪体育馆", "organiser-0-name": "青溪市总工会",
    }.items():  # fmt: skip
        page.fill(f"[name={name}]", value)
    page.click("main form button[data-tone=primary]")
    page.wait_for_url(re.compile(r"/events/[0-9a-f-]{36}"))
    event_id = page.url.split("/events/")[1][:36]
    axe(page)
    page.goto(f"{house.url}/schemes/{event_id}/add")
    page.check("[name=keys][value=fitter]")
    page.click("main form button[data-tone=primary]")
    page.wait_for_url("**/trades")
    page.goto(f"{house.url}/contestants/{event_id}/import")
    page.set_input_files("[name=form]", str(form))
    page.click("main form button[data-tone=primary]")
    page.wait_for_url(re.compile(rf"/contestants/{event_id}/import/[0-9a-f-]{{36}}"), timeout=20_000)
    axe(page)
    page.click("button[value=import]")
    expect(page.locator(".notice[data-tone=good]")).to_contain_text("30", timeout=20_000)
    page.goto(f"{house.url}/officials/{event_id}")
    trade_id = page.locator(f"td a[href^='/officials/{event_id}/']").first.get_attribute("href").split("/")[3][:36]  # type: ignore[union-attr]
    page.goto(f"{house.url}/officials/{event_id}/{trade_id}")
    page.click("details.paste summary")
    page.fill("[name=lines]", JUDGES)
    page.click("details.paste button:not([type=button])")
    page.click("form[action$=everywhere] button, form[action*=seat_everywhere] button, #panels header form button")
    axe(page)
    page.goto(f"{house.url}/events/{event_id}/state")
    page.click("form:has([name=to][value=PUBLISHED]) button")
    page.goto(f"{house.url}/judging/{event_id}/{trade_id}")
    axe(page)
    page.click("[data-dialog=start-stage]")
    page.click("#start-stage button[type=submit]")
    expect(page.locator(".sheet-table")).to_be_visible()
    return event_id, trade_id


def pair(organiser: Page, tablet: Page, at: str, event_id: str, trade_id: str) -> None:
    """The tablet of the first judge who marks (the chief before him does not): the link of his QR code, and its acceptance."""
    base = organiser.url.split("/judging/")[0]
    organiser.goto(f"{base}/officials/{event_id}/{trade_id}")
    organiser.locator("form[action$='/invite'] button").nth(1).click()
    link = organiser.locator("[data-link]").first.get_attribute("data-link")
    assert link is not None
    code = link.split("#")[1]
    tablet.goto(f"{at}/j#{code}")
    expect(tablet.locator("#redeem")).to_be_enabled()
    assert "#" not in tablet.url
    tablet.fill("#name", "平板 1")
    tablet.click("#redeem")
    expect(tablet.locator("[data-phase=pending] .gate-name")).to_have_text("平板 1")
    axe(tablet)
    organiser.goto(f"{base}/officials/{event_id}/{trade_id}")
    organiser.locator("form[action$='/accept'] button").first.click()
    expect(tablet.locator(".rail .line")).to_have_count(30, timeout=10_000)


def open_sheet(tablet: Page, code: str) -> None:
    """The sheet of a station."""
    tablet.locator(".rail .line", has_text=code).first.click()
    expect(tablet.locator(".sheet-head")).to_contain_text(code)


def theory(tablet: Page, code: str, points: str) -> None:
    """The theory points of one station, entered by keyboard."""
    open_sheet(tablet, code)
    field = tablet.locator(".aspect [data-field=value]").first
    field.fill(points)
    field.press("Enter")


FIRST = """(name) => [...document.querySelectorAll(".slide:not([hidden]) .row")].some((row) =>
  row.querySelector("[data-part=rank]")?.textContent === "1" && row.querySelector("[data-part=name]")?.textContent === name)"""


def seen_first(screen: Page, name: str, within: float) -> None:
    """Wait until the big screen shows this name in the first place. (The page forbids `wait_for_function`'s eval.)"""
    deadline = time.monotonic() + within
    while not screen.evaluate(FIRST, name):
        assert time.monotonic() < deadline, f"{name} is not first after {within} s"
        time.sleep(0.01)


def names_by_code(house: House) -> dict[str, str]:
    """Station code -> name, as only the database knows."""
    with sqlite3.connect(f"file:{house.data / 'competition.db'}?mode=ro", uri=True) as db:
        return dict(
            db.execute(
                "SELECT station_code, contestant.name FROM entry JOIN contestant ON contestant.id = contestant_id"
            )
        )


@pytest.mark.timing
@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_main_job_from_the_empty_house_to_the_big_screen(
    house: House, open_page: OpenPage, tmp_path: Path, locale: str
) -> None:
    organiser = open_page(locale=locale)
    form = tmp_path / "报名表.xlsx"
    assert len(entry_form(form)) == 30
    event_id, trade_id = set_up(organiser, house, form)
    cable = Cable(house.url)
    tablet = open_page(size=TABLET, locale=locale, has_touch=True)
    pair(organiser, tablet, cable.url, event_id, trade_id)
    axe(tablet)
    screen = open_page(f"{house.url}/screens/{event_id}?rows=8", size=SCREEN, locale=locale)
    names = names_by_code(house)
    codes = sorted(names)

    theory(tablet, codes[0], "60")
    theory(tablet, codes[1], "70.5")
    seen_first(screen, names[codes[1]], 15)
    open_sheet(tablet, codes[2])
    field = tablet.locator(".aspect [data-field=value]").first
    field.fill("９９。5")
    before = time.monotonic()
    field.press("Enter")
    seen_first(screen, names[codes[2]], 5)
    took = time.monotonic() - before
    assert took <= 1.0, f"{took:.2f} s from the tap to the big screen"
    axe(screen)

    cable.cut()
    for n in range(3, 8):
        theory(tablet, codes[n], str(50 + n))
    expect(tablet.locator("header [role=status]").first).to_contain_text("5", timeout=10_000)
    cable.mend()
    deadline = time.monotonic() + 30
    while marks_of(house) != 8 and time.monotonic() < deadline:
        time.sleep(0.2)
    assert marks_of(house) == 8
    with sqlite3.connect(f"file:{house.data / 'competition.db'}?mode=ro", uri=True) as db:
        arrived = db.execute(
            "SELECT sheet.code, value FROM mark JOIN sheet ON sheet.id = sheet_id ORDER BY sheet.code"
        ).fetchall()
    assert arrived == [
        (codes[0], "60.0"),
        (codes[1], "70.5"),
        (codes[2], "99.5"),
        *[(codes[n], f"{50 + n}.0") for n in range(3, 8)],
    ]
    organiser.goto(f"{house.url}/judging/{event_id}")
    axe(organiser)
    phone = open_page(f"{house.url}/standings/{event_id}/{trade_id}", size=(390, 844), locale=locale)
    expect(phone.locator(".places li").first).to_contain_text(names[codes[2]])
    axe(phone)


def marks_of(house: House) -> int:
    """How many marks the database holds."""
    with sqlite3.connect(f"file:{house.data / 'competition.db'}?mode=ro", uri=True) as db:
        return int(db.execute("SELECT count(*) FROM mark").fetchone()[0])
