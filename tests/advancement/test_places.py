"""Places: accepted above and taken back, left to substitutes, and the chain they leave."""

from __future__ import annotations

import threading
from collections import Counter

from competition.acts import actions as acts
from competition.advancement import actions, queries
from competition.contestants import actions as contestants
from competition.events import queries as event_queries
from competition.ladders import queries as ladders
from competition.store import Refused, reading
from tests.advancement.ground import enter, eve, refusal
from tests.world import World


def test_accepted_places_are_entries_above_of_the_same_people(world: World) -> None:
    one = eve(world).confirmed()

    _act, count = one.accept("陈嘉树", "李慕白")

    rows = one.above()
    assert (count, [(row.name, row.number, row.organisation_name, row.employer) for row in rows]) == (
        2,
        [("陈嘉树", 1, "东城机械厂", "东城机械厂"), ("李慕白", 2, "西城机械厂", "西城机械厂")],
    )
    assert [state for _name, _why, state in one.places()] == ["ACCEPTED"] * 2 + ["OFFERED"] + ["WAITING"] * 3
    assert one.place("陈嘉树").to_entry_id == rows[0].id
    with reading() as s:
        assert len({row.contestant_id for row in rows}) == 2
        skipped = actions.plan_accept(s, one.passage_id, [one.place("陈嘉树").id, one.place("赵一诺").id]).skipped
    assert [(who.name, refused.code) for who, refused in skipped] == [
        ("陈嘉树", "place_not_offered"), ("赵一诺", "place_not_offered"),
    ]  # fmt: skip
    with refusal("nothing_to_do"):
        one.accept("陈嘉树")


def test_acceptance_is_taken_back_as_a_whole_while_nobody_touched_it(world: World) -> None:
    one = eve(world).confirmed()
    act_id, _count = one.accept("陈嘉树", "李慕白")

    acts.undo("two", act_id)

    assert (one.above(), [state for _name, _why, state in one.places()][:3]) == ([], ["OFFERED"] * 3)
    act_id, _count = one.accept("陈嘉树", "李慕白")
    contestants.set_status("two", one.above()[0].id, "DNS", "没有来")
    with refusal("act_overtaken"):
        acts.undo("two", act_id)
    assert len(one.above()) == 2


def test_nobody_is_accepted_or_replaced_once_the_upper_trade_has_started(world: World) -> None:
    one = eve(world).confirmed()
    one.accept("陈嘉树")
    one.start_above()

    with refusal("upper_started"):
        one.accept("李慕白")
    with refusal("upper_started"):
        actions.withdraw("two", one.passage_id, one.place("李慕白").id, "出差")


def test_who_is_in_the_upper_trade_already_is_left_out(world: World) -> None:
    one = eve(world).confirmed()
    contestants.enter_onward("two", one.upper, one.entries["东城"][0])

    with reading() as s:
        plan = actions.plan_accept(s, one.passage_id, [one.place(name).id for name in ("陈嘉树", "李慕白")])

    assert [(who.name, refused.code) for who, refused in plan.skipped] == [("陈嘉树", "already_entered")]
    assert [who.name for _place, who in plan.places] == ["李慕白"]


def test_division_above_is_the_one_of_the_same_name(world: World) -> None:
    one = eve(world, marks={"东城": ("90", "80")}, divisions=("职工组", "学生组"))
    one.confirmed()
    one.accept("陈嘉树")

    with reading() as s:
        names = {division.id: division.name for division in event_queries.divisions(s, one.upper)}
    assert [names[row.division_id or ""] for row in one.above()] == ["学生组"]


def test_substitutes_step_in_by_their_order_for_who_withdraws(world: World) -> None:
    one = eve(world).confirmed()
    one.accept("陈嘉树", "李慕白")

    follows = actions.withdraw("two", one.passage_id, one.place("李慕白").id, "生病")

    assert follows == one.place("赵一诺").id
    assert one.places() == [
        ("陈嘉树", "top", "ACCEPTED"), ("李慕白", "top", "WITHDRAWN"), ("欧阳静怡", "runner_up", "OFFERED"),
        ("赵一诺", "substitute", "OFFERED"), ("王梓涵", "named", "WAITING"), ("周沐宸", "named", "WAITING"),
    ]  # fmt: skip
    assert [(row.name, row.status) for row in one.above()] == [("陈嘉树", ""), ("李慕白", "WD")]
    with reading() as s:
        moves = queries.place_moves(s, one.passage_id)
    assert [(move.kind, move.reason) for move in moves[one.place("李慕白").id]] == [
        ("OFFERED", ""), ("ACCEPTED", ""), ("WITHDRAWN", "生病"),
    ]  # fmt: skip
    assert [(move.kind, move.for_id) for move in moves[follows]] == [("STEPPED_IN", one.place("李慕白").id)]
    with refusal("place_not_held"):
        actions.withdraw("two", one.passage_id, one.place("李慕白").id, "又来")


def test_substitute_of_a_substitute_and_a_struck_one(world: World) -> None:
    one = eve(world).confirmed()
    actions.withdraw("two", one.passage_id, one.place("王梓涵").id, "不参加")
    actions.withdraw("two", one.passage_id, one.place("李慕白").id, "生病")

    follows = actions.withdraw("two", one.passage_id, one.place("赵一诺").id, "也生病")

    assert follows == one.place("周沐宸").id
    assert actions.withdraw("two", one.passage_id, follows, "都生病") is None
    assert Counter(state for _name, _why, state in one.places()) == {"WITHDRAWN": 4, "OFFERED": 2}


def test_substitute_whom_a_limit_forbids_is_passed_over(world: World) -> None:
    rule = {"format": "craftboard-advancement", "version": 1, "ties": "in", "top": 1, "substitutes": 2, "per_region": 1}
    one = eve(world, rule).confirmed()

    with reading() as s:
        turn = actions.plan_withdraw(s, one.place("陈嘉树"))
        assert queries.who_of(s, [turn.entered or ""])[turn.entered or ""].name == "欧阳静怡"
    assert actions.withdraw("two", one.passage_id, one.place("陈嘉树").id, "出差") == one.place("欧阳静怡").id


def test_quota_follows_the_place(world: World) -> None:
    one = eve(world, quotas={"东城": 2, "西城": 2}).confirmed()
    actions.withdraw("two", one.passage_id, one.place("陈嘉树").id, "生病")

    with reading() as s:
        used = ladders.quota_standings(s, ladders.passage(s, one.passage_id))
        rungs = {source.name: source.holder for source in ladders.sources(s, one.passage_id)}
    assert {key: len(used[rungs[key]].used) for key in rungs} == {"东城": 2, "西城": 1}


def test_several_withdrawals_at_once_leave_one_of_each(world: World) -> None:
    one = eve(world).confirmed()
    place_id = one.place("陈嘉树").id
    came_out: list[str] = []
    start = threading.Barrier(10)

    def leave() -> None:
        start.wait()
        try:
            actions.withdraw("two", one.passage_id, place_id, "生病")
            came_out.append("left")
        except Refused as refused:
            came_out.append(refused.code)

    threads = [threading.Thread(target=leave) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Counter(came_out) == {"left": 1, "place_not_held": 9}
    assert Counter(state for _name, _why, state in one.places()) == {"WITHDRAWN": 1, "OFFERED": 3, "WAITING": 2}


def test_several_acceptances_at_once_make_one_entry(world: World) -> None:
    one = eve(world).confirmed()
    place_id = one.place("陈嘉树").id
    came_out: list[str] = []
    start = threading.Barrier(10)

    def take() -> None:
        start.wait()
        try:
            actions.accept("two", one.passage_id, [place_id])
            came_out.append("accepted")
        except Refused as refused:
            came_out.append(refused.code)

    threads = [threading.Thread(target=take) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (Counter(came_out)["accepted"], len(one.above())) == (1, 1)
    assert set(came_out) <= {"accepted", "nothing_to_do", "place_not_offered"}


def test_chain_leads_down_to_where_it_began(world: World) -> None:
    one = eve(world).confirmed()
    one.accept("陈嘉树", "李慕白", "欧阳静怡")
    rows = one.above()

    with reading() as s:
        links = queries.chain(s, rows[0].id)
        below = queries.chain(s, one.entries["东城"][0])

    assert [(link.event.name, link.tier.name if link.tier else "", link.won.why if link.won else "") for link in links] == [
        ("青溪市", "市", ""), ("东城", "县区", "top"),
    ]  # fmt: skip
    assert [link.entry.id for link in links] == [rows[0].id, one.entries["东城"][0]]
    assert [link.event.name for link in below] == ["东城"]


def test_direct_entry_is_entered_above_and_ends_its_chain(world: World) -> None:
    one = eve(world)
    entry_id = enter(world.trade(world.event()), "孟星野", "青溪重工")
    with reading() as s:
        person = queries.who_of(s, [entry_id])[entry_id].entry
        assert person is not None
        assert person.contestant_id is not None
    actions.direct_entry("one", one.passage_id, person.contestant_id, "去年冠军")
    one.confirm()
    one.accept("孟星野")

    row = one.above()[0]
    with reading() as s:
        links = queries.chain(s, row.id)
    assert (row.name, row.contestant_id, [link.event.name for link in links]) == (
        "孟星野", person.contestant_id, ["青溪市"],
    )  # fmt: skip
