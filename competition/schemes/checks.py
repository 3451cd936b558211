"""What a plan in the making is checked for while it is written: sums, shares of the standard's sections, refusals."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from competition.engine.plans import Plan, parse_plan, refusals
from competition.schemes.editing import criteria
from competition.schemes.places import Fault, fault

MOST_OFF = Decimal(5)
HUNDRED = Decimal(100)
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Sum:
    """What a component offers in all its modules, and what it says it does."""

    key: str
    title: Mapping[str, str]
    offered: Decimal
    wanted: Decimal

    @property
    def fits(self) -> bool:
        """Whether both are the same."""
        return self.offered == self.wanted


@dataclass(frozen=True)
class Share:
    """A section's share of the final total in percent, and the weight the standard gives it (field rule WS-2)."""

    key: str
    title: Mapping[str, str]
    share: Decimal
    weight: Decimal
    aspects: int

    @property
    def off(self) -> Decimal:
        """By how many points of percent the share differs from the weight."""
        return abs(self.share - self.weight)

    @property
    def fits(self) -> bool:
        """Whether it stays within five points of percent."""
        return self.off <= MOST_OFF


@dataclass(frozen=True)
class Checked:
    """Everything found; `plan` is what the engine reads when nothing is refused."""

    sums: list[Sum]
    shares: list[Share]
    faults: list[Fault]
    plan: Plan | None = field(repr=False)

    def inside(self, form: str, module: int = 0, criterion: int = 0) -> dict[str, list[str]]:
        """The faults of one form by the name of their field."""
        found: dict[str, list[str]] = {}
        for one in self.faults:
            place = one.place
            if (place.form, place.module, place.criterion) == (form, module, criterion):
                found.setdefault(place.field, []).append(one.why)
        return found

    def faults_in(self, module: int, criterion: int) -> Callable[[str], int]:
        """How many faults of a criterion lie in one of its aspects, asked by the name of the aspect's fields."""
        names = self.inside("criterion", module, criterion)
        return lambda aspect: sum(name == aspect or name.startswith(f"{aspect}.") for name in names)


def check(document: Mapping[str, Any]) -> Checked:
    """Check a document whose shape is sound, as the forms keep it."""
    plain = dict(document)
    found = refusals(plain)
    return Checked(
        sums=_sums(plain),
        shares=_shares(plain),
        faults=[fault(plain, refused) for refused in found],
        plan=None if found else parse_plan(plain),
    )


def offered(part: Mapping[str, Any]) -> Decimal:
    """The points that a module or a criterion offers, those it cannot say left out."""
    if "aspects" in part:
        return sum((worth(aspect) for aspect in part.get("aspects") or []), Decimal(0))
    return sum((offered(criterion) for criterion in part.get("criteria") or []), Decimal(0))


def worth(aspect: Mapping[str, Any]) -> Decimal:
    """The most an aspect adds to its module, nothing where it cannot say."""
    if aspect.get("counts") is False:
        return Decimal(0)
    return _figure(aspect.get("max")) * (_figure(aspect.get("factor")) or 1)


def _sums(document: dict[str, Any]) -> list[Sum]:
    modules = document.get("modules") or []
    return [
        Sum(
            str(component.get("key")), component.get("title") or {},
            sum((offered(module) for module in modules if module.get("component") == component.get("key")), Decimal(0)),
            _figure(component.get("max")) + _figure(component.get("bonus")),
        )
        for component in document.get("components") or []
    ]  # fmt: skip


def _shares(document: dict[str, Any]) -> list[Share]:
    sections = (document.get("document") or {}).get("sections") or []
    components = {str(one.get("key")): one for one in document.get("components") or []}
    found: dict[str, Decimal] = {}
    counts: dict[str, int] = {}
    for module, aspect in _aspects(document):
        component = components.get(str(module.get("component")), {})
        most, section = _figure(component.get("max")), str(aspect.get("section"))
        counts[section] = counts.get(section, 0) + 1
        if most:
            share = worth(aspect) * _figure(component.get("weight")) * HUNDRED / most
            found[section] = found.get(section, Decimal(0)) + share
    return [
        Share(
            key, one.get("title") or {}, found.get(key, Decimal(0)).quantize(CENT), _figure(one.get("weight")),
            counts.get(key, 0),
        )
        for one in sections
        for key in [str(one.get("key"))]
    ]  # fmt: skip


def _aspects(document: dict[str, Any]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    for _place, module, criterion in criteria(document):
        for aspect in criterion.get("aspects") or []:
            yield module, aspect


def _figure(value: object) -> Decimal:
    try:
        figure = Decimal(value) if isinstance(value, str) and value else Decimal(0)
    except InvalidOperation:
        return Decimal(0)
    return figure if figure.is_finite() else Decimal(0)
