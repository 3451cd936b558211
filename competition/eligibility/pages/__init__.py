"""Doors of rules of entry: what the rules say of an event's entries, one entry, the rules themselves."""

from competition.eligibility.pages import entries, lists, rules
from competition.eligibility.pages.blueprint import pages

__all__ = ["entries", "lists", "pages", "rules"]
