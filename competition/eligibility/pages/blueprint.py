"""The blueprint of the room, and what its pages share."""

from __future__ import annotations

from flask import Blueprint

from competition.store import Refused
from competition.web.errors import refusal_words

pages = Blueprint("eligibility", __name__, url_prefix="/eligibility")

Errors = dict[str, list[str]]


def wrong(refused: Refused, field: str = "") -> Errors:
    """A refusal as the error of a field; what is not there stays a page of its own."""
    if refused.status == 404:
        raise refused
    return {field: [refusal_words(refused)]}
