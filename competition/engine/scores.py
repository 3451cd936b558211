"""What an entry's marks came to: the values that `totals.score_entry` gives, from one aspect to the whole entry."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from competition.engine.expressions import NONE, UNMARKED, Figure


class PopulationView(Protocol):
    """What the other entries' figures are to one entry."""

    def figure(self, function: str, key: str) -> Figure:
        """What a population function (best, least, mean, median, sd, rank, rank_low, count) of an aspect gives it."""


@dataclass(frozen=True, slots=True)
class AttemptScore:
    """One attempt that was made: its number from 1, its figure and points (None when it failed), whether it counts in
    what the attempts come to."""

    attempt: int
    figure: Fraction | None
    points: Decimal | None
    failed: bool
    counted: bool


@dataclass(frozen=True, slots=True)
class AspectScore:
    """One aspect: the panel's points (None unmarked), whether all who must have marked it, what seat 1 noted.

    `none`: its figure cannot be had. `number` is what its key means in an expression, None without a figure; `exact`
    are the points where no decimal says them (a mean of attempts that the plan does not round). `kept` are the seats
    that counted in the panel, `judged` the points each seat gave, by seat.
    """

    key: str
    points: Decimal | None
    complete: bool
    value: str | None
    number: Decimal | Fraction | None = None
    none: bool = False
    exact: Fraction | None = None
    attempts: tuple[AttemptScore, ...] = ()
    kept: tuple[int, ...] = ()
    judged: tuple[tuple[int, Decimal], ...] = ()

    @property
    def figure(self) -> Fraction | None:
        """What the aspect's key means in an expression; None where it is unmarked or cannot be had."""
        return None if self.number is None else Fraction(self.number)


@dataclass(frozen=True, slots=True)
class SheetScore:
    """One judge's sheet: `total` of what he marked (deductions included), `figure` what he brings into a sheet panel,
    `adjusted` that figure after leniency; `whole`: he has given everything required of what every judge marks."""

    seat: int
    total: Decimal | None
    figure: Decimal | None
    complete: bool
    adjusted: Decimal | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class ModuleScore:
    """One module: points earned so far (within its floor and ceiling), points off, `failed` when a critical step was
    missed; `kept` are the seats whose sheets counted where the panel works by sheets."""

    key: str
    points: Decimal
    deductions: Decimal
    failed: bool
    complete: bool
    progress: str
    aspects: tuple[AspectScore, ...]
    sheets: tuple[SheetScore, ...]
    kept: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ComponentScore:
    """One component on the plan's scale, and whether all its modules are complete."""

    key: str
    points: Decimal
    complete: bool


@dataclass(frozen=True, slots=True)
class EntryScore:
    """The whole score. `progress` has one sign per module: `.` not begun, `w` being marked, `d` done.

    `tie` holds one text per comparator of the plan's chain (see `tiebreaks`); a larger number is better, empty is
    worst. `none` are the aspects whose figure cannot be had, `dnf` whether one of them ends the entry's contest;
    `provisional` whether it rests on figures of other entries that may still change.
    """

    total: Decimal
    complete: bool
    progress: str
    deductions: Decimal
    components: tuple[ComponentScore, ...]
    modules: tuple[ModuleScore, ...]
    tie: tuple[str, ...]
    none: frozenset[str] = frozenset()
    dnf: bool = False
    provisional: bool = False

    def module(self, key: str) -> ModuleScore:
        """The score of a module; KeyError when the plan has none of this key."""
        return {module.key: module for module in self.modules}[key]

    def component(self, key: str) -> ComponentScore:
        """The score of a component; KeyError when the plan has none of this key."""
        return {component.key: component for component in self.components}[key]

    def aspect(self, key: str) -> AspectScore:
        """The score of an aspect; KeyError when the plan has none of this key."""
        return {aspect.key: aspect for module in self.modules for aspect in module.aspects}[key]


def figure_of(score: AspectScore) -> Figure:
    """What an aspect's key means in an expression (format §4), as the expressions and the population want it."""
    if score.number is not None:
        return Fraction(score.number)
    return NONE if score.none else UNMARKED


def points_of(score: AspectScore) -> Figure:
    """The exact points of an aspect; nothing for a figure that cannot be had."""
    if score.points is None:
        return UNMARKED
    return Fraction(score.points) if score.exact is None else score.exact
