"""Doors of officials: the register, all trades of an event, one trade's judges and panels, proposals, officers, letters and
their answers, and the sign-in cards of tablets."""

from competition.officials.pages import imports, judges, offices, people, proposals, tablets
from competition.officials.pages.blueprint import pages

__all__ = ["imports", "judges", "offices", "pages", "people", "proposals", "tablets"]
