"""The doors of labour contests."""

from competition.milestones.pages import desk, public, reports, setting, units
from competition.milestones.pages.blueprint import pages

__all__ = ["desk", "pages", "public", "reports", "setting", "units"]
