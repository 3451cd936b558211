"""How a group plays and counts, as data: read strictly from its document."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from competition.engine.matches import MOST_GAMES, MOST_POINTS, check_best_of
from competition.engine.plans.reading import Reader
from competition.engine.refusal import Impossible, PlanRefused, Refusal

MOST_LEGS = 4
LOT = "lot"
COMPARATORS = ("head_to_head", "wins", "game_difference", "difference", "scored", LOT)
WITHDRAWN = ("void", "lost", "half")
_MOST_EARNED = "1000"


class RuleRefused(Refusal):
    """The rule of a group that cannot be; `path` is a JSON path."""


@dataclass(frozen=True, slots=True)
class Rule:
    """How a group plays and counts.

    A match is best of `best_of` games, drawn ones allowed by `draws`. It earns `win`, `draw`, `loss`, or `absent` for who
    did not come; who won without playing is given the games he needed at `awarded` points each. `chain` tells equals
    after points apart, each comparator within what the ones before it left together; `legs` is how often everybody
    meets everybody.
    """

    best_of: int
    legs: int
    draws: bool
    win: Decimal
    draw: Decimal
    loss: Decimal
    absent: Decimal
    awarded: int
    chain: tuple[str, ...]
    withdrawn: str


def read_rule(document: object) -> Rule:
    """A rule from its document; figures are texts. Raises RuleRefused with the path of what is wrong, missing or unknown.

    Only `win` and `loss` are asked for, and `draw` where there are draws; the rest is one game, one leg, no draws, `absent`
    as `loss`, nothing awarded, equals told apart by nothing, withdrawn void.
    """
    try:
        return _read(Reader(document, ""))
    except PlanRefused as refused:
        raise RuleRefused(refused.code, refused.path, **refused.facts) from None


def rule_document(rule: Rule) -> dict[str, object]:
    """The rule as `read_rule` reads it, with nothing left to what is usual."""
    return {
        "best_of": rule.best_of,
        "legs": rule.legs,
        "draws": rule.draws,
        "win": str(rule.win),
        "loss": str(rule.loss),
        "absent": str(rule.absent),
        "awarded": rule.awarded,
        "chain": list(rule.chain),
        "withdrawn": rule.withdrawn,
    } | ({"draw": str(rule.draw)} if rule.draws else {})


def _read(reader: Reader) -> Rule:
    draws = reader.flag("draws", unless=False)
    win, loss = _points(reader, "win"), _points(reader, "loss")
    draw = _points(reader, "draw") if draws else loss
    absent = _points(reader, "absent") if reader.given("absent") else loss
    if not win > draw >= loss >= absent:
        raise RuleRefused("points_rise", "win", order="win > draw >= loss >= absent")
    rule = Rule(
        best_of=_best_of(reader, draws),
        legs=reader.whole("legs", 1, MOST_LEGS) if reader.given("legs") else 1,
        draws=draws,
        win=win,
        draw=draw,
        loss=loss,
        absent=absent,
        awarded=reader.whole("awarded", 0, MOST_POINTS) if reader.given("awarded") else 0,
        chain=_chain(reader) if reader.given("chain") else (),
        withdrawn=reader.word("withdrawn", WITHDRAWN) if reader.given("withdrawn") else "void",
    )
    reader.finish()
    return rule


def _points(reader: Reader, key: str) -> Decimal:
    return reader.decimal(key, f"-{_MOST_EARNED}", _MOST_EARNED)


def _best_of(reader: Reader, draws: bool) -> int:
    best_of = reader.whole("best_of", 1, MOST_GAMES) if reader.given("best_of") else 1
    try:
        check_best_of(best_of, draws)
    except Impossible as refused:
        raise RuleRefused(refused.code, "best_of", **refused.facts) from None
    return best_of


def _chain(reader: Reader) -> tuple[str, ...]:
    chain = reader.take("chain")
    if not isinstance(chain, list):
        raise RuleRefused("not_a_list", "chain")
    for place, comparator in enumerate(chain):
        path = f"chain[{place}]"
        if comparator not in COMPARATORS:
            raise RuleRefused("not_a_choice", path, allowed=", ".join(COMPARATORS))
        if comparator in chain[:place]:
            raise RuleRefused("stands_twice", path, name=comparator)
        if LOT in chain[:place]:
            raise RuleRefused("after_lot", path)
    return tuple(chain)
