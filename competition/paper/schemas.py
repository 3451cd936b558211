"""Shapes of the forms of this room; what is typed for the aspects has no shape of its own, the plan says what fits."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from marshmallow import Schema, fields, validate

_reason = validate.Length(2, 300, error=_l("Between 2 and 300 characters."))


class Withdrawing(Schema):
    """Why what was typed does not count."""

    reason = fields.Str(required=True, validate=_reason)


class Deciding(Schema):
    """Why the chief decides so."""

    reason = fields.Str(required=True, validate=_reason)
