"""How lenient each judge is beside the others of his panel, and what his figures are once that is taken out.

Always a report; only where a plan's panel says so does it change results. Everything is exact, standard deviations are
cut down to 30 decimals, and adjusted figures are rounded once. A lead who does not count in the panel is left out.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from competition.engine.plans import Aspect, Deduction, Module, Plan
from competition.engine.rounding import Rounding
from competition.engine.scores import EntryScore, ModuleScore
from competition.engine.standardisation import deviation, mean

Given = Mapping[str, Mapping[int, Decimal]]
SEEN = Rounding(4, "half_up")
FEW = 5
"""With marks beside another judge on fewer entries than this, how far a judge lies from his panel says little."""


@dataclass(frozen=True, slots=True)
class Judge:
    """One judge's figures: how many entries he marked, their mean, how far he lies above the mean of the panel on the
    entries that he marked (`effect`), and how far his figures spread."""

    entries: int
    mean: Fraction
    effect: Fraction
    sd: Fraction


def judges(given: Given) -> dict[int, Judge]:
    """seat -> what the judge's figures say, over all entries given; the lowest seat first."""
    own: dict[int, list[Fraction]] = {}
    above: dict[int, list[Fraction]] = {}
    for by_seat in given.values():
        figures = {seat: Fraction(figure) for seat, figure in by_seat.items()}
        middle = mean(list(figures.values())) if figures else Fraction(0)
        for seat, figure in figures.items():
            own.setdefault(seat, []).append(figure)
            above.setdefault(seat, []).append(figure - middle)
    return {
        seat: Judge(len(own[seat]), mean(own[seat]), mean(above[seat]), deviation(own[seat])) for seat in sorted(own)
    }


def adjusted(method: str, given: Given, population: Collection[str], rule: Rounding) -> dict[str, dict[int, Decimal]]:
    """Every figure after the judge's leniency was taken out by `method` (z | additive), rounded by `rule`.

    What a judge's leniency is, is told by the entries of the population alone; a judge who marked none of them keeps his
    figures.
    """
    counting = {entry: by_seat for entry, by_seat in given.items() if entry in population}
    known = judges(counting)
    everything = [Fraction(figure) for by_seat in counting.values() for figure in by_seat.values()]
    if not everything:
        return {entry: dict(by_seat) for entry, by_seat in given.items()}
    middle, width = mean(everything), deviation(everything)

    def moved(figure: Decimal, judge: Judge | None) -> Decimal:
        if judge is None:
            return figure
        if method == "additive":
            return rule.exactly(Fraction(figure) - judge.effect)
        above = Fraction(figure) - judge.mean
        return rule.exactly(middle + (width * above / judge.sd if judge.sd else above))

    return {
        entry: {seat: moved(figure, known.get(seat)) for seat, figure in by_seat.items()}
        for entry, by_seat in given.items()
    }


class LenientPanels:
    """The figures of the modules whose panel takes leniency out, and what becomes of them, following every change."""

    def __init__(self, plan: Plan) -> None:
        self._rule = plan.rounding.judge
        self._modules = tuple(module for module in plan.modules if module.panel.leniency != "none")
        self._given: dict[str, dict[str, dict[int, Decimal]]] = {module.key: {} for module in self._modules}
        self._population: set[str] = set()
        self._adjusted: dict[str, dict[tuple[str, int], Decimal]] | None = None

    def put(self, entry: str, score: EntryScore, belongs: bool) -> bool:
        """What an entry's judges gave now instead of before, and whether it belongs to the population, which is every
        entry without a status; whether that changes anything."""
        changed = belongs != (entry in self._population)
        (self._population.add if belongs else self._population.discard)(entry)
        for module in self._modules:
            figures = sheet_figures(module, score.module(module.key), self._rule)
            changed = changed or self._given[module.key].get(entry) != figures
            self._given[module.key][entry] = figures
        if changed:
            self._adjusted = None
        return changed

    def of(self, entry: str) -> Mapping[tuple[str, int], Decimal]:
        """The adjusted figures of an entry's sheets, by module and seat."""
        if self._adjusted is None:
            self._adjusted = {}
            for module in self._modules:
                figures = adjusted(module.panel.leniency, self._given[module.key], self._population, self._rule)
                for key, by_seat in figures.items():
                    places = {(module.key, seat): figure for seat, figure in by_seat.items()}
                    self._adjusted.setdefault(key, {}).update(places)
        return self._adjusted.get(entry, {})


def sheet_figures(module: Module, score: ModuleScore, rule: Rounding) -> dict[int, Decimal]:
    """seat -> what the judge gave in a module without deductions and what does not count: the figure he brings into a
    panel of sheets, and just as much where the panel works aspect by aspect. Half-marked sheets are heard only until the
    first is whole."""
    heard = {sheet.seat for sheet in score.sheets if sheet.whole}
    given = {seat: figure for seat, figure in _given(module, score, rule).items() if _counts(module, seat)}
    return {seat: figure for seat, figure in given.items() if seat in heard} or given


def _counts(module: Module, seat: int) -> bool:
    return seat > 1 or not module.panel.exclude_lead


def _given(module: Module, score: ModuleScore, rule: Rounding) -> dict[int, Decimal]:
    if module.panel.level == "sheet":
        return {sheet.seat: sheet.figure for sheet in score.sheets if sheet.figure is not None}
    counting = {one.key for one in compared_aspects(module) if one.counts}
    sums: dict[int, Decimal] = {}
    for aspect in score.aspects:
        if aspect.key in counting:
            for seat, points in aspect.judged:
                sums[seat] = sums.get(seat, Decimal(0)) + points
    return {seat: rule.of(total) for seat, total in sorted(sums.items())}


@dataclass(frozen=True, slots=True)
class Leniency:
    """How a judge of a module marked beside the others: on how many entries, of which `beside` had marks of another judge
    too; the mean of what he gave, how far he lies above the panel (`effect`) and how far his figures spread.

    `all_mean` and `all_sd` are those of every judge's figures together; `z` is how many of these deviations his mean lies
    above that mean, `width` his own spread as a share of that one, both None where nothing spreads. `aspect` is empty for
    whole sheets.
    """

    module: str
    aspect: str
    seat: int
    entries: int
    beside: int
    mean: Decimal
    effect: Decimal
    sd: Decimal
    all_mean: Decimal
    all_sd: Decimal
    z: Decimal | None
    width: Decimal | None

    @property
    def few(self) -> bool:
        """Whether he marked too few entries beside others for the difference to say much."""
        return self.beside < FEW


def leniency_report(plan: Plan, scores: Mapping[str, EntryScore], rule: Rounding = SEEN) -> tuple[Leniency, ...]:
    """Every judge of every module that several mark, whatever the plan makes of leniency: by his sheets, then aspect by
    aspect where the panel works so. Figures are rounded by `rule`, once and only to be looked at.

    `scores` are those of the entries without a status.
    """
    lines: list[Leniency] = []
    for module in plan.modules:
        mine = {entry: score.module(module.key) for entry, score in scores.items()}
        whole = {entry: sheet_figures(module, score, plan.rounding.judge) for entry, score in mine.items()}
        lines += _lines(module.key, "", whole, rule)
        if module.panel.level == "aspect":
            for aspect in compared_aspects(module):
                lines += _lines(module.key, aspect.key, _aspect_figures(module, aspect.key, mine), rule)
    return tuple(lines)


def compared_aspects(module: Module) -> tuple[Aspect, ...]:
    """What every judge of a module gives points for; a module without any has nothing to compare judges by."""
    return tuple(aspect for aspect in module.shared if not isinstance(aspect, Deduction))


def _aspect_figures(module: Module, key: str, scores: Mapping[str, ModuleScore]) -> Given:
    return {
        entry: {
            seat: points
            for aspect in score.aspects
            if aspect.key == key
            for seat, points in aspect.judged
            if _counts(module, seat)
        }
        for entry, score in scores.items()
    }


def _lines(module: str, aspect: str, given: Given, rule: Rounding) -> Iterable[Leniency]:
    everything = [Fraction(figure) for by_seat in given.values() for figure in by_seat.values()]
    if not everything:
        return
    middle, width = mean(everything), deviation(everything)
    beside = Counter(seat for by_seat in given.values() if len(by_seat) > 1 for seat in by_seat)
    for seat, judge in judges(given).items():
        yield Leniency(
            module=module,
            aspect=aspect,
            seat=seat,
            entries=judge.entries,
            beside=beside[seat],
            mean=rule.exactly(judge.mean),
            effect=rule.exactly(judge.effect),
            sd=rule.exactly(judge.sd),
            all_mean=rule.exactly(middle),
            all_sd=rule.exactly(width),
            z=rule.exactly((judge.mean - middle) / width) if width else None,
            width=rule.exactly(judge.sd / width) if width else None,
        )
