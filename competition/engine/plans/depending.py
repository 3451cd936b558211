"""Which aspects are worked out from which others, and in what order."""

from collections.abc import Iterable, Mapping, Set

from competition.engine.expressions import Expression
from competition.engine.plans.shape import Aspect, Computed, Measurement


def expressions_of(aspects: Iterable[Aspect]) -> dict[str, Expression]:
    """The expressions of computed aspects and the formulas of measured ones by key, in the order of the aspects."""
    found = {}
    for aspect in aspects:
        if isinstance(aspect, Computed):
            found[aspect.key] = aspect.expression
        elif isinstance(aspect, Measurement) and aspect.formula is not None:
            found[aspect.key] = aspect.formula
    return found


def order_of(expressions: Mapping[str, Expression]) -> tuple[str, ...]:
    """The keys so that each comes after all that it names; those that need themselves are left out."""
    waiting = dict(expressions)
    order: list[str] = []
    while ready := [
        key for key, expression in waiting.items() if not any(named in waiting for named in expression.keys)
    ]:
        order.extend(ready)
        for key in ready:
            del waiting[key]
    return tuple(order)


def on_population(expressions: Mapping[str, Expression], order: Iterable[str]) -> frozenset[str]:
    """The keys whose figure rests on other entries, by itself or through what it names."""
    found: set[str] = set()
    for key in order:
        if expressions[key].population or not found.isdisjoint(expressions[key].keys):
            found.add(key)
    return frozenset(found)


def cycle_of(names: Mapping[str, Set[str]]) -> tuple[str, ...]:
    """The first keys in order that need each other in a circle, beginning with the first of them; there is one."""
    waiting = dict(names)
    while free := [key for key, named in waiting.items() if named.isdisjoint(waiting)]:
        for key in free:
            del waiting[key]
    way = [next(iter(waiting))]
    while True:
        following = next(key for key in waiting if key in waiting[way[-1]])
        if following in way:
            circle = way[way.index(following) :]
            start = circle.index(next(key for key in names if key in circle))
            return (*circle[start:], *circle[:start])
        way.append(following)
