"""What a match comes to, and what no match can have come to."""

from __future__ import annotations

import pytest

from competition.engine.matches import Outcome, Result, check_best_of, outcome, wins_needed
from competition.engine.refusal import Impossible

Games = list[tuple[int, int]]


@pytest.mark.parametrize(("best_of", "wins"), [(1, 1), (2, 2), (3, 2), (4, 3), (5, 3), (99, 50)])
def test_more_than_half_of_the_games_win(best_of: int, wins: int):
    assert wins_needed(best_of) == wins


@pytest.mark.parametrize(
    ("games", "best_of", "draws", "absent", "came"),
    [
        ([(11, 9)], 1, False, "", Outcome("first", (1, 0), (11, 9))),
        ([(3, 11), (11, 9), (8, 11)], 3, False, "", Outcome("second", (1, 2), (22, 31))),
        ([(11, 3), (11, 9)], 3, False, "", Outcome("first", (2, 0), (22, 12))),
        ([(11, 3), (0, 9), (2, 1), (4, 5), (0, 9999)], 5, False, "", Outcome("second", (2, 3), (17, 10017))),
        ([(1, 1)], 1, True, "", Outcome("drawn", (0, 0), (1, 1))),
        ([(2, 1), (0, 3)], 2, True, "", Outcome("drawn", (1, 1), (2, 4))),
        ([(2, 1), (1, 1)], 2, True, "", Outcome("first", (1, 0), (3, 2))),
        ([(2, 1), (1, 1), (0, 1)], 3, True, "", Outcome("drawn", (1, 1), (3, 3))),
        ([(1, 2), (1, 2)], 3, True, "", Outcome("second", (0, 2), (2, 4))),
        ([], 3, False, "first", Outcome("second", (0, 0), (0, 0))),
        ([], 3, False, "second", Outcome("first", (0, 0), (0, 0))),
        ([], 3, False, "both", Outcome("nobody", (0, 0), (0, 0))),
        ([(11, 2)], 3, False, "first", Outcome("second", (1, 0), (11, 2))),
    ],
)
def test_outcome(games: Games, best_of: int, draws: bool, absent: str, came: Outcome):
    assert outcome(Result("1.1", tuple(games), absent), best_of, draws) == came


@pytest.mark.parametrize(
    ("games", "best_of", "draws", "absent", "refused"),
    [
        ([(1, 0)], 1, False, "none", Impossible("unknown_absent", "1.1", allowed="first, second, both")),
        ([(1, 0), (-1, 0)], 3, False, "", Impossible("bad_points", "1.1", game="2", most="9999")),
        ([(0, 10000)], 3, False, "", Impossible("bad_points", "1.1", game="1", most="9999")),
        ([(1, 0), (1, 1)], 3, False, "", Impossible("game_drawn", "1.1", game="2")),
        ([(1, 0), (0, 1)], 1, False, "", Impossible("too_many_games", "1.1", played="2", over="1")),
        ([(1, 0), (1, 0), (1, 0), (1, 0)], 3, False, "", Impossible("too_many_games", "1.1", played="4", over="2")),
        ([(1, 1), (1, 1), (1, 1)], 2, True, "", Impossible("too_many_games", "1.1", played="3", over="2")),
        ([], 1, False, "", Impossible("too_few_games", "1.1", played="0", best_of="1")),
        ([(1, 0), (0, 1)], 3, False, "", Impossible("too_few_games", "1.1", played="2", best_of="3")),
        ([(1, 0)], 2, True, "", Impossible("too_few_games", "1.1", played="1", best_of="2")),
        ([(1, 0), (1, 0)], 3, False, "second", Impossible("walkover_after_end", "1.1", over="2")),
        ([(1, 0)], 1, False, "both", Impossible("walkover_after_end", "1.1", over="1")),
    ],
)
def test_impossible_results_are_refused(games: Games, best_of: int, draws: bool, absent: str, refused: Impossible):
    with pytest.raises(Impossible) as found:
        outcome(Result("1.1", tuple(games), absent), best_of, draws)
    assert found.value == refused


@pytest.mark.parametrize(("best_of", "draws"), [(1, False), (99, False), (1, True), (2, True), (98, True)])
def test_best_of_that_can_be(best_of: int, draws: bool):
    check_best_of(best_of, draws)


@pytest.mark.parametrize(
    ("best_of", "draws"), [(0, False), (0, True), (-1, False), (2, False), (98, False), (100, True), (101, False)]
)
def test_best_of_that_cannot_be(best_of: int, draws: bool):
    with pytest.raises(Impossible) as refused:
        check_best_of(best_of, draws)
    assert refused.value == Impossible("bad_best_of", best_of=str(best_of), most="99")


def test_draws_are_the_exception():
    with pytest.raises(Impossible):
        check_best_of(2)
    with pytest.raises(Impossible):
        outcome(Result("1.1", ((1, 1),)), 1)
