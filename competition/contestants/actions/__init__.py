"""What can be done with contestants: people and teams entered one by one, whole entry forms, many entries at once."""

from competition.contestants.actions.bulk import AT_ONCE, do_to_many, lay_out
from competition.contestants.actions.entering import import_rows, undo_import
from competition.contestants.actions.entries import (
    assign_station_codes,
    edit_entry,
    enter,
    set_status,
    show_identity,
    station_code,
)
from competition.contestants.actions.imports import fail_batch, keep_reading, open_batch
from competition.contestants.actions.later import go_on
from competition.contestants.actions.merging import merge, merging, tell_apart
from competition.contestants.actions.onward import enter_known, enter_onward, take_out
from competition.contestants.actions.persons import ContestantDetails
from competition.contestants.actions.photos import remove_photo, set_photo
from competition.contestants.actions.teams import TeamDetails, edit_team, enter_team, swap_in

__all__ = [
    "AT_ONCE", "ContestantDetails", "TeamDetails", "assign_station_codes", "do_to_many", "edit_entry", "edit_team",
    "enter", "enter_known", "enter_onward", "enter_team", "fail_batch", "go_on", "import_rows", "keep_reading", "lay_out", "merge",
    "merging", "open_batch", "remove_photo", "set_photo", "set_status", "show_identity", "station_code", "swap_in",
    "take_out", "tell_apart", "undo_import",
]  # fmt: skip
