"""What was read of a form as JSON and back, so that it can be looked at again without the file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from competition.contestants.reading.forms import Column, Form, Passed, RawRow
from competition.contestants.reading.spellings import FIELDS


def dumped(forms: Sequence[Form]) -> str:
    """The forms as JSON."""
    return json.dumps([_form(form) for form in forms], ensure_ascii=False, separators=(",", ":"))


def loaded(text: str) -> list[Form]:
    """The forms that `dumped` wrote."""
    return [_formed(kept) for kept in json.loads(text)]


def _form(form: Form) -> dict[str, Any]:
    kept = asdict(form) | {"rows": [_row(form, raw) for raw in form.rows]}
    return kept | {"columns": [list(asdict(one).values()) for one in form.columns]}


def _row(form: Form, raw: RawRow) -> list[Any]:
    """Places are kept only where they do not follow from the header's columns."""
    cells = [raw.cells.get(field) for field in FIELDS]
    follows = form.layout == "down"
    places = None if follows else {field: list(place) for field, place in raw.places.items()}
    return [raw.row, cells, sorted(raw.formulas), sorted(raw.filled), raw.section, places]


def _formed(kept: dict[str, Any]) -> Form:
    columns = tuple(Column(*one) for one in kept["columns"])
    numbers = {one.field: one.number for one in columns if one.field}
    rows = tuple(_raw(kept["sheet"], numbers, one) for one in kept["rows"])
    skipped = tuple(Passed(**one) for one in kept["skipped"])
    changed = {"columns": columns, "rows": rows, "skipped": skipped, "titles": tuple(kept["titles"])}
    return Form(**(kept | changed))


def _raw(sheet: str, numbers: dict[str, int], kept: list[Any]) -> RawRow:
    row, values, formulas, filled, section, places = kept
    at = (
        {field: (row, number) for field, number in numbers.items()}
        if places is None
        else {field: (place[0], place[1]) for field, place in places.items()}
    )
    cells = {field: values[n] for n, field in enumerate(FIELDS) if field in at}
    return RawRow(sheet, row, cells, frozenset(formulas), at, frozenset(filled), section)
