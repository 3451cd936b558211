"""Doors of the registry of union units: trees and picker, the list, one unit, groupings, imports."""

from competition.organisations.pages import groupings, imports, lists, places, trees, units
from competition.organisations.pages.blueprint import pages

__all__ = ["groupings", "imports", "lists", "pages", "places", "trees", "units"]
