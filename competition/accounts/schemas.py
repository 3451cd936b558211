"""The forms of accounts."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from competition.accounts.passwords import SHORTEST

_name = validate.Length(max=60, error="Longer than 60 characters.")
LENGTHS = (
    _l("Longer than 60 characters."),
    _l("At least 10 characters."),
    _l("3 to 40 letters, digits, dots or dashes."),
)
_login = validate.Regexp(r"^[A-Za-z0-9._@-]{3,40}$", error="3 to 40 letters, digits, dots or dashes.")
_password = validate.Length(min=SHORTEST, max=200, error="At least 10 characters.")


class SignInForm(Schema):
    login = fields.String(required=True, validate=validate.Length(max=60, error="Longer than 60 characters."))
    password = fields.String(required=True, validate=validate.Length(max=200))


class FirstForm(Schema):
    setup_code = fields.String(required=True)
    name = fields.String(required=True, validate=_name)
    login = fields.String(required=True, validate=_login)
    password = fields.String(required=True, validate=_password)


class MeForm(Schema):
    name = fields.String(required=True, validate=_name)
    locale = fields.String(required=True, validate=validate.OneOf(("zh", "en")))


class PasswordForm(Schema):
    old = fields.String(required=True)
    new = fields.String(required=True, validate=_password)
    again = fields.String(required=True)

    @validates_schema
    def same(self, values: dict[str, Any], **kwargs: Any) -> None:
        if values.get("new") != values.get("again"):
            raise ValidationError("The two do not agree.", "again")


AGREE = _l("The two do not agree.")


class LanguageForm(Schema):
    locale = fields.String(required=True, validate=validate.OneOf(("zh", "en")))


class RedeemBody(Schema):
    code = fields.String(required=True, validate=validate.Length(min=6, max=40))
    name = fields.String(required=True, validate=_name)
