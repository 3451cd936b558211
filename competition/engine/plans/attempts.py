"""Reading how an aspect is attempted several times, with what contradicts it (field rule TF-15)."""

from competition.engine.plans.reading import Reader
from competition.engine.plans.shape import Attempts
from competition.engine.refusal import PlanRefused

RULES = ("best", "worst", "mean", "sum", "last")
FEWEST, MOST = 2, 20
_DROPPING = ("mean", "sum")
_NEVER = ("deduction", "yesno")
_BY_VALUE = ("measurement", "timed", "counted", "points")


def read_attempts(reader: Reader, kind: str, one: bool) -> Attempts | None:
    """The key "attempts" of an aspect; kinds that are done once do not know it."""
    if kind in _NEVER or not reader.given("attempts"):
        return None
    part = reader.part("attempts")
    count = part.whole("count", FEWEST, MOST)
    attempts = Attempts(
        count=count,
        rule=part.word("rule", RULES),
        on=part.word("on", ("value", "points")),
        drop_best=_whole(part, "drop_best", 0, count, 0),
        drop_worst=_whole(part, "drop_worst", 0, count, 0),
        better=_word(part, "better", ("high", "low")),
        failed=_word(part, "failed", ("out", "worst", "void")),
        most_failed=_whole(part, "most_failed", 0, count, count - 1),
        minimum=_whole(part, "minimum", 1, count, count),
        rounding=part.rule("rounding") if part.given("rounding") else None,
    )
    part.finish()
    _check(part, attempts, kind in _BY_VALUE and one)
    return attempts


def _check(part: Reader, attempts: Attempts, by_value: bool) -> None:
    if attempts.on == "value" and not by_value:
        raise PlanRefused("attempts_without_value", part.at("on"))
    dropped = attempts.drop_best + attempts.drop_worst
    if dropped and attempts.rule not in _DROPPING:
        raise PlanRefused("drops_without_mean", part.at("drop_best" if attempts.drop_best else "drop_worst"))
    if dropped >= attempts.minimum:
        raise PlanRefused("drops_every_attempt", part.at("minimum"), dropped=str(dropped))


def _whole(part: Reader, key: str, least: int, most: int, unless: int) -> int:
    return part.whole(key, least, most) if part.given(key) else unless


def _word(part: Reader, key: str, allowed: tuple[str, ...]) -> str:
    """One of the allowed words, the first where none is given."""
    return part.word(key, allowed) if part.given(key) else allowed[0]
