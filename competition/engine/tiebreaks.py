"""Comparing entries of the same total by their tie keys (field rule CN-2).

A tie key is one text a comparator, kept with the standing: a number of which the larger is better, empty where there is
no figure; for `judges_majority` the total of every judge's sheet (`1=45.50 2=44.00`), which says something only beside
the sheets of the entries still tied. What a comparator says of an entry is worked out in `comparators`.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from competition.engine.plans import Plan

WORST = Decimal("-Infinity")
MAJORITY = "judges_majority"
_HALF = Decimal("0.5")


def comparators(plan: Plan) -> tuple[str, ...]:
    """The names of the plan's comparators in their order, as its document writes them."""
    return tuple(f"{tie.what}:{tie.key}" if tie.key else tie.what for tie in plan.ties)


def comparable(tie: tuple[str, ...]) -> tuple[Decimal | Fraction, ...]:
    """A kept tie key as numbers of which the larger is better; an empty text is worse than every number. A figure that
    decimals cannot write is a fraction, 7/3."""
    return tuple((Fraction(text) if "/" in text else Decimal(text)) if text else WORST for text in tie)


def strengths(comparator: str, texts: Sequence[str]) -> tuple[Decimal | Fraction, ...]:
    """What entries still tied have under one comparator, the larger the better."""
    return majority(texts) if comparator.partition(":")[0] == MAJORITY else comparable(tuple(texts))


def ballot(totals: Iterable[tuple[int, Decimal]]) -> str:
    """What the judges of a module gave an entry, (seat, total of his sheet), as one text to keep."""
    return " ".join(f"{seat}={total}" for seat, total in totals)


def majority(ballots: Sequence[str]) -> tuple[Decimal, ...]:
    """How often each entry is preferred, judge by judge: 1 for each other he puts lower, 1/2 for each he puts level.

    A judge compares only what he has marked.
    """
    read = [[(seat, Decimal(total)) for seat, total in _marks(text)] for text in ballots]
    given: dict[str, list[Decimal]] = {}
    for seat, total in sorted(mark for marks in read for mark in marks):
        given.setdefault(seat, []).append(total)
    return tuple(sum((_preferred(given[seat], total) for seat, total in marks), Decimal(0)) for marks in read)


def _marks(text: str) -> Iterable[tuple[str, str]]:
    for mark in text.split():
        seat, _, total = mark.partition("=")
        yield seat, total


def _preferred(totals: list[Decimal], own: Decimal) -> Decimal:
    lower = bisect_left(totals, own)
    level = bisect_right(totals, own) - lower - 1
    return lower + level * _HALF
