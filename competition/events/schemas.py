"""Shapes of the forms of events, trades and stages."""

from typing import Any
from zoneinfo import available_timezones

from flask_babel import lazy_gettext as _l
from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from competition.events.actions import ANONYMITY, EventDetails

LONGEST_DAYS = 366


class EventForm(Schema):
    """What a person says of an event; loads to `EventDetails`."""

    name = fields.Str(required=True, validate=validate.Length(2, 120, error=_l("Between 2 and 120 characters.")))
    name_en = fields.Str(load_default="", validate=validate.Length(max=120, error=_l("At most 120 characters.")))
    edition = fields.Int(load_default=1, validate=validate.Range(1, 999, error=_l("A number from 1 to 999.")))
    starts_on = fields.Date(required=True)
    ends_on = fields.Date(required=True)
    zone = fields.Str(load_default="Asia/Shanghai")
    place = fields.Str(load_default="", validate=validate.Length(max=120, error=_l("At most 120 characters.")))
    host = fields.Str(load_default="", validate=validate.Length(max=120, error=_l("At most 120 characters.")))

    @validates_schema
    def _agree(self, values: dict[str, Any], **_: Any) -> None:
        if values["zone"] not in available_timezones():
            raise ValidationError(_l("There is no such time zone."), "zone")
        days = (values["ends_on"] - values["starts_on"]).days
        if days < 0:
            raise ValidationError(_l("The last day is before the first."), "ends_on")
        if days > LONGEST_DAYS:
            raise ValidationError(_l("An event lasts a year at most."), "ends_on")

    @post_load
    def _details(self, values: dict[str, Any], **_: Any) -> dict[str, Any]:
        return {"details": EventDetails(**values)}


class StageForm(Schema):
    """Anonymity and planned minutes of a stage; empty minutes mean that no clock runs."""

    anonymity = fields.Str(required=True, validate=validate.OneOf(ANONYMITY, error=_l("Choose one of the kinds.")))
    minutes = fields.Int(load_default=None, validate=validate.Range(1, 10_080, error=_l("From 1 to 10080 minutes.")))
