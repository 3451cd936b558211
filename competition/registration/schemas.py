"""Shapes of the forms of registration; what is said of a person is read by contestants' own form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from marshmallow import Schema, fields, validate

from competition.contestants.schemas import ContestantForm
from competition.registration.actions import Applying
from competition.web.forms import Invalid, read

PERSON = ("name", "sex", "id_number", "phone", "employer", "skill_level", "coach")
COLUMNS = (*PERSON, "trade")


class SenderForm(Schema):
    """Who sends: the unit's whole name, whom to ask and under which number."""

    unit_name = fields.Str(required=True, validate=validate.Length(2, 120, error=_l("Between 2 and 120 characters.")))
    contact = fields.Str(load_default="", validate=validate.Length(max=60, error=_l("At most 60 characters.")))
    contact_phone = fields.Str(
        load_default="",
        validate=validate.Regexp(r"^$|^[0-9+\- ]{6,20}$", error=_l("A telephone number has 6 to 20 digits.")),
    )


class UnitSenderForm(SenderForm):
    """A unit names whom to ask."""

    contact = fields.Str(required=True, validate=validate.Length(2, 60, error=_l("Between 2 and 60 characters.")))
    contact_phone = fields.Str(
        required=True,
        validate=validate.Regexp(r"^[0-9+\- ]{6,20}$", error=_l("A telephone number has 6 to 20 digits.")),
    )


class CodeForm(Schema):
    """The code of a registration."""

    code = fields.Str(required=True, validate=validate.Length(4, 60, error=_l("Type the whole code.")))


class OfficerForm(Schema):
    """Somebody who approves for a unit."""

    name = fields.Str(required=True, validate=validate.Length(2, 60, error=_l("Between 2 and 60 characters.")))
    login = fields.Str(
        required=True,
        validate=validate.Regexp(r"^[A-Za-z0-9._@-]{3,40}$", error=_l("3 to 40 letters, digits, dots or dashes.")),
    )
    password = fields.Str(required=True, validate=validate.Length(10, 200, error=_l("At least 10 characters.")))


class WithdrawForm(Schema):
    """Why somebody withdraws; nobody must say."""

    reason = fields.Str(load_default="", validate=validate.Length(max=200, error=_l("At most 200 characters.")))


def person_of(
    sent: Mapping[str, str], choices: Mapping[str, tuple[str, str | None]], unit_id: str | None, today: date
) -> Applying:
    """One person as sent, with a trade of `choices` (key -> trade id, division id). Raises Invalid."""
    errors: dict[str, list[str]] = {}
    values: dict[str, Any] = {}
    try:
        values = read(ContestantForm(today), {name: sent.get(name, "") for name in PERSON})
    except Invalid as invalid:
        errors |= invalid.errors
    if not sent.get("id_number", "").strip() and "id_number" not in errors:
        errors["id_number"] = [str(_l("Registration needs the ID number."))]
    if sent.get("trade", "") not in choices:
        errors["trade"] = [str(_l("Choose one of the trades."))]
    if errors:
        raise Invalid(errors)
    trade_id, division_id = choices[sent["trade"]]
    details = replace(values["details"], organisation_id=unit_id, division_id=division_id)
    return Applying(trade_id=trade_id, details=details)


def employed_by(one: Applying, unit_name: str) -> Applying:
    """The same person with the unit as work unit where none was named: a unit outside the tree is known by name alone."""
    return replace(one, details=replace(one.details, employer=one.details.employer or unit_name))
