"""The blueprint of the room, and what its doors share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from flask import Blueprint
from flask_babel import gettext as _

from competition.members.models import Category
from competition.organisations import queries as organisations
from competition.store import Refused, reading, utcnow
from competition.web.errors import refusal_words
from competition.web.words import named

pages = Blueprint("members", __name__, url_prefix="/members")

Errors = dict[str, list[str]]

FIELD_OF = {
    "name_bad": "name",
    "id_number_needed": "id_number",
    "id_number_bad": "id_number",
    "id_number_taken": "id_number",
    "sex_disagrees": "sex",
    "phone_bad": "phone",
    "card_bad": "card_number",
    "card_taken": "card_number",
    "consent_no_text": "consent_on",
    "date_before_joining": "on",
    "date_ahead": "on",
    "reason_needed": "reason",
    "reason_has_number": "reason",
    "same_unit": "organisation_id",
    "organisation_not_there": "organisation_id",
    "organisation_not_known": "organisation_id",
    "organisation_is_closed": "organisation_id",
}


def wrong_field(refused: Refused, other: str = "name") -> Errors:
    """A refusal beside the field that it speaks of."""
    return {FIELD_OF.get(refused.code, other): [refusal_words(refused)]}


def picked_id(sent: Mapping[str, Any], field: str = "organisation_id") -> str:
    """The id of the unit that a picker sent. Refused: organisation_not_there, organisation_not_known, organisation_is_closed."""
    with reading() as s:
        one = organisations.picked(s, sent.get(field) or "", sent.get(f"{field}_name") or "")
    if one is None:
        raise Refused("organisation_not_there", 422)
    return one.id


def said_categories(categories: Iterable[Category]) -> list[str]:
    """Their names in the page's language."""
    return [named(one.name, one.name_en) for one in categories]


def today() -> str:
    """The day as a date field wants it."""
    return utcnow().astimezone(dt.timezone(dt.timedelta(hours=8))).date().isoformat()


def listed(names: Iterable[str]) -> str:
    """Names one after another."""
    return str(_(", ")).join(names)
