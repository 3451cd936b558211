"""What people send about cuts and places."""

from flask_babel import lazy_gettext as _l
from marshmallow import Schema, fields, validate

_REASON = validate.Length(2, 300, error=_l("Between 2 and 300 characters."))


class Confirming(Schema):
    """The hash of the proposal that was looked at."""

    hash = fields.String(required=True, validate=validate.Length(equal=64))


class Reasoned(Schema):
    """Why."""

    reason = fields.String(required=True, validate=_REASON)


class WildCard(Reasoned):
    """An entry of the pools that is to have a wild card."""

    entry_id = fields.String(required=True, validate=validate.Length(1, 36, error=_l("Choose one.")))


class DirectEntry(Reasoned):
    """A person whom the house knows and who is to have a place without taking part."""

    contestant_id = fields.String(required=True, validate=validate.Length(1, 36, error=_l("Choose one.")))


class Unnaming(Schema):
    """Who is not to be named any more."""

    key = fields.String(required=True, validate=validate.Length(1, 36))
