"""Changing a plan document in the making: finding its parts, and adding, moving, copying and taking them away. Pure.

A place is a path with dots, modules.0.criteria.1; every function returns a new document and leaves the old one alone.
"""

from __future__ import annotations

import copy
import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Any

from competition.engine.plans import FORMAT, VERSION, canonical

Plan = dict[str, Any]
LISTS = {
    "modules", "criteria", "aspects", "bands", "descriptors", "lines", "components", "ties", "equipment", "materials",
    "contestant_brings", "safety", "schedule", "sections", "divisions", "sources", "prizes", "titles", "promotion",
    "small_fields", "passed",
}  # fmt: skip
MOST = 400


class Gone(Exception):
    """The document has no part at this place."""


def text(zh: str = "", en: str = "") -> dict[str, str]:
    """A text in both languages."""
    return {"zh": zh, "en": en}


def part_at(document: Plan, place: str) -> Any:
    """The part at a place; "" is the whole. Raises Gone."""
    here: Any = document
    for step in place.split(".") if place else ():
        if isinstance(here, list) and step.isdigit() and int(step) < len(here):
            here = here[int(step)]
        elif isinstance(here, Mapping) and step in here:
            here = here[step]
        else:
            raise Gone(place)
    return here


def form_part(document: Plan, place: str, keys: tuple[str, ...] = ()) -> dict[str, Any]:
    """The part that a form is for: these keys of it, or all; a document part or awards that are not there yet are
    empty. Raises Gone."""
    if place in ("document", "awards") and not document.get(place):
        return {}
    part = part_at(document, place)
    if not isinstance(part, dict):
        raise Gone(place)
    return {key: part[key] for key in keys if key in part} if keys else part


def with_part(document: Plan, place: str, part: dict[str, Any], keys: tuple[str, ...] = ()) -> Plan:
    """A copy of the document with this part at the place; with `keys` only these of the part there are replaced.
    Raises Gone."""
    changed: Plan = copy.deepcopy(document)
    if keys:
        kept = part_at(changed, place)
        for key in keys:
            kept.pop(key, None)
        kept.update(part)
        return changed
    parent, _dot, last = place.rpartition(".")
    inside = part_at(changed, parent)
    if isinstance(inside, list):
        if not last.isdigit() or int(last) >= len(inside):
            raise Gone(place)
        inside[int(last)] = part
    elif isinstance(inside, dict):
        if part or last in inside:
            inside[last] = part
    else:
        raise Gone(place)
    return changed


def digest(part: Any) -> str:
    """Sixteen digits that change when the part does: what a form saw when it was opened."""
    return hashlib.sha256(canonical({"part": part})).hexdigest()[:16]


def moved(document: Plan, place: str, by: int) -> Plan:
    """The element of a list one place up (-1) or down (1); at the end it stays."""
    changed, parts, at = _list_of(document, place)
    if 0 <= at + by < len(parts):
        parts[at], parts[at + by] = parts[at + by], parts[at]
    return changed


def removed(document: Plan, place: str) -> Plan:
    """The document without the element of a list."""
    changed, parts, at = _list_of(document, place)
    del parts[at]
    return changed


def duplicated(document: Plan, place: str) -> Plan:
    """The element of a list once more, after itself, with keys that are free."""
    changed, parts, at = _list_of(document, place)
    twin = copy.deepcopy(parts[at])
    parts.insert(at + 1, twin)
    if isinstance(twin, dict) and "key" in twin:
        _rekey(changed, twin, re.sub(r"\.\d+$", "", place).rpartition(".")[2])
    return changed


def added(document: Plan, place: str, kind: str = "points") -> Plan:
    """A fresh element at the end of the list at this place; an aspect is of this kind."""
    changed: Plan = copy.deepcopy(document)
    parent, _dot, name = place.rpartition(".")
    if name not in LISTS:
        raise Gone(place)
    if parent in ("document", "awards"):
        changed[parent] = changed.get(parent) or {}
    inside = part_at(changed, parent)
    if not isinstance(inside, dict):
        raise Gone(place)
    parts = inside.get(name) or []
    inside[name] = parts
    if len(parts) >= MOST:
        return changed
    fresh = _fresh(changed, name, inside, kind)
    parts.append(fresh)
    if name == "descriptors" and "steps" in inside:
        inside["steps"] = len(parts)
    return changed


def blank(kind: str, key: str = "") -> dict[str, Any]:
    """A fresh aspect of a kind with nothing said yet."""
    aspect: dict[str, Any] = {
        "key": key,
        "kind": kind,
        "title": text(),
        "note": None,
        "max": "0" if kind == "deduction" else "",
    }
    if kind == "computed":
        return aspect | {"expression": ""}
    aspect |= {"marked_by": "each", "required": kind != "deduction"}
    if kind == "measurement":
        band = {"from": None, "to": None, "points": ""}
        aspect |= {"unit": "mm", "decimals": 2, "bands": [band], "plausible": None, "marked_by": "one"}
    elif kind == "judgement":
        aspect |= {"steps": 4, "descriptors": [text() for _level in range(4)]}
    elif kind == "points":
        aspect |= {"step": "0.5"}
    elif kind == "deduction":
        aspect |= {"step": "", "cap": None, "critical": False, "marked_by": "one"}
    elif kind == "counted":
        aspect |= {"each": "", "target": None, "plausible": None, "marked_by": "one"}
    elif kind == "timed":
        bands = [{"to": "", "points": ""}]
        aspect |= {"bands": bands, "beyond": "0", "over": None, "plausible": None, "marked_by": "one"}
    return aspect


def blank_plan(zh: str, en: str) -> Plan:
    """A plan to begin with: theory and practical, a module each."""
    components = [
        {"key": "theory", "title": text("理论", "Theory"), "weight": "0.3", "max": "100"},
        {"key": "practical", "title": text("实操", "Practical"), "weight": "0.7", "max": "100"},
    ]
    plan: Plan = {
        "format": FORMAT, "version": VERSION, "title": text(zh, en), "scale": "100", "components": components,
        "modules": [_module("T", "theory"), _module("A", "practical")],
        "rounding": {
            step: {"digits": 2, "mode": "half_up"} for step in ("judge", "aspect", "panel", "module", "component", "total")
        },
        "ties": ["component:practical", "fewer_deductions"],
    }  # fmt: skip
    return plan


def empty_plan(zh: str, en: str) -> Plan:
    """A plan to begin with that says as little as a plan can: one component with one module."""
    plan = blank_plan(zh, en)
    return plan | {
        "components": [{"key": "part1", "title": text(), "weight": "1", "max": "100"}],
        "modules": [_module("A", "part1")], "ties": ["fewer_deductions"],
    }  # fmt: skip


def criteria(document: Plan) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Every criterion with its place and its module, in the order of the plan."""
    for i, module in enumerate(document.get("modules") or []):
        for j, criterion in enumerate(module.get("criteria") or []):
            yield f"modules.{i}.criteria.{j}", module, criterion


def _module(key: str, component: str) -> dict[str, Any]:
    panel = {"method": "mean", "high": 0, "low": 0, "level": "aspect", "minimum": 1, "spread": None}
    return {
        "key": key, "title": text(), "component": component, "minutes": None, "panel": panel,
        "criteria": [{"key": f"{key}1", "title": text(), "aspects": [blank("points", f"{key}1.1")]}],
    }  # fmt: skip


def _list_of(document: Plan, place: str) -> tuple[Plan, list[Any], int]:
    """A copy of the document, the list in it that holds the place, and where in it."""
    changed: Plan = copy.deepcopy(document)
    parent, _dot, last = place.rpartition(".")
    parts = part_at(changed, parent)
    if not isinstance(parts, list) or not last.isdigit() or int(last) >= len(parts):
        raise Gone(place)
    return changed, parts, int(last)


def _fresh(document: Plan, name: str, inside: Mapping[str, Any], kind: str) -> Any:
    key = str(inside.get("key", ""))
    if name == "aspects":
        return blank(kind, _free(document, "aspects", f"{key}."))
    if name == "criteria":
        free = _free(document, "criteria", key)
        return {"key": free, "title": text(), "aspects": [blank("points", _free(document, "aspects", f"{free}."))]}
    if name == "modules":
        used = _keys(document, "modules")
        letter = next((one for one in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if one not in used), "M")
        components = document.get("components") or [{"key": ""}]
        return _module(letter if letter not in used else _free(document, "modules", letter), components[-1]["key"])
    if name == "components":
        return {"key": _free(document, "components", "part"), "title": text(), "weight": "", "max": "100"}
    if name == "sections":
        used = {str(one.get("key")) for one in inside.get(name) or []}
        return {"key": next(f"S{n}" for n in range(1, MOST + 2) if f"S{n}" not in used), "title": text(), "weight": ""}
    if name in ("prizes", "titles"):
        used = {str(one.get("key")) for one in inside.get(name) or []}
        letter = name[0].upper()
        return {"key": next(f"{letter}{n}" for n in range(1, MOST + 2) if f"{letter}{n}" not in used), "title": text()}
    rows: dict[str, Any] = {
        "promotion": {"level": ""}, "small_fields": {"below": "", "medals": ""}, "passed": {"component": "", "from": ""},
        "bands": {"to": "", "points": ""} if inside.get("kind") == "timed" else {"from": None, "to": None, "points": ""},
        "ties": "", "schedule": {"title": text(), "minutes": ""},
        "divisions": {"name": text(), "min_age": None, "max_age": None},
    }  # fmt: skip
    if name in ("equipment", "materials"):
        return {"name": text(), "spec": None, "count": "1", "per": "station"}
    return rows.get(name, text())


def _keys(document: Plan, name: str) -> set[str]:
    if name in ("components", "modules"):
        return {str(one.get("key")) for one in document.get(name) or []}
    if name == "criteria":
        return {str(criterion.get("key")) for _place, _module, criterion in criteria(document)}
    return {str(one.get("key")) for _place, _module, found in criteria(document) for one in found.get("aspects") or []}


def _free(document: Plan, name: str, start: str) -> str:
    used = _keys(document, name)
    return next(f"{start}{n}" for n in range(1, 10_000) if f"{start}{n}" not in used)


def _rekey(document: Plan, twin: dict[str, Any], name: str) -> None:
    """Free keys for a copied part and everything in it."""
    if name == "aspects":
        twin["key"] = ""
        twin["key"] = _free(document, "aspects", re.sub(r"\d+$", "", _stem(document, twin)) or "X.")
        return
    if name == "modules":
        used = _keys(document, "modules")
        twin["key"] = next((one for one in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if one not in used), f"{twin['key']}-2")
        for criterion in twin.get("criteria") or []:
            _rekey(document, criterion, "criteria")
        return
    if name == "criteria":
        twin["key"] = ""
        home = next(module for _p, module, one in criteria(document) if one is twin)
        twin["key"] = _free(document, "criteria", str(home.get("key", "")))
        for aspect in twin.get("aspects") or []:
            aspect["key"] = ""
        for aspect in twin.get("aspects") or []:
            aspect["key"] = _free(document, "aspects", f"{twin['key']}.")
        return
    if name == "components":
        twin["key"] = _free(document, "components", f"{twin['key']}-")


def _stem(document: Plan, twin: dict[str, Any]) -> str:
    for _place, _module, criterion in criteria(document):
        if any(one is twin for one in criterion.get("aspects") or []):
            return f"{criterion.get('key', '')}."
    return ""
