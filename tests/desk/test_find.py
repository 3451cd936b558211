"""One search over everything: what each person finds, what nobody finds, and how it is shown."""

from __future__ import annotations

import re

from flask.testing import FlaskClient
from sqlalchemy import event as sqlalchemy_event

from competition.accounts import queries as accounts
from competition.contestants import actions as contestants
from competition.desk import queries
from competition.desk.queries import Group, reach
from competition.organisations.models import Organisation
from competition.store import new_id, reading, transaction
from competition.store.session import Store
from competition.web.lists import Found
from tests.world import World

ENGLISH = {"Accept-Language": "en"}


def groups(world: World, person_id: str, text: str, event_id: str | None = None) -> dict[str, list[str]]:
    """The titles of what a person finds, by group."""
    with world.app.test_request_context(headers=ENGLISH), reading() as s:
        person = accounts.known(s, person_id)
        assert person is not None
        return {one.key: [found.title for found in one.found] for one in queries.everything(s, person, text, event_id)}


def titles(client: FlaskClient, text: str, **more: str) -> list[str]:
    page = client.get("/desk/find", query_string={"q": text, "part": "1", **more}, headers=ENGLISH)
    return re.findall(r"<b>([^<]*)</b>", page.get_data(as_text=True))


def unit(name: str) -> str:
    with transaction() as s:
        one = Organisation(id=new_id(), name=name, short=name, badge=name[0], level="enterprise")
        s.add(one)
        return one.id


def test_search_finds_events_trades_contestants_judges_and_organisations(world: World) -> None:
    person_id = world.person("苏明", "suming", ("organiser", "/"))
    event_id = world.event(person_id)
    trade_id = world.trade(event_id)
    world.contestants(trade_id, 3)
    world.judges(event_id, trade_id, 2)
    unit("青溪第一机械厂")

    assert groups(world, person_id, "青溪") == {"events": ["Qingxi Skills Games"], "organisations": ["青溪第一机械厂"]}
    assert groups(world, person_id, "钳工") == {"trades": groups(world, person_id, "钳工")["trades"]}
    assert groups(world, person_id, "欧阳") == {"contestants": ["欧阳静怡"]}
    assert groups(world, person_id, "ouyangj") == {"contestants": ["欧阳静怡"]}
    assert groups(world, person_id, "wzh") == {"contestants": ["王梓涵"]}
    assert groups(world, person_id, "2", event_id)["contestants"] == ["欧阳静怡"]
    assert groups(world, person_id, "林致") == {"officials": ["林致远"]}
    assert groups(world, person_id, "没有这个人") == {}
    assert groups(world, person_id, "  ") == {}


def test_search_finds_only_what_its_reader_may_read(world: World) -> None:
    mine, other = world.event(), world.event()
    for event_id in (mine, other):
        trade_id = world.trade(event_id)
        world.contestants(trade_id, 1)
        world.judges(event_id, trade_id, 1)
    unit("陈氏工厂")
    organiser = world.person("方晓棠", "fang", ("organiser", f"/events/{mine}"))
    clerk = world.person("叶知秋", "ye", ("score_clerk", f"/events/{mine}"))
    chief = world.person("范长青", "fan", ("chief_judge", f"/events/{mine}/trades/{new_id()}"))
    nobody = world.person("林致", "lin")

    assert groups(world, organiser, "陈") == {"contestants": ["陈嘉树"]}
    assert groups(world, organiser, "陈", other) == {"contestants": ["陈嘉树"]}
    assert groups(world, organiser, "林致") == {"officials": ["林致远"]}
    assert groups(world, clerk, "陈") == {}
    assert groups(world, clerk, "Qingxi") == {"events": ["Qingxi Skills Games"]}
    assert groups(world, chief, "陈") == groups(world, nobody, "陈") == {}
    assert groups(world, nobody, "Qingxi") == {}


def test_search_never_finds_a_contestant_by_a_blind_station(world: World) -> None:
    contest = world.started("station", entries=2)
    person_id = world.person("苏明", "suming", ("organiser", "/"))
    with reading() as s:
        from competition.contestants.models import Entry

        stations = [entry.station_code for entry in s.query(Entry)]

    assert all(stations)
    assert [groups(world, person_id, station, contest.event_id) for station in stations] == [{}, {}]


def test_search_puts_the_event_at_hand_first(world: World) -> None:
    person_id = world.person("苏明", "suming", ("organiser", "/"))
    client = world.signed_in("suming")
    here, elsewhere = world.event(person_id), world.event(person_id)
    trades = {one: world.trade(one) for one in (here, elsewhere)}
    for _ in range(5):
        contestants.enter("system", trades[here], details("陈嘉树"))
    for _ in range(5):
        contestants.enter("system", trades[elsewhere], details("陈嘉树"))

    page = client.get("/desk/find", query_string={"q": "陈", "part": "1", "event": here}).get_data(as_text=True)
    links = re.findall(r'href="/contestants/([^/?"]+)', page)

    assert links == [here] * 5 + [elsewhere, here]  # six of ten, and the way to the list of the event at hand
    assert f'href="/contestants/{here}?q=%E9%99%88"' in page


def test_search_finds_the_whole_of_a_number_and_no_part_of_it(world: World) -> None:
    person_id = world.person("苏明", "suming", ("organiser", "/"))
    trade_id = world.trade(world.event(person_id))
    contestants.enter("system", trade_id, details("陈嘉树", id_number="11010519491231002X", phone="13800138000"))

    assert groups(world, person_id, "11010519491231002x") == {"contestants": ["陈嘉树"]}
    assert groups(world, person_id, "13800138000") == {"contestants": ["陈嘉树"]}
    assert groups(world, person_id, "110105194912") == {}


def test_search_page_and_part_show_the_same(world: World) -> None:
    client = world.organiser()
    event_id = world.event()
    world.contestants(world.trade(event_id), 3)

    page = client.get("/desk/find?q=欧阳", headers=ENGLISH).get_data(as_text=True)
    assert "1 result" in page
    assert re.findall(r"<b>(欧阳[^<]*)</b>", page) == titles(client, "欧阳") == ["欧阳静怡"]
    assert "What are you looking for?" in client.get("/desk/find", headers=ENGLISH).get_data(as_text=True)
    assert "Nothing fits “x &lt;y&gt;”." in client.get("/desk/find?q=x+<y>", headers=ENGLISH).get_data(as_text=True)
    assert client.get(f"/desk/find?q=a&event={new_id()}").status_code == 200


def test_search_asks_as_many_questions_for_many_results_as_for_few(world: World, store: Store) -> None:
    person_id = world.person("苏明", "suming", ("organiser", "/"))
    trade_id = world.trade(world.event(person_id))

    def questions() -> int:
        told: list[str] = []

        def note(*said: object) -> None:
            told.append(str(said[2]))

        sqlalchemy_event.listen(store.reader, "before_cursor_execute", note)
        groups(world, person_id, "陈")
        sqlalchemy_event.remove(store.reader, "before_cursor_execute", note)
        return len([one for one in told if one.startswith("SELECT")])

    contestants.enter("system", trade_id, details("陈嘉树"))
    few = questions()
    for _ in range(6):
        contestants.enter("system", trade_id, details("陈嘉树"))
    assert questions() == few


def test_reach_of_a_permission(world: World) -> None:
    one, two = new_id(), new_id()
    trade = f"/events/{new_id()}/trades/{new_id()}"
    grants = (("organiser", f"/events/{one}"), ("check_in", f"/events/{two}"), ("chief_judge", trade))
    person_id = world.person("方晓棠", "fang", *grants)
    with reading() as s:
        person = accounts.known(s, person_id)
    assert person is not None
    assert reach(person, "contestant.read") == {one, two}
    assert reach(person, "event.edit") == {one}
    assert reach(person, "mark.correct") == frozenset()


def test_group_holds_six_and_leads_on_to_the_list() -> None:
    found = [Found(f"陈{n}", "", f"/x/{n}") for n in range(7)]
    assert queries._group("members", "Members", "陈", "/members/", found) == Group(
        "members", "Members", found[:6], "/members/?q=%E9%99%88"
    )
    assert queries._group("members", "Members", "陈", "/members/", found[:6]).more == ""
    assert queries._group("trades", "Trades", "陈", "", found).more == ""


def details(name: str, id_number: str = "", phone: str = "") -> contestants.ContestantDetails:
    return contestants.ContestantDetails(
        name=name, sex="", organisation_id=None, employer="青溪第一机械厂", id_number=id_number, phone=phone
    )
