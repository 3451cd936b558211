"""Every list by keyboard alone: searched, sorted, paged, rows ticked and acted on with a look before and a way back, opened."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from competition.contestants import actions as contestants
from competition.contestants.actions import ContestantDetails
from competition.events import actions as events
from competition.events.actions import EventDetails, OrganiserDetails
from competition.officials import actions as officials
from competition.officials.actions import OfficialDetails
from competition.organisations import actions as organisations
from competition.registration import actions as registration
from competition.registration.actions import MOST_PEOPLE, Applying, Sender
from competition.schemes import actions as schemes
from competition.store import transaction, utcnow
from tests.browser import OpenPage, axe
from tests.contestants import forms
from tests.journeys.desk import focused, sign_in, tab_to
from tests.journeys.test_import_forms import TEMPLATES
from tests.live.house import House, running_house, settled
from tests.members import roll
from tests.registration.ground import KEY, details
from tests.world import World

ROWS = 56
"""More than a page holds."""
LOCALES = ("zh-CN", "en-GB")


@dataclass(frozen=True)
class Wanted:
    """A list: its address, what is searched for and found once, the act that is done, what its fields are answered with,
    and the column it is sorted by."""

    address: str
    text: str
    act: str
    answers: tuple[str, ...] = ()
    sort: str = ""


@dataclass(frozen=True)
class Full:
    """A house whose lists are longer than a page, and an import with problems for each language."""

    house: House
    lists: dict[str, Wanted]
    batches: dict[str, str]


def named(n: int) -> str:
    """The n-th name, which nobody else has."""
    return f"{'陈李王赵周何孟许'[n % 8]}{'嘉静梓沐慕一致晓'[n // 8]}"


def fill(world: World) -> tuple[dict[str, Wanted], dict[str, str]]:
    """Fill every list with more than a page of rows."""
    world.app.config["WTF_CSRF_ENABLED"] = False
    by = world.person("苏明", "suming", ("organiser", "/"))
    now = utcnow()
    said = EventDetails(
        name="青溪市职工茶艺大赛", name_en="Tea Art Contest", edition=1, starts_on=dt.date(2026, 12, 1),
        ends_on=dt.date(2026, 12, 2), zone="Asia/Shanghai", place="青溪体育馆",
        registration_opens_at=now - dt.timedelta(days=1), registration_closes_at=now + dt.timedelta(days=300),
    )  # fmt: skip
    event_id = events.create_event(by, said, [OrganiserDetails(name="青溪市总工会")])
    trade_id = world.trade(event_id)
    for state in ("PUBLISHED", "REGISTRATION_OPEN"):
        events.move_event(by, event_id, state, checks=())
    with transaction():
        units = [organisations.add_organisation(by, name=f"青溪第{n}机械厂", level="enterprise") for n in range(ROWS)]
        for n in range(ROWS):
            contestants.enter(
                by, trade_id,
                ContestantDetails(name=named(n), sex="m", organisation_id=units[n], employer="", id_number="", phone=""),
            )  # fmt: skip
            officials.add_official(by, OfficialDetails(name=named(n), organisation=f"青溪第{n}技校"))
            events.create_event(
                by,
                EventDetails(
                    name=f"青溪第{n}场练兵", name_en=f"Training {n}", edition=1, starts_on=dt.date(2026, 1, 1),
                    ends_on=dt.date(2026, 1, 1), zone="Asia/Shanghai", place="",
                ),
            )  # fmt: skip
    desk = world.signed_in("suming")
    rows = [roll.row(n, f"青溪第{n}机械厂", 姓名=named(n), 会员类别="") for n in range(ROWS)]
    sent = desk.post("/members/import", data={"form": (io.BytesIO(roll.csv_bytes(rows)), "会员名册.csv")})
    assert desk.post(sent.location, data={}).status_code == 303
    sender = Sender(kind="unit", organisation_id=None, unit_name="青溪机械厂", contact="何清越", phone="13900000001")
    applying = [Applying(trade_id=trade_id, details=details(named(n), n)) for n in range(ROWS)]
    for at in range(0, ROWS, MOST_PEOPLE):
        registration.send(event_id, sender, applying[at : at + MOST_PEOPLE], KEY)
    other = world.event()
    schemes.add_trades_from_templates(by, other, TEMPLATES)
    batches = {}
    for locale in LOCALES:
        form = {"form": (io.BytesIO(forms.park()), "报名表.xlsx")}
        batches[locale] = desk.get(desk.post(f"/contestants/{other}/import", data=form).location).location
    return _lists(event_id), batches


def _lists(event_id: str) -> dict[str, Wanted]:
    one = named(33)
    return {
        "contestants": Wanted(f"/contestants/{event_id}", one, "withdraw", ("因伤退赛",), "name"),
        "members": Wanted("/members/", one, "add", ("\ue000",), "name"),
        "organisations": Wanted("/organisations/list", "青溪第33机械厂", "industry", ("\ue000",), "level"),
        "officials": Wanted("/officials/people/", one, "trade", ("\ue000",), "organisation"),
        "events": Wanted("/events/", "青溪第33场", "", (), "name"),
        "registrations": Wanted(f"/registration/{event_id}", one, "approve", (), "name"),
    }


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Full]:
    data = tmp_path_factory.mktemp("full")
    with settled(data) as world:
        lists, batches = fill(world)
    with running_house(data=data) as house:
        yield Full(house, lists, batches)


def keys_are_shown(page: Page) -> None:
    """`?` shows the keys, Escape puts them away."""
    page.keyboard.press("?")
    expect(page.locator("dialog[data-keys]")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog[data-keys]")).to_be_hidden()


def pages_turn(page: Page) -> None:
    """`n` and `p` turn the pages."""
    first = page.locator("[data-row] .name").first.inner_text()
    for key, words in (("n", "2 / 2"), ("p", "1 / 2")):
        page.keyboard.press(key)
        expect(page.locator(".table-foot .apart .num")).to_have_text(words)
        page.wait_for_load_state("load")
    expect(page.locator("[data-row] .name").first).to_have_text(first)


def order_changes(page: Page, column: str) -> None:
    """Tab and Enter on a column's head sort by it, and again the other way round."""
    head = f"a[href*='sort={column}'], a[href*='sort=-{column}']"
    ways = []
    for _ in range(2):
        before = page.url
        tab_to(page, f"thead :is({head})")
        page.keyboard.press("Enter")
        expect(page).not_to_have_url(before)
        page.wait_for_load_state("load")
        ways.append(page.locator("thead th[aria-sort]", has=page.locator(head)).get_attribute("aria-sort"))
    assert sorted(str(way) for way in ways) == ["ascending", "descending"]


def search(page: Page, text: str) -> None:
    """`/`, what is searched for, Enter: one row is left."""
    page.keyboard.press("/")
    assert focused(page, "[data-list-text]")
    page.keyboard.insert_text(text)
    page.keyboard.press("Enter")
    expect(page.locator("[data-row]")).to_have_count(1)
    page.wait_for_load_state("load")


def act(page: Page, wanted: Wanted) -> None:
    """Tick the row, do the act after a look, take it back."""
    page.keyboard.press("/")
    page.keyboard.press("ArrowDown")
    assert focused(page, "[data-row] a")
    page.keyboard.press("x")
    expect(page.locator("[data-tick]:checked")).to_have_count(1)
    page.keyboard.press("x")
    expect(page.locator("[data-tick]:checked")).to_have_count(0)
    page.keyboard.press("x")
    tab_to(page, f"[data-list-acts] button[value={wanted.act}]")
    page.keyboard.press("Enter")
    expect(page.locator(".act-preview")).to_be_visible()
    axe(page)
    for answer in wanted.answers:
        tab_to(page, ".act-fields input:not([type=hidden]), .act-fields select, .act-fields textarea")
        if answer == "\ue000":
            page.keyboard.press("ArrowDown")
        else:
            page.keyboard.insert_text(answer)
    tab_to(page, ".act-preview .form-foot button")
    page.keyboard.press("Enter")
    expect(page.locator(".notice-act button")).to_be_visible()
    axe(page)
    tab_to(page, ".notice-act button")
    page.keyboard.press("Enter")
    expect(page.locator(".notice[data-tone=good]")).to_have_count(1)
    expect(page.locator(".notice-act")).to_have_count(0)


@pytest.mark.timing
@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("key", ["contestants", "members", "organisations", "officials", "events", "registrations"])
def test_a_list_is_used_by_keyboard_alone(full: Full, open_page: OpenPage, key: str, locale: str) -> None:
    wanted = full.lists[key]
    page = open_page(locale=locale)
    sign_in(page, full.house)
    page.goto(full.house.url + wanted.address)
    axe(page)
    keys_are_shown(page)
    pages_turn(page)
    order_changes(page, wanted.sort)
    search(page, wanted.text)
    if wanted.act:
        act(page, wanted)
        page.goto(full.house.url + wanted.address)
        search(page, wanted.text)
    page.keyboard.press("ArrowDown")
    listed = page.url
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: address != listed)
    expect(page.locator("h1")).to_contain_text(
        re.compile(wanted.text if key != "events" or locale == "zh-CN" else "33")
    )
    axe(page)


@pytest.mark.timing
@pytest.mark.parametrize("locale", LOCALES)
def test_the_problems_of_an_import_are_decided_by_keyboard_alone(full: Full, open_page: OpenPage, locale: str) -> None:
    page = open_page(locale=locale)
    sign_in(page, full.house)
    page.goto(full.house.url + full.batches[locale])
    axe(page)
    keys_are_shown(page)
    before = [one.strip() for one in page.locator(".stat-figure").all_inner_texts()]
    tab_to(page, "input[type=radio][name='kinds:id_check_digit']")
    page.keyboard.press("ArrowDown")
    tab_to(page, "[data-check]")
    page.keyboard.press("Enter")
    expect(page.locator("[name='kinds:id_check_digit']").nth(1)).to_be_checked()
    expect(page.locator(".stat-figure").nth(1)).not_to_have_text(before[1])
    axe(page)
