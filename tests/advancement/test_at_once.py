"""Fifty people who press the same button at once: one of them is first, the others are told."""

from __future__ import annotations

from collections import Counter

from competition.advancement import actions, queries
from competition.store import reading
from competition.store.ledger import lines
from tests.advancement.ground import eve
from tests.sessions.ground import all_at_once
from tests.world import World


def test_fifty_proposals_at_once_leave_one_that_is_open(world: World) -> None:
    one = eve(world)

    answers = all_at_once(50, lambda n: one.propose(f"person {n}"))

    assert answers == ["done"] * 50
    with reading() as s:
        assert Counter(cut.state for cut in queries.cuts(s, one.passage_id)) == {"PROPOSED": 1, "REPLACED": 49}
        assert [cut.number for cut in queries.cuts(s, one.passage_id)] == list(range(50, 0, -1))


def test_fifty_confirmations_and_putting_asides_at_once_are_one_decision(world: World) -> None:
    one = eve(world)
    cut_id = one.propose()
    with reading() as s:
        seen = queries.cut(s, one.passage_id, cut_id).proposal_hash

    def decide(n: int) -> None:
        if n % 2:
            actions.confirm(f"person {n}", one.passage_id, cut_id, seen)
        else:
            actions.discard(f"person {n}", one.passage_id, cut_id, "再议")

    answers = all_at_once(50, decide)

    assert answers == [*["cut_over"] * 49, "done"]
    with reading() as s:
        decided = [cut.state for cut in queries.cuts(s, one.passage_id)]
        moves = [move.kind for _cut, move in queries.cut_moves(s, one.passage_id)]
    assert (moves, len(one.places())) == ([decided[0], "PROPOSED"], {"CONFIRMED": 6, "DISCARDED": 0}[decided[0]])


def test_fifty_acceptances_at_once_enter_everybody_once(world: World) -> None:
    one = eve(world).confirmed()
    ids = [one.place(name).id for name in ("陈嘉树", "李慕白", "欧阳静怡")]

    answers = all_at_once(50, lambda n: actions.accept(f"person {n}", one.passage_id, ids))

    assert answers == ["done", *["nothing_to_do"] * 49]
    assert [row.name for row in one.above()] == ["陈嘉树", "李慕白", "欧阳静怡"]


def test_fifty_withdrawals_at_once_let_one_substitute_in(world: World) -> None:
    one = eve(world).confirmed()
    place_id = one.place("李慕白").id

    answers = all_at_once(50, lambda n: actions.withdraw(f"person {n}", one.passage_id, place_id, "生病"))

    assert answers == ["done", *["place_not_held"] * 49]
    assert one.places() == [
        ("陈嘉树", "top", "OFFERED"), ("李慕白", "top", "WITHDRAWN"), ("欧阳静怡", "runner_up", "OFFERED"),
        ("赵一诺", "substitute", "OFFERED"), ("王梓涵", "named", "WAITING"), ("周沐宸", "named", "WAITING"),
    ]  # fmt: skip
    with reading() as s:
        assert Counter(line.kind for line in lines(s, f"passage:{one.upper}"))["place_left"] == 1


def test_fifty_approvals_of_a_correction_at_once_are_one(world: World) -> None:
    one = eve(world).confirmed()
    one.accept("陈嘉树", "李慕白")
    one.remark("东城", 2, "95")
    cut_id = actions.correct("one", one.passage_id, "东城成绩复核")
    with reading() as s:
        seen = queries.cut(s, one.passage_id, cut_id).proposal_hash

    answers = all_at_once(50, lambda n: actions.confirm(f"person {n}", one.passage_id, cut_id, seen))

    assert answers == [*["cut_over"] * 49, "done"]
    with reading() as s:
        assert Counter(cut.state for cut in queries.cuts(s, one.passage_id)) == {"CONFIRMED": 1, "REPLACED": 1}
        assert [(row.gained, row.lost) for row in queries.corrections(s, one.passage_id)] == [(1, 1)]
