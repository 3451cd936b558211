"""Doors of the room."""

from flask import Blueprint

pages = Blueprint("desk", __name__, url_prefix="/desk")
