"""Shapes of the forms of the union tree."""

from flask_babel import lazy_gettext as _l
from marshmallow import Schema, fields, validate

from competition.organisations.words import LEVELS


class OrganisationForm(Schema):
    """One unit: full name, level, and optionally a short name, a badge and the unit it belongs to."""

    name = fields.Str(required=True, validate=validate.Length(2, 120, error=_l("Between 2 and 120 characters.")))
    level = fields.Str(required=True, validate=validate.OneOf(list(LEVELS), error=_l("Choose one of the levels.")))
    short = fields.Str(load_default="", validate=validate.Length(max=24, error=_l("At most 24 characters.")))
    badge = fields.Str(load_default="", validate=validate.Length(max=1, error=_l("One character.")))
    parent_id = fields.Str(load_default=None, validate=validate.Length(max=36))
