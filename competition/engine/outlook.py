"""While marks come in: who is safe, who can still advance or fall out, and who is out (shown beside every entry).

A verdict safe or out is never wrong, whatever the missing marks become and however equals are told apart. For the top of
a pool without limits it is exact: open means that there are totals within the bounds with which the entry advances, and
others with which it does not. With limits, runners-up or ranking by scale score, open is said more often than needed.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from competition.engine.advancement_rule import Rule
from competition.engine.advancement_seats import ABSENT
from competition.engine.outlook_bounds import NEVER, SURELY, Bounds, bounds

__all__ = ["OPEN", "OUT", "SAFE", "Bounds", "Entrant", "bounds", "outlook"]

SAFE, OPEN, OUT = "safe", "open", "out"
Lot = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Entrant:
    """An entry of a pool while its stage is marked. `status` is what a person has set, '' or DNF, DNS, WD, DQ; what marks
    make of it stands in its bounds."""

    entry: str
    bounds: Bounds
    status: str = ""
    organisation: str = ""
    region: str = ""
    division: str = ""
    pool: str = ""

    @property
    def possible(self) -> bool:
        """Whether it may be ranked in the end."""
        return not self.status and self.bounds.finishes != NEVER

    @property
    def sure(self) -> bool:
        """Whether it will be ranked in any case."""
        return not self.status and self.bounds.finishes == SURELY


@dataclass(slots=True)
class _Field:
    """A pool, or a division of it: its places by the rule (`soft`, `hard`: with ties), who may be ranked by the best he
    can reach, and who takes a place for sure when he is good enough by the least he will have, both from the worst on."""

    soft: int
    hard: int
    possible: int = 0
    best: list[Decimal] = field(default_factory=list)
    surest: list[Decimal] = field(default_factory=list)

    @property
    def places(self) -> int:
        """How many there are in any case."""
        return max(0, min(self.soft, self.hard))

    def most(self, ties: str) -> int:
        """How many may have a place in the end."""
        return min(self.possible, self.hard if ties == "in" and self.places else self.places)

    def not_behind(self, least: Decimal) -> int:
        """How many may come out as good as this or better."""
        return len(self.best) - bisect_left(self.best, least)

    def ahead(self, most: Decimal) -> int:
        """How many will be better than this for sure."""
        return len(self.surest) - bisect_right(self.surest, most)


def outlook(rule: Rule, entrants: Sequence[Entrant], better: str = "high", *, by: str = "total") -> Mapping[str, str]:
    """entry -> safe | open | out, for all entries of the pools that feed one upper pool.

    `better` and `by` (total | scale_score) are those of the plans' order. Statuses are taken to stay as they are, direct
    entries and wild cards to take as many places and as much of every limit as the rule lets them; that somebody out
    may be given a wild card is left aside.
    """
    seen = _Outlook(rule, entrants, better, by)
    return {one.entry: seen.verdict(one) for one in entrants}


class _Outlook:
    """All entries of a cut at one moment."""

    def __init__(self, rule: Rule, entrants: Iterable[Entrant], better: str, by: str) -> None:
        self._rule = rule
        self._better = better
        self._by = by
        self._fields: dict[Lot, _Field] = {}
        self._asking: Counter[tuple[str, str, str]] = Counter()
        some: dict[Lot, list[Entrant]] = {}
        for one in entrants:
            some.setdefault(self._lot(one), []).append(one)
            if one.possible:
                self._asking.update(self._limited(one))
        for lot, own in some.items():
            took_part = sum(one.status not in ABSENT for one in own)
            self._fields[lot] = _Field(
                rule.places(took_part),
                rule.most(took_part),
                sum(one.possible for one in own),
                sorted(self._ends(one)[1] for one in own if one.possible),
                sorted(self._ends(one)[0] for one in own if one.sure and self._free(one)),
            )

    def verdict(self, one: Entrant) -> str:
        """What is sure of an entry by now."""
        if not one.possible or self._fails(one):
            return OUT
        if one.sure and self._reaches(one) and self._free(one) and self._has_place(one):
            return SAFE
        return OUT if self._by == "total" and self._is_beaten(one) else OPEN

    def _has_place(self, one: Entrant) -> bool:
        """Whether neither the pool nor the upper one can be full before it."""
        own = self._fields[self._lot(one)]
        least = self._ends(one)[0]
        rivals = (own.not_behind(least) if self._by == "total" else own.possible) - 1
        if rivals >= own.places:
            return False
        if self._rule.capacity is None:
            return True
        others = sum(field.most(self._rule.ties) for lot, field in self._fields.items() if lot != self._lot(one))
        return rivals + others + self._rule.direct + self._rule.wild_cards < self._rule.capacity

    def _is_beaten(self, one: Entrant) -> bool:
        """Whether so many are ahead for sure that neither a place of its pool nor one of a runner-up is left."""
        lot, most = self._lot(one), self._ends(one)[1]
        own = self._fields[lot]
        if own.ahead(most) < own.places:
            return False
        runners_up = self._rule.runners_up
        if runners_up is None:
            return True
        beside = [(lot, own)]
        if runners_up.by == "total":
            beside = [(other, field) for other, field in self._fields.items() if other[1] == lot[1]]
        waiting = sum(max(0, field.ahead(most) - field.most(self._rule.ties)) for _lot, field in beside)
        return waiting - self._rule.wild_cards >= runners_up.count

    def _fails(self, one: Entrant) -> bool:
        """Whether the minimum is out of reach."""
        minimum = self._rule.minimum
        best = one.bounds.high if self._better == "high" else one.bounds.low
        return minimum is not None and minimum.on == "total" and not minimum.reached(best, self._better)

    def _reaches(self, one: Entrant) -> bool:
        """Whether the minimum is reached in any case; of a scale score nobody knows before all are marked."""
        minimum = self._rule.minimum
        worst = one.bounds.low if self._better == "high" else one.bounds.high
        return minimum is None or (minimum.on == "total" and minimum.reached(worst, self._better))

    def _ends(self, one: Entrant) -> tuple[Decimal, Decimal]:
        """The least and the most, such that more is ahead."""
        if self._better == "high":
            return one.bounds.low, one.bounds.high
        return -one.bounds.high, -one.bounds.low

    def _lot(self, one: Entrant) -> Lot:
        return one.pool, one.division if self._rule.divisions_apart else ""

    def _limited(self, one: Entrant) -> list[tuple[str, str, str]]:
        """What limits it: its organisation and its region, where there is a limit."""
        asked = (("organisation", one.organisation), ("region", one.region))
        return [(kind, self._lot(one)[1], name) for kind, name in asked if name and self._limit(kind) is not None]

    def _limit(self, kind: str) -> int | None:
        return self._rule.per_organisation if kind == "organisation" else self._rule.per_region

    def _free(self, one: Entrant) -> bool:
        """Whether no limit can keep it out, because all who may be ranked are within it."""
        named = self._rule.direct + self._rule.wild_cards
        return all(self._asking[key] + named <= (self._limit(key[0]) or 0) for key in self._limited(one))
