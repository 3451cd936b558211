"""A spreadsheet as a plan document: every wrong cell told by sheet, row and column, and nothing kept while one is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _

from competition.engine.plans import FORMAT, VERSION, refusals
from competition.engine.refusal import PlanRefused
from competition.schemes import places
from competition.schemes.taking import figure
from competition.schemes.workbook import columns, rare
from competition.schemes.workbook.cells import Found, Line, Page, Wrong, page_of
from competition.schemes.workbook.document import read_document
from competition.schemes.workbook.rules import read_rule
from competition.web.sheets import Grid

MOST_ROWS = 1000
_BAND = re.compile(r"(?:(?P<low>[^~=]*)~(?P<high>[^~=]*)|(?P<sign>[≤≥<>]=?)(?P<end>[^~=]+))=(?P<points>[^~=]+)")

Part = dict[str, Any]


def read_plan(grids: list[Grid]) -> tuple[Part, list[Wrong]]:
    """The document that the sheets say and what is wrong in them; the document is whole only when nothing is."""
    found = Found()
    pages = {sheet.key: page_of(sheet, grids, found) for sheet in columns.SHEETS}
    plan: Part = {"format": FORMAT, "version": VERSION, "components": [], "modules": [], "rounding": {}, "ties": []}
    plan |= {"title": {"zh": "", "en": ""}, "scale": ""}
    _each(pages["components"], lambda line: _component(line, plan))
    _each(pages["modules"], lambda line: _module(line, plan))
    _each(pages["rules"], lambda line: read_rule(line, plan))
    _each(pages["aspects"], lambda line: _aspect_row(line, plan))
    read_document(pages["document"], plan)
    if not found.wrong:
        for refused in refusals(plan):
            found.add(_wrong(refused, found, plan))
    return plan, found.wrong


def _each(page: Page | None, read: Callable[[Line], None]) -> None:
    if page is None:
        return
    for count, line in enumerate(page.rows()):
        if count >= MOST_ROWS:
            line.wrong("key", _("there are more than %(most)s rows", most=MOST_ROWS))
            return
        read(line)


def _wrong(refused: PlanRefused, found: Found, plan: Part) -> Wrong:
    """A refusal of the engine at the cell its path came from, or the nearest around it."""
    path, why = refused.path, places.why(refused, form=True)
    while path and path not in found.cells:
        path = re.sub(r"(\.[^.\[\]]+|\[\d+\]|^[^.\[\]]+)$", "", path)
    if path not in found.cells:
        return Wrong("", 0, "", places.where(plan, refused.path), why)
    page, row, key = found.cells[path]
    aside = Found()
    Page(page.sheet, page.grid, page.header, page.at, aside).wrong(row, key, why)
    return aside.wrong[0]


def _component(line: Line, plan: Part) -> None:
    part: Part = {"key": line.said("key"), "title": line.both("title"), "weight": line.figure("weight")}
    part["max"] = line.figure("max")
    for key in ("bonus", "floor", "ceiling"):
        _optional(part, key, line.figure(key), line.nulls())
    path = f"components[{len(plan['components'])}]"
    _came(line, path, ("key", "weight", "max", "bonus", "floor", "ceiling"))
    line.came(f"{path}.title", "title.zh")
    plan["components"].append(part)
    line.came("components", "weight")


def _module(line: Line, plan: Part) -> None:
    panel: Part = {"method": line.word("panel.method", "mean"), "level": line.word("panel.level", "aspect")}
    panel |= {key: line.whole(f"panel.{key}") for key in ("high", "low", "minimum")}
    panel |= {"high": panel["high"] or 0, "low": panel["low"] or 0, "minimum": panel["minimum"] or 1}
    nulls = line.nulls()
    _optional(panel, "spread", line.figure("panel.spread"), nulls)
    _optional(panel, "trim_from", line.whole("panel.trim_from"), nulls)
    for key in ("figure", "leniency"):
        _optional(panel, key, line.word(f"panel.{key}"), nulls)
    _optional(panel, "exclude_lead", {"yes": True, "no": False}.get(line.word("panel.exclude_lead"), ""), nulls)
    part: Part = {"key": line.said("key"), "title": line.both("title"), "component": line.said("component")}
    _optional(part, "minutes", line.whole("minutes"), nulls)
    for key in ("floor", "ceiling"):
        _optional(part, key, line.figure(key), nulls)
    path = f"modules[{len(plan['modules'])}]"
    _came(line, path, ("key", "component", "minutes", "floor", "ceiling", *(f"panel.{key}" for key in panel)))
    line.came(path, "key")
    line.came(f"{path}.title", "title.zh")
    line.came("modules", "key")
    plan["modules"].append(part | {"panel": panel, "criteria": []})


def _aspect_row(line: Line, plan: Part) -> None:
    places_of = {str(module["key"]): at for at, module in enumerate(plan["modules"])}
    at = places_of.get(line.said("module"))
    if at is None:
        line.wrong("module", _("there is no module %(key)s on the sheet of modules", key=line.said("module") or "?"))
        return
    criteria = plan["modules"][at]["criteria"]
    key = line.said("criterion")
    inside = next((place for place, one in enumerate(criteria) if one["key"] == key), None)
    if inside is None:
        inside = len(criteria)
        criteria.append(_criterion(line, f"modules[{at}].criteria[{inside}]"))
    elif any(line.both("criterion").values()) and line.both("criterion") != criteria[inside]["title"]:
        line.wrong("criterion.zh", _("criterion %(key)s has another title further up", key=key))
    aspects = criteria[inside]["aspects"]
    path = f"modules[{at}].criteria[{inside}].aspects[{len(aspects)}]"
    aspects.append(_aspect(line, path))


def _criterion(line: Line, path: str) -> Part:
    part: Part = {"key": line.said("criterion"), "title": line.both("criterion")}
    nulls = {"day"} if "criterion.day" in line.nulls() else set()
    _optional(part, "day", line.whole("day"), nulls)
    line.came(path, "criterion")
    line.came(f"{path}.day", "day")
    line.came(f"{path}.title", "criterion.zh")
    return part | {"aspects": []}


def _aspect(line: Line, path: str) -> Part:
    kind, nulls = line.word("kind", "points"), line.nulls()
    part: Part = {"key": line.said("key"), "kind": kind, "title": line.both("title"), "max": line.figure("max")}
    if kind != "computed":
        part["marked_by"] = line.word("marked_by", "each")
    for key in ("required", "critical"):
        _optional(part, key, {"yes": True, "no": False}.get(line.word(key), ""), nulls)
    for key in ("note", "method"):
        text = line.both(key)
        _optional(part, key, text if any(text.values()) else "", nulls)
    _optional(part, "section", line.said("section"), nulls)
    _optional(part, "lines", _lines(line, nulls), nulls)
    for key in ("beyond", "step", "cap", "each", "target"):
        _optional(part, key, line.figure(key), nulls)
    _optional(part, "plausible", _plausible(line), nulls)
    _optional(part, "over", _over(line, nulls), nulls)
    if kind == "measurement":
        part |= {"unit": line.said("unit"), "decimals": line.whole("decimals")}
    if kind in ("measurement", "timed"):
        _optional(part, "bands", _bands(line) or ([] if not line.said("formula") else ""), nulls)
    if kind == "judgement":
        part["descriptors"] = _levels(line)
        part["steps"] = len(part["descriptors"])
    rare.read(line, part, path)
    line.came(path, "key")
    _came(line, path, ("key", "kind", "max", "required", "critical", "section", "unit", "decimals", "bands", "beyond"))
    _came(
        line, path, ("plausible", "step", "cap", "each", "target", "over.from", "over.unit", "over.points", "over.cap")
    )
    for key, column in {"descriptors": "level.0.zh", "steps": "level.0.zh", "over": "over.from"}.items():
        line.came(f"{path}.{key}", column)
    for key in ("title", "note", "method", "lines"):
        line.came(f"{path}.{key}", f"{key}.zh")
    return part


def _lines(line: Line, nulls: set[str]) -> list[dict[str, str]] | str:
    both = {language: text.split("\n") for language, text in line.both("lines").items()}
    if not any(line.both("lines").values()):
        return [] if "lines[]" in nulls else ""
    if len(both["en"]) > len(both["zh"]):
        line.wrong("lines.en", _("there are more lines than in Chinese"))
    both["en"] += [""] * (len(both["zh"]) - len(both["en"]))
    return [{"zh": zh, "en": en} for zh, en in zip(both["zh"], both["en"], strict=False)]


def _plausible(line: Line) -> Part | str:
    text = line.figure("plausible").replace("～", "~").replace("至", "~")
    if not text:
        return ""
    low, sign, high = text.partition("~")
    if not sign:
        line.wrong("plausible", _("two figures with ~ between them are expected, such as 31~33"))
    return {"min": low, "max": high}


def _over(line: Line, nulls: set[str]) -> Part | str:
    figures = {key: line.figure(f"over.{key}") for key in ("from", "unit", "points", "cap")}
    if not any(figures.values()):
        return ""
    over: Part = {key: figures[key] for key in ("from", "unit", "points")}
    _optional(over, "cap", figures["cap"], {"cap"} if "over.cap" in nulls else set())
    return over


def _bands(line: Line) -> list[Part]:
    """32.000~32.025=2; ≤31.9=1: a star is an end that the document says null to."""
    bands: list[Part] = []
    for one in re.split(r"[;；\n]", line.said("bands")):
        if not one.strip():
            continue
        match = _BAND.fullmatch(re.sub(r"\s", "", one.replace("～", "~").replace("至", "~").replace("＝", "=")))
        if match is None:
            line.wrong("bands", _("“%(band)s” is no band; write it as 32.000~32.025=2", band=one.strip()[:40]))
            continue
        low, high = match["low"] or "", match["high"] or ""
        if match["sign"]:
            low, high = (match["end"], "") if match["sign"][0] in "≥>" else ("", match["end"])
        band: Part = {"points": figure(match["points"])}
        for key, end in (("from", low), ("to", high)):
            if end:
                band[key] = None if end == "*" else figure(end)
        bands.append(band)
    return bands


def _levels(line: Line) -> list[dict[str, str]]:
    texts = [line.both(f"level.{level}") for level in range(columns.MOST_LEVELS)]
    while texts and not any(texts[-1].values()):
        texts.pop()
    return texts


def _optional(part: Part, key: str, value: Any, nulls: set[str]) -> None:
    if value not in ("", None):
        part[key] = value
    elif key in nulls:
        part[key] = None


def _came(line: Line, path: str, keys: tuple[str, ...]) -> None:
    for key in keys:
        line.came(f"{path}.{key}", key)
