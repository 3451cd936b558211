"""Shapes of the forms of officials."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from flask_babel import force_locale
from flask_babel import lazy_gettext as _l
from marshmallow import Schema, fields, validate

from competition.officials.actions import Newcomer
from competition.officials.words import ROLES
from competition.store import Refused
from competition.web.words import LOCALES

_NAME = validate.Length(2, 60, error=_l("Between 2 and 60 characters."))
_ORGANISATION = validate.Length(max=120, error=_l("At most 120 characters."))
_BETWEEN = re.compile(r"\t|,|，|;|；|、|\u3000|\s{2,}")
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
