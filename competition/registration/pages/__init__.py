"""Doors of registration: applying and one's own entry in public, approval at the desk, a unit's own list and officers."""

from competition.registration.pages import applying, desk, mine, units
from competition.registration.pages.blueprint import pages

__all__ = ["applying", "desk", "mine", "pages", "units"]
