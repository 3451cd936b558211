"""Shapes of the forms of union units and their groupings."""

from flask_babel import lazy_gettext as _l
from marshmallow import Schema, fields, validate

from competition.organisations.queries import TREES

LONGEST_NAME = 120

_id = validate.Length(max=36, error=_l("Invalid value."))
_key = validate.Length(max=16, error=_l("Invalid value."))
_name = validate.Length(2, LONGEST_NAME, error=_l("Between 2 and 120 characters."))
_picked = validate.Length(max=LONGEST_NAME, error=_l("At most 120 characters."))


class UnitForm(Schema):
    """What a unit says of itself, and the `rev` that the form was made from (None: a new unit)."""

    name = fields.Str(required=True, validate=_name)
    level = fields.Str(required=True, validate=_key)
    short = fields.Str(load_default="", validate=validate.Length(max=24, error=_l("At most 24 characters.")))
    badge = fields.Str(load_default="", validate=validate.Length(max=1, error=_l("One character.")))
    code = fields.Str(load_default="", validate=validate.Length(max=40, error=_l("At most 40 characters.")))
    industry = fields.Str(load_default="", validate=_key)
    ownership = fields.Str(load_default="", validate=_key)
    opened_on = fields.Date(load_default=None)


class NewUnitForm(UnitForm):
    """A new unit, with where it stands in both trees."""

    parent_id = fields.Str(load_default="", validate=_id)
    parent_id_name = fields.Str(load_default="", validate=_picked)
    industry_parent_id = fields.Str(load_default="", validate=_id)
    industry_parent_id_name = fields.Str(load_default="", validate=_picked)


class ChangedUnitForm(UnitForm):
    """A unit that is there, with the state the form was made from."""

    rev = fields.Int(required=True)


class MoveForm(Schema):
    """Where a unit shall stand, in which tree, from which day on; no unit named is the top."""

    tree = fields.Str(required=True, validate=validate.OneOf(TREES, error=_l("Invalid value.")))
    parent_id = fields.Str(load_default="", validate=_id)
    parent_id_name = fields.Str(load_default="", validate=_picked)
    on = fields.Date(required=True)
    rev = fields.Int(required=True)


class MergeForm(Schema):
    """Which unit takes another in, and on which day."""

    into_id = fields.Str(load_default="", validate=_id)
    into_id_name = fields.Str(required=True, validate=_picked)
    on = fields.Date(required=True)
    rev = fields.Int(required=True)


class DayForm(Schema):
    """The day on which a unit is closed or opened again."""

    on = fields.Date(required=True)
    rev = fields.Int(required=True)


class GroupForm(Schema):
    """The names of a level, industry or kind of ownership."""

    name = fields.Str(required=True, validate=validate.Length(1, 40, error=_l("Between 1 and 40 characters.")))
    name_en = fields.Str(load_default="", validate=validate.Length(max=60, error=_l("At most 60 characters.")))
