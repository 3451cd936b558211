"""Team and organisation tables, and the organisation award (field rules WS-6, CN-7)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from competition.engine.awarded import Placed, TeamPlace
from competition.engine.plans.awarding_shape import OrganisationAward, TeamRule
from competition.engine.ranking import natural

_LATEST = Decimal("Infinity")


@dataclass(frozen=True, slots=True)
class Member:
    """An entry as its team counts it: `place` is where it stands in the row of points, None outside."""

    placed: Placed
    rank: int | None
    place: int | None


@dataclass(frozen=True, slots=True)
class _Sum:
    """A team while it is compared: the larger `strength` is ahead."""

    key: str
    score: Decimal
    complete: bool
    counted: tuple[str, ...]
    strength: tuple[Decimal, Decimal]


def team_table(rule: TeamRule, teams: Mapping[str, Sequence[Member]], better: str) -> tuple[TeamPlace, ...]:
    """All teams, ranked 1, 2, 2, 4; then those short of members, then those of whom nobody counts, by their keys.

    `better` high | low: which sum of totals is ahead; more place points always are.
    """
    sums = [_sum(rule, key, teams[key], better) for key in sorted(teams, key=natural)]
    counting = [one for one in sums if one.counted and (one.complete or not rule.complete)]
    order: list[TeamPlace] = []
    counting.sort(key=lambda one: one.strength, reverse=True)
    for _, equals in groupby(counting, key=lambda one: one.strength):
        group = list(equals)
        rank = len(order) + 1
        order += [TeamPlace(one.key, rank, len(group) > 1, one.score, one.complete, one.counted) for one in group]
    short = [one for one in sums if one.counted and not one.complete and rule.complete]
    order += [TeamPlace(one.key, None, False, one.score, False, one.counted) for one in short]
    return (*order, *(TeamPlace(one.key, None, False, None, False, ()) for one in sums if not one.counted))


def _sum(rule: TeamRule, key: str, members: Sequence[Member], better: str) -> _Sum:
    upwards = better == "high" or rule.rule == "place_points"
    ranked = [(_worth(rule, one), one.rank, one.placed) for one in members if one.rank is not None]
    ranked.sort(key=lambda one: (-one[0] if upwards else one[0], one[1], natural(one[2].entry)))
    counted = ranked[: rule.n]
    score = sum((worth for worth, _, _ in counted), Decimal(0))
    return _Sum(
        key,
        score,
        complete=len(ranked) == len(members) if rule.n is None else len(ranked) >= rule.n,
        counted=tuple(placed.entry for _, _, placed in counted),
        strength=(score if upwards else -score, -_tie(rule, [(rank, placed) for _, rank, placed in counted])),
    )


def _worth(rule: TeamRule, member: Member) -> Decimal:
    if rule.rule != "place_points":
        return member.placed.figure("total")
    if member.place is None or member.place > len(rule.points):
        return Decimal(0)
    return rule.points[member.place - 1]


def _tie(rule: TeamRule, counted: Sequence[tuple[int, Placed]]) -> Decimal:
    """What decides between equal scores, the lower the better: nothing, the best place, or the time of all together."""
    if rule.tie == "best_place":
        return Decimal(min((rank for rank, _ in counted), default=0))
    if rule.tie == "time":
        times = (placed.figures.get(f"time:{rule.time}", _LATEST) for _, placed in counted)
        return sum(times, Decimal(0))
    return Decimal(0)


def organisations_awarded(
    rule: OrganisationAward, placed: Sequence[Placed], table: Sequence[TeamPlace]
) -> tuple[str, ...]:
    """The organisations that are awarded, the first ones first; all that are tied with the last of them too."""
    if rule.by == "points":
        ranks = [(one.rank, one.key) for one in table if one.rank is not None]
    else:
        entrants = Counter(one.organisation for one in placed if one.entered and one.organisation)
        ranks = [(1 + sum(more > own for more in entrants.values()), key) for key, own in entrants.items()]
    reach = range(rule.after + 1, rule.after + rule.count + 1)
    return tuple(key for rank, key in sorted(ranks, key=lambda one: (one[0], natural(one[1]))) if rank in reach)
