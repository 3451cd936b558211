"""Shapes of the forms of events, trades, divisions, venues and points of the programme."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from flask_babel import lazy_gettext as _l
from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from competition.events.actions import (
    ANONYMITY,
    ROLES,
    DivisionDetails,
    EventDetails,
    OrganiserDetails,
    PointDetails,
    TradeSettings,
    VenueDetails,
)

LONGEST_DAYS = 366
LONGEST_NOTICE = 4000

_most_120 = validate.Length(max=120, error=_l("At most 120 characters."))
_notice = validate.Length(max=LONGEST_NOTICE, error=_l("At most 4000 characters."))


def instant(local: datetime | None, zone: str) -> datetime | None:
    """The instant of a wall clock's time in a zone, in UTC."""
    return None if local is None else local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def wall_clock(at: datetime | None, zone: str) -> str:
    """How an instant stands in a form's datetime field of an event in `zone`; "" for none."""
    return "" if at is None else at.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M")


class EventForm(Schema):
    """What a person says of an event; loads to `EventDetails` and the `rev` the form was filled from (None: a new one)."""

    name = fields.Str(required=True, validate=validate.Length(2, 120, error=_l("Between 2 and 120 characters.")))
    name_en = fields.Str(load_default="", validate=_most_120)
    edition = fields.Int(load_default=1, validate=validate.Range(1, 999, error=_l("A number from 1 to 999.")))
    starts_on = fields.Date(required=True)
    ends_on = fields.Date(required=True)
    zone = fields.Str(load_default="Asia/Shanghai")
    place = fields.Str(load_default="", validate=_most_120)
    members_only = fields.Bool(load_default=False)
    registration_opens_at = fields.NaiveDateTime(load_default=None)
    registration_closes_at = fields.NaiveDateTime(load_default=None)
    notice = fields.Str(load_default="", validate=_notice)
    notice_en = fields.Str(load_default="", validate=_notice)
    rev = fields.Int(load_default=None)

    @validates_schema
    def _agree(self, values: dict[str, Any], **_: Any) -> None:
        if values["zone"] not in available_timezones():
            raise ValidationError(_l("There is no such time zone."), "zone")
        days = (values["ends_on"] - values["starts_on"]).days
        if days < 0:
            raise ValidationError(_l("The last day is before the first."), "ends_on")
        if days > LONGEST_DAYS:
            raise ValidationError(_l("An event lasts a year at most."), "ends_on")
        opens, closes = values["registration_opens_at"], values["registration_closes_at"]
        if (opens is None) != (closes is None):
            missing = "registration_opens_at" if opens is None else "registration_closes_at"
            raise ValidationError(_l("The window has a beginning and an end, or neither."), missing)
        if opens is not None and closes <= opens:
            raise ValidationError(_l("The window ends before it begins."), "registration_closes_at")

    @post_load
    def _details(self, values: dict[str, Any], **_: Any) -> dict[str, Any]:
        rev = values.pop("rev")
        for name in ("registration_opens_at", "registration_closes_at"):
            values[name] = instant(values[name], values["zone"])
        return {"details": EventDetails(**values), "rev": rev}


class OrganiserRow(Schema):
    """One body that holds an event."""

    name = fields.Str(required=True, validate=_most_120)
    role = fields.Str(required=True, validate=validate.OneOf(ROLES, error=_l("Choose one of the kinds.")))

    @post_load
    def _details(self, values: dict[str, Any], **_: Any) -> OrganiserDetails:
        return OrganiserDetails(**values)


class StageName(Schema):
    """What a stage of a trade is called."""

    name = fields.Str(required=True, validate=validate.Length(1, 40, error=_l("Between 1 and 40 characters.")))
    name_en = fields.Str(load_default="", validate=validate.Length(max=40, error=_l("At most 40 characters.")))


class StageForm(Schema):
    """Stage and teams of a trade; empty minutes mean that no clock runs."""

    anonymity = fields.Str(required=True, validate=validate.OneOf(ANONYMITY, error=_l("Choose one of the kinds.")))
    minutes = fields.Int(load_default=None, validate=validate.Range(1, 10_080, error=_l("From 1 to 10080 minutes.")))
    team_size = fields.Int(load_default=1, validate=validate.Range(1, 50, error=_l("From 1 to 50.")))
    team_reserves = fields.Int(load_default=0, validate=validate.Range(0, 20, error=_l("From 0 to 20.")))
    rev = fields.Int(load_default=None)

    @validates_schema
    def _agree(self, values: dict[str, Any], **_: Any) -> None:
        if values["team_size"] == 1 and values["team_reserves"]:
            raise ValidationError(_l("Only teams have reserves."), "team_reserves")

    @post_load
    def _settings(self, values: dict[str, Any], **_: Any) -> dict[str, Any]:
        rev = values.pop("rev")
        return {"settings": TradeSettings(**values), "rev": rev}


_age = validate.Range(0, 120, error=_l("From 0 to 120 years."))


class DivisionRow(Schema):
    """One division of a trade; an empty age means that there is no bound."""

    id = fields.Str(load_default=None)
    name = fields.Str(required=True, validate=validate.Length(max=40, error=_l("At most 40 characters.")))
    name_en = fields.Str(load_default="", validate=validate.Length(max=60, error=_l("At most 60 characters.")))
    min_age = fields.Int(load_default=None, validate=_age)
    max_age = fields.Int(load_default=None, validate=_age)

    @validates_schema
    def _agree(self, values: dict[str, Any], **_: Any) -> None:
        youngest, oldest = values["min_age"], values["max_age"]
        if youngest is not None and oldest is not None and oldest < youngest:
            raise ValidationError(_l("The oldest is younger than the youngest."), "max_age")

    @post_load
    def _details(self, values: dict[str, Any], **_: Any) -> DivisionDetails:
        return DivisionDetails(**values)


class VenueForm(Schema):
    """What a person says of a venue."""

    name = fields.Str(required=True, validate=validate.Length(max=80, error=_l("At most 80 characters.")))
    name_en = fields.Str(load_default="", validate=validate.Length(max=80, error=_l("At most 80 characters.")))
    address = fields.Str(load_default="", validate=validate.Length(max=200, error=_l("At most 200 characters.")))
    rev = fields.Int(load_default=None)

    @post_load
    def _details(self, values: dict[str, Any], **_: Any) -> dict[str, Any]:
        rev = values.pop("rev")
        return {"details": VenueDetails(**values), "rev": rev}


class PointForm(Schema):
    """What a person says of a point of the programme; its times are the wall clock's in the event's `zone`."""

    title = fields.Str(required=True, validate=_most_120)
    title_en = fields.Str(load_default="", validate=_most_120)
    starts_at = fields.NaiveDateTime(required=True)
    ends_at = fields.NaiveDateTime(load_default=None)
    venue_id = fields.Str(load_default=None)
    trade_id = fields.Str(load_default=None)
    rev = fields.Int(load_default=None)

    def __init__(self, zone: str) -> None:
        super().__init__()
        self.zone = zone

    @validates_schema
    def _agree(self, values: dict[str, Any], **_: Any) -> None:
        if values["ends_at"] is not None and values["ends_at"] <= values["starts_at"]:
            raise ValidationError(_l("It ends before it begins."), "ends_at")

    @post_load
    def _details(self, values: dict[str, Any], **_: Any) -> dict[str, Any]:
        rev = values.pop("rev")
        for name in ("starts_at", "ends_at"):
            values[name] = instant(values[name], self.zone)
        return {"details": PointDetails(**values), "rev": rev}


class MoveForm(Schema):
    """A move of an event's state: where to, the state it was seen in, and why."""

    to = fields.Str(required=True)
    seen = fields.Str(load_default=None)
    reason = fields.Str(load_default="", validate=validate.Length(max=300, error=_l("At most 300 characters.")))
