"""Gold, silver and bronze where a difference within a window is a tie (field rule WS-5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from competition.engine.plans.awarding_shape import Medals

GOLD, SILVER, BRONZE = KINDS = ("gold", "silver", "bronze")


@dataclass(frozen=True, slots=True)
class Contender:
    """A ranked entry with the figure that is compared."""

    entry: str
    rank: int
    figure: Decimal


def medals(rule: Medals, contenders: Sequence[Contender]) -> Mapping[str, str]:
    """The medal of each entry that has one; contenders in the order of their ranks.

    One gold: silver, then bronze; two or more silvers leave bronze to those within the window of the last of them. Two
    golds: no silver. Three or more: no silver, and bronze only when the next is within the window of the last gold.
    """
    gold, rest = _tied(rule, contenders)
    silver: Sequence[Contender] = ()
    bronze: Sequence[Contender] = ()
    if len(gold) == 1:
        silver, rest = _tied(rule, rest)
        bronze = _tied(rule, rest)[0] if len(silver) == 1 else _near(rule, silver, rest)
    elif len(gold) == 2 or _near(rule, gold, rest):
        bronze, rest = _tied(rule, rest)
    given = KINDS[: _kinds(rule, len(contenders))]
    groups = zip(KINDS, (gold, silver, bronze), strict=True)
    return {one.entry: medal for medal, group in groups if medal in given for one in group}


def _kinds(rule: Medals, ranked: int) -> int:
    """How many kinds of medals a field of this size is given (WorldSkills Russia, Moscow 2018)."""
    return next((small.medals for small in rule.small_fields if ranked < small.below), len(KINDS))


def _equal(rule: Medals, anchor: Contender, before: Contender, after: Contender) -> bool:
    """Whether somebody is within the window of the anchor, or shares the rank of the one before him."""
    return before.rank == after.rank or abs(anchor.figure - after.figure) <= rule.window


def _tied(rule: Medals, rest: Sequence[Contender]) -> tuple[Sequence[Contender], Sequence[Contender]]:
    """The next group of equals and who comes after it."""
    end = min(1, len(rest))
    while end < len(rest):
        anchor = rest[end - 1 if rule.anchor == "previous" else 0]
        if not _equal(rule, anchor, rest[end - 1], rest[end]):
            break
        end += 1
    return rest[:end], rest[end:]


def _near(rule: Medals, group: Sequence[Contender], rest: Sequence[Contender]) -> Sequence[Contender]:
    """Those of the rest within the window of the group's last."""
    before = [*group[-1:], *rest]
    end = 0
    while group and end < len(rest) and _equal(rule, group[-1], before[end], rest[end]):
        end += 1
    return rest[:end]
