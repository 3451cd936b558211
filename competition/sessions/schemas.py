"""Shapes of the forms of the contest day."""

from __future__ import annotations

import datetime as dt

from flask_babel import lazy_gettext as _l
from marshmallow import Schema, fields, validate

_minutes = validate.Range(1, 1440, error=_l("A number of minutes from 1 to 1,440."))
_upto = validate.Range(0, 240, error=_l("A number of minutes from 0 to 240."))
_reason = validate.Length(2, 300, error=_l("Between 2 and 300 characters."))
_id = validate.Length(1, 36)


class Stations(Schema):
    """Codes of stations as they are typed."""

    codes = fields.Str(required=True, validate=validate.Length(1, 2000, error=_l("At most 2,000 characters.")))


class Batch(Schema):
    """How the sessions of a trade are made; hours are by the event's clock."""

    venue_id = fields.Str(required=True, validate=_id)
    minutes = fields.Int(required=True, validate=_minutes)
    rest = fields.Int(load_default=0, validate=_upto)
    opens = fields.Time(load_default=dt.time(8))
    closes = fields.Time(load_default=dt.time(18))


class SessionForm(Schema):
    """Time and venue of one session; `starts_at` is a wall clock."""

    venue_id = fields.Str(load_default=None, validate=_id)
    starts_at = fields.NaiveDateTime(load_default=None)
    minutes = fields.Int(required=True, validate=_minutes)
    rev = fields.Int(load_default=None)


class Seating(Schema):
    """An entry, and the session it is put into."""

    entry_id = fields.Str(required=True, validate=_id)
    session_id = fields.Str(required=True, validate=_id)


class Reason(Schema):
    """Why; for a pause or an ending."""

    reason = fields.Str(load_default="", validate=validate.Length(max=300, error=_l("At most 300 characters.")))


class Compensation(Schema):
    """Time that is added, for one code or for all, and why."""

    minutes = fields.Int(required=True, validate=validate.Range(1, 240, error=_l("A number of minutes from 1 to 240.")))
    code = fields.Str(load_default="", validate=validate.Length(max=24))
    reason = fields.Str(required=True, validate=_reason)


class Scanned(Schema):
    """What a scanner typed, or a number; or the entry of a pressed button."""

    said = fields.Str(load_default="", validate=validate.Length(max=80))
    entry_id = fields.Str(load_default="", validate=validate.Length(max=36))
    reason = fields.Str(load_default="", validate=validate.Length(max=300, error=_l("At most 300 characters.")))


class CheckRuleForm(Schema):
    """When check-in opens and how late one may come."""

    opens_before = fields.Int(required=True, validate=_upto)
    late_after = fields.Int(required=True, validate=_upto)


class Absent(Schema):
    """Who is set to DNS, and why."""

    ids = fields.List(fields.Str(validate=_id), load_default=list)
    reason = fields.Str(required=True, validate=_reason)


class Custodians(Schema):
    """Who keeps the three shares."""

    one = fields.Str(load_default="", validate=validate.Length(max=36))
    two = fields.Str(load_default="", validate=validate.Length(max=36))
    three = fields.Str(load_default="", validate=validate.Length(max=36))


class Replacing(Schema):
    """Who keeps a share in somebody's place and why; two shares once the list is sealed."""

    number = fields.Int(required=True, validate=validate.Range(1, 3))
    holder = fields.Str(required=True, validate=_id)
    reason = fields.Str(required=True, validate=_reason)
    one = fields.Str(load_default="", validate=validate.Length(max=600))
    two = fields.Str(load_default="", validate=validate.Length(max=600))


class HandedIn(Schema):
    """The station codes whose works were handed in."""

    stations = fields.List(fields.Str(validate=validate.Length(1, 24)), load_default=list)


class Drawing(Schema):
    """Whether also those are drawn for who have not checked in."""

    everybody = fields.Bool(load_default=False)


class Opening(Schema):
    """Two shares as they are printed."""

    one = fields.Str(required=True, validate=validate.Length(1, 600))
    two = fields.Str(required=True, validate=validate.Length(1, 600))
