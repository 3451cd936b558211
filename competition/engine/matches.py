"""What a match of two comes to, by its games: for brackets and round robins alike (field rule TF-14).

A match is best of n games. It ends with the game in which one side has won more than half of n, or after n games; where
nothing may be drawn, n is odd and every game has a winner.
"""

from __future__ import annotations

from dataclasses import dataclass

from competition.engine.refusal import Impossible

SIDES = ("first", "second")
ABSENT = ("", *SIDES, "both")
NOBODY = "nobody"
DRAWN = "drawn"
MOST_GAMES = 99
MOST_POINTS = 9999


@dataclass(frozen=True, slots=True)
class Result:
    """How a match went: `games` with the points of either side, in the order in which they were played.

    `absent` "first", "second" or "both" did not come, or gave up after these games (a walkover); "" nobody did.
    """

    match: str
    games: tuple[tuple[int, int], ...] = ()
    absent: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a result comes to: `winner` "first", "second", "drawn", or "nobody" when both were absent; the games either side
    has won, a game without a winner counting for neither; and their points over all games."""

    winner: str
    games: tuple[int, int]
    points: tuple[int, int]


def wins_needed(best_of: int) -> int:
    """How many games win a match whatever the others bring."""
    return best_of // 2 + 1


def check_best_of(best_of: int, draws: bool = False) -> None:
    """Raises Impossible bad_best_of unless it is 1 to 99, and odd where there are no draws."""
    if not 1 <= best_of <= MOST_GAMES or not (draws or best_of % 2):
        raise Impossible("bad_best_of", best_of=str(best_of), most=str(MOST_GAMES))


def outcome(result: Result, best_of: int, draws: bool = False) -> Outcome:
    """What a result comes to under best of `best_of`.

    Raises Impossible with the match as path: unknown_absent; bad_points and game_drawn with the game, the first being 1;
    too_many_games with the number after which it was over, too_few_games with the number played, and walkover_after_end
    for a walkover in a match that had been won.
    """
    if result.absent not in ABSENT:
        raise Impossible("unknown_absent", result.match, allowed=", ".join(ABSENT[1:]))
    won, points, over = [0, 0], [0, 0], 0
    for nth, game in enumerate(result.games, 1):
        if over:
            raise Impossible("too_many_games", result.match, played=str(len(result.games)), over=str(over))
        _check_game(result.match, nth, game, draws)
        for side in (0, 1):
            won[side] += game[side] > game[1 - side]
            points[side] += game[side]
        over = nth if nth == best_of or max(won) == wins_needed(best_of) else 0
    if result.absent and over:
        raise Impossible("walkover_after_end", result.match, over=str(over))
    if not result.absent and not over:
        raise Impossible("too_few_games", result.match, played=str(len(result.games)), best_of=str(best_of))
    return Outcome(_winner(result.absent, won), (won[0], won[1]), (points[0], points[1]))


def _winner(absent: str, won: list[int]) -> str:
    if absent:
        return {"first": "second", "second": "first", "both": NOBODY}[absent]
    if won[0] == won[1]:
        return DRAWN
    return "first" if won[0] > won[1] else "second"


def _check_game(match: str, nth: int, game: tuple[int, int], draws: bool) -> None:
    if not all(0 <= points <= MOST_POINTS for points in game):
        raise Impossible("bad_points", match, game=str(nth), most=str(MOST_POINTS))
    if game[0] == game[1] and not draws:
        raise Impossible("game_drawn", match, game=str(nth))
