"""Doors of the room."""

from flask import Blueprint

pages = Blueprint("portal", __name__, url_prefix="/portal")
