"""Every page people can open, in both languages: axe finds nothing, nothing is wider than its window at any size, nothing throws."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browser import DESK, PHONE, OpenPage, axe
from tests.journeys.furnished import LEADS_ON, Furnished, furnish, is_page
from tests.live.house import House, running_house, settled
from tests.world import PASSWORD

ZOOMED = (720, 450)
"""A desk's window at 200 % zoom, in CSS pixels."""
LEAST_PAGES = 110
PARTS = 4
CUT_OFF = """() => [..."h1 h2 button a label input td".split(" ")].flatMap((tag) => [
  ...document.querySelectorAll(`main ${tag}`)]).filter((one) => {
  const box = one.getBoundingClientRect();
  const scrolls = (it) => it && (/auto|scroll/.test(getComputedStyle(it).overflowX) || scrolls(it.parentElement));
  return box.width > 1 && box.height > 1 && (box.right > innerWidth + 1 || box.left < -1) && !scrolls(one)
    && !one.closest(".visually-hidden, dialog:not([open])") && !one.matches(".visually-hidden");
}).map((one) => one.outerHTML.slice(0, 160)).slice(0, 3)"""


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, Furnished]]:
    """A house with something of everything, and the addresses of its pages."""
    data = tmp_path_factory.mktemp("furnished")
    with settled(data) as world:
        made = furnish(world)
        pages = {rule.rule for rule in world.app.url_map.iter_rules() if is_page(rule)}
    assert pages - made.by_rule.keys() == LEADS_ON.keys()
    with running_house(data=data) as house:
        yield house, made


def sign_in(page: Page, house: House) -> None:
    """欧阳静怡, who may do everything."""
    page.goto(f"{house.url}/accounts/sign-in")
    page.fill("[name=login]", "everybody")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/events/"))


def widths(page: Page, address: str) -> Iterator[str]:
    """What is wrong with the page in a phone's width and at 200 % zoom."""
    for (width, height), words in ((PHONE, "a phone"), (ZOOMED, "a window at 200 %")):
        page.set_viewport_size({"width": width, "height": height})
        over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        if over > 0 and not address.startswith("/screens/"):
            yield f"{over} px wider than {words}"
        cut = page.evaluate(CUT_OFF)
        if cut and not address.startswith("/screens/"):
            yield f"cut off in {words}: {cut}"


def faults(page: Page, house: House, address: str, locale: str) -> Iterator[str]:
    """What is wrong with a page at a desk, in a phone's width and at 200 % zoom."""
    page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    answer = page.goto(house.url + address)
    page.wait_for_load_state("load")
    if answer is None or (answer.status >= 400 and "0190aaaa" not in address):
        yield f"answers {answer.status if answer else None}"
    if page.evaluate("document.documentElement.lang") != {"zh-CN": "zh-CN", "en-GB": "en"}[locale]:
        yield "language"
    try:
        axe(page)
    except AssertionError as error:
        yield str(error)[:600]
    yield from widths(page, address)


@pytest.mark.timing
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_every_page_is_accessible_and_fits(
    furnished: tuple[House, Furnished], open_page: OpenPage, locale: str, part: int
) -> None:
    house, made = furnished
    page = open_page(locale=locale)
    sign_in(page, house)
    wrong: list[tuple[str, str]] = []
    for address in made.addresses[part::PARTS]:
        wrong += [(address, words) for words in faults(page, house, address, locale)]
    assert wrong == []
    assert len(made.addresses) > LEAST_PAGES


@pytest.mark.timing
@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_what_a_contestant_s_code_opens_is_accessible_and_fits(
    furnished: tuple[House, Furnished], open_page: OpenPage, locale: str
) -> None:
    house, made = furnished
    page = open_page(locale=locale)
    page.goto(f"{house.url}/registration/mine")
    page.fill("[name=code]", made.known["own_code"])
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/mine/entry"))

    wrong = [(address, words) for address in made.own for words in faults(page, house, address, locale)]

    assert wrong == []
