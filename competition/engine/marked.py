"""A plan made ready for reading marks fast: what every text of an aspect earns is worked out once, not mark by mark."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from competition.engine.formats import numerator
from competition.engine.plans.shape import Aspect, Computed, Deduction, Measurement, Module
from competition.engine.plans.whole import Plan
from competition.engine.rounding import Rounding, RoundingRules
from competition.engine.values import NOT_TAKEN, kept_number

ZERO = Decimal(0)
MOST_TEXTS = 4096
MOST_PLANS = 64
Place = tuple[str, int, str]
Marks = Mapping[Place, str]


class Earned(NamedTuple):
    """What one mark earns: the `number` noted, its `numerator` over the aspect's divisor, the `points` rounded and times
    the factor; `none` when it says that there is no figure. A formula's numerator and points are worked out later."""

    text: str
    number: Decimal
    numerator: Decimal
    points: Decimal
    none: bool


class AspectWork:
    """An aspect with what its texts earn. `settled`: its points rest on its own marks alone; `plain`: on one mark."""

    __slots__ = (
        "_earned",
        "aspect",
        "counts",
        "deducts",
        "key",
        "marked",
        "plain",
        "rules",
        "settled",
        "shared",
        "slots",
    )

    def __init__(self, aspect: Aspect, rules: RoundingRules) -> None:
        self.aspect = aspect
        self.key = aspect.key
        self.rules = rules
        self.slots = aspect.slots
        self.counts = aspect.counts
        self.deducts = isinstance(aspect, Deduction)
        self.marked = not isinstance(aspect, Computed)
        self.shared = self.marked and not aspect.one
        self.settled = self.marked and not (isinstance(aspect, Measurement) and aspect.formula is not None)
        self.plain = self.settled and aspect.attempts is None
        self._earned: dict[str, Earned] = {}

    def earned(self, text: str) -> Earned:
        """What a kept text earns; Impossible not_a_number for a text that never was a value."""
        found = self._earned.get(text)
        if found is None:
            found = self._worked_out(text)
            if len(self._earned) >= MOST_TEXTS:
                self._earned.clear()
            self._earned[text] = found
        return found

    def scaled(self, points: Decimal) -> Decimal:
        """Points rounded by `aspect`, times the factor where there is one, rounded once more then."""
        factor = self.aspect.factor
        return points if factor is None else self.rules.worked.of(points * factor)

    @property
    def written(self) -> Rounding:
        """The rule that rounds the aspect's points last."""
        worked = not self.marked or self.aspect.factor is not None
        return self.rules.worked if worked else self.rules.aspect

    @property
    def nothing(self) -> Decimal:
        """No points, written as the aspect's points are."""
        return self.written.of(ZERO)

    def enough(self, earned: Mapping[str, Earned]) -> bool:
        """Whether a sheet has all the marks the aspect needs: one, or those of the fewest attempts."""
        attempts = self.aspect.attempts
        return sum(slot in earned for slot in self.slots) >= (1 if attempts is None else attempts.minimum)

    def _worked_out(self, text: str) -> Earned:
        none = text == NOT_TAKEN
        number = ZERO if none else kept_number(self.aspect, text)
        worth = ZERO if none or not self.settled else numerator(self.aspect, number)
        points = self.scaled(self.rules.aspect.ratio(worth, self.aspect.divisor))
        return Earned(text, number, worth, points, none)


class ModuleWork:
    """A module made ready. `simple`: every aspect is plain and counts, so that a sheet is the sum of its marks."""

    __slots__ = ("_seats", "aspects", "criticals", "module", "others", "rules", "shared", "simple")

    def __init__(self, module: Module, rules: RoundingRules) -> None:
        self.module = module
        self.rules = rules
        self.aspects = tuple(AspectWork(aspect, rules) for aspect in module.aspects)
        self.shared = tuple(work for work in self.aspects if work.shared)
        self.others = SeatWork(module.key, 0, self.shared)
        self.criticals = tuple(
            work for work in self.aspects if isinstance(work.aspect, Deduction) and work.aspect.critical
        )
        self.simple = all(work.plain and work.counts for work in self.aspects)
        self._seats: dict[int, SeatWork] = {}

    def seat(self, seat: int) -> "SeatWork":
        """What a seat marks: seat 1 everything, the others what is shared."""
        found = self._seats.get(seat)
        if found is None:
            marked = self.shared if seat != 1 else tuple(one for one in self.aspects if one.marked)
            found = self._seats.setdefault(seat, SeatWork(self.module.key, seat, marked))
        return found


class SeatWork:
    """What one seat marks, in the order of the plan, by slot (`at`), and where its marks are kept among all marks
    (`places`: place, slot, aspect).

    A sheet has what it needs with a mark of all `needed` and enough attempts of all `tried`.
    """

    __slots__ = ("aspects", "at", "needed", "places", "tried")

    def __init__(self, module: str, seat: int, aspects: Sequence[AspectWork]) -> None:
        self.aspects = aspects
        self.places = tuple(((module, seat, slot), slot, work) for work in aspects for slot in work.slots)
        self.at = {slot: work for work in aspects for slot in work.slots}
        required = [work for work in aspects if work.aspect.required]
        self.needed = frozenset(work.key for work in required if work.aspect.attempts is None)
        self.tried = tuple(work for work in required if work.aspect.attempts is not None)

    def whole(self, earned: Mapping[str, Earned]) -> bool:
        """Whether everything required is marked."""
        return self.needed <= earned.keys() and all(work.enough(earned) for work in self.tried)


@dataclass(frozen=True, slots=True)
class PlanWork:
    """A plan made ready: its modules, and every aspect by key."""

    plan: Plan
    modules: tuple[ModuleWork, ...]
    aspects: Mapping[str, AspectWork]

    def module(self, key: str) -> ModuleWork:
        """The module of this key; Impossible unknown_module."""
        return self.modules[self.plan.modules.index(self.plan.module(key))]


class Sheet:
    """One seat's marks of a module: what each slot earns, and whether everything required is there."""

    __slots__ = ("complete", "earned", "marks", "seat")

    def __init__(self, work: ModuleWork, seat: int, marks: Marks) -> None:
        self.seat = seat
        self.marks = work.seat(seat)
        earned = {}
        for place, slot, aspect in self.marks.places:
            text = marks.get(place)
            if text is not None:
                earned[slot] = aspect.earned(text)
        self.earned: dict[str, Earned] = earned
        self.complete = self.marks.whole(earned)

    def missed(self, critical: AspectWork) -> bool:
        """Whether a critical step was marked as missed at least once (field rule TF-10)."""
        found = self.earned.get(critical.key)
        return found is not None and found.number > 0


def read_sheets(work: ModuleWork, seats: Sequence[int], marks: Marks) -> list[Sheet]:
    """The sheets of a module's seats, the first seat first."""
    return [Sheet(work, seat, marks) for seat in sorted(set(seats))]


_ready: dict[int, PlanWork] = {}


def work_of(plan: Plan) -> PlanWork:
    """The plan made ready, once for each plan object in use."""
    found = _ready.get(id(plan))
    if found is not None and found.plan is plan:
        return found
    modules = tuple(ModuleWork(module, plan.rounding) for module in plan.modules)
    aspects = {work.key: work for module in modules for work in module.aspects}
    if len(_ready) >= MOST_PLANS:
        _ready.clear()
    return _ready.setdefault(id(plan), PlanWork(plan, modules, aspects))
