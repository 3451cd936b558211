"""What each comparator of a plan's tie chain says of one entry, as texts to keep with its standing (field rule CN-2)."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from competition.engine.plans.whole import Plan
from competition.engine.rounding import seen
from competition.engine.scores import AspectScore, ComponentScore, ModuleScore, points_of
from competition.engine.tiebreaks import MAJORITY, ballot

ZERO = Decimal(0)


class Comparing:
    """One entry's score as the tie chain looks at it."""

    def __init__(
        self, plan: Plan, modules: Sequence[ModuleScore], components: Sequence[ComponentScore], deductions: Decimal
    ) -> None:
        self._plan = plan
        self._modules = {module.key: module for module in modules}
        self._components = {component.key: component for component in components}
        self._deductions = deductions
        self._aspects: Mapping[str, AspectScore] = {score.key: score for part in modules for score in part.aspects}

    def text(self, what: str, key: str) -> str:
        """A number of which the larger is better, empty where there is no figure; a ballot for the judges' majority."""
        return _TEXTS[what](self, key)

    def component(self, key: str) -> str:
        return str(self._components[key].points)

    def module(self, key: str) -> str:
        return str(self._modules[key].points)

    def criterion(self, key: str) -> str:
        """The points of a criterion's aspects that count, less its deductions."""
        criterion = next(one for module in self._plan.modules for one in module.criteria if one.key == key)
        scores = [self._aspects[aspect.key] for aspect in criterion.aspects if aspect.counts]
        return _text(sum((worth for one in scores if isinstance(worth := points_of(one), Fraction)), Fraction(0)))

    def aspect(self, key: str) -> str:
        score = self._aspects[key]
        return "" if score.points is None else str(score.points)

    def value(self, key: str) -> str:
        return _text(self._aspects[key].number)

    def time(self, key: str) -> str:
        return _worse_when_larger(self._aspects[key].number)

    def best_attempt(self, key: str) -> str:
        """The best single attempt that did not fail, whatever becomes of all of them together."""
        figures = [one.figure for one in self._aspects[key].attempts if one.figure is not None]
        rules = self._plan.aspect(key).attempts
        if not figures:
            return ""
        return _worse_when_larger(min(figures)) if rules and rules.better == "low" else _text(max(figures))

    def fewer_deductions(self, key: str) -> str:
        return _worse_when_larger(self._deductions)

    def judges_majority(self, key: str) -> str:
        sheets = self._modules[key].sheets
        return ballot((sheet.seat, sheet.total) for sheet in sheets if sheet.total is not None)


_TEXTS: Mapping[str, Callable[[Comparing, str], str]] = {
    "component": Comparing.component,
    "module": Comparing.module,
    "criterion": Comparing.criterion,
    "aspect": Comparing.aspect,
    "value": Comparing.value,
    "time": Comparing.time,
    "best_attempt": Comparing.best_attempt,
    "fewer_deductions": Comparing.fewer_deductions,
    MAJORITY: Comparing.judges_majority,
}


def tie_texts(
    plan: Plan, modules: Sequence[ModuleScore], components: Sequence[ComponentScore], deductions: Decimal
) -> tuple[str, ...]:
    """One text for each comparator of the plan, in the order of its chain."""
    if not plan.ties:
        return ()
    entry = Comparing(plan, modules, components, deductions)
    return tuple(entry.text(tie.what, tie.key) for tie in plan.ties)


def _text(figure: Decimal | Fraction | None) -> str:
    if figure is None:
        return ""
    written = seen(figure, 0) if isinstance(figure, Fraction) else figure
    return str(written if written == figure else figure)


def _worse_when_larger(figure: Decimal | Fraction | None) -> str:
    if figure is None:
        return ""
    return _text(-figure if figure else ZERO)
