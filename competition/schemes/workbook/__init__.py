"""A plan as a spreadsheet that a technical committee fills in: one row an aspect, and sheets for everything else.

What is written is read back to the very same document, with the same hash. `columns` says what stands where, `writing`
and `reading` go each way.
"""

from competition.schemes.workbook.cells import Wrong
from competition.schemes.workbook.reading import read_plan
from competition.schemes.workbook.writing import tables_of

__all__ = ["Wrong", "read_plan", "tables_of"]
