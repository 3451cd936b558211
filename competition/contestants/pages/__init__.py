"""Doors of contestants: the list, single entries, teams, people and their photographs, duplicates, whole entry forms."""

from flask import Blueprint

pages = Blueprint("contestants", __name__, url_prefix="/contestants")

from competition.contestants.pages import (  # noqa: E402, F401  the doors hang themselves on `pages`
    acting,
    duplicates,
    entries,
    import_forms,
    imports,
    listing,
    people,
    photos,
    teams,
)
