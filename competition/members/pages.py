"""Doors of the room."""

from flask import Blueprint

pages = Blueprint("members", __name__, url_prefix="/members")
