"""What people send, read by marshmallow schemas: values, or Invalid with each field named in their language."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from flask import request
from flask_babel import gettext as _
from marshmallow import Schema, ValidationError
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest

_CONTROL = {"csrf_token", "next"}
_UNSOUND = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class Invalid(Exception):
    """A form or body whose shape is wrong: field name -> messages for people. Answered with 422."""

    def __init__(self, errors: dict[str, list[str]]) -> None:
        super().__init__(", ".join(sorted(errors)))
        self.errors = errors


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """Somebody else saved the same thing while this form was open: who, when, and what is stored now by field, in words.

    `values` holds what a field must be given to say the same, where that differs from the words (a choice's value).
    """

    by: str
    at: dt.datetime
    fields: Mapping[str, str]
    values: Mapping[str, str] = field(default_factory=dict)


def read(schema: type[Schema] | Schema, sent: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a form: texts are stripped, empty texts count as not sent; several values of a name become a list
    where the schema has a List there. Raises Invalid."""
    form = schema() if isinstance(schema, type) else schema
    plain: dict[str, Any] = {}
    for name in sent:
        if name in _CONTROL:
            continue
        values = sent.getlist(name) if isinstance(sent, MultiDict) else [sent[name]]
        cleaned = [value.strip() if isinstance(value, str) else value for value in values]
        several = name in form.fields and type(form.fields[name]).__name__ == "List"
        if several:
            plain[name] = [value for value in cleaned if value != ""]
        elif cleaned and cleaned[-1] != "":
            plain[name] = cleaned[-1]
    _refuse_unsound(plain)
    read_values: dict[str, Any] = _load(form, plain, "exclude")
    return read_values


def read_json(schema: type[Schema] | Schema, *, many: bool = False) -> Any:
    """The JSON body of the request by a schema that refuses unknown fields. Raises Invalid."""
    try:
        body = request.get_json()
    except BadRequest:
        raise Invalid({"": [_("The body is not JSON.")]}) from None
    except RecursionError:
        raise Invalid({"": [_("The body is nested too deeply.")]}) from None
    form = schema() if isinstance(schema, type) else schema
    _refuse_unsound(body)
    return _load(form, body, "raise", many=many)


def read_sent(schema: type[Schema], body: Any) -> Any:
    """What came in a socket message, by a schema that refuses unknown fields. Raises Invalid."""
    return _load(_shape(schema), body, "raise")


def _refuse_unsound(sent: Any, path: str = "") -> None:
    """Raise Invalid for a text that no database keeps and nobody typed: a control character, half of a character."""
    if isinstance(sent, str) and _UNSOUND.search(sent):
        raise Invalid({path: [_("Invalid value.")]})
    parts = sent.items() if isinstance(sent, dict) else enumerate(sent) if isinstance(sent, list) else ()
    for name, part in parts:
        _refuse_unsound(part, f"{path}.{name}" if path else str(name))


@cache
def _shape(schema: type[Schema]) -> Schema:
    """One schema of a kind a process: making one costs as much as reading a message with it."""
    return schema()


def _load(form: Schema, sent: Any, unknown: Literal["exclude", "raise"], *, many: bool = False) -> Any:
    try:
        return form.load(sent, unknown=unknown, many=many)
    except ValidationError as error:
        raise Invalid(_flat(error.messages)) from None
    except RecursionError:
        raise Invalid({"": [_("The body is nested too deeply.")]}) from None


def _flat(messages: Any, path: str = "") -> dict[str, list[str]]:
    """{"ops": {0: {"value": [...]}}} -> {"ops.0.value": [...]}, each message in the person's language."""
    if isinstance(messages, dict):
        flat: dict[str, list[str]] = {}
        for key, inner in messages.items():
            name = "" if key == "_schema" else str(key)
            flat |= _flat(inner, ".".join(part for part in (path, name) if part))
        return flat
    # a lazy text in a field's error_messages comes alone: it is no str, so marshmallow makes no list of it
    several = messages if isinstance(messages, list) else [messages]
    return {path: [_(str(message)) for message in several]}
