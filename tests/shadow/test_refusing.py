"""What cannot be in a plan the product accepted is not passed over in silence."""

from collections.abc import Callable
from fractions import Fraction

import pytest

from competition.shadow.arithmetic import Gap
from competition.shadow.attempts import best
from competition.shadow.field import scaled
from competition.shadow.figures import Entry, Unknown
from competition.shadow.kinds import worth
from competition.shadow.marks import Sheets
from competition.shadow.outline import Outline, Place
from competition.shadow.panel import kept, levelled
from tests.shadow.small import module, plan, points

ONE = Fraction(1)
OUTLINE = Outline(plan(module("A", [points("P")])))
CASES: dict[str, Callable[[], object]] = {
    "rounds no place": lambda: OUTLINE.rounded("place", ONE),
    "no such panel": lambda: kept({"method": "majority"}, [ONE]),
    "no such leniency": lambda: levelled("harsh", {"a": {1: ONE}}, {"a"}),
    "nobody marks a guess": lambda: worth(
        Place("G", "A", "A0", {"kind": "guess", "max": "1"}), ONE, lambda value: value
    ),
    "no such scale": lambda: scaled(
        Outline(plan(module("A", [points("P")]), scale_score={"method": "rank"})), {"a": ONE}
    ),
}


@pytest.mark.parametrize("words", CASES)
def test_unknown_words_are_refused(words: str) -> None:
    with pytest.raises(ValueError, match=words):
        CASES[words]()


def test_nobody_asks_about_the_field_before_the_first_look() -> None:
    entry = Entry(OUTLINE, Sheets("a"), Unknown())
    with pytest.raises(LookupError, match=r"best\(P\) of a"):
        entry.field.ask(entry, "best", "P")


def test_best_of_no_attempt_is_none() -> None:
    assert best("high", {1: Gap.VOID, 2: Gap.UNMARKED}) is Gap.VOID
    assert best("high", {1: ONE, 2: ONE * 2}) == ONE * 2
    assert best("low", {1: ONE, 2: ONE * 2}) == ONE
