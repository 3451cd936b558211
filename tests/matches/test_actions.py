"""What organisers and referees do with matches, and what the plan gets of it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from competition.contestants import actions as contestants
from competition.engine import draws
from competition.judging import actions as judging
from competition.matches import actions, queries
from competition.standings import queries as standings
from competition.store import reading
from competition.store.ledger import lines
from tests.matches.ground import hall, played, refusal
from tests.world import World


def test_a_bracket_is_drawn_by_number_and_played_to_its_places(world: World) -> None:
    one = hall(world, 6)
    one.set_up(third_place=True, best_of=[1, 1, 3])
    one.draw()
    assert one.pairs() == {
        "1.1": (1, "", "bye"), "1.2": (4, 5, "ready"), "1.3": (2, "", "bye"), "1.4": (3, 6, "ready"),
        "2.1": (1, None, "waiting"), "2.2": (2, None, "waiting"), "third": (None, None, "waiting"),
        "3.1": (None, None, "waiting"),
    }  # fmt: skip
    one.start()
    one.enter("1.2", (3, 11))
    one.enter("1.4", (11, 8))
    one.enter("2.1", (11, 2))
    one.enter("2.2", absent="first")
    one.enter("third", (11, 5))
    assert one.play().left == 1
    one.enter("3.1", (11, 9), (8, 11), (11, 7))
    found = one.play()
    assert found.finished
    assert {one.number(entry): place for entry, place in found.places().items()} == {
        1: 1,
        3: 2,
        5: 3,
        2: 4,
        4: 5,
        6: 5,
    }
    assert one.accept() == 6
    assert one.marks() == {1: "100", 3: "85", 5: "75", 2: "60", 4: "60", 6: "60"}
    assert one.play().settled


def test_the_figures_are_marks_that_stand_in_the_order_of_the_stage(world: World) -> None:
    one = hall(world, 4)
    one.set_up()
    one.draw()
    contest = one.start()
    for key, game in (("1.1", (1, 0)), ("1.2", (0, 1)), ("2.1", (0, 1))):
        one.enter(key, game)
    one.accept()
    with reading() as s:
        order = [
            (place.rank, entry.number, row.total) for place, entry, row in standings.jury_order(s, one.stage_id) if row
        ]
        figures = [line.kind for line in lines(s, f"trade:{one.trade_id}") if line.kind == "figure.given"]
    assert order == [(1, 3, Decimal(100)), (2, 1, Decimal(85)), (3, 2, Decimal(75)), (3, 4, Decimal(75))]
    assert figures == ["figure.given"] * 4
    # the judge on the first seat submits and signs what came from the matches, and cannot put another figure there
    assert [answer.code for answer in contest.mark(0, "T", 1, T1_1="12")] == ["figure_fixed"]
    for entry in range(4):
        for kind in ("submit", "sign"):
            assert contest.send(1, contest.op(entry, "T", 1, kind))[0].answer == "kept"
    judging.lock_module(one.trade_id, one.stage_id, "T", "system")
    judging.end_stage(one.event_id, one.trade_id, "system")
    assert contest.stage().state == "ENDED"


def test_a_table_is_counted_by_its_rule_and_who_goes_out_is_not_ranked(world: World) -> None:
    one = played(world, "round_robin", 4, figure={"kind": "earned"})
    results: dict[frozenset[Any], tuple[int, ...]] = {
        frozenset({1, 2}): (2, 1), frozenset({1, 3}): (1, 1), frozenset({1, 4}): (3, 0), frozenset({2, 3}): (2, 0),
    }  # fmt: skip
    for key, (first, second, _state) in one.pairs().items():
        result = results.get(frozenset({first, second}))
        if result is not None:
            one.enter(key, result if first < second else result[::-1])  # type: ignore[arg-type]
    assert one.play().left == 2
    actions.withdraw("system", one.event_id, one.trade_id, one.entries[3], "受伤")
    rows = [(one.number(row.entrant), row.rank, row.points) for row in one.play().table()]
    assert rows == [(1, 1, Decimal(4)), (2, 2, Decimal(3)), (3, 3, Decimal(1)), (4, None, Decimal(0))]
    with refusal("match_withdrawn_already"):
        actions.withdraw("system", one.event_id, one.trade_id, one.entries[3], "受伤")
    actions.put_back("system", one.event_id, one.trade_id, one.entries[3], "看错号码")
    with refusal("not_withdrawn"):
        actions.put_back("system", one.event_id, one.trade_id, one.entries[3], "看错号码")
    assert one.play().left == 2
    actions.withdraw("system", one.event_id, one.trade_id, one.entries[3], "受伤")
    assert one.accept() == 3
    assert one.marks() == {1: "4", 2: "3", 3: "1"}


def test_a_lot_is_drawn_from_a_seed_whose_hash_stood_before(world: World) -> None:
    one = hall(world, 5)
    one.set_up(seeding="lot")
    with reading() as s:
        tournament = queries.tournament(s, one.stage_id)
        assert tournament is not None
        before = queries.lots(s, tournament.id)["seeds"]
        assert (before.seed, before.record) == (None, None)
    one.draw()
    lot = one.play().lots["seeds"]
    record = draws.read_record(lot.record)
    assert draws.verify(record, before.commitment) == []
    order = [int(number) for number, _place in sorted(record.result, key=lambda pair: int(pair[1]))]
    assert [one.number(entry) for entry in one.play().tournament.entrants or ()] == order
    with refusal("matches_drawn"):
        one.draw()
    actions.undraw("system", one.event_id, one.trade_id, "有人补报")
    one.draw()
    again = one.play().lots["seeds"]
    assert (again.number, again.commitment != lot.commitment) == (2, True)


def test_equals_of_a_table_are_told_apart_by_a_lot_that_anybody_can_check(world: World) -> None:
    one = played(world, "round_robin", 4, chain=["lot"], figure={"kind": "place"})
    for key in one.pairs():
        one.enter(key, (1, 1))
    before = one.play()
    assert [(row.rank, row.tied) for row in before.table()] == [(1, True)] * 4
    assert one.accept() == 4
    after = one.play()
    record = draws.read_record(after.lots["table"].record)
    assert draws.verify(record, before.lots["table"].commitment) == []
    by_lot = {int(number): place for number, place in record.result}
    assert [(str(row.rank), row.broken_by) for row in after.table()] == [(str(n), "lot") for n in (1, 2, 3, 4)]
    assert one.marks() == by_lot


def test_seeds_by_hand_name_everybody_once(world: World) -> None:
    one = hall(world, 4)
    one.set_up()
    for wrong in (one.entries[:3], [*one.entries[:3], one.entries[0]]):
        with refusal("seeds_differ"):
            actions.seed_by_hand("system", one.event_id, one.trade_id, wrong)
    actions.seed_by_hand("system", one.event_id, one.trade_id, one.entries[::-1])
    contestants.set_status("system", one.entries[0], "DNS", "没来")
    with refusal("seeds_differ"):
        one.draw()
    actions.seed_by_hand("system", one.event_id, one.trade_id, one.entries[:0:-1])
    one.draw()
    assert [one.number(entry) for entry in one.play().tournament.entrants or ()] == [4, 3, 2]


def test_a_correction_holds_while_the_match_that_follows_is_not_played(world: World) -> None:
    one = played(world)
    one.enter("1.1", (1, 0))
    one.correct("1.1", (0, 1))
    assert one.pairs()["2.1"] == (4, None, "waiting")
    with refusal("changed_meanwhile"):
        one.correct("1.1", (1, 0), seen=1)
    with refusal("match_same_result"):
        one.correct("1.1", (0, 1), seen=2)
    one.enter("1.2", (1, 0))
    one.enter("2.1", (1, 0))
    with refusal("match_follow_up_played"):
        one.correct("1.1", (1, 0), seen=2)
    one.correct("1.1", (0, 3), seen=2)
    assert one.accept() == 4
    assert one.marks() == {4: "100", 2: "85", 1: "75", 3: "75"}
    one.correct("2.1", (0, 1))
    assert not one.play().settled
    assert one.accept() == 2
    assert one.marks() == {4: "85", 2: "100", 1: "75", 3: "75"}


@pytest.mark.parametrize(
    ("games", "absent", "code"),
    [
        ([(1, 1)], "", "match_game_drawn"), ([], "", "match_too_few_games"), ([(1, 0), (1, 0), (0, 1)], "", "match_too_many_games"),
        ([(1, 0), (1, 0)], "first", "match_walkover_after_end"), ([(10000, 0)], "", "match_bad_points"),
        ([(1, 0)], "nobody", "match_unknown_absent"), ([(1, 0)], "", "match_too_few_games"),
    ],
)  # fmt: skip
def test_what_cannot_have_happened_is_refused(world: World, games: Any, absent: str, code: str) -> None:
    one = played(world, best_of=[3])
    with refusal(code):
        one.enter("1.1", *games, absent=absent)
    with refusal("match_not_ready"):
        one.enter("2.1", (1, 0), (1, 0))
    with refusal("not_there"):
        one.enter("9.9", (1, 0), (1, 0))
    with refusal("match_no_result"):
        one.correct("1.1", (1, 0), (1, 0))
    assert one.play().results == {}


def test_nobody_plays_in_a_bye_and_nobody_withdraws_from_a_bracket(world: World) -> None:
    one = played(world, entries=3)
    with refusal("match_a_bye"):
        one.enter("1.1", (1, 0))
    with refusal("no_withdrawing"):
        actions.withdraw("system", one.event_id, one.trade_id, one.entries[0], "受伤")
    with refusal("match_not_finished"):
        one.accept()


def test_both_staying_away_leaves_the_place_empty(world: World) -> None:
    one = played(world)
    one.enter("1.1", absent="both")
    one.enter("1.2", (1, 0))
    assert one.pairs()["2.1"] == ("", 2, "bye")
    assert {one.number(entry): place for entry, place in one.play().places().items()} == {2: 1, 1: 3, 3: 3, 4: 3}


def test_who_is_out_gets_no_figure_and_the_others_do(world: World) -> None:
    one = played(world)
    contestants.set_status("system", one.entries[3], "DNS", "没来")
    one.enter("1.1", absent="second")
    one.enter("1.2", (1, 0))
    one.enter("2.1", (1, 0))
    assert one.accept() == 3
    assert one.marks() == {1: "100", 2: "85", 3: "75"}


def test_what_a_judge_has_marked_is_never_overwritten(world: World) -> None:
    one = hall(world)
    one.set_up()
    one.draw()
    contest = one.start()
    assert contest.mark(2, "T", 1, T1_1="33")[0].answer == "kept"
    for key in ("1.1", "1.2", "2.1"):
        one.enter(key, (1, 0))
    with refusal("figure_marked"):
        one.accept()
    assert one.marks() == {3: "33"}
    assert contest.mark(2, "T", 1, T1_1="75")[0].answer == "kept"
    assert one.accept() == 3


def test_after_signing_the_chief_alone_corrects_a_figure(world: World) -> None:
    one = hall(world)
    one.set_up()
    one.draw()
    contest = one.start()
    for key in ("1.1", "1.2", "2.1"):
        one.enter(key, (1, 0))
    one.accept()
    for entry in range(2):
        for kind in ("submit", "sign"):
            contest.send(1, contest.op(entry, "T", 1, kind))
    one.correct("2.1", (0, 1))
    with refusal("figure_signed"):
        one.accept()
    for entry, value in ((0, "85"), (1, "100")):
        judging.correct(one.trade_id, contest.sheet(entry, "T", 1).id, "T1.1", value, "决赛记反", "system")
    assert one.accept() == 0
    assert one.play().settled


def test_a_submitted_sheet_opens_again_for_its_figure(world: World) -> None:
    one = hall(world)
    one.set_up()
    one.draw()
    contest = one.start()
    for key in ("1.1", "1.2", "2.1"):
        one.enter(key, (1, 0))
    one.accept()
    contest.send(1, contest.op(0, "T", 1, "submit"))
    assert contest.sheet(0, "T", 1).state == "CHECKED"
    one.correct("2.1", (0, 1))
    assert one.accept() == 2
    assert contest.sheet(0, "T", 1).state == "OPEN"
