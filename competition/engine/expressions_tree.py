"""What an expression is made of once it was read, and how each part is worked out: exactly, in fractions."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import Any, Protocol, TypeAlias


class Missing(Enum):
    """Why there is no figure: nobody has marked it yet, or it cannot be had (a failed attempt, a division by zero)."""

    UNMARKED = "unmarked"
    NONE = "none"


Figure: TypeAlias = Fraction | Missing


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the figures come from: `figure` and `points` of an aspect, a `population` function over all entries, and the
    measured `value` (None outside a measurement)."""

    figure: Callable[[str], Figure]
    points: Callable[[str], Figure]
    population: Callable[[str, str], Figure]
    value: Fraction | None


class Part(Protocol):
    """A part of an expression."""

    def work(self, sources: Sources) -> Figure:
        """Its figure, or why there is none."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written."""

    figure: Fraction

    def work(self, sources: Sources) -> Figure:
        """The number."""
        return self.figure


@dataclass(frozen=True, slots=True)
class Measured:
    """`value`: the figure that was measured."""

    def work(self, sources: Sources) -> Figure:
        """The measured figure; unmarked where none is given."""
        return Missing.UNMARKED if sources.value is None else sources.value


@dataclass(frozen=True, slots=True)
class Named:
    """`[KEY]`: the figure of another aspect."""

    key: str

    def work(self, sources: Sources) -> Figure:
        """The figure of the aspect."""
        return sources.figure(self.key)


@dataclass(frozen=True, slots=True)
class PointsOf:
    """`points([KEY])`: what another aspect earned."""

    key: str

    def work(self, sources: Sources) -> Figure:
        """The points of the aspect."""
        return sources.points(self.key)


@dataclass(frozen=True, slots=True)
class OfAll:
    """`best([KEY])` and its like: a figure over all entries of the population."""

    function: str
    key: str

    def work(self, sources: Sources) -> Figure:
        """What the population answers."""
        return sources.population(self.function, self.key)


@dataclass(frozen=True, slots=True)
class Given:
    """`given([KEY], expr)`: the figure of the aspect where it has one, else the expression."""

    key: str
    otherwise: Part

    def work(self, sources: Sources) -> Figure:
        """The figure, or what stands in for it."""
        figure = sources.figure(self.key)
        return self.otherwise.work(sources) if isinstance(figure, Missing) else figure


@dataclass(frozen=True, slots=True)
class Strict:
    """An operation that needs all its parts: unmarked wins over none, none over every figure."""

    operation: Callable[..., Figure]
    parts: tuple[Part, ...]

    def work(self, sources: Sources) -> Figure:
        """The operation on the figures of the parts."""
        figures: list[Any] = []
        undefined = False
        for part in self.parts:
            figure = part.work(sources)
            if figure is Missing.UNMARKED:
                return figure
            undefined = undefined or figure is Missing.NONE
            figures.append(figure)
        return Missing.NONE if undefined else self.operation(*figures)


@dataclass(frozen=True, slots=True)
class Choice:
    """`if(a < b, x, y)`: only the condition and the branch it chooses are looked at."""

    condition: Strict
    then: Part
    otherwise: Part

    def work(self, sources: Sources) -> Figure:
        """The chosen branch; missing when the condition is (it works out to 1 where it holds, else to 0)."""
        holds = self.condition.work(sources)
        if isinstance(holds, Missing):
            return holds
        return self.then.work(sources) if holds else self.otherwise.work(sources)
