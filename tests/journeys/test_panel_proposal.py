"""Panels proposed from the register: reasons read, one seat changed by hand, accepted, the path says so, taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from competition.contestants import actions as contestants
from competition.contestants.actions import ContestantDetails
from competition.officials import actions as officials
from competition.officials.actions import OfficialDetails, QualificationDetails
from tests.browser import OpenPage, axe
from tests.journeys.desk import sign_in
from tests.live.house import House, running_house, settled
from tests.world import JUDGES

BOUND, RELATIVE = "韩立群", "范长青"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[tuple[House, str, str]]:
    """A trade with contestants, and a register in which five can judge it; two of them have reasons not to."""
    with settled(tmp_path) as world:
        world.person("苏明", "suming", ("organiser", "/"))
        event_id = world.event()
        trade_id = world.trade(event_id)
        world.contestants(trade_id, 3)
        contestants.enter(
            "system", trade_id,
            ContestantDetails(
                name="范小满", sex="f", organisation_id=None, employer="青溪第九机械厂", id_number="", phone=""
            ),
        )  # fmt: skip
        for n, name in enumerate((*JUDGES, "许知远")):
            held = QualificationDetails(
                kind="provincial", certificate=f"SJ-{n}", template_key="fitter", valid_until=dt.date(2031, 5, 1)
            )
            official = officials.add_official(
                "system",
                OfficialDetails(name=name, organisation=f"青溪第{n}技校", trades=("fitter",), qualifications=(held,)),
            )
            if name == BOUND:
                officials.declare_unit("system", official, "青溪第1机械厂", name)
            if name == RELATIVE:
                officials.declare_relative("system", official, "范小满", "", name, event_id=event_id)
    with running_house(data=tmp_path) as house:
        yield house, event_id, trade_id


def seats(page: Page, module: str) -> dict[str, str]:
    """Who would sit where in a module, by name, as the proposal's table says."""
    rows = page.locator("table.proposal tbody tr")
    found = {
        row.locator("th .name").inner_text(): row.locator(f"input[data-module='{module}']").input_value()
        for row in rows.all()
    }
    return {name: seat for name, seat in found.items() if seat}


@pytest.mark.timing
@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_panels_are_proposed_changed_accepted_and_taken_back(
    desk: tuple[House, str, str], open_page: OpenPage, locale: str
) -> None:
    house, event_id, trade_id = desk
    page = open_page(locale=locale)
    sign_in(page, house)
    page.goto(f"{house.url}/events/{event_id}")
    before = page.locator(".ready-cell[data-state=done]").count()
    page.click(f".rail a[href='/officials/{event_id}']")
    page.locator(f"main a[href^='/officials/{event_id}/{trade_id}']").first.click()
    page.click("#panels a[href$='/proposal']")
    for module in ("T", "A"):
        page.fill(f"[name='seats.{module}']", "2")
    page.fill("[name=judges]", "3")
    page.fill("[name=seed]", "青溪")
    page.click(".ask button:not([name])")
    page.wait_for_url("**seed=**")
    axe(page)
    proposed = seats(page, "A")
    assert sorted(proposed.values()) == ["1", "2"]
    assert proposed == seats(page, "A")
    assert not {BOUND, RELATIVE} & proposed.keys()
    expect(page.locator(".why span").first).not_to_be_empty()
    assert page.locator(".recusal-list b").all_inner_texts()
    assert {BOUND, RELATIVE} <= set(page.locator(".recusal-list b").all_inner_texts())
    page.reload()
    assert seats(page, "A") == proposed

    first, second = (next(name for name, seat in proposed.items() if seat == one) for one in ("1", "2"))
    for name, seat in ((first, "2"), (second, "1")):
        page.locator("tr", has_text=name).locator("input[data-module=A]").fill(seat)
    page.click("main form[method=post] button[data-tone=primary]")
    page.wait_for_url(f"**/officials/{event_id}/{trade_id}*")
    expect(page.locator(".notice-act button")).to_be_visible()
    seated = page.locator("#panels tbody tr", has_text=second).locator("input[data-module=A]")
    expect(seated).to_have_value("1")
    axe(page)

    page.goto(f"{house.url}/events/{event_id}")
    assert page.locator(".ready-cell[data-state=done]").count() > before
    expect(page.locator(f".ready-cell[data-state=todo][href*='{trade_id}#panels']")).to_have_count(0)
    axe(page)
    page.goto(f"{house.url}/desk/acts/{event_id}")
    page.locator("main form[action$='/undo'] button").first.click()
    expect(page.locator(".notice[data-tone=good]")).to_have_count(1)
    page.goto(f"{house.url}/events/{event_id}")
    assert page.locator(".ready-cell[data-state=done]").count() == before
