"""What people send about figures."""

from flask_babel import lazy_gettext as _l
from marshmallow import Schema, fields, validate

from competition.figures.models import KINDS


class Declaring(Schema):
    """A denominator or a target; an empty number takes it back. `place` is "", tier:<id> or organisation."""

    kind = fields.Str(required=True, validate=validate.OneOf(KINDS, error=_l("Choose one.")))
    place = fields.Str(load_default="", validate=validate.Length(max=60))
    unit = fields.Str(load_default="", validate=validate.Length(max=36))
    unit_name = fields.Str(load_default="", validate=validate.Length(max=120, error=_l("At most 120 characters.")))
    count = fields.Int(
        load_default=None, allow_none=True, validate=validate.Range(1, 100_000_000, error=_l("From 1 to 100,000,000."))
    )
    source = fields.Str(required=True, validate=validate.Length(2, 200, error=_l("Between 2 and 200 characters.")))
