"""Doors of contestants: the list and single entries, and whole entry forms."""

from flask import Blueprint

pages = Blueprint("contestants", __name__, url_prefix="/contestants")

from competition.contestants.pages import entries, imports  # noqa: E402, F401  the doors hang themselves on `pages`
