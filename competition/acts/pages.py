"""Doors of the room."""

from flask import Blueprint

pages = Blueprint("acts", __name__, url_prefix="/acts")
