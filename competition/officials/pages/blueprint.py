"""The blueprint that the doors of this room hang on."""

from flask import Blueprint

pages = Blueprint("officials", __name__, url_prefix="/officials")
