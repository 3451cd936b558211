"""The sheet of rules: title, scale, rounding, the ranking, ties and awards, one row a rule.

A rule with parts is a row for each of them; what the document says null to, or leaves empty, stands there as JSON would
write it. Awards are JSON in their cells: a row for each kind of award, or for each one of a list.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import gettext as _

from competition.schemes import fields
from competition.schemes.fields import Field
from competition.schemes.workbook import columns
from competition.schemes.workbook.cells import Line

Part = dict[str, Any]
Row = dict[str, str]
_PARTS = {one.key: one for one in (fields.SCALE_SCORE, fields.ORDER)}
_LIMITS = ("total_floor", "total_ceiling")
_BARE: dict[str, Part | None] = {"null": None, "{}": {}}


def rules_of(plan: Mapping[str, Any]) -> Iterator[Row]:
    """The rows of a plan."""
    yield {"rule": "title", "value": plan["title"]["zh"], "more": plan["title"]["en"]}
    yield {"rule": "scale", "value": plan["scale"]}
    modes = fields.RULE[1].choices
    for step, rule in plan["rounding"].items():
        if rule is None:
            yield {"rule": f"rounding.{step}", "value": "null"}
        else:
            yield {"rule": f"rounding.{step}", "value": str(rule["digits"]), "more": str(modes[rule["mode"]])}
    for limit in _LIMITS:
        if limit in plan:
            yield {"rule": limit, "value": "null" if plan[limit] is None else plan[limit]}
    for key, known in _PARTS.items():
        if key in plan:
            yield from _part_rows(known, plan[key])
    for tie in plan["ties"]:
        yield {"rule": "tie", "value": tie}
    if "awards" in plan:
        yield from _award_rows(plan["awards"])


def _part_rows(known: Field, part: Mapping[str, Any] | None) -> Iterator[Row]:
    if not part:
        yield {"rule": known.key, "value": "null" if part is None else "{}"}
        return
    for field in known.parts:
        if field.key in part:
            value = part[field.key]
            said = "null" if value is None else str(field.choices.get(value, value))
            yield {"rule": f"{known.key}.{field.key}", "value": said}


def _award_rows(awards: Mapping[str, Any] | None) -> Iterator[Row]:
    if not awards:
        yield {"rule": "awards", "value": _json(awards)}
        return
    for key, value in awards.items():
        for one in value if isinstance(value, list) and value else [value]:
            yield {"rule": "awards", "value": _json(one), "more": key}


def read_rule(line: Line, plan: Part) -> None:
    """Put one row into the plan."""
    rule = line.word("rule")
    what, _dot, inner = rule.partition(".")
    if what == "title":
        plan["title"] = {"zh": line.text("value"), "en": line.text("more")}
    elif what == "scale":
        plan["scale"] = line.figure("value")
    elif what == "rounding":
        plan["rounding"][inner] = None if line.said("value") == "null" else _rounding(line)
        line.came("rounding", "rule")
    elif what == "tie":
        line.came(f"ties[{len(plan['ties'])}]", "value")
        plan["ties"].append(line.said("value"))
    elif what == "awards":
        _award(line, plan)
    elif what in _LIMITS:
        plan[what] = None if line.said("value") == "null" else line.figure("value")
    elif what in _PARTS and not inner:
        plan[what] = _BARE.get(line.said("value"), line.said("value"))
    elif what in _PARTS:
        _part(line, plan, _PARTS[what], inner)
    if rule:
        line.came(rule, "value")


def _rounding(line: Line) -> Part:
    mode = columns.rounding_modes().get(columns.plain(line.said("more") or "half_up"))
    if mode is None:
        line.wrong("more", _("one of these is expected: %(allowed)s", allowed=", ".join(columns.mode_words())))
    return {"digits": line.whole("value"), "mode": mode or "half_up"}


def _part(line: Line, plan: Part, known: Field, key: str) -> None:
    field = next(one for one in known.parts if one.key == key)
    part: Part = plan.get(known.key) or {}
    plan[known.key] = part
    if line.said("value") == "null":
        part[key] = None
    elif field.type == "whole":
        part[key] = line.whole("value")
    elif field.type == "choice":
        part[key] = _choice(line, field)
    else:
        part[key] = line.figure("value") if field.type == "decimal" else line.said("value")
    line.came(known.key, "value")


def _choice(line: Line, field: Field) -> str:
    value = columns.choices_of(field).get(columns.plain(line.said("value")))
    if value is None:
        allowed = ", ".join(str(one) for one in field.choices.values())
        line.wrong("value", _("one of these is expected: %(allowed)s", allowed=allowed))
    return value or next(iter(field.choices))


def _award(line: Line, plan: Part) -> None:
    try:
        value = json.loads(line.text("value"))
    except ValueError:
        line.wrong("value", _("this is not JSON"))
        return
    key = line.said("more")
    if not key:
        plan["awards"] = value
        return
    awards: Part = plan.get("awards") or {}
    plan["awards"] = awards
    if key in ("prizes", "titles", "promotion") and isinstance(value, dict):
        rows: list[Any] = awards.get(key) or []
        line.came(f"awards.{key}[{len(rows)}]", "value")
        awards[key] = [*rows, value]
    else:
        line.came(f"awards.{key}", "value")
        awards[key] = value


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
