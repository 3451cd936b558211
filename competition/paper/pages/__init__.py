"""Doors of paper: which sheets there are to print and which were typed, one sheet's typing, and the printed pages."""

from competition.paper.pages import desk, printing, sheets
from competition.paper.pages.blueprint import pages

__all__ = ["desk", "pages", "printing", "sheets"]
