"""Doors of ladders: the ladder as a whole, its tiers, its rules, and what the public sees of it."""

from competition.ladders.pages import ladders, making, passages, public, rules, stages, tiers
from competition.ladders.pages.blueprint import pages

__all__ = ["ladders", "making", "pages", "passages", "public", "rules", "stages", "tiers"]
