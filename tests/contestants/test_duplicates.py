"""People who stand in the house twice: found, made one, made two again, told apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from competition.acts import actions as acts
from competition.contestants import actions, queries
from competition.contestants.actions import ContestantDetails
from competition.organisations import actions as organisations
from competition.store import Refused, reading
from tests.world import World

NUMBER, OTHER = "11010519491231002X", "440524188001010014"
CHEN = ContestantDetails(
    name="陈嘉树", sex="f", organisation_id=None, employer="甲厂", id_number="", phone="13800001234"
)


def entered(trade_id: str, details: ContestantDetails) -> str:
    """The contestant's id."""
    entry_id = actions.enter("system", trade_id, details)
    with reading() as s:
        return str(queries.entry(s, entry_id).contestant_id)


def pairs() -> list[tuple[str, str, tuple[str, ...]]]:
    with reading() as s:
        return [(one.first.id, one.second.id, one.reasons) for one in queries.pairs(s)]


def names(contestant_id: str) -> list[tuple[str, str]]:
    with reading() as s:
        return [(one.entry.name, one.entry.employer) for one in queries.taken_part(s, contestant_id)]


def test_pairs_say_why_two_look_like_one(world: World) -> None:
    unit = organisations.add_organisation("system", name="青溪市总工会", level="city", badge="溪")
    trades = [world.trade(world.event()) for _ in range(4)]
    a = entered(trades[0], replace(CHEN, organisation_id=unit))
    b = entered(trades[1], replace(CHEN, organisation_id=unit))
    c = entered(trades[2], replace(CHEN, name="李慕白", phone="", born_on=date(1990, 1, 1)))
    d = entered(trades[3], replace(CHEN, name="黎暮白", phone="", born_on=date(1990, 1, 1)))

    assert pairs() == [(a, b, ("name_phone", "name_organisation")), (c, d, ("pinyin_born",))]


def test_two_id_numbers_make_two_people_of_one_name(world: World) -> None:
    unit = organisations.add_organisation("system", name="青溪市总工会", level="city", badge="溪")
    for number, phone in ((NUMBER, "13800001234"), (OTHER, "13800005678")):
        entered(world.trade(world.event()), replace(CHEN, organisation_id=unit, id_number=number, phone=phone))

    assert pairs() == []


def test_merge_moves_entries_and_fills_what_is_missing(world: World) -> None:
    keep = entered(world.trade(world.event()), replace(CHEN, phone=""))
    gone = entered(world.trade(world.event()), replace(CHEN, employer="乙厂", id_number=NUMBER))

    act_id = actions.merge("system", keep, gone, {"employer": "gone"}, None)

    with reading() as s:
        person, old = queries.contestant(s, keep), queries.contestant(s, gone)
        assert (person.employer, queries.open_field(person, "id_number"), queries.open_field(person, "phone")) == (
            "乙厂", NUMBER, "13800001234",
        )  # fmt: skip
        assert (queries.standing_for(s, gone).id, old.id_number_index, pairs()) == (keep, None, [])
        assert queries.by_id_numbers(s, [NUMBER]) == {NUMBER: (keep, "陈嘉树")}
    assert (sorted(names(keep)), names(gone)) == ([("陈嘉树", "乙厂"), ("陈嘉树", "甲厂")], [])

    acts.undo("system", act_id)

    assert (names(keep), names(gone)) == ([("陈嘉树", "甲厂")], [("陈嘉树", "乙厂")])
    with reading() as s:
        person, old = queries.contestant(s, keep), queries.contestant(s, gone)
        assert (person.employer, person.id_number_index, queries.open_field(old, "id_number")) == ("甲厂", None, NUMBER)
        assert old.merged_into_id is None


def test_merge_refuses_two_who_compete_in_the_same_trade(world: World) -> None:
    trade_id = world.trade(world.event())
    keep, gone = entered(trade_id, CHEN), entered(trade_id, replace(CHEN, phone="13800005678"))

    with pytest.raises(Refused, match=r"^merge_clash$") as refused:
        actions.merge("system", keep, gone, {}, None)
    with pytest.raises(Refused, match=r"^same_person$"):
        actions.merge("system", keep, keep, {}, None)

    assert refused.value.facts == {"name": "陈嘉树", "trades": ["钳工"]}


def test_merge_is_not_taken_back_over_later_changes(world: World) -> None:
    keep = entered(world.trade(world.event()), CHEN)
    gone = entered(world.trade(world.event()), replace(CHEN, phone=""))
    act_id = actions.merge("system", keep, gone, {}, None)
    actions.set_photo("system", keep, "0" * 64)

    with pytest.raises(Refused, match=r"^act_overtaken$"):
        acts.undo("system", act_id)
    with pytest.raises(Refused, match=r"^merged_already$"):
        actions.merge("system", keep, gone, {}, None)


def test_two_who_were_told_apart_are_not_proposed_again(world: World) -> None:
    first = entered(world.trade(world.event()), CHEN)
    second = entered(world.trade(world.event()), CHEN)
    assert pairs() == [(first, second, ("name_phone",))]

    actions.tell_apart("system", second, first)
    actions.tell_apart("system", first, second)

    assert pairs() == []


def test_pages_lead_from_the_pair_to_one_person(world: World) -> None:
    event_id, other = world.event(), world.event()
    keep = entered(world.trade(event_id), CHEN)
    gone = entered(world.trade(other), replace(CHEN, employer="乙厂"))
    browser = world.organiser()
    address = f"/contestants/{event_id}/duplicates/{keep}/{gone}"
    world.person("王梓涵", "half", ("organiser", f"/events/{event_id}"))

    assert [address in browser.get(page).text for page in (f"/contestants/{event_id}/duplicates", "/contestants/duplicates")] == [
        True, True,
    ]  # fmt: skip
    assert (browser.get(address).status_code, world.signed_in("half").get(address).status_code) == (200, 403)
    done = browser.post(address, data={"employer": "gone"})

    assert done.location == f"/contestants/{event_id}/duplicates"
    assert browser.get(f"/contestants/{event_id}/people/{gone}").location == f"/contestants/{event_id}/people/{keep}"
    page = browser.get(f"/contestants/{event_id}/people/{keep}").text
    assert ["乙厂" in page, page.count("钳工") >= 2] == [True, True]


def test_pages_refuse_a_clash_in_words_and_keep_two_people(world: World) -> None:
    event_id = world.event()
    trade_id = world.trade(event_id)
    keep, gone = entered(trade_id, CHEN), entered(trade_id, CHEN)
    browser = world.organiser()
    address = f"/contestants/{event_id}/duplicates/{keep}/{gone}"

    refused = browser.post(address)
    apart = browser.post(address, data={"apart": "1"})

    assert (refused.status_code, "钳工" in refused.text, apart.status_code, pairs()) == (409, True, 303, [])
