"""Shapes of the forms of contestants."""

import datetime as dt
import re
import unicodedata
from typing import Any

from flask_babel import lazy_gettext as _l
from marshmallow import Schema, ValidationError, fields, post_load, pre_load, validate, validates_schema

from competition.contestants import id_numbers
from competition.contestants.actions import ContestantDetails
from competition.contestants.checking import PHONE, clean_name, is_name
from competition.contestants.queries import STATUSES
from competition.contestants.words import PROBLEMS
from competition.web.sheets import looks_like_formula

PLAIN = _l("This begins like a formula. Type the value itself.")


class ContestantForm(Schema):
    """One contestant; loads to `ContestantDetails`. The ID number tells the sex where none is said."""

    name = fields.Str(required=True)
    sex = fields.Str(load_default="", validate=validate.OneOf(["", "m", "f"], error=_l("Choose one.")))
    organisation_id = fields.Str(load_default=None, validate=validate.Length(max=36))
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
        if looks_like_formula(values["employer"]):
            errors["employer"] = [PLAIN]
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


class ReasonForm(Schema):
    """Why something is done, in a person's words."""

    reason = fields.Str(required=True, validate=validate.Length(2, 200, error=_l("Between 2 and 200 characters.")))


class StatusForm(ReasonForm):
    """A status with its reason; no status lets the entry compete again."""

    status = fields.Str(load_default="", validate=validate.OneOf(STATUSES, error=_l("Choose one.")))
