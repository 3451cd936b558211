"""Understanding an entry form: where its headers stand, what its columns mean, which rows or columns are people. Pure."""

from competition.contestants.reading.cells import cell_text, letters
from competition.contestants.reading.forms import Column, Form, Passed, RawRow
from competition.contestants.reading.sheets import read_form, read_forms
from competition.contestants.reading.spellings import FIELDS, field_of

__all__ = [
    "FIELDS", "Column", "Form", "Passed", "RawRow", "cell_text", "field_of", "letters", "read_form", "read_forms",
]  # fmt: skip
