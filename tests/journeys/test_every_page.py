"""Every page people can open, in both languages: axe finds nothing, nothing is wider than its window, nothing throws."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

import pytest
from playwright.sync_api import Page

from competition.accounts.roles import ROLES
from competition.jobs.models import Job
from competition.officials import queries as officials
from competition.store import reading, transaction
from tests.browser import DESK, PHONE, OpenPage, axe
from tests.live.house import House, running_house, settled
from tests.world import PASSWORD, World

NOT_PAGES = (".json", ".svg", ".xlsx", "/tablets")


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, list[str]]]:
    """A house with an event under way, one still being set up, an import and a job; and the addresses of its pages."""
    data = tmp_path_factory.mktemp("furnished")
    with settled(data) as world:
        addresses = list(_addresses(world))
    with running_house(data=data) as house:
        yield house, addresses


def _addresses(world: World) -> Iterator[str]:
    person_id = world.person("欧阳静怡", "everybody", *product(sorted(ROLES), ["/"]))
    contest = world.started("station", entries=6)
    contest.finish(0, "88.5", "12.01", ["2", "3"])
    contest.mark(1, "A", 1, A1_1="12.10", A1_2="3")
    draft = world.event()
    world.trade(draft)
    empty = world.event()
    with transaction() as s:
        job = Job(kind="contestants.export", payload={}, started_by=person_id, state="running", done=3, total=9)
        s.add(job)
        s.flush()
        job_id = job.id
    with reading() as s:
        judge_id = officials.judges(s, contest.trade_id)[0].id
    known = {
        "event_id": contest.event_id,
        "trade_id": contest.trade_id,
        "entry_id": contest.entries[0],
        "sheet_id": contest.sheet(0, "A", 1).id,
        "judge_id": judge_id,
        "job_id": job_id,
    }
    for rule in world.app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.rule.startswith(("/api/", "/static/", "/healthz")):
            continue
        if rule.rule.endswith(NOT_PAGES) or not rule.arguments <= set(known):
            continue
        yield re.sub(r"<(?:[a-z]+:)?(\w+)>", lambda found: known[found.group(1)], rule.rule)
    for event_id in (draft, empty):
        yield from (
            f"/events/{event_id}",
            f"/events/{event_id}/trades",
            f"/contestants/{event_id}",
            f"/officials/{event_id}",
        )
        yield from (f"/judging/{event_id}", f"/screens/{event_id}", f"/standings/{event_id}")
    yield "/events/0190aaaa-0000-7000-8000-000000000000"


def sign_in(page: Page, house: House) -> None:
    """欧阳静怡, who may do everything."""
    page.goto(f"{house.url}/accounts/sign-in")
    page.fill("[name=login]", "everybody")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/events/"))


@pytest.mark.timing
@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_every_page_is_accessible_and_fits(
    furnished: tuple[House, list[str]], open_page: OpenPage, locale: str
) -> None:
    house, addresses = furnished
    page = open_page(locale=locale)
    sign_in(page, house)
    wrong: list[tuple[str, str]] = []
    for address in addresses:
        page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
        page.goto(house.url + address)
        page.wait_for_load_state("load")
        if page.evaluate("document.documentElement.lang") != {"zh-CN": "zh-CN", "en-GB": "en"}[locale]:
            wrong.append((address, "language"))
        try:
            axe(page)
        except AssertionError as error:
            wrong.append((address, str(error)[:600]))
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        if over > 0 and not address.startswith("/screens/"):
            wrong.append((address, f"{over} px wider than a phone"))
    assert wrong == []
    assert len(addresses) > 40
