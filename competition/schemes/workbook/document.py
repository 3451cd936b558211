"""The sheet of the document part: one row a line of one of its lists."""

from __future__ import annotations

from typing import Any

from competition.schemes.fields import Field
from competition.schemes.workbook import columns
from competition.schemes.workbook.cells import Line, Page

Part = dict[str, Any]


def read_document(page: Page | None, plan: Part) -> None:
    """Put the document part, as the rows of its sheet say it, into the plan; no rows, no document part."""
    if page is None:
        return
    for line in page.rows():
        key = line.word("part")
        if not key:
            continue
        if key == "document":
            plan["document"] = None if "document" in line.nulls() else {}
            continue
        document: Part = plan.get("document") or {}
        plan["document"] = document
        _row(line, columns.part_field(key), document)


def _row(line: Line, field: Field, document: Part) -> None:
    path = f"document.{field.key}"
    if field.key in line.nulls():
        document[field.key] = None
        return
    if field.type == "long":
        document[field.key] = line.both("text")
        line.came(path, "text.zh")
        return
    rows: list[Any] = document.get(field.key) or []
    document[field.key] = rows
    line.came(path, "part")
    if not any(line.said(head.key) for head in columns.DOCUMENT.heads if head.key != "part"):
        return
    place = f"{path}[{len(rows)}]"
    line.came(place, "text.zh")
    rows.append(line.both("text") if field.type == "lines" else _listed(line, field, place))


def _listed(line: Line, field: Field, place: str) -> Part:
    row: Part = {}
    nulls = line.nulls()
    for part in field.parts:
        column = {"name": "text.zh", "title": "text.zh", "spec": "spec.zh"}.get(part.key, part.key)
        line.came(f"{place}.{part.key}", column)
        value = _value(line, part)
        if value not in ("", None) or not part.optional:
            row[part.key] = value
        elif part.key in nulls:
            row[part.key] = None
    return row


def _value(line: Line, part: Field) -> Any:
    if part.key in ("name", "title"):
        return line.both("text")
    if part.key == "spec":
        text = line.both("spec")
        return text if any(text.values()) else ""
    if part.type == "whole":
        return line.whole(part.key)
    if part.type == "choice":
        return line.word(part.key, "station")
    return line.figure(part.key) if part.type == "decimal" else line.said(part.key)
