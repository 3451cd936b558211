"""Rows inside a form, as many as somebody wants, without scripts: fields `prefix-0-name`, and buttons that add, move and
take away a row by sending the whole form back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from marshmallow import Schema

from competition.web.forms import Invalid, read

MOST = 40


def sent_rows(form: Mapping[str, str], prefix: str, names: Sequence[str]) -> list[dict[str, str]]:
    """The rows of a form as they were sent, in order."""
    pattern = re.compile(rf"{re.escape(prefix)}-(\d{{1,3}})-({'|'.join(names)})")
    found: dict[int, dict[str, str]] = {}
    for field in form:
        match = pattern.fullmatch(field)
        if match:
            found.setdefault(int(match[1]), dict.fromkeys(names, ""))[match[2]] = form[field].strip()
    return [found[number] for number in sorted(found)][:MOST]


def rearranged(rows: list[dict[str, str]], press: str, blank: Mapping[str, str]) -> list[dict[str, str]]:
    """The rows after the press of a button: "more", "up-2", "down-2" or "remove-2"; anything else changes nothing."""
    if press == "more":
        return [*rows, dict(blank)][:MOST]
    verb, _, number = press.partition("-")
    if not number.isdecimal() or int(number) >= len(rows):
        return rows
    at = int(number)
    if verb == "remove":
        return rows[:at] + rows[at + 1 :]
    to = {"up": at - 1, "down": at + 1}.get(verb, at)
    if 0 <= to < len(rows):
        rows = list(rows)
        rows[at], rows[to] = rows[to], rows[at]
    return rows


def read_rows(schema: type[Schema], rows: Sequence[Mapping[str, str]], prefix: str, asked: Sequence[str]) -> list[Any]:
    """What the rows say; one in which none of `asked` is filled in counts as not there. Raises Invalid, naming fields as
    the form does."""
    values: list[Any] = []
    errors: dict[str, list[str]] = {}
    for number, row in enumerate(rows):
        if not any(row[name] for name in asked):
            continue
        try:
            values.append(read(schema, row))
        except Invalid as invalid:
            errors |= {f"{prefix}-{number}-{name}": messages for name, messages in invalid.errors.items()}
    if errors:
        raise Invalid(errors)
    return values
