"""The blueprint of the room, and what its pages share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import Blueprint
from flask_babel import gettext as _

from competition.ladders.queries import Tier
from competition.ladders.queries.lists import RungRow
from competition.store import Refused
from competition.web.errors import refusal_words
from competition.web.lists import Asked
from competition.web.words import named

pages = Blueprint("ladders", __name__, url_prefix="/ladders")

Errors = dict[str, list[str]]


def wrong(refused: Refused, field: str = "") -> Errors:
    """A refusal as the error of a field; what is not there stays a page of its own."""
    if refused.status == 404:
        raise refused
    return {field: [refusal_words(refused)]}


def rung_choices(rows: Iterable[RungRow], tiers: dict[str, Tier], *, none: str = "") -> list[tuple[str, str]]:
    """Events of a ladder to choose from, the highest tier first."""
    ordered = sorted(rows, key=lambda one: (-tiers[one.tier_id].position, one.name))
    said = [
        (one.id, _("%(tier)s: %(event)s", tier=tier_name(tiers[one.tier_id]), event=named(one.name, one.name_en)))
        for one in ordered
    ]
    return [("", none), *said] if none else said


def tier_name(tier: Tier) -> str:
    """What a tier is called in the reader's language."""
    return named(tier.name, tier.name_en)


def kept(wishes: Asked) -> dict[str, Any]:
    """The arguments of a list's address."""
    return dict(wishes.kept())
