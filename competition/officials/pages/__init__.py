"""Doors of officials: all trades of an event, one trade's judges and panels, and the sign-in cards of its tablets."""

from competition.officials.pages import judges, tablets
from competition.officials.pages.blueprint import pages

__all__ = ["judges", "pages", "tablets"]
