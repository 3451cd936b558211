"""A plan document laid out for looking things up: where each aspect stands and which rule rounds what."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from competition.shadow.arithmetic import number, rounded
from competition.shadow.expressions import FIELD, Node, parsed

Rule = Mapping[str, Any]


@dataclass(frozen=True)
class Place:
    """One aspect where it stands in the plan."""

    key: str
    module: str
    criterion: str
    rule: Rule

    @property
    def kind(self) -> str:
        """The word of its kind."""
        return str(self.rule["kind"])

    @property
    def shared(self) -> bool:
        """Whether every judge of the panel marks it."""
        return self.rule.get("marked_by") == "each"

    @property
    def counts(self) -> bool:
        """Whether its points are part of the module."""
        return self.rule.get("counts") is not False

    @property
    def attempts(self) -> Rule | None:
        """The rule of its attempts, if it has any."""
        return self.rule.get("attempts")

    @property
    def values_repeat(self) -> bool:
        """Whether the attempts are gathered as values, before they become points."""
        return self.attempts is not None and self.attempts["on"] == "value"

    @property
    def has_expression(self) -> bool:
        """Whether it is computed, or measured and worth what a formula says."""
        return self.kind == "computed" or self.rule.get("formula") is not None

    @property
    def expression(self) -> Node:
        """The expression of a computed aspect or of a measurement with a formula."""
        return parsed(self.rule["expression"] if self.kind == "computed" else self.rule["formula"])

    def amount(self, key: str) -> Fraction | None:
        """A decimal of the rule that may be missing."""
        text = self.rule.get(key)
        return None if text is None else number(text)


class Outline:
    """A plan that the product accepted, by key."""

    def __init__(self, plan: Rule) -> None:
        self.plan = plan
        self.components: dict[str, Rule] = {component["key"]: component for component in plan["components"]}
        self.modules: dict[str, Rule] = {module["key"]: module for module in plan["modules"]}
        self.places: dict[str, Place] = {}
        self._resting: dict[str, bool] = {}
        for place in self._all_places():
            if place.key in self.places:
                raise ValueError(f"two aspects are called {place.key}")
            self.places[place.key] = place
        self.of_module = {key: [place for place in self.places.values() if place.module == key] for key in self.modules}

    def _all_places(self) -> Iterator[Place]:
        for key, module in self.modules.items():
            for criterion in module["criteria"]:
                for rule in criterion["aspects"]:
                    yield Place(rule["key"], key, criterion["key"], rule)

    def rests_on_field(self, key: str) -> bool:
        """Whether an aspect's expression asks about all entries, itself or through an aspect it names."""
        if key not in self._resting:
            place = self.places[key]
            nodes = list(place.expression.walk()) if place.has_expression else []
            named = [node.key for node in nodes if node.word == "key"]
            self._resting[key] = any(node.word in FIELD for node in nodes) or any(map(self.rests_on_field, named))
        return self._resting[key]

    def rounded(self, step: str, figure: Fraction) -> Fraction:
        """A figure by the rule of a step; the step `product` falls back on `aspect`."""
        rules = self.plan["rounding"]
        rule = rules.get(step) or (rules["aspect"] if step == "product" else None)
        if rule is None:
            raise ValueError(f"the plan rounds no {step}")
        return rounded(figure, rule)

    def amount(self, key: str) -> Fraction | None:
        """A decimal of the plan itself that may be missing."""
        text = self.plan.get(key)
        return None if text is None else number(text)

    @property
    def order(self) -> Rule:
        """How the entries are put in order, with every default filled in."""
        given = self.plan.get("order") or {}
        return {"better": "high", "by": "total", "last_resort": "shared", "seed": "", **given}

    @property
    def scale(self) -> Rule:
        """The scale score's rule, with every default filled in."""
        given = {key: value for key, value in (self.plan.get("scale_score") or {}).items() if value is not None}
        usual = {"method": "none", "centre": "700", "spread": "30", "low": None, "high": None}
        return {**usual, "digits": 0, "mode": "half_up", **given}
