"""The doors of judging: the tablet's page, the chief's monitor, a trade's sheets, one sheet, a substitute."""

from competition.judging.pages import monitor, replacing, revealing, sheets, stages, tablet
from competition.judging.pages.blueprint import entrance, pages

__all__ = ["entrance", "monitor", "pages", "replacing", "revealing", "sheets", "stages", "tablet"]
