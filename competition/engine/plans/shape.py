"""What a scoring plan is, once read: frozen values with every decimal parsed (field rules WS-2, 3.E)."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import ClassVar


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
    """Points off for every started `unit` of seconds beyond `start`, at most `cap` (field rules TF-5, TF-7)."""

    start: Decimal
    unit: Decimal
    points: Decimal
    cap: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Aspect:
    """One thing that is marked. `max` is in points; `one` means that only seat 1 of the panel marks it.

    `section` is the key of the section of the standard it belongs to, `method` how it is measured, `lines` what else
    a judge should know (field rule WS-1); none of them changes a mark.
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

    @property
    def divisor(self) -> int:
        """What points are divided by at the very end, so that thirds of a mark stay exact (field rule WS-3)."""
        return 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement(Aspect):
    """A measured figure with `decimals` decimals in `unit`; the first band that holds it gives the points, none 0."""

    kind: ClassVar[str] = "measurement"
    unit: str
    decimals: int
    bands: tuple[Band, ...]
    plausible: Plausible | None


@dataclass(frozen=True, slots=True, kw_only=True)
class YesNo(Aspect):
    """Kept or not: the full mark or nothing (field rule WS-3)."""

    kind: ClassVar[str] = "yesno"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement(Aspect):
    """A score 0..steps-1 against described levels, worth score / (steps - 1) of the maximum (field rule WS-3)."""

    kind: ClassVar[str] = "judgement"
    steps: int
    descriptors: tuple[Text, ...]

    @property
    def divisor(self) -> int:
        return self.steps - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Points(Aspect):
    """Points given directly, 0..max in whole steps."""

    kind: ClassVar[str] = "points"
    step: Decimal


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
    """Seconds used; the first band whose end is not passed gives the points, else `beyond`, less the overtime."""

    kind: ClassVar[str] = "timed"
    bands: tuple[Band, ...]
    beyond: Decimal
    over: Over | None
    plausible: Plausible | None


@dataclass(frozen=True, slots=True)
class Panel:
    """How several judges become one figure (field rule CN-3).

    `high` and `low` marks are dropped by a trimmed mean; `level` aspect: figure by figure, sheet: sum by sheet;
    `minimum` judges must have marked; `spread`: how far scores of a judgement may lie apart (field rule WS-3).
    """

    method: str
    high: int
    low: int
    level: str
    minimum: int
    spread: Decimal | None


@dataclass(frozen=True, slots=True)
class Criterion:
    """A group of aspects under one heading; `day` of the contest on which it is marked, 1 to 9 (field rule WS-2)."""

    key: str
    title: Text
    aspects: tuple[Aspect, ...]
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Module:
    """A part of the test project with its own panel and sheet. `minutes` is None where no time is set."""

    key: str
    title: Text
    component: str
    minutes: int | None
    panel: Panel
    criteria: tuple[Criterion, ...]
    aspects: tuple[Aspect, ...] = field(init=False, repr=False, compare=False)
    shared: tuple[Aspect, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        aspects = tuple(aspect for criterion in self.criteria for aspect in criterion.aspects)
        object.__setattr__(self, "aspects", aspects)
        object.__setattr__(self, "shared", tuple(aspect for aspect in aspects if not aspect.one))

    @property
    def max(self) -> Decimal:
        """The most points the module can give."""
        return sum((aspect.max for aspect in self.aspects), Decimal(0))

    def aspects_for(self, seat: int) -> tuple[Aspect, ...]:
        """What the judge on this seat (1 is the first) marks: seat 1 everything, the others what each judge marks."""
        return self.aspects if seat == 1 else self.shared


@dataclass(frozen=True, slots=True)
class Component:
    """Theory, practical, … with its weight in the total; its modules add up to `max` + `bonus` (field rule CN-1)."""

    key: str
    title: Text
    weight: Decimal
    max: Decimal
    bonus: Decimal


@dataclass(frozen=True, slots=True)
class Tie:
    """One comparator of the tie chain: `what` component | module | fewer_deductions | time, `key` its subject or ''."""

    what: str
    key: str
