"""Doors of the roll: the list, one member, categories and consent, imports."""

from competition.members.pages import acting, ground, imports, lists, people
from competition.members.pages.blueprint import pages

__all__ = ["acting", "ground", "imports", "lists", "pages", "people"]
