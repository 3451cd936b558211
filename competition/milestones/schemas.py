"""Shapes of the forms of labour contests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from itertools import zip_longest
from typing import Any
from urllib.parse import urlsplit

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from marshmallow import Schema, ValidationError, fields, validate

from competition.engine.milestones import MOST_EVIDENCE
from competition.web.forms import Invalid

NODE = ("title", "title_en", "due", "points", "evidence")
BAND = ("until", "percent")


def _address(text: str) -> None:
    parts = urlsplit(text)
    if text and (parts.scheme not in ("http", "https") or not parts.hostname):
        raise ValidationError([_("An address that begins with http:// or https://.")])


class SettingForm(Schema):
    """What holds for all milestones; nodes and bands are rows beside it."""

    aspect_key = fields.Str(required=True, validate=validate.Length(1, 20))
    beyond = fields.Str(load_default="0")
    most = fields.Str(load_default="")
    digits = fields.Int(load_default=1, validate=validate.Range(0, 4, error=_l("A number from 0 to 4.")))
    mode = fields.Str(load_default="half_up", validate=validate.OneOf(["half_up", "half_even", "down"]))
    rev = fields.Int(load_default=None)


class ReportForm(Schema):
    """What somebody has done on a milestone."""

    done_on = fields.Date(required=True, error_messages={"invalid": _l("A day such as 2026-05-01.")})
    evidence = fields.Int(
        required=True,
        validate=validate.Range(0, MOST_EVIDENCE, error=_l("A number of pieces from 0 to 100.")),
    )
    text = fields.Str(required=True, validate=validate.Length(2, 2000, error=_l("Between 2 and 2,000 characters.")))
    link = fields.Str(
        load_default="", validate=[validate.Length(max=500, error=_l("At most 500 characters.")), _address]
    )


class Returning(Schema):
    """Why a report is returned."""

    reason = fields.Str(required=True, validate=validate.Length(2, 300, error=_l("Between 2 and 300 characters.")))


class Seen(Schema):
    """The reports as the person saw them."""

    seen = fields.Str(required=True, validate=validate.Length(64, 64))


def rows_of(lists: Callable[[str], list[str]], kind: str, names: Sequence[str]) -> list[dict[str, str]]:
    """The rows of a table of fields, `<kind>-<name>` each, of which `lists` gives all values; empty ones are left out."""
    columns = [lists(f"{kind}-{name}") for name in names]
    rows = [
        {name: value.strip() for name, value in zip(names, values, strict=True)}
        for values in zip_longest(*columns, fillvalue="")
    ]
    return [row for row in rows if any(row.values())]


def document_of(
    values: dict[str, Any], nodes: Sequence[dict[str, str]], bands: Sequence[dict[str, str]]
) -> dict[str, Any]:
    """The document that the engine reads. Raises Invalid for what is no number or day."""
    if not nodes:
        raise Invalid({"nodes": [_("At least one milestone.")]})
    if not bands:
        raise Invalid({"bands": [_("At least one band.")]})
    document: dict[str, Any] = {
        "nodes": [_node(n, row) for n, row in enumerate(nodes, 1)],
        "bands": [_band(n, row) for n, row in enumerate(bands, 1)],
        "beyond": values["beyond"],
        "rounding": {"digits": values["digits"], "mode": values["mode"]},
    }
    return document | ({"most": values["most"]} if values["most"] else {})


def _node(number: int, row: dict[str, str]) -> dict[str, Any]:
    try:
        dt.date.fromisoformat(row["due"])
    except ValueError:
        raise Invalid({"nodes": [_("Row %(number)s: a day such as 2026-05-01.", number=number)]}) from None
    return {
        "key": f"N{number}",
        "title": {"zh": row["title"], "en": row["title_en"]},
        "due": row["due"],
        "points": row["points"],
        "evidence": _whole("nodes", number, row["evidence"] or "0"),
    }


def _band(number: int, row: dict[str, str]) -> dict[str, Any]:
    return {"until": _whole("bands", number, row["until"]), "percent": row["percent"]}


def _whole(kind: str, number: int, text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise Invalid({kind: [_("Row %(number)s: a whole number.", number=number)]}) from None
