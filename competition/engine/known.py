"""What is known of an entry while it is scored: the figures that expressions name, and what they make of a value."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from competition.engine.expressions import NONE, UNMARKED, Expression, Figure, Missing, evaluate
from competition.engine.formats import numerator
from competition.engine.marked import AspectWork
from competition.engine.plans.shape import Aspect, Measurement
from competition.engine.scores import AspectScore, AttemptScore, PopulationView, figure_of, points_of


@dataclass(frozen=True, slots=True)
class Known:
    """The scores worked out so far, and the population. `attempt`: figures of aspects with attempts are those of this
    attempt then, of all others the whole ones."""

    aspects: Mapping[str, AspectWork]
    scores: dict[str, AspectScore]
    population: PopulationView | None
    attempt: int = 0

    def at(self, attempt: int) -> "Known":
        """The same, seen from one attempt."""
        return replace(self, attempt=attempt)

    def figure(self, key: str) -> Figure:
        """What `[key]` means."""
        score = self.scores[key]
        if not self._by_attempt(key):
            return figure_of(score)
        made = self._made(score)
        if made is None:
            return UNMARKED
        return NONE if made.figure is None else made.figure

    def points(self, key: str) -> Figure:
        """What `points([key])` means, those of the attempt where every attempt earns its own; nothing for what cannot be
        had."""
        score = self.scores[key]
        attempts = self.aspects[key].aspect.attempts
        if not self._by_attempt(key) or attempts is None or attempts.on == "value":
            return points_of(score)
        made = self._made(score)
        if made is None:
            return UNMARKED
        return Fraction(0) if made.points is None else Fraction(made.points)

    def of_population(self, function: str, key: str) -> Figure:
        """What a population function gives; unmarked while the population is not known."""
        return UNMARKED if self.population is None else self.population.figure(function, key)

    def evaluate(self, expression: Expression, value: Fraction | None = None) -> Figure:
        """The exact figure of an expression."""
        return evaluate(expression, self.figure, self.points, self.of_population, value)

    def worth(self, aspect: Aspect, number: Fraction) -> Figure:
        """The exact points of a number, before factor and rounding."""
        if isinstance(aspect, Measurement) and aspect.formula is not None:
            return clamped(self.evaluate(aspect.formula, number), Fraction(aspect.floor), Fraction(aspect.max))
        return numerator(aspect, number) / aspect.divisor

    def _by_attempt(self, key: str) -> bool:
        return self.attempt > 0 and self.aspects[key].aspect.attempts is not None

    def _made(self, score: AspectScore) -> AttemptScore | None:
        return next((made for made in score.attempts if made.attempt == self.attempt), None)


def clamped(figure: Figure, low: Fraction, high: Fraction) -> Figure:
    """The figure, no lower and no higher than this."""
    return figure if isinstance(figure, Missing) else min(max(figure, low), high)
