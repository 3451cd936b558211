"""Where something is in a plan: the engine's path in words, and the form and field in which a person changes it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from competition.engine.refusal import PlanRefused
from competition.schemes import awarding, fields, words
from competition.schemes.fields import Field

_STEP = re.compile(r"[^.\[\]]+")
LANGUAGES = {"zh", "en"}
# Lists that one field holds on one line, but for two that have rows of their own.
ON_ONE_LINE = {"values", "points", "prior", "divisions", "prizes"}
IN_ROWS = {("document", "divisions"), ("awards", "prizes")}


@dataclass(frozen=True)
class Place:
    """`form` general, document, awards, module or criterion; its module and criterion by number; the name of the field in it."""

    form: str
    module: int = 0
    criterion: int = 0
    field: str = ""


@dataclass(frozen=True)
class Fault:
    """One thing a document is refused for: where in words, why in words, and where to change it."""

    where: str
    why: str
    place: Place


def dotted(path: str) -> str:
    """The engine's path modules[0].criteria[1] as the name modules.0.criteria.1."""
    return ".".join(_STEP.findall(path))


def place_of(path: str) -> Place:
    """The form and field of an engine's path."""
    steps = _STEP.findall(path)
    if steps[-2:-1] and steps[-2] in ON_ONE_LINE and tuple(steps[:-1]) not in IN_ROWS:
        steps.pop()
    if steps[:1] in (["document"], ["awards"]):
        return Place(steps[0], field=".".join(steps[1:]))
    if steps[:1] == ["modules"] and len(steps) > 1:
        module = int(steps[1])
        if steps[2:3] == ["criteria"] and len(steps) > 3:
            return Place("criterion", module, int(steps[3]), ".".join(steps[4:]))
        return Place("module", module, field=".".join(steps[2:]))
    return Place("general", field=".".join(steps))


def why(refused: PlanRefused, *, form: bool = False) -> str:
    """What the engine says of a place, in words; `form`: to somebody who fills in fields and never sees JSON."""
    known = words.FORM_REFUSALS.get(refused.code) if form else None
    known = known or words.PLAN_REFUSALS.get(refused.code)
    facts: dict[str, Any] = dict(refused.facts)
    return str(known) % facts if known is not None else refused.code


def fault(document: Mapping[str, Any], refused: PlanRefused) -> Fault:
    """A refusal for people."""
    return Fault(where(document, refused.path), why(refused, form=True), place_of(refused.path))


def where(document: Mapping[str, Any], path: str) -> str:
    """A path in words, from the outside in: Module A, Criterion A1, Aspect A1.3, Tolerance bands 2, Points."""
    said: list[str] = []
    here: Any = document
    known: tuple[Field, ...] = fields.GENERAL
    for step in _STEP.findall(path):
        here = _inside(here, step)
        if step.isdigit():
            said[-1:] = [_numbered(said[-1] if said else "", here, int(step))]
        elif step in LANGUAGES:
            said.append(_("Chinese") if step == "zh" else _("English"))
        else:
            label, known = _named(step, known, here)
            said.append(label)
        if step.isdigit() and isinstance(here, Mapping) and "kind" in here:
            known = fields.ASPECTS.get(str(here["kind"]), ())
    return " › ".join(one for one in said if one) or _("The whole scheme")


def _inside(here: Any, step: str) -> Any:
    if isinstance(here, list) and step.isdigit() and int(step) < len(here):
        return here[int(step)]
    return here.get(step) if isinstance(here, Mapping) else None


def _numbered(label: str, here: Any, number: int) -> str:
    key = here.get("key") if isinstance(here, Mapping) else None
    return f"{label} {key or number + 1}"


def _named(step: str, known: tuple[Field, ...], here: Any) -> tuple[str, tuple[Field, ...]]:
    """The label of a step, and the fields known inside it."""
    groups: dict[str, tuple[str, tuple[Field, ...]]] = {
        "modules": (_("Module"), fields.MODULE), "criteria": (_("Criterion"), fields.CRITERION),
        "aspects": (_("Aspect"), ()), "document": (_("Document part"), fields.DOCUMENT),
        "components": (_("Component"), fields.COMPONENT), "awards": (_("Awards"), awarding.FIELDS),
    }  # fmt: skip
    if step in groups:
        return groups[step]
    found = next((field for field in known if field.key == step), None)
    if found is None and isinstance(here, Mapping):
        return step, known
    return (str(found.label), found.parts or known) if found is not None else (step, known)
