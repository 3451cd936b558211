"""Shapes of the forms of contestants."""

import datetime as dt
import re
import unicodedata
from typing import Any

from flask_babel import lazy_gettext as _l
from marshmallow import Schema, ValidationError, fields, post_load, pre_load, validate, validates_schema

from competition.contestants import id_numbers
from competition.contestants.actions import ContestantDetails
from competition.contestants.checking.texts import PHONE, clean_name, is_name
from competition.contestants.import_words import PROBLEMS
from competition.contestants.queries import STATUSES
from competition.web.sheets import looks_like_formula

PLAIN = _l("This begins like a formula. Type the value itself.")


class ContestantForm(Schema):
    """One contestant; loads to `ContestantDetails`. The ID number tells the sex where none is said."""

    name = fields.Str(required=True)
    sex = fields.Str(load_default="", validate=validate.OneOf(["", "m", "f"], error=_l("Choose one.")))
    organisation_id = fields.Str(load_default=None, validate=validate.Length(max=36))
    born_on = fields.Date(load_default=None, error_messages={"invalid": _l("A date is written like 1990-05-21.")})
    skill_level = fields.Int(
        load_default=0, validate=validate.OneOf(range(6)), error_messages={"invalid": _l("Choose one.")}
    )
    coach = fields.Str(load_default="", validate=validate.Length(max=60, error=_l("At most 60 characters.")))
    division_id = fields.Str(load_default=None, validate=validate.Length(max=36))
    employer = fields.Str(load_default="", validate=validate.Length(max=120, error=_l("At most 120 characters.")))
    id_number = fields.Str(load_default="")
    phone = fields.Str(load_default="")

    def __init__(self, today: dt.date) -> None:
        super().__init__()
        self.today = today

    @pre_load
    def _tidy(self, sent: dict[str, Any], **_: Any) -> dict[str, Any]:
        tidy = dict(sent)
        if isinstance(tidy.get("name"), str):
            tidy["name"] = clean_name(tidy["name"])
        if isinstance(tidy.get("id_number"), str):
            tidy["id_number"] = id_numbers.plain(tidy["id_number"])
        if isinstance(tidy.get("phone"), str):
            tidy["phone"] = re.sub(r"[\s()]", "", unicodedata.normalize("NFKC", tidy["phone"]))
        return tidy

    @validates_schema
    def _holds(self, values: dict[str, Any], **_: Any) -> None:
        errors: dict[str, list[Any]] = {}
        if looks_like_formula(values["name"]):
            errors["name"] = [PLAIN]
        elif not is_name(values["name"]):
            errors["name"] = [_l("A name has 2 to 30 letters.")]
        for name in ("employer", "coach"):
            if looks_like_formula(values[name]):
                errors[name] = [PLAIN]
        if values["born_on"] and not dt.date(1900, 1, 1) <= values["born_on"] <= self.today:
            errors["born_on"] = [_l("This day of birth cannot be.")]
        if values["phone"] and not PHONE.match(values["phone"]):
            errors["phone"] = [PROBLEMS["phone_bad"]]
        if values["id_number"]:
            errors |= self._id_number(values)
        if errors:
            raise ValidationError(errors)

    def _id_number(self, values: dict[str, Any]) -> dict[str, list[Any]]:
        try:
            number = id_numbers.read(values["id_number"], self.today)
        except id_numbers.BadIdNumber as bad:
            return {"id_number": [PROBLEMS[f"id_{bad.code}"]]}
        if values["sex"] not in ("", number.sex):
            return {"sex": [PROBLEMS["sex_disagrees"]]}
        values["sex"] = number.sex
        return {}

    @post_load
    def _details(self, values: dict[str, Any], **_: Any) -> dict[str, Any]:
        return {"details": ContestantDetails(**values)}


class TeamForm(Schema):
    """What a team is called and who looks after it; its people are read one by one."""

    name = fields.Str(required=True, validate=validate.Length(2, 60, error=_l("Between 2 and 60 characters.")))
    coach = fields.Str(load_default="", validate=validate.Length(max=60, error=_l("At most 60 characters.")))
    division_id = fields.Str(load_default=None, validate=validate.Length(max=36))

    @validates_schema
    def _plain(self, values: dict[str, Any], **_: Any) -> None:
        errors = {name: [PLAIN] for name in ("name", "coach") if looks_like_formula(values.get(name, ""))}
        if errors:
            raise ValidationError(errors)


class SwapForm(Schema):
    """Who leaves a team's place to whom."""

    member = fields.Str(required=True, validate=validate.Length(max=36))
    reserve = fields.Str(required=True, validate=validate.Length(max=36))


class RevForm(Schema):
    """The revision that a form was filled in for."""

    rev = fields.Int(load_default=None, error_messages={"invalid": _l("Invalid value.")})


class ReasonForm(Schema):
    """Why something is done, in a person's words."""

    reason = fields.Str(required=True, validate=validate.Length(2, 200, error=_l("Between 2 and 200 characters.")))


class StatusForm(ReasonForm):
    """A status with its reason; no status lets the entry compete again."""

    status = fields.Str(load_default="", validate=validate.OneOf(STATUSES, error=_l("Choose one.")))
