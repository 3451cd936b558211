"""A whole plan, once read: its parts, and where each is found."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType

from competition.engine.plans.shape import Aspect, Component, Module, Text, Tie
from competition.engine.plans.technical import TechnicalDocument
from competition.engine.refusal import Impossible
from competition.engine.rounding import RoundingRules


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole scoring plan. `document` is what people read beside the rules; `document_hash` names the exact JSON
    document it was read from."""

    title: Text
    scale: Decimal
    components: tuple[Component, ...]
    modules: tuple[Module, ...]
    rounding: RoundingRules
    ties: tuple[Tie, ...]
    document: TechnicalDocument
    document_hash: str
    _modules: Mapping[str, Module] = field(init=False, repr=False, compare=False)
    _aspects: Mapping[str, Aspect] = field(init=False, repr=False, compare=False)
    _home: Mapping[str, Module] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        home = {aspect.key: module for module in self.modules for aspect in module.aspects}
        aspects = {aspect.key: aspect for module in self.modules for aspect in module.aspects}
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
