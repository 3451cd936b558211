"""Medals by windows of points, as field rule WS-5 gives them."""

from collections.abc import Sequence
from fractions import Fraction

from competition.shadow.arithmetic import number
from competition.shadow.outline import Rule

GOLD, SILVER, BRONZE = "gold", "silver", "bronze"


class _Line:
    """The figures of the ranked entries, best first, handed out group by group."""

    def __init__(self, figures: Sequence[Fraction], ranks: Sequence[int], rule: Rule) -> None:
        self.figures, self.ranks, self.given = figures, ranks, 0
        self.window = number(str(rule["window"]))
        self.chained = rule.get("anchor") == "previous"

    def near(self, place: int, other: int) -> bool:
        """Whether two places are no further apart than the window, or the later shares the rank of the one before it."""
        if place and self.ranks[place] == self.ranks[place - 1]:
            return True
        return abs(self.figures[place] - self.figures[other]) <= self.window

    def next_group(self) -> int:
        """How many come next together: the next one, and those within the window of it."""
        first = self.given
        while self.given < len(self.figures):
            compared = max(first, self.given - 1) if self.chained else first
            if not self.near(self.given, compared):
                break
            self.given += 1
        return self.given - first

    def next_near(self, last: int) -> int:
        """How many come next within the window of a place already decided."""
        first = self.given
        while self.given < len(self.figures) and self.near(self.given, last):
            self.given += 1
        return self.given - first


def medals(rule: Rule, figures: Sequence[Fraction], ranks: Sequence[int]) -> list[str]:
    """The medal of each ranked entry, best first; an empty text where there is none."""
    line = _Line(figures, ranks, rule)
    won = [GOLD] * line.next_group()
    if len(won) == 1:
        silvers = line.next_group()
        won += [SILVER] * silvers
        won += [BRONZE] * (line.next_group() if silvers == 1 else line.next_near(line.given - 1))
    elif len(won) == 2 or (line.given < len(figures) and line.near(line.given, line.given - 1)):
        won += [BRONZE] * line.next_group()
    few = [field for field in rule.get("small_fields") or [] if len(figures) < field["below"]]
    allowed: tuple[str, ...] = (GOLD, SILVER, BRONZE)
    if few:
        allowed = allowed[: few[0]["medals"]]
    won += [""] * (len(figures) - len(won))
    return [medal if medal in allowed else "" for medal in won]
