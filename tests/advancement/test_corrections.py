"""Results that change after a cut was confirmed: whom that affects, two people, a public line."""

from __future__ import annotations

from competition.advancement import actions, queries
from competition.advancement.affected import affected
from competition.advancement.ground import ground_of
from competition.store import reading
from competition.store.ledger import lines
from tests.advancement.ground import Eve, eve, refusal
from tests.world import World


def changed(world: World) -> Eve:
    """The last of 东城 turns out to be its first."""
    one = eve(world).confirmed()
    one.accept("陈嘉树", "李慕白")
    one.remark("东城", 2, "95")
    return one


def hit(one: Eve) -> list[tuple[str, str, str, str, int | None, bool]]:
    with reading() as s:
        ground = ground_of(s, one.passage_id)
        cut = queries.standing_cut(s, one.passage_id)
        assert cut is not None
        rows = affected(s, ground, cut, queries.standing_proposal(s, ground.rule, cut), None)
        who = queries.who_of(s, [row.change.entry for row in rows])
    return [
        (who[row.change.entry].name, row.how, row.change.was, row.change.now, row.number, row.marked) for row in rows
    ]


def test_whom_changed_results_affect_and_how(world: World) -> None:
    one = changed(world)

    found = {row[0]: row[1:] for row in hit(one)}

    assert found["王梓涵"] == ("gains", "below_cut", "top", None, False)
    assert found["欧阳静怡"] == ("loses", "runner_up", "below_cut", None, False)
    assert found["陈嘉树"] == ("moves", "top", "runner_up", 1, False)
    assert "李慕白" not in found


def test_correction_needs_a_second_person_and_leaves_a_line(world: World) -> None:
    one = changed(world)
    with refusal("cut_confirmed"):
        one.propose()

    cut_id = actions.correct("one", one.passage_id, "东城成绩复核")
    with refusal("two_people"):
        one.confirm("one", cut_id)
    one.confirm("two", cut_id)

    assert one.places() == [
        ("王梓涵", "top", "OFFERED"), ("李慕白", "top", "ACCEPTED"), ("陈嘉树", "runner_up", "ACCEPTED"),
        ("赵一诺", "named", "WAITING"), ("欧阳静怡", "named", "WAITING"), ("周沐宸", "named", "WAITING"),
    ]  # fmt: skip
    with reading() as s:
        found = queries.corrections(s, one.passage_id)
        kinds = [line.kind for line in lines(s, f"passage:{one.upper}")]
        assert [(cut.number, cut.state) for cut in queries.cuts(s, one.passage_id)] == [
            (2, "CONFIRMED"), (1, "REPLACED"),
        ]  # fmt: skip
    assert [(line.number, line.reason, line.gained, line.lost) for line in found] == [(2, "东城成绩复核", 1, 1)]
    assert kinds[-1] == "cut_corrected"
    assert hit(one) == []


def test_who_loses_a_place_is_withdrawn_above_while_the_stage_is_not_over(world: World) -> None:
    one = eve(world).confirmed()
    one.accept("欧阳静怡", "陈嘉树")
    one.start_above()
    one.remark("东城", 2, "95")

    one.confirm("two", actions.correct("one", one.passage_id, "复核"))

    assert {row.name: row.status for row in one.above()} == {"陈嘉树": "", "欧阳静怡": "WD"}
    assert one.place("王梓涵").state == "OFFERED"
    with refusal("upper_started"):
        one.accept("王梓涵")


def test_correction_keeps_who_withdrew_out(world: World) -> None:
    one = eve(world).confirmed()
    actions.withdraw("two", one.passage_id, one.place("李慕白").id, "生病")
    one.remark("东城", 2, "95")

    one.confirm("two", actions.correct("one", one.passage_id, "复核"))

    states = {name: (why, state) for name, why, state in one.places()}
    assert states["李慕白"] == ("top", "WITHDRAWN")
    assert [name for name, (_why, state) in states.items() if state == "OFFERED"] == ["王梓涵", "陈嘉树", "赵一诺"]


def test_correction_of_nothing_and_of_no_cut_is_refused(world: World) -> None:
    one = eve(world)
    with refusal("cut_not_confirmed"):
        actions.correct("one", one.passage_id, "复核")
    one.confirmed()

    with refusal("cut_unchanged"):
        actions.correct("one", one.passage_id, "复核")


def test_declined_correction_leaves_the_cut(world: World) -> None:
    one = changed(world)
    before = one.places()
    cut_id = actions.correct("one", one.passage_id, "复核")

    actions.discard("two", one.passage_id, cut_id, "理由不足")

    assert one.places() == before
    with reading() as s:
        assert queries.corrections(s, one.passage_id) == []


def test_who_loses_a_place_and_gets_it_back_stands_above_again(world: World) -> None:
    one = eve(world).confirmed()
    one.accept("陈嘉树", "欧阳静怡")
    entered = {row.name: row.id for row in one.above()}
    for points, reason in (("95", "复核"), ("70", "复核有误")):
        one.remark("东城", 2, points)
        one.confirm("two", actions.correct("one", one.passage_id, reason))
        assert one.place("欧阳静怡").to_entry_id == entered["欧阳静怡"]
    assert {row.name: row.status for row in one.above()} == {"陈嘉树": "", "欧阳静怡": "WD"}

    one.accept("欧阳静怡")

    assert one.place("欧阳静怡").state == "ACCEPTED"
    assert {row.name: (row.id, row.status) for row in one.above()} == {
        name: (entry_id, "") for name, entry_id in entered.items()
    }
