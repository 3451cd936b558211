"""What can be done with contestants: entries one by one, and whole entry forms."""

from competition.contestants.actions.entries import (
    ContestantDetails,
    assign_station_codes,
    edit_entry,
    enter,
    set_status,
    show_identity,
)
from competition.contestants.actions.imports import fail_batch, import_rows, keep_reading, open_batch, undo_import

__all__ = [
    "ContestantDetails", "assign_station_codes", "edit_entry", "enter", "fail_batch", "import_rows", "keep_reading",
    "open_batch", "set_status", "show_identity", "undo_import",
]  # fmt: skip
