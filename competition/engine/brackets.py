"""Single elimination: who meets whom, who goes on, who ends where (field rule TF-14).

Seeds stand so that the first two can meet only in the final, the first four only in the last four, and so on; where the
field is no power of two the best seeds have byes. A bracket is its seeds, its rules and its results; the matches follow.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from competition.engine.matches import NOBODY, Outcome, Result, check_best_of, outcome
from competition.engine.refusal import Impossible

LEAST, MOST = 2, 1024
LEAST_FOR_THIRD = 4
THIRD = "third"
EMPTY = ""
"""The side of a match to which nobody comes: a bye, or both in the match before it stayed away."""


@dataclass(frozen=True, slots=True)
class Match:
    """A match as it stands. A side is an entrant, EMPTY for nobody, None while it is not known yet.

    `state` is waiting, ready, played, or bye when one side or both are EMPTY; then and when it is played `winner` and
    `loser` say who goes where, EMPTY for nobody. `key` is `<round>.<number>` or `third`; rounds and numbers begin with 1.
    """

    key: str
    round: int
    best_of: int
    first: str | None
    second: str | None
    state: str
    winner: str | None = None
    loser: str | None = None
    absent: tuple[str, ...] = ()
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """An entrant's place at the end; `tied` when it is shared, as by those who lost in the same round."""

    entrant: str
    place: int
    tied: bool


@dataclass(frozen=True)
class Bracket:
    """An elimination: `seeds` with the best first, `best_of` by round (the last holds for all later ones), results in the
    order in which they came."""

    seeds: tuple[str, ...]
    best_of: tuple[int, ...] = (1,)
    third_place: bool = False
    results: tuple[Result, ...] = ()

    @property
    def rounds(self) -> int:
        """How many rounds there are, the final being the last."""
        return (len(self.seeds) - 1).bit_length()

    @cached_property
    def matches(self) -> Mapping[str, Match]:
        """Every match by its key, round by round, the one for the third place before the final."""
        return {match.key: match for match in _played(self)}

    @property
    def finished(self) -> bool:
        """Whether nothing is left to be played."""
        return all(match.winner is not None for match in self.matches.values())


def build(seeds: Sequence[str], third_place: bool = False, best_of: Sequence[int] = (1,)) -> Bracket:
    """A bracket in which nothing has been played; the match for the third place is played like the round before the final.

    Raises Impossible: bad_field (2 to 1024 take part), seed_missing for an entrant without a name, seed_twice,
    no_third_place with fewer than four, bad_rounds where `best_of` is empty or longer than there are rounds, bad_best_of.
    """
    if not LEAST <= len(seeds) <= MOST:
        raise Impossible("bad_field", least=str(LEAST), most=str(MOST), given=str(len(seeds)))
    for place, seed in enumerate(seeds):
        if not seed:
            raise Impossible("seed_missing", seed=str(place + 1))
        if seed in seeds[:place]:
            raise Impossible("seed_twice", entrant=seed)
    if third_place and len(seeds) < LEAST_FOR_THIRD:
        raise Impossible("no_third_place", least=str(LEAST_FOR_THIRD), given=str(len(seeds)))
    bracket = Bracket(tuple(seeds), tuple(best_of), third_place)
    if not 1 <= len(best_of) <= bracket.rounds:
        raise Impossible("bad_rounds", rounds=str(bracket.rounds), given=str(len(best_of)))
    for games in best_of:
        check_best_of(games)
    return bracket


def positions(rounds: int) -> tuple[int, ...]:
    """The seeds from top to bottom, 1 the best, for a field of 2 ** rounds: 1, 8, 4, 5, 2, 7, 3, 6 for three rounds."""
    order = [1]
    for done in range(1, rounds + 1):
        order = [seed for one in order for seed in (one, 2**done + 1 - one)]
    return tuple(order)


def advance(bracket: Bracket, result: Result) -> Bracket:
    """The bracket with the result of a match that was ready.

    Raises Impossible with the match as path: unknown_match, second_result, a_bye, not_ready, and as `outcome` does.
    """
    match = _match(bracket, result)
    if match.state == "played":
        raise Impossible("second_result", match.key)
    if match.state == "bye":
        raise Impossible("a_bye", match.key)
    if match.state == "waiting":
        raise Impossible("not_ready", match.key)
    outcome(result, match.best_of)
    return replace(bracket, results=(*bracket.results, result))


def correct(bracket: Bracket, result: Result) -> Bracket:
    """The bracket with another result in the place of one that was wrong.

    Raises Impossible with the match as path: unknown_match, no_result, follow_up_played with the match in which somebody
    else would have had to play, and as `outcome` does.
    """
    match = _match(bracket, result)
    if match.state != "played":
        raise Impossible("no_result", match.key)
    outcome(result, match.best_of)
    results = tuple(result if one.match == result.match else one for one in bracket.results)
    corrected = replace(bracket, results=results)
    for before in bracket.matches.values():
        after = corrected.matches[before.key]
        if before.state == "played" and (before.first, before.second) != (after.first, after.second):
            raise Impossible("follow_up_played", match.key, follow_up=before.key)
    return corrected


def placing(bracket: Bracket) -> tuple[Placed, ...]:
    """Everybody's place at the end, equals in the order of their seeds.

    Those who lost in the same round share the place behind all who went on; without a match for it the third place is
    shared. A place that nobody earned stays empty: who both stayed away from a final are second. Raises Impossible
    not_finished with the number of matches left.
    """
    left = sum(match.winner is None for match in bracket.matches.values())
    if left:
        raise Impossible("not_finished", left=str(left))
    places: dict[str, int] = {}
    for match in bracket.matches.values():
        better, worse = (3, 4) if match.key == THIRD else (1, 2 ** (bracket.rounds - match.round) + 1)
        places |= {entrant: worse for entrant in (match.loser, *match.absent) if entrant}
        if match.winner:
            places[match.winner] = better
    order = sorted(bracket.seeds, key=lambda seed: (places[seed], bracket.seeds.index(seed)))
    taken = list(places.values())
    return tuple(Placed(seed, places[seed], taken.count(places[seed]) > 1) for seed in order)


def _match(bracket: Bracket, result: Result) -> Match:
    if result.match not in bracket.matches:
        raise Impossible("unknown_match", result.match)
    return bracket.matches[result.match]


def _played(bracket: Bracket) -> Iterator[Match]:
    """Every match from the first round on, each with whom the matches before it sent."""
    results = {result.match: result for result in bracket.results}
    sides: list[str | None] = [
        bracket.seeds[seed - 1] if seed <= len(bracket.seeds) else EMPTY for seed in positions(bracket.rounds)
    ]
    losers: list[str | None] = []
    for nth in range(1, bracket.rounds + 1):
        games = bracket.best_of[min(nth, len(bracket.best_of)) - 1]
        if nth == bracket.rounds and bracket.third_place:
            before = bracket.best_of[min(nth - 1, len(bracket.best_of)) - 1]
            yield _standing(results, THIRD, nth, before, losers[0], losers[1])
        pairs = zip(sides[::2], sides[1::2], strict=True)
        matches = [_standing(results, f"{nth}.{at}", nth, games, *pair) for at, pair in enumerate(pairs, 1)]
        yield from matches
        sides, losers = [one.winner for one in matches], [one.loser for one in matches]


def _standing(
    results: Mapping[str, Result], key: str, nth: int, best_of: int, first: str | None, second: str | None
) -> Match:
    """A match with the sides it has and the result it may have."""
    if first is None or second is None:
        return Match(key, nth, best_of, first, second, "waiting")
    if EMPTY in (first, second):
        return Match(key, nth, best_of, first, second, "bye", first or second, EMPTY)
    if key not in results:
        return Match(key, nth, best_of, first, second, "ready")
    came = outcome(results[key], best_of)
    if came.winner == NOBODY:
        return Match(key, nth, best_of, first, second, "played", EMPTY, EMPTY, (first, second), came)
    winner, loser = (first, second) if came.winner == "first" else (second, first)
    return Match(key, nth, best_of, first, second, "played", winner, loser, (), came)
