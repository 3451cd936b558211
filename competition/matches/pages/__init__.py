"""The doors of matches."""

from competition.matches.pages import board, public, results, setting
from competition.matches.pages.blueprint import pages

__all__ = ["board", "pages", "public", "results", "setting"]
