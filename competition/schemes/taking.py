"""From what a form sends to a part of a plan document, by the table of fields. Pure; what is wrong is kept as typed.

Names in a form are paths with dots: aspects.0.bands.1.to. A field left empty stays what its absence was: left out, or
null where the document says null, so that saving without a change keeps the document's hash.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from competition.engine.expressions_reading import LONGEST as LONGEST_FORMULA
from competition.schemes.editing import blank
from competition.schemes.fields import ASPECTS, CRITERION, Field

DEEPEST = 8
LONGEST = 4000
_UNSOUND = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_WHOLE = re.compile(r"[0-9]{1,6}")
_FIGURES = re.compile(r"[;/、\s]+")
_NAMES = re.compile(r"[;；]")
ONE_LINE = ("figures", "numbers", "names")

Nested = dict[str, Any]


def nested(sent: Iterable[tuple[str, str]]) -> Nested:
    """The pairs of a form as objects in objects; a later value of the same name wins."""
    root: Nested = {}
    for name, value in sent:
        *parents, last = name.split(".")[:DEEPEST]
        here = root
        for step in parents:
            inner = here.setdefault(step, {})
            if not isinstance(inner, dict):
                break
            here = inner
        else:
            here[last] = value
    return root


def taken(fields: tuple[Field, ...], sent: Nested, old: Mapping[str, Any]) -> dict[str, Any]:
    """What the form says of these fields; `old` is the part as it was stored."""
    part: dict[str, Any] = {}
    for field in fields:
        value = _take(field, sent.get(field.key), old.get(field.key))
        unsaid = value is None or (value == field.default and field.key not in old)
        if not (field.optional and unsaid):
            part[field.key] = value
        elif field.key in old:
            part[field.key] = [] if old[field.key] == [] else None if value is None else value
    return part


def taken_criterion(sent: Nested, old: Mapping[str, Any]) -> dict[str, Any]:
    """A criterion with its aspects, each by the fields of its kind; an aspect whose kind is new gets what it lacks."""
    part = taken(CRITERION, sent, old)
    stored: list[Any] = old.get("aspects") or []
    part["aspects"] = [
        taken_aspect(one, stored[place] if place < len(stored) else {})
        for place, one in enumerate(_rows(sent.get("aspects")))
    ]
    return part


def taken_aspect(sent: Nested, old: Mapping[str, Any]) -> dict[str, Any]:
    """One aspect; `kind` may differ from the stored one, then the fields of the new kind begin as a fresh aspect's."""
    kind = str(sent.get("kind", old.get("kind")))
    kind = kind if kind in ASPECTS else "points"
    if kind == old.get("kind"):
        aspect = taken(ASPECTS[kind], sent, old)
    else:
        fresh = blank(kind)
        before = ASPECTS.get(str(old.get("kind")), ())
        shared = tuple(field for field in ASPECTS[kind] if field in before and field.type != "fixed")
        aspect = fresh | taken(shared, {**sent, "kind": kind}, old)
        aspect["kind"] = kind
    if kind == "judgement":
        aspect["steps"] = len(aspect["descriptors"])
    return aspect


def clean(value: object, longest: int = LONGEST) -> str:
    """A text without characters nobody typed, its ends stripped and its line ends plain."""
    text = value if isinstance(value, str) else ""
    return _UNSOUND.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()[:longest]


def figure(value: object) -> str:
    """A decimal as typed on any keyboard: full-width digits and a comma for the point are understood."""
    text = unicodedata.normalize("NFKC", clean(value, 40)).replace("。", ".").replace("−", "-").replace(" ", "")
    return text.replace(",", ".") if text.count(",") == 1 and "." not in text else text


def whole(value: object) -> int | str:
    """A whole number, or the text when it is none."""
    text = figure(value)
    return int(text) if _WHOLE.fullmatch(text) else text


def _take(field: Field, sent: Any, old: Any) -> Any:
    if field.type == "fixed":
        return field.default
    if field.type in ("flag", "unless"):
        return (sent is None) == (field.type == "unless")
    if field.type in ("text", "long"):
        return _text(sent, field.optional)
    if field.type == "part":
        return _part(field, sent, old)
    if field.type in ("each", "lines", "levels", "choices"):
        return _list(field, sent, old)
    if field.type in ONE_LINE:
        return _on_one_line(field.type, clean(sent, 2000)) or None
    if field.type == "formula":
        text = " ".join(clean(sent, 2 * LONGEST_FORMULA).split("\n"))
        return None if text == "" and field.optional else text
    value: Any = figure(sent) if field.type == "decimal" else whole(sent) if field.type == "whole" else clean(sent, 200)
    return None if value == "" and field.optional else value


def _on_one_line(kind: str, text: str) -> list[Any]:
    """The parts of a list on one line; figures and numbers may stand with no more than a space between them."""
    if kind == "names":
        return [one.strip() for one in _NAMES.split(text) if one.strip()]
    parts = [one for one in _FIGURES.split(unicodedata.normalize("NFKC", text)) if one]
    return [figure(one) if kind == "figures" else whole(one) for one in parts]


def _text(sent: Any, optional: bool) -> dict[str, str] | None:
    both = sent if isinstance(sent, dict) else {}
    text = {"zh": clean(both.get("zh")), "en": clean(both.get("en"))}
    return None if optional and not any(text.values()) else text


def _part(field: Field, sent: Any, old: Any) -> dict[str, Any] | None:
    inner = sent if isinstance(sent, dict) else {}
    part = taken(field.parts, inner, old if isinstance(old, Mapping) else {})
    said = any(value not in (None, "") for value in part.values())
    return part if said or not field.optional else None


def _list(field: Field, sent: Any, old: Any) -> list[Any] | None:
    stored = old if isinstance(old, list) else []
    rows: list[Any] = []
    for place, one in enumerate(_rows(sent, strings=field.type == "choices")):
        if field.type == "choices":
            rows.append(clean(one, 80))
        elif field.type == "each":
            was = stored[place] if place < len(stored) and isinstance(stored[place], Mapping) else {}
            rows.append(taken(field.parts, one, was))
        else:
            rows.append(_text(one, optional=False))
    while rows and field.type != "levels" and _empty(rows[-1], field):
        rows.pop()
    return rows if rows or not field.optional else None


def _empty(row: Any, field: Field) -> bool:
    if isinstance(row, str):
        return not row
    choices = {one.key for one in field.parts if one.type == "choice"}
    texts = [value for key, value in row.items() if key not in choices]
    return not any(any(text.values()) if isinstance(text, dict) else text not in (None, "") for text in texts)


def _rows(sent: Any, *, strings: bool = False) -> list[Any]:
    """The rows of a list in the order of their numbers."""
    numbered = {key: value for key, value in sent.items() if key.isdigit()} if isinstance(sent, dict) else {}
    kind: type = str if strings else dict
    return [numbered[key] for key in sorted(numbered, key=int) if isinstance(numbered[key], kind)]
