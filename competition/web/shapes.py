"""The catalogue entries of marshmallow's own messages, so that a wrong shape is told in the person's language."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

SHAPES = (
    _l("Missing data for required field."),
    _l("Field may not be null."),
    _l("Not a valid string."),
    _l("Not a valid integer."),
    _l("Not a valid number."),
    _l("Not a valid boolean."),
    _l("Not a valid date."),
    _l("Not a valid datetime."),
    _l("Not a valid list."),
    _l("Not a valid UUID."),
    _l("Invalid value."),
    _l("Invalid input type."),
    _l("Unknown field."),
)
