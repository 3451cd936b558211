"""The pages of cuts: what they show to whom, and what their forms do."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event as listen

from competition.accounts.roles import scope_path
from competition.advancement import queries
from competition.events.models import Event
from competition.schemes import actions as schemes
from competition.store import reading, transaction, utcnow
from tests.advancement.ground import PLAN, Eve, enter, eve, held
from tests.ladders.ground import add
from tests.world import NAMES, World

NOTHING = "0190aaaa-0000-7000-8000-000000000000"


class Office:
    """The eve of a cut with the city's organiser, its chief judge and a county's organiser, each in a browser."""

    def __init__(self, world: World, **more: Any) -> None:
        self.eve: Eve = eve(world, **more)
        self.address = f"/advancement/{self.eve.passage_id}"
        self.city = self._person(world, "苏明", "city", "organiser", self.eve.upper_event)
        self.chief = self._person(world, "严明", "chief", "chief_judge", self.eve.upper_event)
        self.county = self._person(world, "方晓棠", "county", "organiser", self.eve.climb.events["东城"])
        self.stranger = self._person(world, "范长青", "stranger", "organiser", world.event())

    def _person(self, world: World, name: str, login: str, role: str, event_id: str) -> FlaskClient:
        world.person(name, login, (role, scope_path(event_id)))
        return world.signed_in(login)

    def page(self, by: FlaskClient, path: str = "", status: int = 200) -> str:
        answer = by.get(f"{self.address}{path}{'&' if '?' in path else '?'}lang=en")
        assert answer.status_code == status, answer.text
        return re.sub(r"\s+", " ", answer.text)

    def open_cut(self) -> queries.Cut:
        with reading() as s:
            found = queries.open_cut(s, self.eve.passage_id)
            assert found is not None
            return found

    def post(self, by: FlaskClient, path: str, **said: Any) -> int:
        return by.post(f"{self.address}{path}", data=said).status_code


@pytest.fixture
def office(world: World) -> Office:
    return Office(world)


def test_cut_is_proposed_and_confirmed_in_the_browser(office: Office) -> None:
    assert "Propose the cut" in office.page(office.city)
    assert office.post(office.city, "/propose") == 303
    page = office.page(office.chief)
    assert [
        words in page for words in ("陈嘉树", "best runner-up", "3 took part, of 3 entered", "Confirm the cut")
    ] == [True] * 4

    cut = office.open_cut()
    assert office.post(office.chief, f"/cuts/{cut.id}/confirm", hash=cut.proposal_hash) == 303

    page = office.page(office.city)
    assert [words in page for words in ("confirmed", "List to put up", "Decisions so far")] == [True] * 3
    assert office.post(office.city, f"/cuts/{cut.id}/confirm", hash=cut.proposal_hash) == 409
    listed = office.page(office.city, "/list")
    assert "欧阳静怡" in listed
    assert "赵一诺" in listed


def test_what_pools_lack_is_said(world: World) -> None:
    office = Office(world, waiting=["北城"])

    page = office.page(office.city)

    assert "北城" in page
    assert "has not ended" in page
    answer = office.city.post(f"{office.address}/propose?lang=en")
    assert (answer.status_code, "No result that stands in 1 pools: 北城" in answer.text) == (409, True)


def test_county_sees_and_does_not_decide_and_strangers_see_nothing(office: Office) -> None:
    office.eve.propose()
    cut = office.open_cut()
    page = office.page(office.county)
    assert ("陈嘉树" in page, "Confirm the cut" in page) == (True, False)

    doors = {
        "/propose": {}, "/wild-cards": {}, "/direct-entries": {}, "/unname": {}, "/correct": {}, "/places/acts": {"act": "accept"},
        f"/cuts/{cut.id}/confirm": {"hash": cut.proposal_hash}, f"/cuts/{cut.id}/discard": {"reason": "理由"},
        f"/places/{NOTHING}/withdraw": {"reason": "理由"},
    }  # fmt: skip
    assert {path: office.post(office.county, path, **said) for path, said in doors.items()} == dict.fromkeys(doors, 403)
    assert {path: office.post(office.stranger, path, **said) for path, said in doors.items()} == dict.fromkeys(
        doors, 403
    )
    for path in ("", "/places", "/list"):
        assert office.stranger.get(f"{office.address}{path}").status_code == 403
    assert office.post(office.chief, "/propose") == 403
    assert office.stranger.post(f"{office.address}/places/export").status_code == 403


def test_doors_of_no_passage_and_no_cut_are_not_there(office: Office) -> None:
    assert office.city.get(f"/advancement/{NOTHING}").status_code == 404
    assert office.post(office.city, f"/cuts/{NOTHING}/confirm", hash="0" * 64) == 404
    assert office.post(office.city, f"/places/{NOTHING}/withdraw", reason="理由") == 404
    assert office.city.get(f"/advancement/chain/{NOTHING}").status_code == 404
    assert office.city.get(f"{office.address}/list").status_code == 409


def test_reasons_are_asked_for(office: Office) -> None:
    office.eve.propose()
    cut = office.open_cut()

    assert office.post(office.city, f"/cuts/{cut.id}/discard", reason="") == 422
    assert office.post(office.city, "/wild-cards", entry_id=office.eve.entries["西城"][2], reason="") == 422
    assert office.post(office.city, f"/cuts/{cut.id}/discard", reason="先等申诉", form="reason-discard") == 303
    assert "先等申诉" in office.page(office.city)


def test_wild_card_and_direct_entry_are_named_in_the_browser(office: Office, world: World) -> None:
    enter(world.trade(world.event()), "孟星野", "青溪重工")
    office.eve.propose()
    page = office.page(office.city, "?person=孟星")
    person = re.search(r'name="contestant_id" value="([0-9a-f-]{36})"', page)
    assert person is not None
    assert "周沐宸, rank 3" in page

    assert office.post(office.city, "/direct-entries", contestant_id=person.group(1), reason="去年冠军") == 303
    assert office.post(office.city, "/wild-cards", entry_id=office.eve.entries["西城"][2], reason="东道主") == 303
    page = office.page(office.city)
    assert ("去年冠军" in page, "东道主" in page) == (True, True)
    assert office.post(office.city, "/unname", key=person.group(1)) == 303
    assert "去年冠军" not in office.page(office.city)


def test_places_are_entered_above_with_a_preview_and_undo(office: Office) -> None:
    office.eve.confirmed()
    page = office.page(office.city, "/places")
    assert ("陈嘉树" in page, "Enter them above" in page) == (True, True)

    ids = [office.eve.place("陈嘉树").id, office.eve.place("赵一诺").id]
    preview = office.city.post(f"{office.address}/places/acts?lang=en", data={"act": "accept", "ids": ids})
    assert ("陈嘉树" in preview.text, "There is no place that is offered" in preview.text) == (True, True)
    done = office.city.post(f"{office.address}/places/acts", data={"act": "accept", "ids": ids, "confirm": "1"})
    assert (done.status_code, [row.name for row in office.eve.above()]) == (303, ["陈嘉树"])
    page = office.page(office.city, "/places?state=ACCEPTED")
    assert ("陈嘉树" in page, "李慕白" in page) == (True, False)
    undo = re.search(r"/acts/([0-9a-f-]{36})/undo", page)
    assert undo is not None
    office.city.post(f"/acts/{undo.group(1)}/undo")
    assert office.eve.above() == []


def test_who_does_not_come_is_replaced(office: Office) -> None:
    office.eve.confirmed()
    path = f"/places/{office.eve.place('李慕白').id}/withdraw"
    assert "赵一诺" in office.page(office.city, path)

    assert office.post(office.city, path, reason="") == 422
    assert office.post(office.city, f"{path}?lang=en", reason="生病") == 303

    assert "赵一诺 steps in" in office.page(office.city, "/places")
    assert office.post(office.city, path, reason="又来") == 409


def test_correction_shows_whom_it_affects_and_takes_two(office: Office) -> None:
    office.eve.confirmed()
    office.eve.accept("陈嘉树", "欧阳静怡")
    office.eve.remark("东城", 2, "95")
    page = office.page(office.city)
    assert [words in page for words in ("Results have changed since", "gains a place", "loses the place")] == [True] * 3

    assert office.post(office.city, "/correct", reason="东城成绩复核") == 303
    cut = office.open_cut()
    assert "somebody else approves or declines it" in office.page(office.city)
    assert office.post(office.city, f"/cuts/{cut.id}/confirm", hash=cut.proposal_hash) == 403
    assert office.post(office.chief, f"/cuts/{cut.id}/confirm", hash=cut.proposal_hash) == 303

    publish(office.eve.upper_event)
    public = office.eve.world.app.test_client().get(f"{office.address}/public?lang=en").text
    assert ("东城成绩复核" in public, "1 gained a place, 1 lost theirs" in public) == (True, True)


def test_public_page_waits_for_the_cut_and_for_the_event(office: Office) -> None:
    nobody = office.eve.world.app.test_client()
    assert nobody.get(f"{office.address}/public").status_code == 404
    office.eve.confirmed()
    assert nobody.get(f"{office.address}/public").status_code == 404
    assert office.city.get(f"{office.address}/public").status_code == 200
    publish(office.eve.upper_event)

    page = nobody.get(f"{office.address}/public?lang=en").text

    assert ("陈嘉树" in page, "Substitutes in order" in page) == (True, True)


def test_list_of_a_ladder_proposes_many_at_once(office: Office, world: World) -> None:
    house = world.organiser()
    address = f"/advancement/ladders/{office.eve.climb.ladder_id}"
    page = house.get(f"{address}?lang=en").text
    assert ("2 / 2" in page, "no proposal yet" in page) == (True, True)
    assert "Nothing fits" in house.get(f"{address}?lang=en&state=CONFIRMED").text

    preview = house.post(f"{address}/acts?lang=en", data={"act": "propose", "everything": "1"})
    assert "Propose 1 cut" in preview.text
    done = house.post(f"{address}/acts", data={"act": "propose", "everything": "1", "confirm": "1"})

    assert (done.status_code, office.open_cut().number) == (303, 1)
    assert (
        "A proposal is open already"
        in house.post(f"{address}/acts?lang=en", data={"act": "propose", "everything": "1"}).text
    )
    assert house.post(f"{address}/export").status_code == 303
    assert house.post(f"{address}/acts", data={"act": "nothing"}).status_code == 404
    assert office.city.get(address).status_code == 403


def test_event_shows_what_comes_up_and_where_it_goes(office: Office) -> None:
    up = office.city.get(f"/advancement/events/{office.eve.upper_event}?lang=en").text
    down = office.county.get(f"/advancement/events/{office.eve.climb.events['东城']}?lang=en").text

    assert ("Who comes up to this event" in up, "Where its trades go on to" in up) == (True, False)
    assert ("Who comes up to this event" in down, "Where its trades go on to" in down) == (False, True)


def test_chain_is_shown_to_who_sees_the_contestants(office: Office) -> None:
    office.eve.confirmed()
    office.eve.accept("陈嘉树")
    entry_id = office.eve.above()[0].id

    page = office.city.get(f"/advancement/chain/{entry_id}?lang=en").text

    assert ("东城" in page, "by rank" in page) == (True, True)
    assert office.county.get(f"/advancement/chain/{entry_id}").status_code == 403


def test_outlook_says_who_is_safe(office: Office) -> None:
    event_id, trade_id = office.eve.climb.events["东城"], office.eve.trade("东城")

    page = re.sub(r"\s+", " ", office.county.get(f"/advancement/{event_id}/{trade_id}/outlook?lang=en").text)

    assert [words in page for words in ("陈嘉树", "safe", "the cut: 1 place by rank")] == [True] * 3
    assert office.county.get(f"/advancement/{office.eve.upper_event}/{office.eve.upper}/outlook").status_code == 403
    assert office.city.get(f"/advancement/{office.eve.upper_event}/{office.eve.upper}/outlook").status_code == 404


def test_pages_ask_as_much_for_five_pools_of_many_as_for_two_of_few(world: World) -> None:
    office = Office(world)
    house = world.organiser()
    office.eve.propose()
    paths = ("", "/places", "/list", "/public")
    ladder = f"/advancement/ladders/{office.eve.climb.ladder_id}"
    lists = (ladder, f"{ladder}?q=钳工&sort=-held", f"/advancement/events/{office.eve.upper_event}")
    before = _questions(office, house, f"{office.address}")
    few = [_questions(office, house, one) for one in lists]

    for number, county in enumerate(("北城", "南城", "中城")):
        add(office.eve.climb, county, 0, "青溪市", ["fitter"])
        trade_id = office.eve.trade(county)
        schemes.add_version("system", trade_id, PLAN)
        entries = [enter(trade_id, f"{name}{'甲乙丙'[number]}", f"{county}机械厂") for name in NAMES[:5]]
        held(world, office.eve.climb.events[county], trade_id, entries, [str(90 - 5 * n) for n in range(5)])
    office.eve.propose()

    assert [_questions(office, house, one) for one in (office.address, *lists)] == [before, *few]
    office.eve.confirm()
    asked = {path: _questions(office, house, f"{office.address}{path}") for path in paths}
    assert {path: count for path, count in asked.items() if count > 50} == {}


def _questions(office: Office, client: FlaskClient, address: str) -> int:
    """How many statements a page sends."""
    store = office.eve.world.app.extensions["store"]
    asked: list[str] = []

    def note(*args: Any) -> None:
        asked.append(args[2])

    listen.listen(store.reader, "before_cursor_execute", note)
    try:
        assert client.get(address).status_code == 200
    finally:
        listen.remove(store.reader, "before_cursor_execute", note)
    return len(asked)


def publish(event_id: str) -> None:
    """Let the public see the event."""
    with transaction() as s:
        found = s.get(Event, event_id)
        assert found is not None
        found.published_at = utcnow()
