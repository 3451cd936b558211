"""The cut of a stage: who advances by its rule, who does not and why, with the arithmetic (field rule CN-12).

Nothing here depends on the order in which contenders are given. Places are given out in this order: direct entries; the
places of the pools, the best ranks of all pools first; wild cards; runners-up. What steps in later and what a correction
changes is in `advancement_changes`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from competition.engine.advancement_changes import Change, Impact, Replacement, Turn, impact, replace
from competition.engine.advancement_rule import Rule
from competition.engine.advancement_seats import Contender, Lot, Order, Places, Seating
from competition.engine.advancement_shape import LAST, CutRefused, Named, Out, Place, Proposal, Step
from competition.engine.ranking import natural
from competition.engine.rounding import shortest

__all__ = [
    "Change",
    "Contender",
    "CutRefused",
    "Impact",
    "Named",
    "Out",
    "Place",
    "Proposal",
    "Replacement",
    "Step",
    "Turn",
    "impact",
    "propose",
    "replace",
]

ZERO = Decimal(0)


def propose(
    rule: Rule,
    pools: Mapping[str, Sequence[Contender]],
    direct: Sequence[Named] = (),
    wild_cards: Sequence[Named] = (),
    *,
    better: str = "high",
) -> Proposal:
    """The cut of all pools that feed one upper pool; `better` high | low says which figures are ahead.

    A wild card for somebody who advances anyway is left unused; one that breaks a limit gives no place. Raises
    CutRefused wrong_pool, entry_twice, too_many_direct, direct_takes_part, direct_over_limit, too_many_wild_cards,
    reason_missing or not_ranked (a wild card for somebody of a pool who is not ranked).
    """
    _check_pools(pools)
    cut = _Cut(rule, [one for pool in pools.values() for one in pool], better)
    _check_named(rule, cut.by_entry, direct, wild_cards)
    cut.direct(direct)
    cut.reserve(len(wild_cards))
    cut.pools()
    cut.wild_cards(wild_cards)
    cut.runners_up()
    return cut.proposal()


def _check_pools(pools: Mapping[str, Sequence[Contender]]) -> None:
    seen: set[str] = set()
    for pool in sorted(pools):
        for one in pools[pool]:
            if one.pool != pool:
                raise CutRefused("wrong_pool", one.entry, pool=pool, given=one.pool)
            if one.entry in seen:
                raise CutRefused("entry_twice", one.entry)
            seen.add(one.entry)


def _check_named(
    rule: Rule, known: Mapping[str, Contender], direct: Sequence[Named], wild_cards: Sequence[Named]
) -> None:
    for code, some, most in (
        ("too_many_direct", direct, rule.direct),
        ("too_many_wild_cards", wild_cards, rule.wild_cards),
    ):
        if len(some) > most:
            raise CutRefused(code, asked=str(len(some)), most=str(most))
    named = sorted([*direct, *wild_cards], key=lambda one: natural(one.entry))
    for one, after in pairwise(named):
        if one.entry == after.entry:
            raise CutRefused("entry_twice", one.entry)
    for one in sorted(direct, key=lambda one: natural(one.entry)):
        if one.entry in known:
            raise CutRefused("direct_takes_part", one.entry, pool=known[one.entry].pool)
    for one in sorted(wild_cards, key=lambda one: natural(one.entry)):
        if not one.reason.strip():
            raise CutRefused("reason_missing", one.entry)
        if one.entry in known and not known[one.entry].ranked:
            raise CutRefused("not_ranked", one.entry, pool=known[one.entry].pool)


class _Cut:
    """A cut in the making."""

    def __init__(self, rule: Rule, contenders: Sequence[Contender], better: str) -> None:
        self.rule = rule
        self.better = better
        pools = {pool: natural(pool) for pool in {one.pool for one in contenders}}
        ordered = sorted(contenders, key=lambda one: (pools[one.pool], natural(one.entry)))
        self.by_entry = {one.entry: one for one in ordered}
        self.steps: list[Step] = []
        self._reasons: dict[str, str] = {}
        self._why: dict[str, str] = {}
        self._seats = Seating(rule)
        ranked = [one for one in self.by_entry.values() if one.ranked]
        self._on = "scale_score" if all(one.scale_score is not None for one in ranked) else "total"
        self._fields: dict[Lot, list[Contender]] = {}
        scopes = {scope: natural(scope) for scope in {self._seats.scope(one) for one in ordered}}
        for one in sorted(ordered, key=lambda one: scopes[self._seats.scope(one)]):
            self._fields.setdefault(self._field(one), []).append(one)
        self._took_part = {field: sum(one.took_part for one in some) for field, some in self._fields.items()}

    def direct(self, direct: Sequence[Named]) -> None:
        """The places of those who need not take part; they use up limits like everybody."""
        entries = [_unranked(one) for one in sorted(direct, key=lambda one: natural(one.entry))]
        within = self._seats.within_limits(entries)
        for one in entries:
            if one not in within:
                raise CutRefused("direct_over_limit", one.entry, limit=self._seats.refused[one.entry])
        self._name(direct, entries, "direct")

    def reserve(self, wild_cards: int) -> None:
        """Keep so many places of the upper pool back."""
        self._seats.capacity = None if self.rule.capacity is None else self.rule.capacity - wild_cards

    def pools(self) -> None:
        """The places of the pools by rank; in each field what top and share leave, never more than may advance."""
        eligible: list[Contender] = []
        places: dict[Lot, Places] = {}
        for field, some in self._fields.items():
            took_part = self._took_part[field]
            places[field] = Places(self.rule.places(took_part), self.rule.most(took_part))
            eligible += self._eligible(some)
            self._say_field(field, some, took_part, places[field])
        self._seats.run(eligible, self._by_rank, self._field, places, self._by_pool)

    def wild_cards(self, wild_cards: Sequence[Named]) -> None:
        """Places for those named who have none, whatever the minimum says, but not beyond a limit; where those who must go
        out do not leave enough places for all wild cards of a scope, none of these has one."""
        self.reserve(0)
        seated = {one.entry for one, _why in self._seats.seated}
        named = sorted((one for one in wild_cards if one.entry not in seated), key=lambda one: natural(one.entry))
        entries = [self.by_entry.get(one.entry) or _unranked(one) for one in named]
        asked = Counter(self._seats.scope(one) for one in entries if one.entry in self.by_entry)
        full = {scope for scope, count in asked.items() if count > self._left(scope)}
        open_to = [one for one in entries if one.entry not in self.by_entry or self._seats.scope(one) not in full]
        within = self._seats.within_limits(open_to)
        self._name(named, within, "wild_card")
        self._outside = [one for one in entries if one not in within and one.entry not in self.by_entry]

    def runners_up(self) -> None:
        """The best without a place across the pools of each scope, as many as those who must go out leave."""
        rule = self.rule.runners_up
        if rule is None:
            return
        seated = {one.entry for one, _why in self._seats.seated}
        waiting = [
            one
            for one in self._eligible(self.by_entry.values())
            if one.entry not in seated and (rule.by == "rank" or one.figure(rule.by) is not None)
        ]
        places = {("", scope): Places(rule.count, self._left(scope)) for scope in self._scopes()}
        before = len(self._seats.seated)
        self._seats.run(
            waiting, self._by_figure, lambda one: ("", self._seats.scope(one)), places, lambda _: "runner_up"
        )
        taken = self._seats.seated[before:]
        for scope in self._scopes():
            given = sum(self._seats.scope(one) == scope for one, _why in taken)
            facts = {"count": str(rule.count), "by": rule.by, "taken": str(given)}
            self.steps.append(Step("runners_up", "", scope, facts))

    def proposal(self) -> Proposal:
        """What has come of it."""
        advancing = tuple(self._place(one, why) for one, why in self._seats.seated)
        seated = {place.entry for place in advancing}
        others = [one for one in [*self._outside, *self.by_entry.values()] if one.entry not in seated]
        divisions = {division: natural(division) for division in {one.division for one in others}}
        pools = {pool: natural(pool) for pool in {one.pool for one in others}}
        others.sort(key=lambda one: (divisions[one.division], pools[one.pool], one.rank or LAST))
        out = tuple(Out(one.entry, one.pool, self._why_out(one), one.rank, one.division) for one in others)
        self._say_end(advancing, len(out))
        return Proposal(advancing, out, self._substitutes(seated), tuple(self.steps))

    def _why_out(self, one: Contender) -> str:
        return self._why.get(one.entry) or self._seats.refused[one.entry]

    def _name(self, named: Iterable[Named], entries: Iterable[Contender], why: str) -> None:
        self._reasons |= {one.entry: one.reason for one in named}
        self._seats.admit(entries, lambda _: why)

    def _field(self, one: Contender) -> Lot:
        return one.pool, self._seats.scope(one)

    def _scopes(self) -> list[str]:
        return sorted({scope for _pool, scope in self._fields}, key=natural)

    def _left(self, scope: str) -> int:
        """How many more of a scope may advance; who did not take part in it does not count."""
        took_part = sum(count for (_pool, own), count in self._took_part.items() if own == scope)
        seated = sum(one.entry in self.by_entry and self._seats.scope(one) == scope for one, _why in self._seats.seated)
        return self.rule.most(took_part) - seated

    def _eligible(self, contenders: Iterable[Contender]) -> list[Contender]:
        """Those who are ranked and reach the minimum; why the others do not advance is noted."""
        found = []
        minimum = self.rule.minimum
        for one in contenders:
            if one.status:
                self._why[one.entry] = "status"
            elif one.rank is None:
                self._why[one.entry] = "unmarked"
            elif minimum is not None and not minimum.reached(one.figure(minimum.on), self.better):
                self._why[one.entry] = "minimum"
            else:
                found.append(one)
        return found

    def _strength(self, one: Contender, on: str) -> Decimal:
        """A figure of which the lower is ahead."""
        figure = one.figure(on) or ZERO
        return figure if self.better == "low" else -figure

    def _by_rank(self, one: Contender) -> Order:
        return Decimal(one.rank or 0), self._strength(one, self._on)

    def _by_figure(self, one: Contender) -> Order:
        by = self.rule.runners_up.by if self.rule.runners_up else "rank"
        return self._by_rank(one) if by == "rank" else (self._strength(one, by), Decimal(one.rank or 0))

    def _by_pool(self, one: Contender) -> str:
        """Which way in decided over a place of a pool: the one that leaves fewer, the share where both leave as many."""
        if self.rule.top is None and self.rule.share is None:
            return "minimum"
        shared = self.rule.shared(self._took_part[self._field(one)])
        return "top" if self.rule.share is None or (self.rule.top is not None and self.rule.top < shared) else "share"

    def _place(self, one: Contender, why: str) -> Place:
        reason = self._reasons.get(one.entry, "") if why in ("direct", "wild_card") else ""
        return Place(one.entry, one.pool, why, one.rank, one.organisation, one.region, one.division, reason)

    def _substitutes(self, seated: set[str]) -> tuple[Place, ...]:
        """The next of every field in order, who is level with the last of them too."""
        found: list[Contender] = []
        for some in self._fields.values():
            waiting = [one for one in some if one.entry not in seated and not self._why.get(one.entry)]
            ranks = sorted(one.rank or 0 for one in waiting)[: self.rule.substitutes]
            found += [one for one in waiting if ranks and (one.rank or 0) <= ranks[-1]]
        found.sort(key=lambda one: (self._by_rank(one), natural(one.pool), natural(one.entry)))
        return tuple(self._place(one, "named") for one in found)

    def _say_field(self, field: Lot, some: Sequence[Contender], took_part: int, places: Places) -> None:
        """The arithmetic of one field: how many took part, and what every way in makes of that."""

        def say(code: str, **facts: str) -> None:
            self.steps.append(Step(code, field[0], field[1], facts))

        rule = self.rule
        say("took_part", entered=str(len(some)), took_part=str(took_part))
        if rule.top is not None:
            say("top", count=str(rule.top), of=str(took_part))
        if rule.share is not None:
            exact = shortest(rule.share.percent * took_part / 100)
            facts = {"percent": str(rule.share.percent), "exact": str(exact), "rounding": rule.share.rounding}
            say("share", of=str(took_part), places=str(rule.shared(took_part)), **facts)
        if rule.minimum is not None:
            reached = sum(one.ranked and rule.minimum.reached(one.figure(rule.minimum.on), self.better) for one in some)
            say("minimum", on=rule.minimum.on, least=str(rule.minimum.least), reached=str(reached))
        if rule.out_at_least:
            out = rule.must_go(took_part)
            say("out_at_least", percent=str(rule.out_at_least), of=str(took_part), out=str(out), most=str(places.hard))
        say("places", places=str(min(places.soft, places.hard)))

    def _say_end(self, advancing: Sequence[Place], out: int) -> None:
        """How many advance by what, who is passed over by a limit, and the sum."""
        ways = [place.why for place in advancing]
        for why in ("direct", "wild_card"):
            if why in ways:
                self.steps.append(Step(why, facts={"taken": str(ways.count(why))}))
        for why in ("tie_out", "organisation_limit", "region_limit", "out_at_least", "capacity"):
            count = sum(found == why for found in self._seats.refused.values())
            if count:
                self.steps.append(Step(f"passed_{why}", facts={"count": str(count)}))
        self.steps.append(Step("sum", facts={"advancing": str(len(advancing)), "out": str(out)}))


def _unranked(named: Named) -> Contender:
    return Contender(named.entry, "", organisation=named.organisation, region=named.region, division=named.division)
