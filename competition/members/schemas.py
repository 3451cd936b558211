"""Shapes of the forms of the roll."""

from flask_babel import lazy_gettext as _l
from marshmallow import Schema, fields, validate

_DAY = {"invalid": _l("A day as 2026-05-01."), "format": _l("A day as 2026-05-01.")}


class MemberForm(Schema):
    """One member; an empty number stays as it is when there is one, and is none when there is not."""

    name = fields.Str(
        required=True,
        validate=validate.Length(2, 60, error=_l("Between 2 and 60 characters.")),
        error_messages={"required": _l("Fill this in.")},
    )
    sex = fields.Str(load_default="", validate=validate.OneOf(["", "m", "f"], error=_l("Invalid value.")))
    id_number = fields.Str(load_default="", validate=validate.Length(max=40, error=_l("At most 40 characters.")))
    phone = fields.Str(load_default="", validate=validate.Length(max=40, error=_l("At most 40 characters.")))
    card_number = fields.Str(load_default="", validate=validate.Length(max=40, error=_l("At most 40 characters.")))
    categories = fields.List(fields.Str(), load_default=list)
    joined_on = fields.Date(load_default=None, error_messages=_DAY)
    consent_on = fields.Date(load_default=None, error_messages=_DAY)
    rev = fields.Int(load_default=None)
    reason = fields.Str(load_default="", validate=validate.Length(max=200, error=_l("At most 200 characters.")))


class MoveForm(Schema):
    """A transfer, or with no unit the end of a membership."""

    on = fields.Date(required=True, error_messages=_DAY | {"required": _l("Fill this in.")})
    reason = fields.Str(load_default="", validate=validate.Length(max=200, error=_l("At most 200 characters.")))
    rev = fields.Int(load_default=None)


class CategoryForm(Schema):
    """A category in both languages."""

    name = fields.Str(
        required=True,
        validate=validate.Length(2, 40, error=_l("Between 2 and 40 characters.")),
        error_messages={"required": _l("Fill this in.")},
    )
    name_en = fields.Str(load_default="", validate=validate.Length(max=60, error=_l("At most 60 characters.")))
    rev = fields.Int(load_default=None)


class ConsentForm(Schema):
    """A text of consent in both languages."""

    text = fields.Str(
        required=True,
        validate=validate.Length(10, 4000, error=_l("Between 10 and 4000 characters.")),
        error_messages={"required": _l("Fill this in.")},
    )
    text_en = fields.Str(load_default="", validate=validate.Length(max=4000, error=_l("At most 4000 characters.")))


class ReasonForm(Schema):
    """Why."""

    reason = fields.Str(load_default="", validate=validate.Length(max=200, error=_l("At most 200 characters.")))
