"""What can be done on the contest day."""

from competition.sessions.actions.checking import absent, check_in, dns, find_entry, set_check_rule, undo_check_in
from competition.sessions.actions.custodians import replace_custodian
from competition.sessions.actions.draws import commit, make_draw, show_slips
from competition.sessions.actions.floor import compensate, move_session
from competition.sessions.actions.opening import confirm_share, open_draw, seal_draw, seal_stage, share_lines
from competition.sessions.actions.stations import add_stations, codes_of, remove_station
from competition.sessions.actions.timetable import (
    Batching,
    Made,
    SessionDetails,
    edit_session,
    make_sessions,
    move_entry,
    remove_sessions,
)
from competition.sessions.actions.works import draw_works

__all__ = [
    "Batching", "Made", "SessionDetails", "absent", "add_stations", "check_in", "codes_of", "commit", "compensate",
    "confirm_share", "dns", "draw_works", "edit_session", "find_entry", "make_draw", "make_sessions", "move_entry", "move_session",
    "open_draw", "remove_sessions", "remove_station", "replace_custodian", "seal_draw", "seal_stage", "set_check_rule", "share_lines",
    "show_slips", "undo_check_in",
]  # fmt: skip
