"""Standings over a season: what the results of its rounds make of everybody, by a rule that is data.

A season is a series of contests that come again (weekly training, monthly assessment, yearly final). Each result gives
points, by place or by what was scored, times the weight of its kind of round; the best so many count. Equals after
points, then by the most points in one round, then by the later of the better rounds, share a rank: 1, 2, 2, 4.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby, pairwise

KINDS = ("training", "assessment", "final")
MEASURES = ("place", "total")
LONGEST_TABLE = 64


class RuleRefused(ValueError):
    """A rule of a season that cannot be; `code` says why, `field` where."""

    def __init__(self, code: str, field: str) -> None:
        super().__init__(code)
        self.code = code
        self.field = field


@dataclass(frozen=True, slots=True)
class Rule:
    """How a season counts.

    `measure` "place" gives `places[rank - 1]` (`beyond` after its end), "total" what was scored. `weights` multiply by
    kind of round. `best` results count (None: all); who has fewer than `least` results is listed, not ranked.
    """

    measure: str
    places: tuple[Decimal, ...]
    beyond: Decimal
    weights: Mapping[str, Decimal]
    best: int | None
    least: int


@dataclass(frozen=True, slots=True)
class Result:
    """What somebody achieved in a round: `place` is his rank (None when not ranked), `total` his marks."""

    who: str
    round: int
    kind: str
    place: int | None
    total: Decimal | None


@dataclass(frozen=True, slots=True)
class Counted:
    """A result's points in the season, and whether they are among those that count."""

    round: int
    points: Decimal
    counts: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """Somebody's season: `rank` None with fewer results than the rule asks for."""

    who: str
    points: Decimal
    results: tuple[Counted, ...]
    rank: int | None
    tied: bool


def read_rule(document: Mapping[str, object]) -> Rule:
    """A rule from its document; numbers are texts. Raises RuleRefused with the field that is wrong."""
    measure = document.get("measure")
    if measure not in MEASURES:
        raise RuleRefused("unknown_measure", "measure")
    places = document.get("places", [])
    if not isinstance(places, list) or len(places) > LONGEST_TABLE or (measure == "place" and not places):
        raise RuleRefused("bad_places", "places")
    points = tuple(_number(one, "places") for one in places)
    if any(later > earlier for earlier, later in pairwise(points)):
        raise RuleRefused("places_rise", "places")
    beyond = _number(document.get("beyond", "0"), "beyond")
    if points and beyond > points[-1]:
        raise RuleRefused("places_rise", "beyond")
    weights = document.get("weights")
    if not isinstance(weights, Mapping) or set(weights) != set(KINDS):
        raise RuleRefused("bad_weights", "weights")
    return Rule(
        measure=str(measure),
        places=points,
        beyond=beyond,
        weights={kind: _number(weights[kind], f"weight_{kind}") for kind in KINDS},
        best=_whole(document.get("best"), "best"),
        least=_whole(document.get("least"), "least") or 1,
    )


def season(rule: Rule, results: Iterable[Result]) -> list[Placed]:
    """Everybody with a result, in the order of the season; equals by name of key, the unranked last."""
    mine: dict[str, list[Result]] = {}
    for result in results:
        if result.place is not None:
            mine.setdefault(result.who, []).append(result)
    rows = [_row(rule, who, some) for who, some in mine.items()]
    ranked = sorted((row for row in rows if len(row.results) >= rule.least), key=lambda row: row.who)
    ranked.sort(key=_strength, reverse=True)
    order: list[Placed] = []
    for _, equals in groupby(ranked, key=_strength):
        group = list(equals)
        place = len(order) + 1
        order += [Placed(row.who, row.points, row.results, place, len(group) > 1) for row in group]
    others = [row for row in rows if len(row.results) < rule.least]
    return order + sorted(others, key=lambda row: (-row.points, row.who))


def _row(rule: Rule, who: str, results: list[Result]) -> Placed:
    worth = [(result, _points(rule, result)) for result in results]
    best = sorted(worth, key=lambda pair: (-pair[1], -pair[0].round))[: rule.best]
    counting = {result.round for result, _ in best}
    counted = tuple(
        Counted(result.round, points, result.round in counting)
        for result, points in sorted(worth, key=lambda pair: pair[0].round)
    )
    return Placed(who, sum((points for _, points in best), Decimal(0)), counted, None, False)


def _points(rule: Rule, result: Result) -> Decimal:
    place = result.place or 0
    weight = rule.weights[result.kind]
    if rule.measure == "total":
        return (result.total or Decimal(0)) * weight
    return (rule.places[place - 1] if place <= len(rule.places) else rule.beyond) * weight


def _strength(row: Placed) -> tuple[Decimal, Decimal, int]:
    best = max((one.points for one in row.results), default=Decimal(0))
    return row.points, best, max((one.round for one in row.results if one.points == best), default=0)


def _number(value: object, field: str) -> Decimal:
    try:
        number = Decimal(str(value).strip())
    except ArithmeticError:
        raise RuleRefused("not_a_number", field) from None
    if not number.is_finite() or not 0 <= number <= 10_000:
        raise RuleRefused("not_a_number", field)
    return number


def _whole(value: object, field: str) -> int | None:
    if value in (None, ""):
        return None
    number = _number(value, field)
    if number % 1 or not 1 <= number <= 366:
        raise RuleRefused("not_whole", field)
    return int(number)
