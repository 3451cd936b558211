"""Doors of schemes: the library, a trade's scheme and its versions, the draft of the next one, files and print."""

from flask import Blueprint

pages = Blueprint("schemes", __name__, url_prefix="/schemes")

from competition.schemes.pages import compare, draft, library, parts, printed, scheme, spreadsheet  # noqa: E402, F401  the doors hang themselves on `pages`
