"""The page of a change after the start: what it shows to whom, and its doors."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event as listen

from competition.amendments import queries
from competition.events import actions as events
from competition.events import queries as event_queries
from competition.schemes import actions as schemes
from competition.store import reading, transaction, utcnow
from tests.amendments.test_amendments import drafted, edited, even, filing, marked, proposed, totals
from tests.world import Contest, World

NOTHING = "0190aaaa-0000-7000-8000-000000000000"


class Office:
    """A running trade with a proposer, a second person and a supervisor of one trade, each in a browser."""

    def __init__(self, world: World) -> None:
        self.contest: Contest = marked(world)
        self.address = f"/amendments/{self.contest.event_id}/{self.contest.trade_id}"
        scope = f"/events/{self.contest.event_id}"
        self.people = {
            "expert": world.person("叶知秋", "expert", ("expert_lead", scope)),
            "chief": world.person("严明", "chief", ("chief_judge", f"{scope}/trades/{self.contest.trade_id}")),
            "organiser": world.person("苏明", "suming", ("organiser", scope)),
        }
        self.expert: FlaskClient = world.signed_in("expert")
        self.chief: FlaskClient = world.signed_in("chief")
        self.organiser: FlaskClient = world.signed_in("suming")

    def page(self, by: FlaskClient, **more: Any) -> str:
        answer = by.get(f"{self.address}?lang=en", **more)
        assert answer.status_code == 200
        return re.sub(r"\s+", " ", answer.text)

    def waiting(self) -> str:
        with reading() as s:
            one = queries.waiting(s, self.contest.trade_id)
            assert one is not None
            return one.id


@pytest.fixture
def office(world: World) -> Office:
    return Office(world)


def test_an_expert_proposes_and_the_chief_judge_approves(office: Office) -> None:
    rev = drafted(office.contest, edited(even), office.people["expert"])
    page = office.page(office.expert)
    assert [words in page for words in ("陈嘉树", "55.00", "65.00", "+10.00", "0.3", "0.5", "Propose this change")] == [
        True
    ] * 7

    answer = office.expert.post(office.address, data={"reason": "权重写错了", "rev": rev})
    assert (answer.status_code, answer.location) == (303, office.address)
    one = office.waiting()
    assert "Withdraw the proposal" in office.page(office.expert)
    assert office.expert.post(f"{office.address}/{one}/approve").status_code == 403
    assert "Approve: it takes effect now" in office.page(office.chief)
    assert office.chief.post(f"{office.address}/{one}/approve", data={}).status_code == 303

    assert totals(office.contest)[0][1] is not None
    assert str(totals(office.contest)[0][1]) == "65.00"
    assert "Approved" in office.page(office.organiser)
    log = office.organiser.get(f"/schemes/{office.contest.event_id}/{office.contest.trade_id}?lang=en").text
    assert "Version 3 of the marking scheme took effect after the start: 权重写错了" in log


def test_declining_needs_a_reason(office: Office) -> None:
    one = proposed(office.contest)

    assert office.organiser.post(f"{office.address}/{one}/decline", data={}).status_code == 422
    assert office.organiser.post(f"{office.address}/{one}/decline", data={"reason": "规程如此"}).status_code == 303
    assert "规程如此" in office.page(office.chief)


def test_who_proposed_withdraws_and_cannot_approve(office: Office) -> None:
    rev = drafted(office.contest, edited(even), office.people["organiser"])
    assert office.organiser.post(office.address, data={"rev": rev}).status_code == 422
    assert office.organiser.post(office.address, data={"rev": rev + 1, "reason": "错"}).status_code == 409
    office.organiser.post(office.address, data={"rev": rev, "reason": "错"})
    one = office.waiting()

    assert office.organiser.post(f"{office.address}/{one}/approve").status_code == 403
    assert office.organiser.post(f"{office.address}/{one}/withdraw").status_code == 303
    assert office.organiser.post(f"{office.address}/{one}/withdraw").status_code == 409


def test_a_stale_proposal_is_shown_as_such_and_can_be_proposed_again(office: Office) -> None:
    proposed(office.contest)
    drafted(office.contest, edited(even, lambda plan: plan["ties"].pop()))

    page = office.page(office.organiser)

    assert ["it has to be proposed again" in page, "Propose this change" in page, "Approve: it" in page] == [
        True, True, False,
    ]  # fmt: skip


def test_what_does_not_fit_is_listed_by_station(office: Office) -> None:
    drafted(office.contest, edited(lambda plan: filing(plan)[1].update(marked_by="one")))

    page = office.page(office.organiser)

    assert "A1.2 is no longer marked by seat 2, which has marked it." in page
    assert "Propose this change" not in page


def test_names_stay_hidden_while_a_stage_is_marked_blind(world: World) -> None:
    office = Office(world)
    drafted(office.contest, edited(even))
    for anonymity, state, shown in (
        ("station", "RUNNING", False),
        ("three_stage", "ENDED", False),
        ("open", "RUNNING", True),
    ):
        with transaction() as s:
            stage = event_queries.stage(s, office.contest.stage_id)
            stage.anonymity, stage.state = anonymity, state
        assert ("陈嘉树" in office.page(office.organiser)) is shown
    with transaction() as s:
        event_queries.event(s, office.contest.event_id).state = "REVEALED"
        event_queries.stage(s, office.contest.stage_id).anonymity = "three_stage"
    assert "陈嘉树" not in office.page(office.organiser)
    with transaction() as s:
        event_queries.stage(s, office.contest.stage_id).revealed_at = utcnow()
    assert "陈嘉树" in office.page(office.organiser)


def test_before_the_start_the_page_shows_weights_and_asks_for_nobody(world: World) -> None:
    event_id = world.event()
    trade_id = world.trade(event_id)
    browser = world.organiser()
    address = f"/amendments/{event_id}/{trade_id}?lang=en"
    assert "There is no draft" in browser.get(address).text
    schemes.start("one", trade_id, edited(even), 2)

    page = browser.get(address).text

    assert ["0.7" in page, "0.5" in page, "Propose this change" in page, "What changes for the entries" in page] == [
        True, True, False, False,
    ]  # fmt: skip
    schemes.replace("one", trade_id, edited(lambda plan: plan["components"][0].update(weight="2")), "copy")
    assert "contradicts itself" in browser.get(address).text
    empty = events.add_trade("one", event_id, template_key="", name="木工", name_en="", code="W")
    assert "There is no draft" in browser.get(f"/amendments/{event_id}/{empty}?lang=en").text


def test_doors_answer_the_dull_questions(office: Office, world: World) -> None:
    one = proposed(office.contest)
    nobody = world.app.test_client()
    world.person("方晓棠", "judge", ("scoring_judge", f"/events/{office.contest.event_id}"))
    scoring = world.signed_in("judge")
    acts = [office.address, *(f"{office.address}/{one}/{act}" for act in ("approve", "decline", "withdraw"))]

    assert [office.organiser.put(address).status_code for address in acts] == [405] * 4
    assert [nobody.post(address).status_code for address in acts] == [401] * 4
    assert [scoring.post(address).status_code for address in acts] == [403] * 4
    assert scoring.get(office.address).status_code == 403
    nowhere = [f"/amendments/{office.contest.event_id}/{NOTHING}", f"/amendments/{NOTHING}/{office.contest.trade_id}"]
    everybody = _everywhere(world)
    assert [everybody.get(address).status_code for address in nowhere] == [404, 404]
    gone = [f"{office.address}/{NOTHING}/{act}" for act in ("approve", "decline", "withdraw")]
    assert [everybody.post(address, data={"reason": "x"}).status_code for address in gone] == [404] * 3


def _everywhere(world: World) -> FlaskClient:
    world.person("何清越", "everywhere", ("organiser", "/"))
    return world.signed_in("everywhere")


@pytest.mark.parametrize("entries", [2, 8])
def test_the_page_asks_as_many_questions_however_many_entries_there_are(world: World, entries: int) -> None:
    contest = world.started(entries=entries)
    drafted(contest, edited(even))
    browser = _everywhere(world)
    address = f"/amendments/{contest.event_id}/{contest.trade_id}"
    browser.get(address)
    asked: list[str] = []
    store = world.app.extensions["store"]

    def count(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        asked.append(statement)

    listen.listen(store.reader, "before_cursor_execute", count)
    try:
        browser.get(address)
    finally:
        listen.remove(store.reader, "before_cursor_execute", count)
    assert len([one for one in asked if one.startswith("SELECT")]) == 13, asked
