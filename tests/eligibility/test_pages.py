"""The pages of rules of entry as people use them."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from competition.contestants import queries as contestants
from competition.eligibility import actions, queries
from competition.events import actions as events
from competition.events.actions import DivisionDetails
from competition.jobs import exports
from competition.organisations import actions as organisations
from competition.schemes import actions as schemes
from competition.store import reading
from tests.eligibility.ground import AGE, LIMIT, gate
from tests.ladders.ground import questions
from tests.world import NAMES, World

WHO = {"name": "陈嘉树", "sex": "m", "employer": "青溪机械厂", "born_on": "1980-01-01"}


def text(answer: Any) -> str:
    found: str = answer.get_data(as_text=True)
    return found


def rules_of(event_id: str) -> list[dict[str, Any]]:
    """The rules as their document has them."""
    with reading() as s:
        one = queries.rule_set(s, event_id)
        return list(one.document["rules"]) if one is not None else []


def fields(page: str) -> set[str]:
    """The fields that the head of the page names as wrong."""
    return set(re.findall(r'href="#field-([\w-]+)"', page.split('class="errors"')[1].split("</div>")[0]))


def shown(page: str) -> dict[str, Any]:
    """What the form of a rule would send as it is shown."""
    sent: dict[str, Any] = {}
    for field in re.findall(r"<input[^>]*>", page):
        name, value = re.search(r'name="([^"]*)"', field), re.search(r'value="([^"]*)"', field)
        if name is None or (re.search("checkbox|radio", field) and " checked" not in field):
            continue
        said = value[1] if value else ""
        sent[name[1]] = [*sent.get(name[1], []), said] if name[1] in ("trades", "divisions", "prizes") else said
    sent |= dict(re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>\n?([^<]*)</textarea>', page))
    for name_, inner in re.findall(r'<select[^>]*name="(\w+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', inner)
        sent[name_] = chosen[1] if chosen else ""
    return sent


FORMS: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("age", {"least": "１８", "most": "35", "on": "2026-05-01"}, {"least": 18, "most": 35, "on": "2026-05-01"}),
    ("age", {"most": "35", "firm": "1", "meant": "f"}, {"most": 35, "sex": "f", "firm": True}),
    ("sex", {"only_sex": "f"}, {"only": "f"}),
    ("membership", {"months": ""}, {}),
    ("employment", {"months": "12"}, {"months": 12}),
    ("unit", {"of": "category", "barred": "外资\n院校"}, {"of": "category", "barred": ["外资", "院校"]}),
    ("unit", {"of": "industry", "only": "机械"}, {"of": "industry", "only": ["machinery"]}),
    ("skill_level", {"highest": "2", "lowest": "4"}, {"highest": 2, "lowest": 4}),
    (
        "past_winner",
        {"prizes": ["first", "gold"], "editions": "3", "same_trade": "1"},
        {"prizes": ["first", "gold"], "editions": 3, "same_trade": True},
    ),
    ("qualified", {"employees": "1000", "categories": "央企"}, {"employees": 1000, "categories": ["央企"]}),
    ("trades_of_person", {"most": "1", "trades": ["fitter"]}, {"most": 1, "trades": ["fitter"]}),
    ("limit", {"per": "employer", "most": "3"}, {"per": "employer", "most": 3, "each_trade": False}),
    (
        "division",
        {"table-0-division": "青年组", "table-0-most_age": "35", "table-1-division": "成年组", "table-1-in": "1"},
        {"table": [{"division": "青年组", "most_age": 35}, {"division": "成年组"}]},
    ),
]


@pytest.mark.parametrize(("kind", "form", "wanted"), FORMS)
def test_rule_of_every_kind_is_set_by_a_form_and_shown_in_it_again(
    world: World, kind: str, form: dict[str, Any], wanted: dict[str, Any]
) -> None:
    place = gate(world)
    schemes.add_trades_from_templates("system", place.event_id, ["welder"])
    events.set_divisions("system", place.trade_id, [DivisionDetails(name="青年组"), DivisionDetails(name="成年组")])
    desk = world.organiser()
    address = f"/eligibility/{place.event_id}/rules"
    assert desk.get(f"{address}/new/{kind}").status_code == 200

    made = desk.post(f"{address}/new/{kind}", data=form | {"rev": "0"})
    assert made.status_code == 303, fields(text(made))
    assert rules_of(place.event_id) == [{"key": kind, "kind": kind} | wanted]

    page = text(desk.get(f"{address}/{kind}"))
    sent = shown(page)
    assert desk.post(f"{address}/{kind}", data=sent | {"rev": "1"}).status_code == 303
    assert rules_of(place.event_id) == [{"key": kind, "kind": kind} | wanted]


@pytest.mark.parametrize(
    ("kind", "form", "field"),
    [
        ("age", {}, ""),
        ("age", {"least": "40", "most": "30"}, "least"),
        ("age", {"most": "viele"}, "most"),
        ("age", {"most": "35", "on": "morgen"}, "on"),
        ("employment", {}, "months"),
        ("unit", {"of": "organisation", "only": "无此厂"}, "only"),
        ("unit", {"of": "industry", "only": "无此行业"}, "only"),
        ("unit", {"of": "category", "only": "外资", "barred": "外资"}, "barred"),
        ("past_winner", {"editions": "3"}, "prizes"),
        ("limit", {"per": "employer"}, "most"),
        ("division", {"table-0-division": "青年组"}, "table"),
        ("division", {"table-0-division": "青年组", "table-0-least_age": "200"}, "table-0-least_age"),
    ],
)
def test_form_of_a_rule_names_the_field_that_is_wrong(
    world: World, kind: str, form: dict[str, str], field: str
) -> None:
    place = gate(world)
    answer = world.organiser().post(f"/eligibility/{place.event_id}/rules/new/{kind}", data=form | {"rev": "0"})
    assert answer.status_code == 422
    page = text(answer)
    assert rules_of(place.event_id) == []
    if field and not field.startswith("table-"):
        assert fields(page) == {field}
    if field:
        assert f'id="wrong-{field}"' in page
    else:
        assert "限定" in page or 'class="errors"' in page


def test_rules_are_read_in_words_taken_away_and_their_mode_set(world: World) -> None:
    place = gate(world)
    place.rules(AGE, LIMIT)
    desk = world.organiser()
    address = f"/eligibility/{place.event_id}/rules"
    english = {"Accept-Language": "en"}
    page = text(desk.get(address, headers=english))
    assert "At most 35 years old on 2026-05-01" in page
    assert "At most 2 of each organisation in each trade" in page
    assert desk.post(f"{address}/mode", data={"mode": "pray"}).status_code == 422
    assert desk.post(f"{address}/mode", data={"mode": "refuse", "rev": "1"}).status_code == 303
    assert desk.post(f"{address}/age/remove", data={"rev": "1"}).status_code == 409
    assert desk.post(f"{address}/age/remove", data={"rev": "2"}).status_code == 303
    assert [one["key"] for one in rules_of(place.event_id)] == ["limit"]
    assert desk.get(f"{address}/age").status_code == 404
    assert desk.get(f"{address}/new/beauty").status_code == 404

    place.enter("陈嘉树")
    assert desk.post(f"{address}/limit/remove", data={"rev": "3"}).status_code == 422
    assert desk.post(f"{address}/limit/remove", data={"rev": "3", "reason": "名额放开"}).status_code == 303
    assert "名额放开" in text(desk.get(address))


def test_public_page_announces_the_rules_and_why_they_changed(world: World) -> None:
    place = gate(world)
    events.move_event("system", place.event_id, "PUBLISHED", checks=())
    visitor = world.app.test_client()
    english = {"Accept-Language": "en"}
    address = f"/portal/{place.event_id}"
    assert "Who may enter" not in text(visitor.get(address, headers=english))
    place.rules(AGE)
    place.enter("陈嘉树")
    place.rules(AGE | {"most": 40}, reason="省里改了年龄")

    page = text(visitor.get(address, headers=english))
    assert [words in page for words in ("Who may enter", "At most 40 years old on 2026-05-01", "省里改了年龄")] == [
        True
    ] * 3


def test_list_is_searched_narrowed_sorted_and_exported(world: World) -> None:
    place = gate(world)
    place.rules(AGE)
    place.enter("陈嘉树", born_on=date(1980, 1, 1))
    place.enter("王梓涵", born_on=None)
    place.enter("李慕白")
    desk = world.organiser()
    address = f"/eligibility/{place.event_id}"

    def rows(query: str) -> list[str]:
        found: list[str] = re.findall(r'<a class="name" href="[^"]*">([^<]*)</a>', text(desk.get(f"{address}?{query}")))
        return found

    assert rows("") == ["陈嘉树", "王梓涵", "李慕白"]
    assert rows("sort=-number") == ["李慕白", "王梓涵", "陈嘉树"]
    assert rows("sort=name") == ["陈嘉树", "李慕白", "王梓涵"]
    assert rows("verdict=open") == ["陈嘉树", "王梓涵"]
    assert rows("verdict=met") == ["李慕白"]
    assert rows("rule=age") == ["陈嘉树", "王梓涵"]
    assert rows("q=wang") == ["王梓涵"]
    assert rows("q=3") == ["李慕白"]
    assert rows("q=100%25") == []
    job = desk.post(f"{address}/export", data={"verdict": "open"}).headers["Location"]
    assert exports.file_of(job.rsplit("/", 1)[1]) is not None
    assert desk.post(f"{address}/check").status_code == 303


def test_entry_says_every_result_takes_facts_and_lets_a_rule_be_set_aside(world: World) -> None:
    place = gate(world)
    place.rules(AGE, {"key": "employment", "kind": "employment", "months": 12})
    entry_id = place.enter("陈嘉树", born_on=date(1980, 1, 1))
    person = place.person(entry_id)
    desk = world.organiser()
    address = f"/eligibility/{place.event_id}/entries/{entry_id}"
    english = {"Accept-Language": "en"}
    page = text(desk.get(address, headers=english))
    assert [words in page for words in ("46 on 2026-05-01, at most 35", "since when is not known")] == [True, True]

    said = {"person_id": person, "rule": "age"}
    short = desk.post(f"{address}/aside", data=said | {"reason": ""})
    assert (short.status_code, 'id="wrong-reason-age"' in text(short)) == (422, True)
    assert desk.post(f"{address}/aside", data=said | {"reason": "组委会同意"}).status_code == 303
    assert desk.post(f"{address}/aside", data=said | {"reason": "组委会同意"}).status_code == 409
    page = text(desk.get(address, headers=english))
    assert [words in page for words in ("组委会同意", "46 on 2026-05-01, at most 35", "does not meet them")] == [
        True
    ] * 3
    assert desk.post(f"{address}/take-back", data=said | {"reason": "材料不实"}).status_code == 303

    fact = {"person_id": person, "source": "劳动合同"}
    assert desk.post(f"{address}/facts", data=fact).status_code == 422
    assert desk.post(f"{address}/facts", data=fact | {"honour_edition": "2"}).status_code == 422
    good = {"employed_since": "2024-01-01", "categories": "央企；国企", "honour_edition": "2", "honour_prize": "first"}
    assert desk.post(f"{address}/facts", data=fact | good).status_code == 303
    with reading() as s:
        known = queries.facts_of_event(s, place.event_id)
    assert list(known.values()) == [
        {
            "employed_since": "2024-01-01", "categories": ["国企", "央企"],
            "honours": [{"edition": 2, "prize": "first"}],
        }
    ]  # fmt: skip
    assert "32 months since 2024-01-01, at least 12" in text(desk.get(address, headers=english))
    assert desk.get(f"/eligibility/{world.event()}/entries/{entry_id}").status_code == 404


def test_desk_is_warned_and_where_the_rules_refuse_it_gives_a_reason(world: World) -> None:
    place = gate(world)
    place.rules(AGE)
    desk = world.organiser()
    address = f"/contestants/{place.event_id}/{place.trade_id}/add"
    warned = text(desk.post(address, data=WHO, follow_redirects=True, headers={"Accept-Language": "en"}))
    assert "陈嘉树: 46 on 2026-05-01, at most 35" in warned

    place.rules(AGE, mode="refuse", reason="从严")
    refused = desk.post(address, data=WHO | {"name": "王梓涵"})
    assert (refused.status_code, 'name="despite"' in text(refused)) == (409, True)
    assert desk.post(address, data=WHO | {"name": "王梓涵", "despite": "全国技术能手"}).status_code == 303
    with reading() as s:
        assert [one.name for one in contestants.entries_of_event(s, place.event_id)] == ["陈嘉树", "王梓涵"]
        assert queries.counts(s, place.event_id) == {"failed": 1, "overridden": 1}


def test_only_who_may_sets_rules_and_sets_them_aside(world: World) -> None:
    place = gate(world)
    place.rules(AGE)
    entry_id = place.enter("陈嘉树", born_on=date(1980, 1, 1))
    person = place.person(entry_id)
    world.person("韩立群", "watch", ("supervisor", f"/events/{place.event_id}"))
    world.person("叶知秋", "judge", ("chief_judge", f"/events/{place.event_id}"))
    address, aside = f"/eligibility/{place.event_id}", {"person_id": person, "rule": "age", "reason": "监督组同意"}
    watch, judge = world.signed_in("watch"), world.signed_in("judge")
    assert [watch.get(address).status_code, judge.get(address).status_code] == [200, 403]
    assert watch.post(f"{address}/rules/mode", data={"mode": "refuse"}).status_code == 403
    assert watch.post(f"{address}/entries/{entry_id}/facts", data={}).status_code == 403
    assert watch.post(f"{address}/entries/{entry_id}/aside", data=aside).status_code == 303


def test_list_and_entry_ask_the_same_questions_however_many_there_are(world: World) -> None:
    place = gate(world)
    place.rules(AGE, LIMIT, {"key": "unit", "kind": "unit", "of": "region", "barred": ["x"]})
    desk = world.organiser()

    def asked(entry_id: str) -> tuple[int, int, int]:
        pages = (f"/eligibility/{place.event_id}", f"/eligibility/{place.event_id}/entries/{entry_id}")
        first, second = (questions(lambda _s, page=page: desk.get(page)) for page in pages)  # type: ignore[misc]
        return first, second, questions(lambda _s: actions.check_event(place.event_id))

    one = place.enter(NAMES[0])
    few = asked(one)
    for number, name in enumerate(NAMES[1:]):
        unit = organisations.add_organisation("system", name=f"青溪第{number}厂", level="enterprise")
        place.enter(name, organisation_id=unit)
    assert asked(one) == few
    assert max(few) <= 40
