"""The blueprint of the room, and what its doors share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from competition.organisations import queries
from competition.organisations.queries import Group, Organisation
from competition.store import Refused, reading
from competition.web.errors import refusal_words
from competition.web.words import named

pages = Blueprint("organisations", __name__, url_prefix="/organisations")

Errors = dict[str, list[str]]
Groups = dict[str, list[Group]]

FIELD_OF = {
    "organisation_code_taken": "code",
    "organisation_not_known": "parent_id",
    "organisation_is_closed": "parent_id",
    "organisation_below_itself": "parent_id",
    "merge_into_itself": "into_id",
    "merge_into_below": "into_id",
    "grouping_not_there": "level",
    "opened_after_places": "opened_on",
    "date_missing": "on",
    "date_ahead": "on",
    "date_before_opening": "on",
    "date_before_place": "on",
    "date_before_closing": "on",
}


def wrong_field(refused: Refused, other: str = "name", **instead: str) -> Errors:
    """A refusal beside the field that it speaks of; `instead` renames fields where a form calls them otherwise."""
    field = FIELD_OF.get(refused.code, other)
    return {instead.get(field, field): [refusal_words(refused)]}


def the_unit(s: Session, organisation_id: str) -> Organisation:
    """The unit of an address. Refused: not_there (404)."""
    one = queries.organisation(s, organisation_id)
    if one is None:
        raise Refused("not_there", 404)
    return one


def choices(groups: Groups, kind: str, none: str | None = None) -> list[tuple[str, str]]:
    """The drop-down of a grouping, in the page's language."""
    listed = [(one.key, named(one.name, one.name_en)) for one in groups[kind]]
    return listed if none is None else [("", none), *listed]


def all_choices(groups: Groups) -> dict[str, list[tuple[str, str]]]:
    """The drop-downs of a unit's form; every unit has a level."""
    none = _("Not said")
    return {kind: choices(groups, kind, None if kind == "level" else none) for kind in groups}


def said(groups: Groups) -> dict[str, dict[str, str]]:
    """Words of groupings by kind and key, in the page's language; "" says nothing."""
    return {kind: {"": ""} | dict(choices(groups, kind)) for kind in groups}


def picked_id(sent: Mapping[str, Any], field: str) -> str | None:
    """The id of the unit that a picker sent, None for none. Refused: organisation_not_known, organisation_is_closed."""
    with reading() as s:
        one = queries.picked(s, sent.get(field) or "", sent.get(f"{field}_name") or "")
    return one.id if one else None
