"""Small plan documents for the tests of the engine, built piece by piece."""

from copy import deepcopy
from typing import Any

Document = dict[str, Any]


def text(zh: str = "标题", en: str = "Title") -> Document:
    return {"zh": zh, "en": en}


def rule(digits: int = 2, mode: str = "half_up") -> Document:
    return {"digits": digits, "mode": mode}


def aspect(kind: str, key: str = "A1.1", most: str = "10", marked_by: str = "each", **more: object) -> Document:
    return {
        "key": key,
        "kind": kind,
        "title": text(),
        "note": None,
        "max": most,
        "marked_by": marked_by,
        "required": kind != "deduction",
        **more,
    }


def points(key: str = "A1.1", most: str = "100", step: str = "0.1", marked_by: str = "each") -> Document:
    return aspect("points", key, most, marked_by, step=step)


def judgement(key: str = "A1.1", most: str = "1.00", steps: int = 4, marked_by: str = "each") -> Document:
    return aspect("judgement", key, most, marked_by, steps=steps, descriptors=[text() for _ in range(steps)])


def deduction(key: str, step: str = "0.50", cap: str | None = "2.00", marked_by: str = "one") -> Document:
    return aspect("deduction", key, "0", marked_by, step=step, cap=cap, critical=False)


def critical(key: str, marked_by: str = "one") -> Document:
    return aspect("deduction", key, "0", marked_by, step="0", cap=None, critical=True)


def panel(method: str = "mean", **more: object) -> Document:
    return {"method": method, "high": 0, "low": 0, "level": "aspect", "minimum": 1, "spread": None, **more}


def trimmed(level: str = "aspect", minimum: int = 3) -> Document:
    return panel("trimmed_mean", high=1, low=1, level=level, minimum=minimum)


def module(key: str, *aspects: Document, component: str = "practical", judged: Document | None = None) -> Document:
    return {
        "key": key,
        "title": text(),
        "component": component,
        "minutes": 60,
        "panel": judged or panel(),
        "criteria": [{"key": f"{key}-1", "title": text(), "aspects": list(aspects)}],
    }


def plan(*modules: Document, most: str = "100", ties: tuple[str, ...] = (), **more: object) -> Document:
    """A plan of one component, practical, whose modules add up to `most`."""
    return {
        "format": "craftboard-plan",
        "version": 1,
        "title": text("样例", "Sample"),
        "scale": "100",
        "components": [{"key": "practical", "title": text(), "weight": "1", "max": most}],
        "modules": list(modules),
        "rounding": {step: rule() for step in ("judge", "aspect", "panel", "module", "component", "total")},
        "ties": list(ties),
        **more,
    }


def theory_and_practical(theory: str = "0.3", practical: str = "0.7", ties: tuple[str, ...] = ()) -> Document:
    """Theory in module T and practical in module P, each one figure of 0..100 given by seat 1 (field rule CN-1)."""
    return plan(
        module("T", points("T1", marked_by="one"), component="theory"),
        module("P", points("P1", marked_by="one")),
        components=[
            {"key": "theory", "title": text(), "weight": theory, "max": "100"},
            {"key": "practical", "title": text(), "weight": practical, "max": "100"},
        ],
        ties=ties,
    )


def changed(document: Document, path: str, value: object) -> Document:
    """A copy of the document with one value, named by its path (a.0.b), put in place."""
    copy = deepcopy(document)
    here: Any = copy
    *parents, last = path.split(".")
    for step in parents:
        here = here[int(step)] if step.isdigit() else here[step]
    here[int(last) if last.isdigit() else last] = value
    return copy


def without(document: Document, path: str) -> Document:
    """A copy of the document with one key, named by its path, taken away."""
    parent, _dot, last = path.rpartition(".")
    here: Any = document
    for step in parent.split(".") if parent else ():
        here = here[int(step)] if step.isdigit() else here[step]
    less = {name: value for name, value in here.items() if name != last}
    return changed(document, parent, less) if parent else less
