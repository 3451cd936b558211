"""Arithmetic that a plan writes down: parsed here, never by Python, worked out exactly in fractions.

A figure that nobody has marked is UNMARKED and makes every expression that looks at it unmarked; one that cannot be had
is NONE (undefined) and does likewise, but unmarked wins. What asks about all entries (best, rank, …) is a question of a
function and a key to whoever knows the population.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from competition.engine.expressions_reading import POPULATION, BadExpression, Reading
from competition.engine.expressions_tree import Figure, Missing, Part, Sources

__all__ = ["NONE", "POPULATION", "UNMARKED", "BadExpression", "Expression", "Figure", "Missing", "evaluate", "parse"]

UNMARKED: Final = Missing.UNMARKED
NONE: Final = Missing.NONE


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression that was read. `text` is as it stands in the document; `keys` are all aspects it names, `population`
    what it asks of all entries (function, key), `uses_value` whether it looks at a measured figure.

    Raises BadExpression for a text that is none.
    """

    text: str
    keys: frozenset[str] = field(init=False, repr=False, compare=False)
    population: frozenset[tuple[str, str]] = field(init=False, repr=False, compare=False)
    uses_value: bool = field(init=False, repr=False, compare=False)
    part: Part = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        read = Reading(self.text)
        object.__setattr__(self, "keys", frozenset(read.keys))
        object.__setattr__(self, "population", frozenset(read.population))
        object.__setattr__(self, "uses_value", read.uses_value)
        object.__setattr__(self, "part", read.part)

    @property
    def uses_population(self) -> bool:
        """Whether it looks at figures of other entries."""
        return bool(self.population)


def parse(text: str) -> Expression:
    """The expression a text says; BadExpression with the position of the sign at fault."""
    return Expression(text)


def evaluate(
    expression: Expression,
    figure: Callable[[str], Figure],
    points: Callable[[str], Figure],
    population: Callable[[str, str], Figure],
    value: Fraction | None = None,
) -> Figure:
    """The exact figure of an expression, or why there is none.

    `figure` and `points` answer for an aspect's key, `population` for a function and a key; they are asked only for what
    the expression looks at. `value` is the measured figure of a formula.
    """
    return expression.part.work(Sources(figure, points, population, value))
