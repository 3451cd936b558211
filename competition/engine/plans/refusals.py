"""Everything a document in the making is refused for that can be told at once: for whoever is still writing it."""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from competition.engine.plans.aspects import read_aspect
from competition.engine.plans.awarding import read_awards
from competition.engine.plans.depending import expressions_of
from competition.engine.plans.ordering import read_order, read_scale_score, read_ties
from competition.engine.plans.parsing import parse_plan, read_component, read_panel, read_rounding
from competition.engine.plans.reading import Reader
from competition.engine.plans.shape import Aspect, Computed
from competition.engine.plans.technical import read_document
from competition.engine.refusal import PlanRefused

_Read = TypeVar("_Read")

_OF_THE_WHOLE: dict[str, Callable[[Reader], object]] = {
    "ties": read_ties,
    "document": read_document,
    "scale_score": read_scale_score,
    "order": read_order,
    "awards": read_awards,
}


def refusals(document: Mapping[str, object]) -> list[PlanRefused]:
    """The first refusal of the whole document, then the first of every part that cannot stand by itself, and every key
    an expression names in vain; empty for a document that `parse_plan` reads."""
    try:
        parse_plan(document)
    except PlanRefused as refused:
        found = [refused]
    else:
        return []
    told = {one.path for one in found}
    for further in _of_parts(document):
        if further.path not in told:
            found.append(further)
            told.add(further.path)
    return found


def _of_parts(document: Mapping[str, object]) -> Iterator[PlanRefused]:
    aspects = list(_aspects(document))
    known = {str(part.get("key")) for _path, part in aspects if isinstance(part, Mapping)}
    for path, part in aspects:
        try:
            aspect = _finished(read_aspect, part, path)
        except PlanRefused as refused:
            yield refused
        else:
            yield from _in_vain(aspect, path, known)
    for path, read, part in _others(document):
        try:
            _finished(read, part, path)
        except PlanRefused as refused:
            yield refused
    for key, read_part in _OF_THE_WHOLE.items():
        try:
            if key in document:
                read_part(Reader(document, ""))
        except PlanRefused as refused:
            yield refused


def _finished(read: Callable[[Reader], _Read], part: object, path: str) -> _Read:
    reader = Reader(part, path)
    found = read(reader)
    reader.finish()
    return found


def _in_vain(aspect: Aspect, path: str, known: set[str]) -> Iterator[PlanRefused]:
    key = "expression" if isinstance(aspect, Computed) else "formula"
    for expression in expressions_of((aspect,)).values():
        for named in sorted(expression.keys - known):
            yield PlanRefused("unknown_aspect", f"{path}.{key}", aspect=named)


def _others(document: Mapping[str, object]) -> Iterator[tuple[str, Callable[[Reader], object], object]]:
    """The components, the panels and the rounding, as far as they are there."""
    for i, component in enumerate(_list(document, "components")):
        yield f"components[{i}]", read_component, component
    for i, module in enumerate(_list(document, "modules")):
        if isinstance(module, Mapping) and "panel" in module:
            yield f"modules[{i}].panel", read_panel, module["panel"]
    if "rounding" in document:
        yield "rounding", read_rounding, document["rounding"]


def _aspects(document: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    for i, module in enumerate(_list(document, "modules")):
        for j, criterion in enumerate(_list(module, "criteria")):
            for k, aspect in enumerate(_list(criterion, "aspects")):
                yield f"modules[{i}].criteria[{j}].aspects[{k}]", aspect


def _list(part: object, key: str) -> list[object]:
    inner = part.get(key) if isinstance(part, Mapping) else None
    return inner if isinstance(inner, list) else []
