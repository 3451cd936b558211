"""What a scoring plan is, once read: frozen values with every decimal parsed (field rules WS-2, 3.E)."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import ClassVar

from competition.engine.expressions import Expression
from competition.engine.rounding import Rounding


@dataclass(frozen=True, slots=True)
class Text:
    """A title or a note in both languages; English may be empty."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Band:
    """A closed interval of measured values and the points it earns; an open end is None."""

    low: Decimal | None
    high: Decimal | None
    points: Decimal


@dataclass(frozen=True, slots=True)
class Plausible:
    """What is usually measured; a value outside is asked about on the tablet, and kept when the judge means it."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Over:
    """Points off for every started `unit` of seconds beyond `start` (or short of it), at most `cap` (TF-5, TF-7, TF-8)."""

    start: Decimal
    unit: Decimal
    points: Decimal
    cap: Decimal | None


@dataclass(frozen=True, slots=True)
class Attempts:
    """An aspect that is done `count` times, and how the figures of the attempts become one (field rule TF-15).

    `rule` best | worst | mean | sum | last; `on` value (the resulting value is scored) or points (every attempt is);
    `failed` out (left out) | worst | void (counts 0); more than `most_failed` failed attempts leave no figure; the
    figure is provisional until `minimum` attempts are made. `rounding` None: exact.
    """

    count: int
    rule: str
    on: str
    drop_best: int
    drop_worst: int
    better: str
    failed: str
    most_failed: int
    minimum: int
    rounding: Rounding | None

    def slot(self, key: str, attempt: int) -> str:
        """Where the mark of an attempt (from 1) is kept."""
        return f"{key}#{attempt}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Aspect:
    """One thing that is marked. `max` is in points; `one` means that only seat 1 of the panel marks it.

    `counts` False: an input to expressions and ties that earns nothing itself; `factor` multiplies the points after the
    panel's rounding; `dnf_if_none`: without a figure the entry did not finish. `section` is the key of the section of
    the standard it belongs to, `method` how it is measured, `lines` what else a judge should know (field rule WS-1);
    none of these three changes a mark.
    """

    kind: ClassVar[str]
    key: str
    title: Text
    note: Text | None
    max: Decimal
    one: bool
    required: bool
    section: str | None = None
    method: Text | None = None
    lines: tuple[Text, ...] = ()
    counts: bool = True
    factor: Decimal | None = None
    dnf_if_none: bool = False
    attempts: Attempts | None = None

    @property
    def worth(self) -> Decimal:
        """The most it can add to its module."""
        if not self.counts:
            return Decimal(0)
        return self.max if self.factor is None else self.max * self.factor

    @property
    def slots(self) -> tuple[str, ...]:
        """Where its marks are kept: its key, or one place for each attempt."""
        if self.attempts is None:
            return (self.key,)
        return tuple(self.attempts.slot(self.key, n + 1) for n in range(self.attempts.count))

    @property
    def divisor(self) -> int:
        """What points are divided by at the very end, so that thirds of a mark stay exact (field rule WS-3)."""
        return 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement(Aspect):
    """A measured figure with `decimals` decimals in `unit`; the first band that holds it gives the points, none 0; or
    else `formula` does, never less than `floor` nor more than `max`."""

    kind: ClassVar[str] = "measurement"
    unit: str
    decimals: int
    bands: tuple[Band, ...]
    plausible: Plausible | None
    formula: Expression | None = None
    floor: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class YesNo(Aspect):
    """Kept or not: the full mark or nothing (field rule WS-3)."""

    kind: ClassVar[str] = "yesno"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement(Aspect):
    """A score 0..steps-1 against described levels, worth score / (steps - 1) of the maximum (field rule WS-3), or what
    `values` says for each step."""

    kind: ClassVar[str] = "judgement"
    steps: int
    descriptors: tuple[Text, ...]
    values: tuple[Decimal, ...] = ()

    @property
    def divisor(self) -> int:
        return 1 if self.values else self.steps - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Points(Aspect):
    """Points given directly, `min`..max in whole steps."""

    kind: ClassVar[str] = "points"
    step: Decimal
    min: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deduction(Aspect):
    """Points off for each occurrence up to `cap`; a `critical` one leaves the module without points (TF-10)."""

    kind: ClassVar[str] = "deduction"
    step: Decimal
    cap: Decimal | None
    critical: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted(Aspect):
    """Whole things done, `each` points apiece up to the maximum; `target` is shown, it does not score."""

    kind: ClassVar[str] = "counted"
    each: Decimal
    target: int | None
    plausible: Plausible | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed(Aspect):
    """Seconds used; the first band whose end is not passed gives the points, else `beyond`, less overtime and undertime."""

    kind: ClassVar[str] = "timed"
    bands: tuple[Band, ...]
    beyond: Decimal
    over: Over | None
    plausible: Plausible | None
    under: Over | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed(Aspect):
    """Nobody marks it: its points are what `expression` makes of other aspects, from `min` to `max`."""

    kind: ClassVar[str] = "computed"
    expression: Expression
    min: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Panel:
    """How several judges become one figure (field rule CN-3).

    `high` and `low` marks are dropped by a trimmed mean; `level` aspect: figure by figure, sheet: sum by sheet;
    `minimum` judges must have marked; `spread`: how far scores of a judgement may lie apart (field rule WS-3).
    Fewer than `trim_from` marks are not trimmed; `figure` is the mean or the sum of the marks kept; with `exclude_lead`
    seat 1 does not count in it; `leniency` none | z | additive adjusts each judge's figures first.
    """

    method: str
    high: int
    low: int
    level: str
    minimum: int
    spread: Decimal | None
    trim_from: int = 5
    figure: str = "mean"
    exclude_lead: bool = False
    leniency: str = "none"


@dataclass(frozen=True, slots=True)
class Criterion:
    """A group of aspects under one heading; `day` of the contest on which it is marked, 1 to 9 (field rule WS-2)."""

    key: str
    title: Text
    aspects: tuple[Aspect, ...]
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Module:
    """A part of the test project with its own panel and sheet. `minutes` is None where no time is set. Its points are
    never below `floor` nor above `ceiling`; `shared` is what every judge marks, `marked` all that somebody marks."""

    key: str
    title: Text
    component: str
    minutes: int | None
    panel: Panel
    criteria: tuple[Criterion, ...]
    floor: Decimal = Decimal(0)
    ceiling: Decimal | None = None
    aspects: tuple[Aspect, ...] = field(init=False, repr=False, compare=False)
    shared: tuple[Aspect, ...] = field(init=False, repr=False, compare=False)
    marked: tuple[Aspect, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        aspects = tuple(aspect for criterion in self.criteria for aspect in criterion.aspects)
        marked = tuple(aspect for aspect in aspects if not isinstance(aspect, Computed))
        object.__setattr__(self, "aspects", aspects)
        object.__setattr__(self, "marked", marked)
        object.__setattr__(self, "shared", tuple(aspect for aspect in marked if not aspect.one))

    @property
    def max(self) -> Decimal:
        """The most points the module can give."""
        return sum((aspect.worth for aspect in self.aspects), Decimal(0))

    def aspects_for(self, seat: int) -> tuple[Aspect, ...]:
        """What the judge on this seat (1 is the first) marks: seat 1 everything, the others what each judge marks."""
        return self.marked if seat == 1 else self.shared


@dataclass(frozen=True, slots=True)
class Component:
    """Theory, practical, … with its weight in the total; its modules add up to `max` + `bonus` (field rule CN-1). On the
    plan's scale it is never below `floor` nor above `ceiling`."""

    key: str
    title: Text
    weight: Decimal
    max: Decimal
    bonus: Decimal
    floor: Decimal | None = None
    ceiling: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """One comparator of the tie chain: `what` component | module | criterion | aspect | value | time | best_attempt |
    fewer_deductions | judges_majority, `key` its subject or ''."""

    what: str
    key: str


@dataclass(frozen=True, slots=True)
class ScaleScore:
    """How totals become scale scores (field rule WS-4): `method` none | median_mad | median_sd | mean_sd."""

    method: str
    centre: Decimal
    spread: Decimal
    low: Decimal | None
    high: Decimal | None
    rounding: Rounding


@dataclass(frozen=True, slots=True)
class Order:
    """Which way the ranking goes: the `better` total (high | low), `by` total | scale_score, and what decides when the
    tie chain does not (`last_resort` shared | lot | entry; a lot is drawn from `seed`)."""

    better: str = "high"
    by: str = "total"
    last_resort: str = "shared"
    seed: str = ""
