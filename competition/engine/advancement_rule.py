"""The rule of a cut: who of a stage goes on, as a JSON document that is announced before the stage and frozen with it.

Who advances must satisfy every way in that the rule names: be among the `top` of his pool, within the `share` of it, reach the
`minimum`. `runners_up`, `direct` entries and `wild_cards` come on top of that; the limits bind them all (field rule
CN-12, step 19 of 5.1).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from competition.engine.plans.parsing import plan_hash
from competition.engine.plans.reading import Reader
from competition.engine.refusal import PlanRefused, Refusal
from competition.engine.rounding import shortest, whole

FORMAT = "craftboard-advancement"
VERSION = 1
TIES = ("in", "out", "chain")
ROUNDINGS = ("down", "half_up", "up")
FIGURES = ("total", "scale_score")
BY = ("scale_score", "rank", "total")
MOST_PLACES = 100_000
HUNDRED = Decimal(100)


class RuleRefused(Refusal):
    """A rule that cannot be read, contradicts itself, or asks for more than there is."""


@dataclass(frozen=True, slots=True)
class Share:
    """A part of those who took part, in percent, made whole by `rounding` down | half_up | up."""

    percent: Decimal
    rounding: str


@dataclass(frozen=True, slots=True)
class Minimum:
    """The figure, `on` total | scale_score, that must be reached: where a plan ranks the low first, not passed."""

    on: str
    least: Decimal

    def reached(self, figure: Decimal | None, better: str) -> bool:
        """Whether a figure will do; one that is not there never does."""
        if figure is None:
            return False
        return figure >= self.least if better == "high" else figure <= self.least


@dataclass(frozen=True, slots=True)
class RunnersUp:
    """So many of the best who did not get a place, across all pools, compared `by` scale_score | rank | total."""

    count: int
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How a stage is cut. What is None or 0 is not asked for.

    `top` and `share` are of each pool; `ties` at the cut are all in, all out, or told apart already by the last resort of
    the plan's order (chain; who still shares a rank is out then). `per_organisation` and `per_region` limit those who
    advance; `direct` and `wild_cards` say how many there may be; `out_at_least` percent of those who took part go out,
    ties or not; `substitutes` are named in each pool; with `divisions_apart` each division is cut by itself; `capacity`
    are the places of the upper pool.
    """

    top: int | None = None
    share: Share | None = None
    minimum: Minimum | None = None
    ties: str = "in"
    per_organisation: int | None = None
    per_region: int | None = None
    runners_up: RunnersUp | None = None
    direct: int = 0
    wild_cards: int = 0
    out_at_least: Decimal = Decimal(0)
    substitutes: int = 0
    divisions_apart: bool = False
    capacity: int | None = None

    def places(self, took_part: int) -> int:
        """How many places a pool of this size has by top and share. Where neither is asked for it has all of them, and
        none where the runners-up are the only ones to advance."""
        if self.top is None and self.share is None:
            return 0 if self.runners_up else took_part
        found = took_part if self.top is None else min(self.top, took_part)
        return found if self.share is None else min(found, self.shared(took_part))

    def shared(self, took_part: int) -> int:
        """How many the share of a pool comes to; a rule without a share has all."""
        if self.share is None:
            return took_part
        return whole(self.share.percent * took_part / HUNDRED, self.share.rounding)

    def must_go(self, took_part: int) -> int:
        """How many of so many must go out at least, rounded up."""
        return whole(self.out_at_least * took_part / HUNDRED, "up")

    def most(self, took_part: int) -> int:
        """How many of so many may advance at most."""
        return took_part - self.must_go(took_part)


def read_rule(document: Mapping[str, object]) -> Rule:
    """The rule of a document, format craftboard-advancement, version 1; decimals are texts, every key may be left out.

    Raises RuleRefused with the path of the first thing that is unknown, of the wrong type, out of bounds, or in
    contradiction with another part.
    """
    try:
        plan_hash(document)
        rule = _rule(Reader(document, ""))
    except PlanRefused as fault:
        raise RuleRefused(fault.code, fault.path, **fault.facts) from fault
    _check_parts(rule)
    return rule


def _rule(reader: Reader) -> Rule:
    reader.word("format", (FORMAT,))
    reader.whole("version", VERSION, VERSION)
    rule = Rule(
        top=_count(reader, "top"),
        share=_share(reader),
        minimum=_minimum(reader),
        ties=reader.word("ties", TIES) if reader.given("ties") else "in",
        per_organisation=_count(reader, "per_organisation"),
        per_region=_count(reader, "per_region"),
        runners_up=_runners_up(reader),
        direct=_count(reader, "direct") or 0,
        wild_cards=_count(reader, "wild_cards") or 0,
        out_at_least=_percent(reader, "out_at_least") if reader.given("out_at_least") else Decimal(0),
        substitutes=_count(reader, "substitutes") or 0,
        divisions_apart=reader.flag("divisions_apart", False),
        capacity=_count(reader, "capacity"),
    )
    reader.finish()
    return rule


def _count(reader: Reader, key: str) -> int | None:
    return reader.whole(key, 1, MOST_PLACES) if reader.given(key) else None


def _percent(reader: Reader, key: str) -> Decimal:
    return reader.positive(key, "100")


def _share(reader: Reader) -> Share | None:
    if not reader.given("share"):
        return None
    part = reader.part("share")
    share = Share(_percent(part, "percent"), part.word("rounding", ROUNDINGS))
    part.finish()
    return share


def _minimum(reader: Reader) -> Minimum | None:
    if not reader.given("minimum"):
        return None
    part = reader.part("minimum")
    minimum = Minimum(part.word("on", FIGURES), part.decimal("least"))
    part.finish()
    return minimum


def _runners_up(reader: Reader) -> RunnersUp | None:
    if not reader.given("runners_up"):
        return None
    part = reader.part("runners_up")
    runners_up = RunnersUp(part.whole("count", 1, MOST_PLACES), part.word("by", BY))
    part.finish()
    return runners_up


def _check_parts(rule: Rule) -> None:
    """What contradicts itself whoever takes part."""
    if rule.top is None and rule.share is None and rule.minimum is None and rule.runners_up is None:
        raise RuleRefused("nobody_advances")
    if rule.share is not None and rule.share.percent + rule.out_at_least > HUNDRED:
        facts = {"share": str(rule.share.percent), "out": str(rule.out_at_least)}
        raise RuleRefused("share_against_out", "share.percent", **facts)
    if rule.out_at_least == HUNDRED:
        raise RuleRefused("nobody_advances", "out_at_least")
    _check_capacity(rule, rule.top or 0, {})


def _check_capacity(rule: Rule, places: int, quotas: Mapping[str, int]) -> None:
    asked = places + rule.direct + rule.wild_cards + (rule.runners_up.count if rule.runners_up else 0)
    asked = max(asked, sum(quotas.values()))
    if rule.capacity is not None and asked > rule.capacity:
        raise RuleRefused("over_capacity", "capacity", asked=str(asked), capacity=str(rule.capacity))


def check_rule(
    rule: Rule,
    *,
    pools: Mapping[str, int] | None = None,
    quotas: Mapping[str, int] | None = None,
    last_resort: str | None = None,
    scaled: bool | None = None,
) -> None:
    """Whether a rule is possible beside what is known so far; what is None is not known and not asked about.

    `pools`: how many take part in each; `quotas`: places of the upper pool that were promised; `last_resort` of the
    plan's order; `scaled`: whether the plan gives scale scores. Raises RuleRefused chain_without_order,
    no_scale_score, more_than_take_part, top_against_out or over_capacity.
    """
    if last_resort == "shared" and rule.ties == "chain":
        raise RuleRefused("chain_without_order", "ties")
    if scaled is False:
        _check_scale(rule)
    _check_capacity(rule, 0, quotas or {})
    if pools is not None:
        _check_numbers(rule, pools)


def _check_scale(rule: Rule) -> None:
    if rule.minimum is not None and rule.minimum.on == "scale_score":
        raise RuleRefused("no_scale_score", "minimum.on")
    if rule.runners_up is not None and rule.runners_up.by == "scale_score":
        raise RuleRefused("no_scale_score", "runners_up.by")


def _check_numbers(rule: Rule, pools: Mapping[str, int]) -> None:
    for pool, count in sorted(pools.items()):
        if rule.top is not None and rule.top > count:
            raise RuleRefused("more_than_take_part", "top", pool=pool, asked=str(rule.top), take_part=str(count))
        if rule.top is not None and rule.top > rule.most(count):
            facts = {"pool": pool, "asked": str(rule.top), "most": str(rule.most(count))}
            raise RuleRefused("top_against_out", "top", **facts)
    by_minimum = rule.top is None and rule.share is None
    places = 0 if by_minimum else sum(rule.places(count) for count in pools.values())
    asked = places + (rule.runners_up.count if rule.runners_up else 0)
    count = sum(pools.values())
    if asked > count:
        raise RuleRefused("more_than_take_part", "runners_up.count", asked=str(asked), take_part=str(count))
    _check_capacity(rule, places, {})


def rule_document(rule: Rule) -> dict[str, Any]:
    """The document a rule is read from, without what it does not ask for."""
    document: dict[str, Any] = {"format": FORMAT, "version": VERSION, "ties": rule.ties}
    for key in ("top", "per_organisation", "per_region", "direct", "wild_cards", "substitutes", "capacity"):
        if getattr(rule, key):
            document[key] = getattr(rule, key)
    if rule.share is not None:
        document["share"] = {"percent": str(shortest(rule.share.percent)), "rounding": rule.share.rounding}
    if rule.minimum is not None:
        document["minimum"] = {"on": rule.minimum.on, "least": str(shortest(rule.minimum.least))}
    if rule.runners_up is not None:
        document["runners_up"] = {"count": rule.runners_up.count, "by": rule.runners_up.by}
    if rule.out_at_least:
        document["out_at_least"] = str(shortest(rule.out_at_least))
    if rule.divisions_apart:
        document["divisions_apart"] = True
    return document


def rule_hash(rule: Rule) -> str:
    """SHA-256 of the canonical document in hexadecimal: the name of a frozen rule, however it was written."""
    return plan_hash(rule_document(rule))
