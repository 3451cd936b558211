"""Giving out the places of a cut: equals together, hard limits before ties, nobody ahead of a better one of his pool."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from competition.engine.advancement_rule import Rule

ABSENT = ("DNS", "WD")
Lot = tuple[str, str]
Key = tuple[str, str, str]
Order = tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class Contender:
    """An entry of a pool as its stage ended: `rank` None where it is not ranked, `status` '' or DNF, DNS, WD, DQ."""

    entry: str
    pool: str
    rank: int | None = None
    total: Decimal | None = None
    scale_score: Decimal | None = None
    status: str = ""
    organisation: str = ""
    region: str = ""
    division: str = ""

    @property
    def took_part(self) -> bool:
        """Whether it belongs to those of whom a share is taken."""
        return self.status not in ABSENT

    @property
    def ranked(self) -> bool:
        """Whether it can advance at all."""
        return self.rank is not None and not self.status

    def figure(self, on: str) -> Decimal | None:
        """Its total or scale_score."""
        return self.total if on == "total" else self.scale_score


@dataclass(slots=True)
class Places:
    """The places that one field or all runners-up have: `soft` by the rule, where ties are asked; `hard`, that no tie
    goes beyond. `closed` says why nobody more gets one."""

    soft: int
    hard: int
    taken: int = 0
    closed: str = ""

    @property
    def full(self) -> str:
        """Why there is no place left, '' while there is one."""
        if self.closed or self.taken < min(self.soft, self.hard):
            return self.closed
        return self._short

    @property
    def _short(self) -> str:
        return "out_at_least" if self.hard < self.soft else "below_cut"

    def take(self, count: int, ties: str) -> str:
        """Take places for so many equals while it is not full: '' when they have them, else why they have not, and then
        nobody after them has one."""
        most = self.hard if ties == "in" else min(self.soft, self.hard)
        if self.taken + count <= most:
            self.taken += count
            return ""
        self.closed = self._short
        return "out_at_least" if ties == "in" or self.hard < self.soft else "tie_out"


class Seating:
    """Who has a place so far, in order (`seated`), and why the others have none (`refused`).

    Limits are of a division where divisions are apart, else of all. Equals of whom not all are within a limit are all
    out, and nobody worse takes what is left of it.
    """

    def __init__(self, rule: Rule) -> None:
        self.seated: list[tuple[Contender, str]] = []
        self.refused: dict[str, str] = {}
        self._rule = rule
        self.capacity = rule.capacity
        self._full = False
        limits = (("organisation", rule.per_organisation), ("region", rule.per_region))
        self._limits = {kind: limit for kind, limit in limits if limit is not None}
        self._used: Counter[Key] = Counter()
        self._closed: set[Key] = set()

    def scope(self, contender: Contender) -> str:
        """What is cut by itself: the division, or all together."""
        return contender.division if self._rule.divisions_apart else ""

    def admit(self, contenders: Iterable[Contender], why: Callable[[Contender], str]) -> None:
        """Give a place to each of these, whatever the limits say."""
        for one in contenders:
            self.seated.append((one, why(one)))
            self._used.update(self._key(one, kind) for kind in self._limits)

    def refuse(self, contenders: Iterable[Contender], why: str) -> None:
        """Note why these have no place; the first reason stays, unless it was only that others were better."""
        for one in contenders:
            if self.refused.get(one.entry, "below_cut") == "below_cut":
                self.refused[one.entry] = why

    def run(
        self,
        contenders: Iterable[Contender],
        order: Callable[[Contender], Order],
        lots: Callable[[Contender], Lot],
        places: Mapping[Lot, Places],
        why: Callable[[Contender], str],
    ) -> None:
        """Give out places from the best on: who is equal in `order` is looked at together and listed as given, `lots`
        says whose places."""
        for _, equals in groupby(sorted(contenders, key=order), key=order):
            self._group(list(equals), lots, places, why)

    def _group(
        self,
        equals: list[Contender],
        lots: Callable[[Contender], Lot],
        places: Mapping[Lot, Places],
        why: Callable[[Contender], str],
    ) -> None:
        if self._full:
            self.refuse(equals, "capacity")
            return
        for one in equals:
            if places[lots(one)].full:
                self.refuse([one], places[lots(one)].full)
        found: list[Contender] = []
        by_lot: dict[Lot, list[Contender]] = {}
        for one in self.within_limits([one for one in equals if not places[lots(one)].full]):
            by_lot.setdefault(lots(one), []).append(one)
        for lot, some in by_lot.items():
            refused = places[lot].take(len(some), self._rule.ties)
            if refused:
                self.refuse(some, refused)
            else:
                found += some
        if self.capacity is not None and len(self.seated) + len(found) > self.capacity:
            self._full = True
            self.refuse(found, "capacity")
        else:
            self.admit(found, why)

    def within_limits(self, equals: list[Contender]) -> list[Contender]:
        """Those of equals who are within the limits of their organisation and their region; the others are refused."""
        for kind in self._limits:
            asked = Counter(self._key(one, kind) for one in equals)
            over = {key for key, count in asked.items() if self._beyond(key, count)}
            self._closed |= over
            self.refuse([one for one in equals if self._key(one, kind) in over], f"{kind}_limit")
            equals = [one for one in equals if self._key(one, kind) not in over]
        return equals

    def _beyond(self, key: Key, count: int) -> bool:
        kind, _scope, name = key
        return name != "" and (key in self._closed or self._used[key] + count > self._limits[kind])

    def _key(self, one: Contender, kind: str) -> Key:
        return kind, self.scope(one), one.organisation if kind == "organisation" else one.region
