"""A whole plan, once read: its parts, and where each is found."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType

from competition.engine.expressions import Expression
from competition.engine.plans.awarding_shape import Awards
from competition.engine.plans.depending import expressions_of, on_population, order_of
from competition.engine.plans.shape import Aspect, Component, Module, Order, ScaleScore, Text, Tie
from competition.engine.plans.technical import TechnicalDocument
from competition.engine.refusal import Impossible
from competition.engine.rounding import RoundingRules


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole scoring plan. `document` is what people read beside the rules; `document_hash` names the exact JSON
    document it was read from.

    `expressions` are those of computed aspects and the formulas of measured ones, by key; `order_of_work` these keys so
    that each comes after what it names; `population_needs` what they ask of all entries (function, key), and
    `population_keys` of which aspects; `on_population` the keys whose figure rests on other entries in any way.
    """

    title: Text
    scale: Decimal
    components: tuple[Component, ...]
    modules: tuple[Module, ...]
    rounding: RoundingRules
    ties: tuple[Tie, ...]
    document: TechnicalDocument
    document_hash: str
    scale_score: ScaleScore | None = None
    order: Order = field(default_factory=Order)
    total_floor: Decimal | None = None
    total_ceiling: Decimal | None = None
    awards: Awards = field(default_factory=Awards)
    expressions: Mapping[str, Expression] = field(init=False, repr=False, compare=False)
    order_of_work: tuple[str, ...] = field(init=False, repr=False, compare=False)
    population_needs: frozenset[tuple[str, str]] = field(init=False, repr=False, compare=False)
    population_keys: frozenset[str] = field(init=False, repr=False, compare=False)
    on_population: frozenset[str] = field(init=False, repr=False, compare=False)
    _modules: Mapping[str, Module] = field(init=False, repr=False, compare=False)
    _aspects: Mapping[str, Aspect] = field(init=False, repr=False, compare=False)
    _home: Mapping[str, Module] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        home = {aspect.key: module for module in self.modules for aspect in module.aspects}
        aspects = {aspect.key: aspect for module in self.modules for aspect in module.aspects}
        expressions = expressions_of(aspects.values())
        order = order_of(expressions)
        needs = frozenset(need for expression in expressions.values() for need in expression.population)
        object.__setattr__(self, "expressions", MappingProxyType(expressions))
        object.__setattr__(self, "order_of_work", order)
        object.__setattr__(self, "population_needs", needs)
        object.__setattr__(self, "population_keys", frozenset(key for _function, key in needs))
        object.__setattr__(self, "on_population", on_population(expressions, order))
        object.__setattr__(self, "_modules", MappingProxyType({module.key: module for module in self.modules}))
        object.__setattr__(self, "_aspects", MappingProxyType(aspects))
        object.__setattr__(self, "_home", MappingProxyType(home))

    def module(self, key: str) -> Module:
        """The module of this key, or Impossible unknown_module."""
        found = self._modules.get(key)
        if found is None:
            raise Impossible("unknown_module", key)
        return found

    def aspect(self, key: str) -> Aspect:
        """The aspect of this key (unique in the whole plan), or Impossible unknown_aspect."""
        found = self._aspects.get(key)
        if found is None:
            raise Impossible("unknown_aspect", key)
        return found

    def module_of(self, aspect_key: str) -> Module:
        """The module in which the aspect is marked, or Impossible unknown_aspect."""
        found = self._home.get(aspect_key)
        if found is None:
            raise Impossible("unknown_aspect", aspect_key)
        return found

    def component(self, key: str) -> Component:
        """The component of this key, or Impossible unknown_component."""
        for component in self.components:
            if component.key == key:
                return component
        raise Impossible("unknown_component", key)

    def modules_of(self, component: str) -> tuple[Module, ...]:
        """The modules of a component in the order of the plan."""
        return tuple(module for module in self.modules if module.component == component)

    def aspects_for(self, module: str, seat: int) -> tuple[Aspect, ...]:
        """What the judge on a seat marks in a module; Impossible unknown_module."""
        return self.module(module).aspects_for(seat)
