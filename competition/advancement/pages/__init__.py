"""Doors of cuts: a passage with its cut, the places it gave, the chain of an entry, the outlook, what the public sees."""

from competition.advancement.pages import chains, cuts, lists, outlooks, places, public
from competition.advancement.pages.blueprint import pages

__all__ = ["chains", "cuts", "lists", "outlooks", "pages", "places", "public"]
