"""Four tiers, three counties, six enterprises, two trades: from the entry in a workshop to the city final.

What every pool does alike goes over HTTP; what people look at and decide on stands in Chromium.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from competition.accounts.roles import scope_path
from competition.advancement import queries as advancement
from competition.events import actions as event_actions
from competition.events import queries as events
from competition.events.actions import VenueDetails
from competition.schemes import actions as schemes
from competition.schemes import queries as scheme_queries
from competition.sessions import queries as sessions
from competition.standings import queries as standings
from competition.store import reading
from tests.browser import PHONE, TABLET, OpenPage, axe
from tests.journeys.climbing import (
    CITY,
    ENTERPRISES,
    SOUND,
    TIED,
    TRADES,
    TREE,
    WRONG,
    Climbing,
    climb_to,
    climbing,
    hold,
    names,
    scheme,
    totals,
    workshop,
)
from tests.journeys.desk import sign_in
from tests.journeys.sealing import revealed_backwards, sealed_by_three_draws
from tests.live.house import House, running_house, settled
from tests.services.launch import free_port

RULES = {
    "园区": {"top": "2", "ties": "in", "out_at_least": "25", "substitutes": "1"},
    "县区": {"top": "3", "ties": "in", "out_at_least": "25", "substitutes": "1"},
}
FINAL = {"top": "1", "runners_up_count": "1", "substitutes": "2"}
EAST, _WEST, SOUTH = TREE


@pytest.mark.timing
def test_whole_ladder_from_the_workshop_to_the_city_final(tmp_path: Path, open_page: OpenPage) -> None:
    with settled(tmp_path) as world:
        climb = climbing(world)
        port = free_port()
        with running_house(data=tmp_path, port=port) as house:
            desk, chief = open_page(), open_page()
            sign_in(desk, house)
            sign_in(chief, house, "chief")
            counties_are_made_at_once(climb, desk, house)
            parks = [park for county in TREE.values() for park in county]
            for county, below in TREE.items():
                climb.make("园区", county, list(below))
                for park, pair in below.items():
                    climb.make("企业", park, pair)
            for tier, rule in RULES.items():
                climb.set_rules(tier, **rule)
            for trade in TRADES:
                rule_of_the_final_is_set(climb, desk, house, trade)
            everybody_enters_and_the_enterprises_hold_their_contests(climb)
            climb_to(climb, "园区", parks, "企业")
            a_tie_at_the_cut_lets_both_go_on(climb)
            climb_to(climb, "县区", list(TREE), "园区")
            a_county_touches_its_own_alone(climb)
            cut_into_the_final_is_proposed(climb, desk, house)
            house.kill()
        with running_house(data=tmp_path, port=port) as house:
            cut_into_the_final_is_confirmed(climb, chief, house)
            who_does_not_come_is_replaced(climb, desk, house)
            the_welders_come_up(climb)
            the_day_of_the_final(climb, open_page(size=TABLET, has_touch=True), house)
            a_correction_after_the_final_has_opened(climb, desk, chief, open_page(size=PHONE), house)
            the_welders_are_judged_blind_and_revealed(climb, open_page(), house)
            the_finals_end_and_every_chain_is_right(climb)


def counties_are_made_at_once(climb: Climbing, page: Page, house: House) -> None:
    """The organiser ticks the counties; the worker makes their events; one button would take them back."""
    page.goto(f"{house.url}/ladders/{climb.ladder_id}/tiers/{climb.tiers['县区']}/make?level=county")
    axe(page)
    expect(page.locator("[name=units]")).to_have_count(3)
    for box in page.locator("[name=units]").all():
        box.check()
    page.locator("form.form button[data-tone=primary]").click()
    expect(page.locator(".act-figures b").first).to_have_text("3")
    axe(page)
    page.locator(".act-preview button[data-tone=primary]").click()
    page.wait_for_url(re.compile(rf"/tiers/{climb.tiers['县区']}$"), timeout=60_000)
    expect(page.locator("[data-row]")).to_have_count(3)
    axe(page)
    assert set(climb.events()) == {CITY, *TREE}


def rule_of_the_final_is_set(climb: Climbing, page: Page, house: House, trade: str) -> None:
    """The first of each county, the best runner-up of all, two substitutes; announced before anybody starts."""
    trade_id = climb.trade(CITY, trade)[1]
    page.goto(f"{house.url}/ladders/{climb.ladder_id}/passages/into/{trade_id}")
    for name, value in FINAL.items():
        page.fill(f"[name={name}]", value)
    page.fill("[name=out_at_least]", "")
    page.locator("form[data-autosave] button[data-tone=primary]").click()
    page.wait_for_url(re.compile(r"/passages/[0-9a-f-]{36}$"))
    passage = climb.passage(CITY, trade)
    assert passage.rule == {
        "format": "craftboard-advancement", "version": 1, "ties": "in", "top": 1, "substitutes": 2,
        "runners_up": {"count": 1, "by": "total"},
    }  # fmt: skip
    expect(page.locator("main")).to_contain_text(passage.rule_hash)
    axe(page)


def everybody_enters_and_the_enterprises_hold_their_contests(climb: Climbing) -> None:
    for unit in ENTERPRISES:
        for trade in TRADES:
            climb.enter(unit, trade)
            hold(climb, "企业", unit, trade)
    park = next(iter(TREE[EAST]))
    assert climb.passage(park, "fitter").frozen_at is not None


def a_tie_at_the_cut_lets_both_go_on(climb: Climbing) -> None:
    """The first enterprise has two equal in second place; the rule lets equals in, and 25 % are out all the same."""
    found = climb.why(next(iter(TREE[EAST])), "fitter")
    assert found[:2] == [("陈嘉树", "top", "ACCEPTED"), ("郑嘉树", "top", "ACCEPTED")]
    assert sorted(found[2:4]) == [(TIED, "top", "ACCEPTED"), ("李嘉树", "top", "ACCEPTED")]
    assert found[4:] == [
        ("冯嘉树", "top", "ACCEPTED"),
        ("褚嘉树", "named", "WAITING"),
        ("吴嘉树", "named", "WAITING"),
    ]


def a_county_touches_its_own_alone(climb: Climbing) -> None:
    """The organiser of 南湖县 sees the cut above and his own contestants, and nobody else's."""
    own, other = climb.events()[SOUTH], climb.events()[EAST]
    climb.world.person("范长青", "south", ("organiser", scope_path(own)))
    south = climb.world.signed_in("south")
    into = f"/advancement/{climb.passage(CITY, 'fitter').id}"
    seen = [south.get(path).status_code for path in (into, f"/contestants/{own}", f"/contestants/{other}")]
    assert (seen, south.post(f"{into}/propose").status_code) == ([200, 200, 403], 403)


def cut_into_the_final_is_proposed(climb: Climbing, page: Page, house: House) -> None:
    """With its arithmetic, before anything counts."""
    assert [one.name for one in climb.entries(EAST, "fitter")] == ["陈嘉树", "郑嘉树", "李嘉树"]
    page.goto(f"{house.url}/advancement/{climb.passage(CITY, 'fitter').id}")
    page.locator("form[action$='/propose'] button").click()
    axe(page)
    arithmetic = page.locator(".cut-steps")
    expect(arithmetic).to_contain_text("报名 3 人，参赛 3 人")
    expect(arithmetic).to_contain_text(EAST)
    assert climb.why(CITY, "fitter") == []


def cut_into_the_final_is_confirmed(climb: Climbing, page: Page, house: House) -> None:
    """By the chief, who sees who goes on."""
    page.goto(f"{house.url}/advancement/{climb.passage(CITY, 'fitter').id}")
    rows = page.locator("section[aria-labelledby=on-title] tbody tr")
    expect(rows).to_have_count(4)
    for row, name in zip(rows.all(), ("陈嘉树", "陈静怡", "陈梓涵", "郑静怡"), strict=True):
        expect(row).to_contain_text(name)
    page.locator("[data-dialog=confirm-cut]").click()
    page.locator("#confirm-cut button[type=submit]").click()
    expect(page.locator(".page-head .pill[data-tone=good]")).to_be_visible()
    axe(page)
    assert climb.why(CITY, "fitter")[:6] == [
        ("陈嘉树", "top", "OFFERED"), ("陈静怡", "top", "OFFERED"), ("陈梓涵", "top", "OFFERED"),
        ("郑静怡", "runner_up", "OFFERED"), ("郑梓涵", "named", "WAITING"), ("李嘉树", "named", "WAITING"),
    ]  # fmt: skip


def who_does_not_come_is_replaced(climb: Climbing, page: Page, house: House) -> None:
    """The first of 西山县 is ill: the page says who steps in, and the four who come are entered above."""
    passage = climb.passage(CITY, "fitter")
    page.goto(f"{house.url}/advancement/{passage.id}/places")
    page.locator("tr", has_text="陈静怡").locator("a[href$='/withdraw']").click()
    expect(page.locator("main")).to_contain_text("李静怡")
    axe(page)
    page.fill("[name=reason]", "住院")
    page.locator("main form button[data-tone=bad-solid]").click()
    page.wait_for_url(f"**/{passage.id}/places")
    page.goto(f"{house.url}/advancement/{passage.id}/places?state=OFFERED")
    axe(page)
    for box in page.locator("[name=ids]").all():
        box.check()
    page.locator("[name=act][value=accept]").click()
    expect(page.locator(".act-figures b").first).to_have_text("4")
    page.locator(".act-preview button[data-tone=primary]").click()
    page.wait_for_url("**/places?state=OFFERED")
    assert [one.name for one in climb.entries(CITY, "fitter")] == ["陈嘉树", "陈梓涵", "郑静怡", "李静怡"]
    assert climb.why(CITY, "fitter")[1] == ("陈静怡", "top", "WITHDRAWN")


def the_welders_come_up(climb: Climbing) -> None:
    """The other trade by the same doors without a browser; its final is to be judged by works alone."""
    climb.propose_all("市")
    climb.confirm(CITY, "welder")
    assert [one.name for one in climb.entries(CITY, "welder")] == ["陈慕白", "陈一诺", "陈沐宸", "郑慕白"]
    event_id, trade_id = climb.trade(CITY, "welder")
    climb.post(f"/events/{event_id}/trades/{trade_id}", anonymity="three_stage", minutes="60")


def the_welders_are_judged_blind_and_revealed(climb: Climbing, page: Page, house: House) -> None:
    """Judges mark works; nobody reads whose they are before the three lists are open again."""
    event_id, trade_id = climb.trade(CITY, "welder")
    made = sealed_by_three_draws(climb, event_id, trade_id)
    worth = finalists("welder")
    works = {made.works()[str(one.number)]: worth[one.name] for one in climb.entries(CITY, "welder")}
    climb.open(event_id, trade_id)
    climb.mark(event_id, trade_id, {code: (str(total - 10), SOUND) for code, total in works.items()})
    assert climb.chief.post(f"/judging/{made.place}/reveal/propose").status_code == 303
    assert revealed_at(climb) is None
    climb.close(event_id, trade_id)
    pages = (("chief", f"/judging/{made.place}"), ("suming", f"/judging/{made.place}/reveal"))
    looked = [climb.world.signed_in(login).get(address).text for login, address in pages]
    assert [name for name in worth for text in looked if name in text] == []
    revealed_backwards(made, page, house)
    assert revealed_at(climb) is not None


def revealed_at(climb: Climbing) -> dt.datetime | None:
    """When the welders' final was revealed."""
    with reading() as s:
        return events.stage_of_trade(s, climb.trade(CITY, "welder")[1]).revealed_at


def the_day_of_the_final(climb: Climbing, tablet: Page, house: House) -> None:
    """Two sessions at two stations: one comes in time by his number, one late, one too late and is admitted by the chief."""
    event_id, trade_id = climb.trade(CITY, "fitter")
    place = f"/sessions/{event_id}/{trade_id}"
    climb.post(f"/events/{event_id}/state", to="PUBLISHED")
    venue = event_actions.add_venue("system", event_id, VenueDetails(name="一号馆", name_en="Hall 1"))
    climb.post(f"/sessions/{event_id}/stations/{venue}", codes="A1-A2")
    climb.post(f"{place}/make", venue_id=venue, minutes="60", opens="08:00", closes="18:00")
    climb.world.person("叶知秋", "cipher", ("cipher_officer", scope_path(event_id)))
    cipher = climb.world.signed_in("cipher")
    for kind in ("entry_code", "station_code"):
        climb.post(f"{place}/draws/{kind}/commit", by=cipher)
    begins(climb, -30, 9)
    sign_in(tablet, house, "chief")
    tablet.goto(f"{house.url}{place}/check-in")
    for said in ("1", "2", "3"):
        tablet.fill("[name=said]", said)
        tablet.press("[name=said]", "Enter")
        expect(tablet.locator(".check-list li[data-in=yes]")).to_have_count(int(said))
    begins(climb, -30, 21)
    tablet.fill("[name=said]", "4")
    tablet.press("[name=said]", "Enter")
    expect(tablet.locator("#wrong-said")).to_contain_text("李静怡")
    axe(tablet)
    tablet.fill("[name=reason]", "班车事故")
    tablet.locator(".scan-form button").click()
    expect(tablet.locator(".check-list li[data-in=yes]")).to_have_count(4)
    axe(tablet)
    with reading() as s:
        checks = sessions.checked(s, events.stage_of_trade(s, trade_id).id)
    late = {one.name: (checks[one.id].late > 0, checks[one.id].reason) for one in climb.entries(CITY, "fitter")}
    assert late == {"陈嘉树": (False, ""), "陈梓涵": (False, ""), "郑静怡": (True, ""), "李静怡": (True, "班车事故")}
    for kind in ("entry_code", "station_code"):
        climb.post(f"{place}/draws/{kind}/draw", by=cipher)
        assert climb.world.app.test_client().get(f"{place}/records/{kind}/1/record.json").status_code == 200


def begins(climb: Climbing, *ago: int) -> None:
    """Move the sessions of the final to so many minutes ago, as the event's clock says it."""
    event_id, trade_id = climb.trade(CITY, "fitter")
    now = dt.datetime.now(ZoneInfo("Asia/Shanghai"))
    with reading() as s:
        found = sessions.sessions_of_stage(s, events.stage_of_trade(s, trade_id).id)
    for one, minutes in zip(found, ago, strict=True):
        at = f"{now - dt.timedelta(minutes=minutes):%Y-%m-%dT%H:%M}"
        address = f"/sessions/{event_id}/{trade_id}/session/{one.id}"
        climb.post(address, venue_id=one.venue_id, starts_at=at, minutes=str(one.minutes), rev=str(one.rev))


def a_correction_after_the_final_has_opened(
    climb: Climbing, desk: Page, chief: Page, phone: Page, house: House
) -> None:
    """In 东城区 the tolerance was copied wrongly. Two people change its scheme, the cut shows whom that affects, two people
    correct it, everybody may read why; who loses the place withdraws from the final, which runs."""
    event_id, trade_id = climb.trade(CITY, "fitter")
    climb.open(event_id, trade_id)
    climb.mark(event_id, trade_id, {name: (str(worth - 10), SOUND) for name, worth in finalists("fitter").items()})
    scheme_is_changed(climb, EAST)

    passage = climb.passage(CITY, "fitter")
    address = f"{house.url}/advancement/{passage.id}"
    desk.goto(address)
    hit = desk.locator("section[aria-labelledby=hit-title]")
    expect(hit.locator("tr", has_text=WRONG).locator(".pill[data-tone=good]")).to_be_visible()
    loses = hit.locator("tr", has_text="李静怡")
    expect(loses.locator(".pill[data-tone=bad]")).to_be_visible()
    expect(loses.locator(".pill[data-tone=warn]")).to_be_visible()
    axe(desk)
    hit.locator("[name=reason]").fill("东城区图纸公差抄错")
    hit.locator("form button").click()
    expect(desk.locator("#proposal-title")).to_be_visible()
    expect(desk.locator("[data-dialog=confirm-cut]")).to_have_count(0)
    chief.goto(address)
    expect(chief.locator("main")).to_contain_text("东城区图纸公差抄错")
    chief.locator("[data-dialog=confirm-cut]").click()
    chief.locator("#confirm-cut button[type=submit]").click()
    expect(chief.locator("section[aria-labelledby=past-title]")).to_contain_text("东城区图纸公差抄错")
    axe(chief)

    phone.goto(f"{address}/public")
    expect(phone.locator("main")).to_contain_text("东城区图纸公差抄错")
    axe(phone)
    held = {name: (why, state) for name, why, state in climb.why(CITY, "fitter") if state != "WAITING"}
    assert held == {
        "陈嘉树": ("top", "ACCEPTED"), "陈梓涵": ("top", "ACCEPTED"), "郑嘉树": ("runner_up", "OFFERED"),
        "郑静怡": ("substitute", "ACCEPTED"), "陈静怡": ("top", "WITHDRAWN"),
    }  # fmt: skip
    above = {one.name: one.status for one in climb.entries(CITY, "fitter")}
    assert above == {"陈嘉树": "", "陈梓涵": "", "郑静怡": "", "李静怡": "WD"}
    with reading() as s:
        line = [(one.reason, one.gained, one.lost) for one in advancement.corrections(s, passage.id)]
    assert line == [("东城区图纸公差抄错", 1, 1)]


def scheme_is_changed(climb: Climbing, unit: str) -> None:
    """The wider tolerance, proposed by the organiser and approved by the chief; the house recounts the stage."""
    event_id, trade_id = climb.trade(unit, "fitter")
    schemes.start("system", trade_id, scheme("0.05"), 1)
    with reading() as s:
        draft = scheme_queries.draft(s, trade_id)
        assert draft is not None
    place = f"/amendments/{event_id}/{trade_id}"
    climb.post(place, reason="公差与图纸不符", rev=str(draft.rev))
    page = climb.chief.get(place).text
    found = re.search(rf"{place}/([0-9a-f-]{{36}})/approve", page)
    assert found is not None
    climb.post(f"{place}/{found[1]}/approve", by=climb.chief, reason="")


def finalists(trade: str) -> Mapping[str, int]:
    """Who is entered in the final of a trade, with what he is worth there."""
    some = {
        "fitter": ("陈嘉树", "陈梓涵", "郑静怡", "李静怡"),
        "welder": ("陈慕白", "陈一诺", "陈沐宸", "郑慕白"),
    }[trade]  # fmt: skip
    return {name: totals(trade, "市")[name] for name in some}


def the_finals_end_and_every_chain_is_right(climb: Climbing) -> None:
    """Both finals are over; whoever stood in them came up by his county, park and enterprise from his workshop."""
    climb.close(*climb.trade(CITY, "fitter"))
    order = {}
    for trade in TRADES:
        with reading() as s:
            stage_id = events.stage_of_trade(s, climb.trade(CITY, trade)[1]).id
            order[trade] = [(one.rank, entry.name) for one, entry in standings.orders(s, [stage_id])[stage_id]]
    assert order == {
        "fitter": [(1, "陈嘉树"), (2, "郑静怡"), (3, "陈梓涵"), (None, "李静怡")],
        "welder": [(1, "陈慕白"), (2, "郑慕白"), (3, "陈一诺"), (4, "陈沐宸")],
    }
    for trade in TRADES:
        came = {name: unit for unit in ENTERPRISES for name in names(trade)[unit]}
        for entry in climb.entries(CITY, trade):
            unit = came[entry.name]
            county, park = next((c, p) for c, parks in TREE.items() for p, pair in parks.items() if unit in pair)
            at = workshop(unit, names(trade)[unit].index(entry.name))
            way = [("市", CITY, at), ("县区", county, at), ("园区", park, at), ("企业", unit, at)]
            # Who lost the place by the correction is withdrawn and came up by nothing that stands.
            assert climb.chain(entry.id) == (way[:1] if entry.name == "李静怡" else way)
