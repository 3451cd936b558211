"""The blueprint of registration."""

from flask import Blueprint

pages = Blueprint("registration", __name__, url_prefix="/registration")
