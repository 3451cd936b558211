"""Everybody against everybody: the schedule by the circle method, and the table (field rule TF-14).

A group is its entrants, its rule and its results; schedule and table follow. Who withdraws is never ranked; what becomes
of his matches is the rule's: void, as if he had never played; lost, those not played go to his opponents; half, void
unless he has played at least half of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import groupby

from competition.engine.draws import permutation
from competition.engine.matches import SIDES, Outcome, Result, outcome, wins_needed
from competition.engine.refusal import Impossible
from competition.engine.round_robin_rule import LOT, Rule

LEAST, MOST = 2, 100


@dataclass(frozen=True, slots=True)
class Fixture:
    """A match to be played: `key` is `<round>.<number>`, both beginning with 1."""

    key: str
    round: int
    first: str
    second: str

    @property
    def pair(self) -> tuple[str, str]:
        """Its two entrants."""
        return self.first, self.second


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table. `games` and `scored` are won and lost, for and against; `rank` is None for who withdrew, `tied`
    when it is shared; `broken_by` is what put it apart from its neighbour with the same points, the better one where
    there are two, None where nothing had to."""

    entrant: str
    rank: int | None
    tied: bool
    points: Decimal
    won: int
    drawn: int
    lost: int
    games: tuple[int, int]
    scored: tuple[int, int]
    broken_by: str | None = None

    @property
    def played(self) -> int:
        """How many of its matches count."""
        return self.won + self.drawn + self.lost


@dataclass(frozen=True)
class Group:
    """Entrants in the order of their seeds, with the results in the order in which they came."""

    entrants: tuple[str, ...]
    rule: Rule
    results: tuple[Result, ...] = ()
    withdrawn: frozenset[str] = frozenset()

    @cached_property
    def fixtures(self) -> tuple[Fixture, ...]:
        """Every match, round by round."""
        return schedule(self.entrants, self.rule.legs)

    @property
    def open(self) -> tuple[Fixture, ...]:
        """The matches that are still to be played."""
        done = {result.match for result in self.results}
        return tuple(one for one in self.fixtures if one.key not in done and self.withdrawn.isdisjoint(one.pair))


@dataclass(frozen=True, slots=True)
class _Counted:
    """What one match brings one of its two: he met `other`, and `came` out won, drawn or lost."""

    entrant: str
    other: str
    came: str
    points: Decimal
    games: tuple[int, int]
    scored: tuple[int, int]


def build(entrants: Sequence[str], rule: Rule) -> Group:
    """A group in which nothing has been played.

    Raises Impossible: bad_field (2 to 100 take part), seed_missing for an entrant without a name, seed_twice.
    """
    if not LEAST <= len(entrants) <= MOST:
        raise Impossible("bad_field", least=str(LEAST), most=str(MOST), given=str(len(entrants)))
    for place, entrant in enumerate(entrants):
        if not entrant:
            raise Impossible("seed_missing", seed=str(place + 1))
        if entrant in entrants[:place]:
            raise Impossible("seed_twice", entrant=entrant)
    return Group(tuple(entrants), rule)


def schedule(entrants: Sequence[str], legs: int = 1) -> tuple[Fixture, ...]:
    """Everybody once a round, or resting once where their number is odd, until all have met; then again with sides changed.

    One stays, the others go round him; who meets nobody rests. In a leg nobody stands first more often than second, or second
    more often than first, by more than one.
    """
    circle: list[str | None] = [*[None] * (len(entrants) % 2), *entrants]
    half, rounds = len(circle) // 2, len(circle) - 1
    found = []
    for leg in range(legs):
        for turn in range(rounds):
            around = [circle[0], *circle[1 + turn :], *circle[1 : 1 + turn]]
            nth, number = leg * rounds + turn + 1, 0
            for at in range(half):
                one, other = around[at], around[-1 - at]
                if one is None or other is None:
                    continue
                number += 1
                first, second = (one, other) if (at or turn) % 2 == leg % 2 else (other, one)
                found.append(Fixture(f"{nth}.{number}", nth, first, second))
    return tuple(found)


def enter(group: Group, result: Result) -> Group:
    """The group with the result of a match.

    Raises Impossible with the match as path: unknown_match, second_result, withdrawn with the entrant, and as `outcome` does.
    """
    fixture = _fixture(group, result)
    if any(one.match == result.match for one in group.results):
        raise Impossible("second_result", result.match)
    for entrant in fixture.pair:
        if entrant in group.withdrawn:
            raise Impossible("withdrawn", result.match, entrant=entrant)
    outcome(result, group.rule.best_of, group.rule.draws)
    return replace(group, results=(*group.results, result))


def correct(group: Group, result: Result) -> Group:
    """The group with another result in the place of one that was wrong.

    Raises Impossible with the match as path: unknown_match, no_result, and as `outcome` does.
    """
    _fixture(group, result)
    if all(one.match != result.match for one in group.results):
        raise Impossible("no_result", result.match)
    outcome(result, group.rule.best_of, group.rule.draws)
    return replace(group, results=tuple(result if one.match == result.match else one for one in group.results))


def withdraw(group: Group, entrant: str) -> Group:
    """The group without somebody; raises Impossible unknown_entrant, withdrawn_already."""
    if entrant not in group.entrants:
        raise Impossible("unknown_entrant", entrant=entrant)
    if entrant in group.withdrawn:
        raise Impossible("withdrawn_already", entrant=entrant)
    return replace(group, withdrawn=group.withdrawn | {entrant})


def table(group: Group, seed: bytes | None = None, label: str = LOT) -> tuple[Row, ...]:
    """The table of the results so far: the ranked, equals in the order of their seeds, then who withdrew.

    `seed` and `label` are those of the draw of lots among all entrants, the first drawn being the best; without a seed no lot
    has been drawn, and whom only a lot would tell apart share a rank.
    """
    counted = list(_counted(group))
    rows = {entrant: _row(entrant, [one for one in counted if one.entrant == entrant]) for entrant in group.entrants}
    drawn = () if seed is None or LOT not in group.rule.chain else permutation(seed, label, group.entrants)
    lots = {entrant: -place for place, entrant in enumerate(drawn)}
    ranked = sorted(
        (row for row in rows.values() if row.entrant not in group.withdrawn), key=lambda row: row.points, reverse=True
    )
    order: list[Row] = []
    for _, equals in groupby(ranked, key=lambda row: row.points):
        groups, between = _parted(list(equals), group.rule.chain, counted, lots)
        for nth, some in enumerate(groups):
            broken_by = between[max(0, nth - 1)] if between else None
            rank = len(order) + 1
            order += [replace(row, rank=rank, tied=len(some) > 1, broken_by=broken_by) for row in some]
    return (*order, *(row for row in rows.values() if row.entrant in group.withdrawn))


def _parted(
    equals: list[Row], chain: Sequence[str], counted: Sequence[_Counted], lots: Mapping[str, int]
) -> tuple[list[list[Row]], list[str]]:
    """Groups that nothing of the chain tells apart, the best first, and what stands between each and the next."""
    if len(equals) == 1 or not chain:
        return [equals], []
    comparator = chain[0]
    figures = {row.entrant: _figure(comparator, row, equals, counted, lots) for row in equals}
    groups: list[list[Row]] = []
    between: list[str] = []
    ordered = sorted(equals, key=lambda row: figures[row.entrant], reverse=True)
    for _, some in groupby(ordered, key=lambda row: figures[row.entrant]):
        inner, walls = _parted(list(some), chain[1:], counted, lots)
        between += [comparator, *walls] if groups else walls
        groups += inner
    return groups, between


def _figure(
    comparator: str, row: Row, equals: Sequence[Row], counted: Sequence[_Counted], lots: Mapping[str, int]
) -> Decimal | int:
    """What a comparator looks at, the larger the better; the same for all while no lots are drawn."""
    if comparator == "head_to_head":
        among = {one.entrant for one in equals}
        return sum(one.points for one in counted if one.entrant == row.entrant and one.other in among)
    return {
        "wins": row.won,
        "game_difference": row.games[0] - row.games[1],
        "difference": row.scored[0] - row.scored[1],
        "scored": row.scored[0],
        LOT: lots.get(row.entrant, 0),
    }[comparator]


def _row(entrant: str, counted: Sequence[_Counted]) -> Row:
    """An entrant's line, not ranked yet."""
    came = [one.came for one in counted]
    return Row(
        entrant=entrant,
        rank=None,
        tied=False,
        points=sum((one.points for one in counted), Decimal(0)),
        won=came.count("won"),
        drawn=came.count("drawn"),
        lost=came.count("lost"),
        games=(sum(one.games[0] for one in counted), sum(one.games[1] for one in counted)),
        scored=(sum(one.scored[0] for one in counted), sum(one.scored[1] for one in counted)),
    )


def _counted(group: Group) -> Iterator[_Counted]:
    """What every match that counts brings its two."""
    results = {result.match: result for result in group.results}
    void = {entrant for entrant in group.withdrawn if _is_void(group, entrant)}
    for fixture in group.fixtures:
        gone = [side for side, entrant in zip(SIDES, fixture.pair, strict=True) if entrant in group.withdrawn]
        if void.intersection(fixture.pair) or (fixture.key not in results and len(gone) != 1):
            continue
        result = results.get(fixture.key) or Result(fixture.key, absent=gone[0])
        came = outcome(result, group.rule.best_of, group.rule.draws)
        yield _side(group.rule, fixture.pair, 0, came, bool(result.absent))
        yield _side(group.rule, fixture.pair, 1, came, bool(result.absent))


def _side(rule: Rule, pair: tuple[str, str], at: int, came: Outcome, walkover: bool) -> _Counted:
    """What a match brings one side; a walkover counts as the rule awards it, whatever was played before."""
    one, other = pair[at], pair[1 - at]
    won, lost = came.winner == SIDES[at], came.winner == SIDES[1 - at]
    if walkover:
        needed = wins_needed(rule.best_of)
        if won:
            return _Counted(one, other, "won", rule.win, (needed, 0), (needed * rule.awarded, 0))
        against = needed if lost else 0
        return _Counted(one, other, "lost", rule.absent, (0, against), (0, against * rule.awarded))
    how, points = ("won", rule.win) if won else ("lost", rule.loss) if lost else ("drawn", rule.draw)
    games, scored = ((figures[at], figures[1 - at]) for figures in (came.games, came.points))
    return _Counted(one, other, how, points, games, scored)


def _is_void(group: Group, entrant: str) -> bool:
    """Whether the matches of somebody who withdrew are void."""
    if group.rule.withdrawn != "half":
        return group.rule.withdrawn == "void"
    sides = {one.key: "first" if entrant == one.first else "second" for one in group.fixtures if entrant in one.pair}
    played = [one for one in group.results if one.match in sides and one.absent not in (sides[one.match], "both")]
    return 2 * len(played) < len(sides)


def _fixture(group: Group, result: Result) -> Fixture:
    found = next((one for one in group.fixtures if one.key == result.match), None)
    if found is None:
        raise Impossible("unknown_match", result.match)
    return found
