"""Shapes of the forms of officials."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from flask_babel import force_locale
from flask_babel import lazy_gettext as _l
from marshmallow import Schema, fields, validate

from competition.officials.actions import Newcomer, OfficialDetails, QualificationDetails, Reply
from competition.officials.queries import trade_names
from competition.officials.words import ANSWERS, KINDS, LEVELS, OFFICES, ROLES
from competition.store import Refused
from competition.web.forms import Invalid, read
from competition.web.words import LOCALES

_NAME = validate.Length(2, 60, error=_l("Between 2 and 60 characters."))
_ORGANISATION = validate.Length(max=120, error=_l("At most 120 characters."))
_BETWEEN = re.compile(r"\t|,|，|;|；|、|\u3000|\s{2,}")
_PHONE = validate.Regexp(r"^[0-9+() -]{5,20}$", error=_l("A telephone number has 5 to 20 digits."))
_NOTE = validate.Length(max=300, error=_l("At most 300 characters."))
_MOST_QUALIFICATIONS = 20
_NAME_AND_UNIT = re.compile(r"[,，;；、\t\u3000]+|\s{1,}")
_SEAT = re.compile(r"seat\.(?P<module>[^.]+)\.(?P<judge>[0-9a-f-]{36})\Z")


class JudgeForm(Schema):
    """One judge: name, organisation, role."""

    name = fields.Str(required=True, validate=_NAME)
    organisation = fields.Str(load_default="", validate=_ORGANISATION)
    role = fields.Str(
        load_default="scoring_judge", validate=validate.OneOf(list(ROLES), error=_l("Choose one of the roles."))
    )


class SeveralForm(Schema):
    """Pasted lines, one judge a line."""

    lines = fields.Str(required=True, validate=validate.Length(max=20_000, error=_l("At most 20,000 characters.")))


class LoginForm(Schema):
    """A login for the desk."""

    login = fields.Str(
        required=True,
        validate=validate.Regexp(r"^[A-Za-z0-9._@-]{3,40}$", error=_l("3 to 40 letters, digits, dots or dashes.")),
    )
    password = fields.Str(required=True, validate=validate.Length(10, 200, error=_l("At least 10 characters.")))


class OfficialForm(Schema):
    """An official, but for his qualifications, which `qualifications` reads."""

    name = fields.Str(required=True, validate=_NAME)
    organisation_name = fields.Str(load_default="", validate=_ORGANISATION)
    enterprise = fields.Bool(load_default=False)
    birth_year = fields.Int(
        load_default=None, allow_none=True, validate=validate.Range(1900, 2100, error=_l("A year such as 1975."))
    )
    phone = fields.Str(load_default=None, validate=_PHONE)
    no_phone = fields.Bool(load_default=False)
    note = fields.Str(load_default="", validate=_NOTE)
    trades = fields.List(fields.Str(), load_default=list)
    rev = fields.Int(load_default=None)


class QualificationForm(Schema):
    """One qualification."""

    kind = fields.Str(required=True, validate=validate.OneOf(list(KINDS)))
    level = fields.Str(load_default="", validate=validate.OneOf(list(LEVELS)))
    certificate = fields.Str(load_default="", validate=validate.Length(max=60, error=_l("At most 60 characters.")))
    template_key = fields.Str(load_default="", validate=validate.Length(max=64))
    valid_from = fields.Date(load_default=None, error_messages={"invalid": _l("A date such as 2027-05-31.")})
    valid_until = fields.Date(load_default=None, error_messages={"invalid": _l("A date such as 2027-05-31.")})


class OfficerForm(Schema):
    """An office for somebody of the register; no trade means the whole event."""

    official_id = fields.Str(required=True, validate=validate.Length(equal=36, error=_l("Choose one of the register.")))
    role = fields.Str(required=True, validate=validate.OneOf(list(OFFICES), error=_l("Choose one of the offices.")))
    trade_id = fields.Str(load_default=None)


class RecusalForm(Schema):
    """What an official must not judge: a unit, or a relative with his unit."""

    kind = fields.Str(required=True, validate=validate.OneOf(["unit", "kinship"]))
    unit_name = fields.Str(load_default="", validate=_ORGANISATION)
    contestant_name = fields.Str(load_default="", validate=validate.Length(max=60))
    declared_by = fields.Str(load_default="", validate=validate.Length(max=60))
    note = fields.Str(load_default="", validate=_NOTE)


class ReplyForm(Schema):
    """What an invited person answers."""

    answer = fields.Str(
        required=True,
        validate=validate.OneOf([one for one in ANSWERS if one], error=_l("Accept or decline.")),
        error_messages={"required": _l("Accept or decline.")},
    )
    phone = fields.Str(load_default="", validate=_PHONE)
    note = fields.Str(load_default="", validate=_NOTE)
    units = fields.Str(load_default="", validate=validate.Length(max=2000))
    relatives = fields.Str(load_default="", validate=validate.Length(max=2000))


def official_details(sent: Mapping[str, str]) -> tuple[OfficialDetails, int | None]:
    """An official's form as sent, with its rev. Raises Invalid."""
    errors: dict[str, list[str]] = {}
    values: dict[str, Any] = {}
    try:
        values = read(OfficialForm, sent)
    except Invalid as invalid:
        errors |= invalid.errors
    held = _qualifications(sent, errors)
    known = {key for key, _zh, _en in trade_names()}
    if errors:
        raise Invalid(errors)
    phone = "" if values["no_phone"] else values["phone"]
    return OfficialDetails(
        name=values["name"], organisation=values["organisation_name"], enterprise=values["enterprise"],
        birth_year=values["birth_year"], phone=phone and re.sub(r"[^0-9+]", "", phone), note=values["note"],
        trades=tuple(sorted(known & set(values["trades"]))), qualifications=held,
    ), values["rev"]  # fmt: skip


def _qualifications(sent: Mapping[str, str], errors: dict[str, list[str]]) -> tuple[QualificationDetails, ...]:
    """The rows "q<n>.<field>" of the form that have a kind, in their order; what is wrong is added to `errors`."""
    found = []
    for number in range(_MOST_QUALIFICATIONS):
        row = {name.split(".", 1)[1]: value for name, value in sent.items() if name.startswith(f"q{number}.")}
        if not row.get("kind"):
            continue
        try:
            found.append(QualificationDetails(**read(QualificationForm, row)))
        except Invalid as invalid:
            errors |= {f"q{number}.{name}": messages for name, messages in invalid.errors.items()}
    return tuple(found)


def reply_of(sent: Mapping[str, str]) -> Reply:
    """An answer to a letter: units and relatives are written one a line, a relative as name and unit. Raises Invalid."""
    values = read(ReplyForm, sent)
    units = [line.strip()[:120] for line in values["units"].splitlines() if line.strip()]
    relatives = []
    for line in values["relatives"].splitlines():
        name, _gap, unit = (part.strip() for part in _NAME_AND_UNIT.sub("\t", line.strip(), count=1).partition("\t"))
        if name:
            relatives.append((name[:60], unit[:120]))
    return Reply(
        answer=values["answer"], note=values["note"], phone=re.sub(r"[^0-9+]", "", values["phone"]),
        units=tuple(units[:20]), relatives=tuple(relatives[:20]),
    )  # fmt: skip


def newcomers(lines: str) -> list[Newcomer]:
    """The judges of pasted lines: name, organisation, role by its key or its word in either language, parted by tab, comma or wide space.

    Empty lines count for nothing. Refused: line_wrong (422) with the line's number.
    """
    spoken = {role: role for role in ROLES}
    for locale in LOCALES:
        with force_locale(locale):
            spoken |= {str(words).casefold(): role for role, words in ROLES.items()}
    found = []
    for number, line in enumerate(unicodedata.normalize("NFC", lines).splitlines(), 1):
        if not line.strip():
            continue
        parts = [part.strip() for part in _BETWEEN.split(line.strip())]
        role = spoken.get(parts[-1].casefold()) if len(parts) > 1 else None
        name, *rest = parts[:-1] if role else parts
        organisation = " ".join(part for part in rest if part)
        if not 2 <= len(name) <= 60 or len(organisation) > 120:
            raise Refused("line_wrong", 422, line=number, text=line.strip()[:60])
        found.append(Newcomer(name=name, organisation=organisation, role=role or "scoring_judge"))
    return found


def seating(sent: Mapping[str, str], module_keys: list[str]) -> dict[str, list[str]]:
    """The matrix of panels as sent, "seat.<module>.<judge>" -> number: module -> judges by number, gaps closed.

    Numbers may be full-width; an empty or unreadable cell means no seat. Refused: seat_twice (422).
    """
    placed: dict[str, dict[int, str]] = {key: {} for key in module_keys}
    for name, value in sent.items():
        cell = _SEAT.match(name)
        number = unicodedata.normalize("NFKC", value).strip()
        if cell is None or cell["module"] not in placed or not number.isdecimal():
            continue
        if int(number) in placed[cell["module"]]:
            raise Refused("seat_twice", 422, module=cell["module"], seat=int(number))
        placed[cell["module"]][int(number)] = cell["judge"]
    return {key: [seats[number] for number in sorted(seats)] for key, seats in placed.items()}
