"""Ranks 1, 2, 2, 4: by total or scale score, then by the tie chain, then by the last resort (field rule CN-2).

Works on kept standings (total and tie key as text), so a board can be ranked without reading a single mark.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from competition.engine.plans import Plan
from competition.engine.plans.shape import Order
from competition.engine.standardisation import scale_scores
from competition.engine.tiebreaks import comparators, strengths

STATUSES = ("DNF", "DNS", "WD", "DQ")
PLAIN = Order()
_DIGITS = re.compile("([0-9]+)")
Natural = tuple[tuple[tuple[str, int], ...], str]


@dataclass(frozen=True, slots=True)
class Standing:
    """An entry to be ranked. `total` is None while nothing has been marked; `status` '' or one of STATUSES;
    `scale_score` is what it is ranked by where the order says so; `named` is what lists and last resorts call the entry
    where that is not its key."""

    entry: str
    total: Decimal | None
    tie: tuple[str, ...] = ()
    status: str = ""
    scale_score: Decimal | None = None
    named: str = ""

    @property
    def name(self) -> str:
        """What it is called in a list."""
        return self.named or self.entry


@dataclass(frozen=True, slots=True)
class Ranked:
    """A standing with its place: `rank` None without a mark or with a status, `tied` when the rank is shared.

    `broken_by` is what put it apart from its neighbour with the same figure, the better one where there are two: a
    comparator of the chain, `lot` or `entry`; None where nothing had to.
    """

    standing: Standing
    rank: int | None
    tied: bool
    broken_by: str | None = None

    @property
    def entry(self) -> str:
        """The key of the entry."""
        return self.standing.entry


def rank_field(plan: Plan, entries: Sequence[Standing]) -> list[Ranked]:
    """All entries as the plan ranks them, each with its scale score where the plan has one (field rule WS-4)."""
    if plan.scale_score is not None:
        totals = [one.total for one in entries if one.total is not None and not one.status]
        known = dict(zip(totals, scale_scores(plan.scale_score, totals), strict=True))
        entries = [
            one if one.total is None or one.status else replace(one, scale_score=known[one.total]) for one in entries
        ]
    return rank(entries, plan.order, comparators(plan))


def rank(entries: Sequence[Standing], order: Order = PLAIN, chain: Sequence[str] = ()) -> list[Ranked]:
    """All entries in the order of a result list.

    Ranked ones first, equals by the name of the entry; then entries without a mark; then DNF, DNS, WD and DQ, which are never
    ranked. An unknown status comes after the known ones. `chain` names the comparators whose figures the tie keys
    hold; a figure without a name is a number of which the larger is better.
    """
    figured = [(figure, one) for one in entries if (figure := _figure(one, order)) is not None]
    figured.sort(key=lambda pair: natural(pair[1].name))
    figured.sort(key=lambda pair: pair[0], reverse=order.better == "high")
    places: list[Ranked] = []
    for _, equals in groupby(figured, key=lambda pair: pair[0]):
        groups, between = _parted([one for _, one in equals], 0, order, chain)
        for number, group in enumerate(groups):
            broken_by = between[max(0, number - 1)] if between else None
            place = len(places) + 1
            places.extend(Ranked(one, place, len(group) > 1, broken_by) for one in group)
    others = [one for one in entries if _figure(one, order) is None]
    places.extend(Ranked(one, None, False) for one in sorted(others, key=_unranked))
    return places


def _figure(standing: Standing, order: Order) -> Decimal | None:
    """What it is ranked by; None for one that is not ranked."""
    if standing.status or standing.total is None:
        return None
    return standing.scale_score if order.by == "scale_score" else standing.total


def _parted(
    equals: list[Standing], at: int, order: Order, chain: Sequence[str]
) -> tuple[list[list[Standing]], list[str]]:
    """Groups that nothing tells apart, the best first, and what stands between each and the next; the comparator `at`
    this place of the chain and those after it are asked, each within what the earlier ones left together."""
    if len(equals) == 1:
        return [equals], []
    if at == max(len(one.tie) for one in equals):
        return _last(equals, order)
    name = chain[at] if at < len(chain) else ""
    strong = strengths(name, [one.tie[at] if at < len(one.tie) else "" for one in equals])
    order_of = sorted(range(len(equals)), key=lambda number: strong[number], reverse=True)
    groups: list[list[Standing]] = []
    between: list[str] = []
    for _, numbers in groupby(order_of, key=lambda number: strong[number]):
        inner, walls = _parted([equals[number] for number in numbers], at + 1, order, chain)
        between += [name, *walls] if groups else walls
        groups += inner
    return groups, between


def _last(equals: list[Standing], order: Order) -> tuple[list[list[Standing]], list[str]]:
    """What decides when the chain does not: nothing, a lot drawn from the plan's seed, or the key of the entry."""
    if order.last_resort == "shared":
        return [equals], []
    key = (lambda one: lot(order.seed, one.name)) if order.last_resort == "lot" else (lambda one: natural(one.name))
    return [[one] for one in sorted(equals, key=key)], [order.last_resort] * (len(equals) - 1)


def lot(seed: str, entry: str) -> str:
    """The lot of an entry: the lowest wins. Whoever knows the seed can draw it again."""
    return hashlib.sha256(f"{seed}:{entry}".encode()).hexdigest()


def natural(text: str) -> Natural:
    """A key that sorts texts as people do: runs of digits as numbers, E2 before E10; the same but for zeros by text."""
    words = _DIGITS.split(text)
    return tuple((word, int(digits)) for word, digits in zip(words[::2], [*words[1::2], "-1"], strict=True)), text


def _unranked(standing: Standing) -> tuple[int, Natural]:
    known = ("", *STATUSES)
    place = known.index(standing.status) if standing.status in known else len(known)
    return (place, natural(standing.name))
