"""Cuts: proposed with their arithmetic, named, confirmed once, discarded."""

from __future__ import annotations

import threading
from collections import Counter
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError

from competition.advancement import actions, queries
from competition.advancement.documents import document_hash, proposal_document, read_proposal
from competition.advancement.models import CutMove
from competition.contestants import queries as contestants
from competition.ladders import actions as ladder_actions
from competition.ladders import queries as ladders
from competition.store import Refused, reading, transaction
from competition.store.ledger import lines
from tests.advancement.ground import MARKS, Eve, correct, enter, eve, recount, refusal
from tests.world import World


def told(one: Eve, cut_id: str) -> dict[str, list[tuple[str, str]]]:
    """Who advances, is out (by name, since pools are in no order of their own) and stands by in a cut, with the why."""
    with reading() as s:
        proposal = read_proposal(queries.cut(s, one.passage_id, cut_id).proposal)
        groups: dict[str, Any] = {
            "advancing": proposal.advancing,
            "out": proposal.out,
            "substitutes": proposal.substitutes,
        }
        who = queries.who_of(s, {place.entry for some in groups.values() for place in some})
        found = {key: [(who[place.entry].name, place.why) for place in some] for key, some in groups.items()}
        return found | {"out": sorted(found["out"])}


def test_cut_says_who_advances_by_what_who_is_out_and_who_stands_by(world: World) -> None:
    one = eve(world)

    cut_id = one.propose()

    assert told(one, cut_id) == {
        "advancing": [("陈嘉树", "top"), ("李慕白", "top"), ("欧阳静怡", "runner_up")],
        "out": [("周沐宸", "below_cut"), ("王梓涵", "below_cut"), ("赵一诺", "below_cut")],
        "substitutes": [("赵一诺", "named"), ("王梓涵", "named"), ("周沐宸", "named")],
    }
    with reading() as s:
        cut = queries.cut(s, one.passage_id, cut_id)
        steps = [
            (step["code"], step["facts"]) for step in cut.proposal["steps"] if step.get("pool") == one.trade("东城")
        ]
        assert (cut.number, cut.state, cut.proposed_by) == (1, "PROPOSED", "one")
        assert cut.proposal_hash == document_hash(cut.proposal)
        kinds = [line.kind for line in lines(s, f"passage:{one.upper}")]
    assert steps == [
        ("took_part", {"entered": "3", "took_part": "3"}),
        ("top", {"count": "1", "of": "3"}),
        ("places", {"places": "1"}),
    ]
    assert kinds[-1] == "cut_proposed"


def test_document_gives_back_the_proposal(world: World) -> None:
    one = eve(world)
    with reading() as s:
        document = queries.cut(s, one.passage_id, one.propose()).proposal

    assert proposal_document(read_proposal(document)) == document


def test_cut_waits_until_every_pool_is_over(world: World) -> None:
    one = eve(world, waiting=["北城"])

    with pytest.raises(Refused, match=r"^pools_missing$") as refused:
        one.propose()

    assert refused.value.facts == {"count": 1, "names": "北城"}
    with reading() as s:
        assert queries.cuts(s, one.passage_id) == []


def test_cut_waits_until_every_pool_is_recounted_to_the_last_mark(world: World) -> None:
    one = eve(world, marks={"东城": MARKS["东城"]})
    correct(world, one.stage_id("东城"), one.entries["东城"][2], "95")

    with refusal("pools_missing"):
        one.propose()
    recount(one.stage_id("东城"))

    assert told(one, one.propose())["advancing"] == [("王梓涵", "top"), ("陈嘉树", "runner_up")]


def test_later_proposal_takes_the_place_of_the_open_one(world: World) -> None:
    one = eve(world)

    first, second = one.propose("one"), one.propose("two")

    with reading() as s:
        assert [(cut.id, cut.number, cut.state) for cut in queries.cuts(s, one.passage_id)] == [
            (second, 2, "PROPOSED"), (first, 1, "REPLACED"),
        ]  # fmt: skip
        assert [(cut.number, move.kind, move.by) for cut, move in queries.cut_moves(s, one.passage_id)][::-1] == [
            (1, "PROPOSED", "one"), (1, "REPLACED", "two"), (2, "PROPOSED", "two"),
        ]  # fmt: skip


def test_wild_card_and_direct_entry_have_places_with_their_reasons_and_can_be_taken_away(world: World) -> None:
    one = eve(world)
    elsewhere = world.trade(world.event())
    person = person_of(enter(elsewhere, "孟星野", "青溪重工"))

    cut_id = actions.wild_card("one", one.passage_id, one.entries["西城"][2], "东道主名额")
    cut_id = actions.direct_entry("one", one.passage_id, person, "去年冠军")

    found = told(one, cut_id)["advancing"]
    assert [("孟星野", "direct") in found, ("周沐宸", "wild_card") in found, len(found)] == [True, True, 5]
    with reading() as s:
        proposal = read_proposal(queries.cut(s, one.passage_id, cut_id).proposal)
        assert {place.why: place.reason for place in proposal.advancing if place.reason} == {
            "direct": "去年冠军", "wild_card": "东道主名额",
        }  # fmt: skip
    cut_id = actions.unname("one", one.passage_id, person)
    assert len(told(one, cut_id)["advancing"]) == 4
    with refusal("not_there"):
        actions.unname("one", one.passage_id, person)


def test_names_that_the_rule_does_not_bear_are_refused(world: World) -> None:
    one = eve(world, marks={"东城": ("90", "80", "")})
    rows = one.entries["东城"]

    for entry_id, code in ((rows[2], "cut_not_ranked"), ("0190aaaa-0000-7000-8000-000000000000", "cut_not_of_pool")):
        with refusal(code):
            actions.wild_card("one", one.passage_id, entry_id, "理由")
    with refusal("cut_direct_takes_part"):
        actions.direct_entry("one", one.passage_id, person_of(rows[0]), "理由")
    actions.wild_card("one", one.passage_id, rows[1], "理由")
    with refusal("cut_too_many_wild_cards"):
        actions.wild_card("one", one.passage_id, rows[0], "理由")


def test_confirmed_cut_gives_places_and_stands(world: World) -> None:
    one = eve(world)
    cut_id = one.propose()

    assert one.confirm() == cut_id

    assert one.places() == [
        ("陈嘉树", "top", "OFFERED"), ("李慕白", "top", "OFFERED"), ("欧阳静怡", "runner_up", "OFFERED"),
        ("赵一诺", "named", "WAITING"), ("王梓涵", "named", "WAITING"), ("周沐宸", "named", "WAITING"),
    ]  # fmt: skip
    with reading() as s:
        cut = queries.standing_cut(s, one.passage_id)
        assert cut is not None
        assert (cut.id, cut.confirmed_by, cut.confirmed_at is not None) == (cut_id, "two", True)
    for again in (one.propose, lambda: actions.wild_card("one", one.passage_id, one.entries["西城"][2], "理由")):
        with refusal("cut_confirmed"):
            again()
    with refusal("cut_over"):
        one.confirm("three", cut_id)


def test_cut_that_results_have_left_behind_is_not_confirmed(world: World) -> None:
    one = eve(world)
    one.propose()
    one.remark("东城", 2, "95")

    with refusal("cut_stale"):
        one.confirm()
    one.propose()
    one.confirm()

    assert one.places()[0] == ("王梓涵", "top", "OFFERED")


def test_only_the_proposal_that_was_seen_is_confirmed(world: World) -> None:
    one = eve(world)
    cut_id = one.propose()

    with refusal("cut_other"):
        actions.confirm("two", one.passage_id, cut_id, "0" * 64)
    with refusal("not_there"):
        actions.confirm("two", one.passage_id, "0190aaaa-0000-7000-8000-000000000000", "0" * 64)


def test_discarded_cut_changes_nothing_and_is_over(world: World) -> None:
    one = eve(world)
    cut_id = one.propose()

    actions.discard("two", one.passage_id, cut_id, "先等申诉")

    with refusal("cut_over"):
        actions.discard("three", one.passage_id, cut_id, "再来")
    with reading() as s:
        assert [(move.kind, move.reason) for _cut, move in queries.cut_moves(s, one.passage_id)] == [
            ("DISCARDED", "先等申诉"), ("PROPOSED", ""),
        ]  # fmt: skip
    assert one.places() == []


def test_fifty_confirmations_at_once_are_one(world: World) -> None:
    one = eve(world)
    cut_id = one.propose()
    with reading() as s:
        seen = queries.cut(s, one.passage_id, cut_id).proposal_hash
    came_out: list[str] = []
    start = threading.Barrier(50)

    def decide(number: int) -> None:
        start.wait()
        try:
            actions.confirm(f"person {number}", one.passage_id, cut_id, seen)
            came_out.append("confirmed")
        except Refused as refused:
            came_out.append(refused.code)

    threads = [threading.Thread(target=decide, args=(number,)) for number in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Counter(came_out) == {"confirmed": 1, "cut_over": 49}
    assert len(one.places()) == 6
    with reading() as s:
        assert [move.kind for _cut, move in queries.cut_moves(s, one.passage_id)] == ["CONFIRMED", "PROPOSED"]


def test_what_was_decided_cannot_be_changed(world: World) -> None:
    one = eve(world).confirmed()

    with pytest.raises(DBAPIError), transaction() as s:
        s.execute(update(CutMove).values(reason="anders"))
    assert len(one.places()) == 6


def test_quota_of_a_pool_is_used_by_the_cut_and_binds_it(world: World) -> None:
    one = eve(world, quotas={"东城": 1, "西城": 2})
    one.propose()

    with refusal("quota_over_quota"):
        one.confirm()
    with reading() as s:
        rungs = {source.name: source.holder for source in ladders.sources(s, one.passage_id)}
    ladder_actions.move_places("one", one.passage_id, rungs["西城"], rungs["东城"], 1, "东城更强")
    one.confirm()

    with reading() as s:
        standings = ladders.quota_standings(s, ladders.passage(s, one.passage_id))
        assert {key: len(standings[rungs[key]].used) for key in rungs} == {"东城": 2, "西城": 1}


def person_of(entry_id: str) -> str:
    with reading() as s:
        found = contestants.entry(s, entry_id).contestant_id
        assert found is not None
        return found
