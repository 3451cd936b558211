"""One entry: the figure and the points of each of its aspects, worked out when they are asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from competition.shadow import attempts as several
from competition.shadow.arithmetic import ZERO, Figure, Gap, clipped
from competition.shadow.expressions import worked_out
from competition.shadow.kinds import worth
from competition.shadow.marks import Mark, Sheets
from competition.shadow.outline import Outline, Place
from competition.shadow.panel import together


class Field(Protocol):
    """What an entry may ask of all entries."""

    def ask(self, entry: "Entry", function: str, key: str) -> Figure:
        """What a function of the field gives this entry."""


class Unknown:
    """The field before the first look at its entries, in which nothing may ask about it."""

    def ask(self, entry: "Entry", function: str, key: str) -> Figure:
        """`LookupError`: nobody knows yet who belongs to the field."""
        raise LookupError(f"{function}({key}) of {entry.sheets.entry}")


@dataclass(frozen=True)
class _Sight:
    """What an expression sees of an entry: as a whole, or in one attempt."""

    entry: "Entry"
    attempt: int = 0
    value: Fraction | None = None

    def figure(self, key: str) -> Figure:
        place = self.entry.outline.places[key]
        if not self.attempt or not place.attempts:
            return self.entry.figure(key)
        return self.entry.of_attempt(place, self.attempt)

    def points(self, key: str) -> Figure:
        place = self.entry.outline.places[key]
        single = self.attempt and place.attempts and not place.values_repeat
        points = self.entry.of_attempt(place, self.attempt) if single else self.entry.outcome(key)
        return ZERO if points is Gap.VOID else points

    def field(self, function: str, key: str) -> Figure:
        return self.entry.field.ask(self.entry, function, key)


class Entry:
    """One entry before the plan and the field."""

    def __init__(self, outline: Outline, sheets: Sheets, field: Field) -> None:
        self.outline, self.sheets, self.field = outline, sheets, field
        self._outcomes: dict[str, Figure] = {}

    def outcome(self, key: str) -> Figure:
        """The points of an aspect, or why there are none."""
        if key not in self._outcomes:
            self._outcomes[key] = self._worked_out(self.outline.places[key])
        return self._outcomes[key]

    def earned(self, key: str) -> Fraction | None:
        """The points of an aspect as they enter sums; None while unmarked."""
        figure = self.outcome(key)
        if isinstance(figure, Gap):
            return ZERO if figure is Gap.VOID else None
        return figure

    def figure(self, key: str) -> Figure:
        """What `[KEY]` means: the number marked if one person marks it, even where it has no points; else the points."""
        place = self.outline.places[key]
        if place.shared or place.kind == "computed" or (place.attempts and not place.values_repeat):
            return self.outcome(key)
        return self.value(place)

    def told(self, key: str) -> Figure:
        """The figure that is shown of an aspect: none where it has no points because its expression is undefined."""
        return Gap.VOID if self.outcome(key) is Gap.VOID else self.figure(key)

    def value(self, place: Place) -> Figure:
        """The value of an aspect that one person marks, of all attempts together where they repeat it."""
        if place.attempts:
            return several.gathered(place.attempts, self.every_attempt(place))
        return self._given(place, 0).get(1, Gap.UNMARKED)

    def every_attempt(self, place: Place) -> dict[int, Figure]:
        """The figure of every attempt: values where the values repeat, else points."""
        count = place.attempts["count"] if place.attempts else 0
        return {attempt: self.of_attempt(place, attempt) for attempt in range(1, count + 1)}

    def of_attempt(self, place: Place, attempt: int) -> Figure:
        """The figure of one attempt: its value where the values repeat, else its points."""
        if place.values_repeat:
            return self._given(place, attempt).get(1, Gap.UNMARKED)
        return self._computed(place, attempt) if place.kind == "computed" else self._marked(place, attempt)

    def best_attempt(self, key: str) -> Figure:
        """The best single attempt by the aspect's own rule."""
        place = self.outline.places[key]
        return several.best((place.attempts or {}).get("better") or "high", self.every_attempt(place))

    def _worked_out(self, place: Place) -> Figure:
        if place.kind == "deduction":
            return self._deducted(place)
        if place.attempts is None:
            return self._computed(place, 0) if place.kind == "computed" else self._marked(place, 0)
        if not place.values_repeat:
            return several.gathered(place.attempts, self.every_attempt(place))
        value = self.value(place)
        return value if isinstance(value, Gap) else self._finished(place, self._worth(place, value))

    def _given(self, place: Place, attempt: int) -> dict[int, Mark]:
        return self.sheets.marks.get((place.key, attempt), {})

    def _worth(self, place: Place, mark: Mark) -> Figure:
        if isinstance(mark, Gap):
            return mark
        return worth(place, mark, self._formula(place))

    def _formula(self, place: Place) -> Callable[[Fraction], Figure]:
        def of(value: Fraction) -> Figure:
            return worked_out(place.expression, _Sight(self, value=value))

        return of

    def _finished(self, place: Place, exact: Figure) -> Figure:
        """Rounded as an aspect, and times its factor if it has one."""
        if isinstance(exact, Gap):
            return exact
        points, factor = self.outline.rounded("aspect", exact), place.amount("factor")
        return points if factor is None else self.outline.rounded("product", points * factor)

    def _marked(self, place: Place, attempt: int) -> Figure:
        """The points of what was marked at once: by one person, or by the panel."""
        given = self._given(place, attempt)
        panel = self.outline.modules[place.module]["panel"]
        if place.shared and panel.get("exclude_lead"):
            given = {seat: mark for seat, mark in given.items() if seat != 1}
        exact = [self._worth(place, mark) for mark in given.values()]
        if not exact or Gap.UNMARKED in exact:
            return Gap.UNMARKED
        figures = [ZERO if isinstance(figure, Gap) else figure for figure in exact]
        if all(figure is Gap.VOID for figure in exact):
            return Gap.VOID
        return self._finished(place, together(panel, figures) if place.shared else figures[0])

    def _computed(self, place: Place, attempt: int) -> Figure:
        exact = worked_out(place.expression, _Sight(self, attempt))
        if isinstance(exact, Gap):
            return exact
        least = place.amount("min")
        points = clipped(exact, ZERO if least is None else least, place.amount("max"))
        points, factor = self.outline.rounded("product", points), place.amount("factor")
        return points if factor is None else self.outline.rounded("product", points * factor)

    def _deducted(self, place: Place) -> Figure:
        """What a deduction takes: a judge of the panel who marks the module and notes nothing has seen nothing."""
        given = self._given(place, 0)
        panel = self.outline.modules[place.module]["panel"]
        seats = self.sheets.seats(self.outline.of_module[place.module]) if place.shared else [1]
        if place.shared and panel.get("exclude_lead"):
            seats = [seat for seat in seats if seat != 1]
        if not any(seat in given for seat in seats):
            return Gap.UNMARKED
        taken = [self._worth(place, given.get(seat, ZERO)) for seat in seats]
        figures = [figure for figure in taken if not isinstance(figure, Gap)]
        return self.outline.rounded("aspect", together(panel, figures, averaged=True))

    def own(self, place: Place, seat: int) -> Fraction | None:
        """The points one judge gives for an aspect; None where he did not mark it."""
        singles: dict[int, Figure] = {}
        for attempt in self.sheets.attempts(place.key) if place.attempts else [0]:
            given = self._given(place, attempt)
            if seat in given:
                singles[attempt] = self._finished(place, self._worth(place, given[seat]))
        if place.attempts is None:
            figure = singles.get(0, Gap.UNMARKED)
        elif place.values_repeat:
            figure = self.outcome(place.key)
        else:
            figure = several.gathered(place.attempts, singles)
        if isinstance(figure, Gap):
            return ZERO if figure is Gap.VOID else None
        return figure

    def failed_for_good(self, *, alone: bool) -> bool:
        """Whether some aspect without a figure means that the entry did not finish; `alone` looks only at aspects that
        do not rest on the field."""
        return any(
            place.rule.get("dnf_if_none")
            and not (alone and self.outline.rests_on_field(place.key))
            and self.outcome(place.key) is Gap.VOID
            for place in self.outline.places.values()
        )
