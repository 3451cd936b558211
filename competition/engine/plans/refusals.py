"""Everything a document in the making is refused for that can be told at once: for whoever is still writing it."""

from collections.abc import Iterator, Mapping

from competition.engine.plans.aspects import read_aspect
from competition.engine.plans.parsing import parse_plan
from competition.engine.plans.reading import Reader
from competition.engine.refusal import PlanRefused


def refusals(document: Mapping[str, object]) -> list[PlanRefused]:
    """The first refusal of the whole document, then the first of every aspect that cannot stand by itself; empty for a
    document that `parse_plan` reads."""
    try:
        parse_plan(document)
    except PlanRefused as refused:
        found = [refused]
    else:
        return []
    told = {refused.path for refused in found}
    for path, aspect in _aspects(document):
        try:
            reader = Reader(aspect, path)
            read_aspect(reader)
            reader.finish()
        except PlanRefused as refused:
            if refused.path not in told:
                found.append(refused)
                told.add(refused.path)
    return found


def _aspects(document: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    for i, module in enumerate(_list(document, "modules")):
        for j, criterion in enumerate(_list(module, "criteria")):
            for k, aspect in enumerate(_list(criterion, "aspects")):
                yield f"modules[{i}].criteria[{j}].aspects[{k}]", aspect


def _list(part: object, key: str) -> list[object]:
    inner = part.get(key) if isinstance(part, Mapping) else None
    return inner if isinstance(inner, list) else []
