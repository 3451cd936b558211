"""The blueprints that the doors of this room hang on; `entrance` is the short address that a QR code can hold."""

from flask import Blueprint

pages = Blueprint("judging", __name__, url_prefix="/judging")
entrance = Blueprint("entrance", __name__)
