"""What the field has of an aspect: best, least, mean, median, sd, rank, rank_low and count (field rules TF-1, TF-6, AS-4).

The population of an aspect is every entry without a status that has a figure of it, whether it is marked to its end or
not; one that has none is not counted. Who that is, is the tabulation's business; the figures are kept here, exactly,
and follow every single change.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from competition.engine.expressions import UNMARKED, Figure, Missing
from competition.engine.rounding import root


class Figures:
    """The figures of one aspect over its population, the lowest first."""

    def __init__(self) -> None:
        self._ordered: list[Fraction] = []
        self._sum = Fraction(0)
        self._squares = Fraction(0)

    def add(self, figure: Fraction) -> None:
        """An entry of the population has this figure now."""
        insort(self._ordered, figure)
        self._sum += figure
        self._squares += figure * figure

    def drop(self, figure: Fraction) -> None:
        """An entry of the population has it no more."""
        del self._ordered[bisect_left(self._ordered, figure)]
        self._sum -= figure
        self._squares -= figure * figure

    @property
    def count(self) -> int:
        """How many entries have a figure."""
        return len(self._ordered)

    def best(self) -> Fraction:
        """The highest figure."""
        return self._ordered[-1]

    def least(self) -> Fraction:
        """The lowest figure."""
        return self._ordered[0]

    def mean(self) -> Fraction:
        """The exact mean."""
        return self._sum / self.count

    def median(self) -> Fraction:
        """The middle figure, or the mean of the middle two."""
        return (self._ordered[(self.count - 1) // 2] + self._ordered[self.count // 2]) / 2

    def sd(self) -> Fraction:
        """The standard deviation of the whole population, cut down to 30 decimals."""
        return root((self._squares * self.count - self._sum * self._sum) / (self.count * self.count))

    def higher(self, figure: Fraction) -> int:
        """How many figures are higher."""
        return self.count - bisect_right(self._ordered, figure)

    def lower(self, figure: Fraction) -> int:
        """How many figures are lower."""
        return bisect_left(self._ordered, figure)


class Population:
    """The figures of the aspects that a plan's expressions ask the field about."""

    def __init__(self, keys: frozenset[str]) -> None:
        self._figures = {key: Figures() for key in keys}
        self._brought: dict[str, Mapping[str, Figure]] = {}
        self._answers: dict[tuple[str, str], Fraction] = {}

    def put(self, entry: str, figures: Mapping[str, Figure]) -> bool:
        """What an entry brings now instead of what it brought before, nothing at all when it does not belong to the
        population; whether that changes the population."""
        before = self._brought.get(entry, {})
        changed = False
        for key, kept in self._figures.items():
            old, new = before.get(key, UNMARKED), figures.get(key, UNMARKED)
            if old == new:
                continue
            if not isinstance(old, Missing):
                kept.drop(old)
                changed = True
            if not isinstance(new, Missing):
                kept.add(new)
                changed = True
        self._brought[entry] = figures
        if changed:
            self._answers.clear()
        return changed

    def figure(self, function: str, key: str, own: Figure) -> Figure:
        """What a function gives an entry whose own figure is `own`.

        A rank needs an own figure; it is as missing as that one is. Of nobody there is no figure but the count.
        """
        kept = self._figures[key]
        if function == "count":
            return Fraction(kept.count)
        if function in _RANKS:
            return own if isinstance(own, Missing) else Fraction(1 + _RANKS[function](kept, own))
        if not kept.count:
            return UNMARKED
        known = self._answers.get((function, key))
        if known is None:
            known = self._answers[function, key] = _OF_ALL[function](kept)
        return known


@dataclass(frozen=True, slots=True)
class EntryView:
    """The population as the expressions of one entry see it; `own` are its figures of the aspects asked about."""

    population: Population
    own: Mapping[str, Figure]

    def figure(self, function: str, key: str) -> Figure:
        """What a function of the population gives this entry."""
        return self.population.figure(function, key, self.own[key])


_RANKS: Mapping[str, Callable[[Figures, Fraction], int]] = {"rank": Figures.higher, "rank_low": Figures.lower}
_OF_ALL: Mapping[str, Callable[[Figures], Fraction]] = {
    "best": Figures.best,
    "least": Figures.least,
    "mean": Figures.mean,
    "median": Figures.median,
    "sd": Figures.sd,
}
