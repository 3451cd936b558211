"""A plan document as sheets: every cell text, drop-downs where there are choices."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from competition.schemes.editing import criteria
from competition.schemes.workbook import columns, rare
from competition.schemes.workbook.columns import NULLS, Head, Sheet
from competition.schemes.workbook.rules import rules_of
from competition.web.sheets import Column, Table

Row = dict[str, str]


def tables_of(document: Mapping[str, Any]) -> list[Table]:
    """The sheets of a document that `parse_plan` reads, in the reader's language."""
    plan = dict(document)
    levels = max((len(aspect.get("descriptors") or ()) for aspect in _aspects(plan)), default=0)
    heads = columns.aspect_heads(max(4, levels), rare=any(rare.rare(aspect) for aspect in _aspects(plan)))
    return [
        _table(columns.ASPECTS, heads, _aspect_rows(plan)),
        _table(columns.MODULES, columns.MODULES.heads, map(_module, plan["modules"])),
        _table(columns.COMPONENTS, columns.COMPONENTS.heads, map(_component, plan["components"])),
        _table(columns.RULES, columns.RULES.heads, rules_of(plan)),
        _table(columns.DOCUMENT, columns.DOCUMENT.heads, _document(plan)),
    ]


def _table(sheet: Sheet, heads: tuple[Head, ...], rows: Iterator[Row] | map[Row]) -> Table:
    told: dict[str, Callable[[str], str]] = {head.key: _words(head) for head in heads if head.choices}
    written = [[_said(told.get(head.key), row.get(head.key, "")) for head in heads] for row in rows]
    shown = [
        Column(str(head.title), head.width, tuple(told[head.key](value) for value in head.choices)) for head in heads
    ]
    return Table(str(sheet.name), shown, written, (str(sheet.note),))


def _said(word_of: Callable[[str], str] | None, value: str) -> str:
    return word_of(value) if word_of is not None and value else value


def _words(head: Head) -> Callable[[str], str]:
    def say(value: str) -> str:
        word = str(head.choices.get(value, value))
        return f"{columns.LETTERS[value]} {word}" if head.key == "kind" and value in columns.LETTERS else word

    return say


def _aspects(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for _place, _module, criterion in criteria(plan):
        yield from criterion["aspects"]


def _aspect_rows(plan: dict[str, Any]) -> Iterator[Row]:
    for _place, module, criterion in criteria(plan):
        for place, aspect in enumerate(criterion["aspects"]):
            row = {"module": str(module["key"]), "criterion": str(criterion["key"])}
            row |= _text("criterion", criterion["title"]) | {"day": _plain(criterion.get("day"))}
            yield row | _aspect(aspect, ["criterion.day"] if place == 0 and _null(criterion, "day") else [])


def _aspect(aspect: dict[str, Any], nulls: list[str]) -> Row:
    row = _text("title", aspect["title"]) | {"marked_by": aspect.get("marked_by", "")}
    for key in ("note", "method"):
        row |= _text(key, aspect.get(key))
    for key in ("required", "critical"):
        row[key] = "" if aspect.get(key) is None else "yes" if aspect[key] else "no"
    single = ("key", "kind", "max", "section", "unit", "decimals", "beyond", "step", "cap", "each", "target")
    row |= {key: _plain(aspect.get(key)) for key in single}
    row |= {f"over.{key}": _plain((aspect.get("over") or {}).get(key)) for key in ("from", "unit", "points", "cap")}
    lines = aspect.get("lines") or []
    row |= {f"lines.{language}": "\n".join(line[language] for line in lines) for language in ("zh", "en")}
    row["bands"] = "; ".join(map(_band, aspect.get("bands") or []))
    plausible = aspect.get("plausible")
    row["plausible"] = f"{plausible['min']}~{plausible['max']}" if plausible else ""
    for level, text in enumerate(aspect.get("descriptors") or []):
        row |= _text(f"level.{level}", text)
    said_null = (
        "note",
        "method",
        "section",
        "lines",
        "required",
        "critical",
        "cap",
        "target",
        "over",
        "beyond",
        "plausible",
    )
    nulls += [key for key in said_null if _null(aspect, key)]
    nulls += ["over.cap"] if _null(aspect.get("over") or {}, "cap") else []
    nulls += ["lines[]"] if aspect.get("lines") == [] else []
    seldom, said_nothing = rare.cells_of(aspect)
    return row | seldom | {NULLS: ", ".join([*nulls, *said_nothing])}


def _band(band: dict[str, Any]) -> str:
    """32.000~32.025=2; an end that is left out is blank, one that says null is a star."""
    ends = ["*" if _null(band, end) else band.get(end, "") for end in ("from", "to")]
    return f"{ends[0]}~{ends[1]}={band['points']}"


def _module(module: dict[str, Any]) -> Row:
    panel = module["panel"]
    row = {"key": module["key"], "component": module["component"], "minutes": _plain(module.get("minutes"))}
    row |= _text("title", module["title"]) | {f"panel.{key}": _plain(value) for key, value in panel.items()}
    if panel.get("exclude_lead") is not None:
        row["panel.exclude_lead"] = "yes" if panel["exclude_lead"] else "no"
    row |= {key: _plain(module.get(key)) for key in ("floor", "ceiling")}
    nulls = [key for key in ("minutes", "floor", "ceiling") if _null(module, key)]
    nulls += [key for key in ("spread", *columns.PANEL_RARE) if _null(panel, key)]
    return row | {NULLS: ", ".join(nulls)}


def _component(component: dict[str, Any]) -> Row:
    row = {key: _plain(component.get(key)) for key in ("key", "weight", "max", "bonus", "floor", "ceiling")}
    nulls = [key for key in ("bonus", "floor", "ceiling") if _null(component, key)]
    return row | _text("title", component["title"]) | {NULLS: ", ".join(nulls)}


def _document(plan: dict[str, Any]) -> Iterator[Row]:
    document = plan.get("document")
    if "document" in plan and not document:
        yield {"part": "document", NULLS: "document" if document is None else ""}
    for key, value in (document or {}).items():
        field = columns.part_field(key)
        if not value:
            yield {"part": key, NULLS: key if value is None else ""}
        elif field.type == "long":
            yield {"part": key} | _text("text", value)
        elif field.type == "lines":
            for line in value:
                yield {"part": key} | _text("text", line)
        else:
            for row in value:
                yield {"part": key} | _listed(row)


def _listed(row: dict[str, Any]) -> Row:
    told = _text("text", row.get("name") or row.get("title")) | _text("spec", row.get("spec"))
    single = ("key", "count", "per", "minutes", "weight", "min_age", "max_age")
    nulls = [key for key in ("spec", "min_age", "max_age") if _null(row, key)]
    return told | {key: _plain(row.get(key)) for key in single} | {NULLS: ", ".join(nulls)}


def _text(key: str, text: Mapping[str, str] | None) -> Row:
    return {f"{key}.{language}": text[language] if text else "" for language in ("zh", "en")}


def _plain(value: Any) -> str:
    return "" if value is None else str(value)


def _null(part: Mapping[str, Any], key: str) -> bool:
    return key in part and part[key] is None
