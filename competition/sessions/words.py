"""Words of the contest day: sessions, check-in and draws; what happened, what is refused."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

STATES: dict[str, LazyString] = {
    "READY": _l("Ready"),
    "RUNNING": _l("Running"),
    "PAUSED": _l("Paused"),
    "ENDED": _l("Ended"),
}

TONES = {"READY": "", "RUNNING": "live", "PAUSED": "warn", "ENDED": "good"}

MOVES: dict[str, LazyString] = {
    "start": _l("started"),
    "pause": _l("paused"),
    "resume": _l("resumed"),
    "compensate": _l("was given time"),
    "end": _l("ended"),
}

HOWS: dict[str, LazyString] = {
    "badge": _l("by badge"),
    "number": _l("by number"),
    "hand": _l("by hand"),
}

DRAWS: dict[str, LazyString] = {
    "entry_code": _l("Draw 1: entry codes"),
    "station_code": _l("Draw 2: stations"),
    "work_code": _l("Draw 3: work codes"),
}

DRAW_STATES: dict[str, LazyString] = {
    "": _l("Not begun"),
    "COMMITTED": _l("Seed committed"),
    "DRAWN": _l("Drawn"),
    "SEALED": _l("Drawn and sealed"),
    "OPENED": _l("Open to everybody"),
}

DRAW_TONES = {"": "", "COMMITTED": "warn", "DRAWN": "pri", "SEALED": "plum", "OPENED": "good"}

KEEPERS: dict[str, LazyString] = {
    "supervisor": _l("Supervisor"),
    "cipher_officer": _l("Cipher officer"),
    "arbitration": _l("Arbitration"),
    "organiser": _l("Organiser"),
}

CONFLICTS: dict[str, LazyString] = {
    "double:person": _l("%(who)s competes in both at the same time"),
    "double:judge": _l("%(who)s judges both at the same time"),
    "double:station": _l("Station %(who)s is used by both at the same time"),
    "double:venue": _l("%(who)s is used by both at the same time"),
    "closed": _l("outside the days of the event"),
    "few_stations": _l("the venue has %(stations)s stations, %(wanted)s are needed"),
    "unknown_station": _l("a station was taken away or belongs to another venue"),
}

UNPLACED: dict[str, LazyString] = {
    "no_venue": _l("the venue has too few stations"),
    "never_open": _l("it does not fit into the hours of a day"),
    "after_unplaced": _l("the session before it has no time"),
    "taken": _l("people, judges or stations are taken: %(who)s"),
}

SHARE_FAULTS: dict[str, LazyString] = {
    "bad_lines": _l("A share has %(lines)s lines; %(given)s were typed."),
    "bad_length": _l("Line %(line)s: %(signs)s signs are expected; %(given)s were typed."),
    "bad_sign": _l("Line %(line)s: the sign %(sign)s does not occur in shares."),
    "bad_check": _l("Line %(line)s was not typed as it is printed."),
    "unknown_share": _l("This is no share of a draw's key."),
}

SHARE_WRONG: dict[str, LazyString] = {
    "same_holder": _l("Both are the share of the same custodian"),
    "different_keys": _l("The shares do not belong to this draw"),
    "share_damaged": _l("The shares contradict each other"),
}

FACTS: dict[str, LazyString] = {
    "stations_set": _l("Stations of %(venue)s: added %(added)s, taken away %(removed)s"),
    "sessions_made": _l("%(count)s sessions were made for %(entries)s entries"),
    "sessions_removed": _l("%(count)s sessions were taken away"),
    "session_changed": _l("Session %(number)s was changed"),
    "entry_seated": _l("No. %(number)s was put into session %(session)s"),
    "session_moved": _l("Session %(number)s %(move)s. %(reason)s"),
    "checked_in": _l("Checked in %(how)s"),
    "check_in_undone": _l("The check-in was taken back. %(reason)s"),
    "check_in_rule_set": _l("Check-in opens %(opens_before)s minutes before and closes %(late_after)s minutes after"),
    "draw_committed": _l("%(draw)s: the seed was made, its hash is %(commitment)s"),
    "draw_done": _l("%(draw)s: drawn among %(count)s"),
    "slips_shown": _l("%(draw)s: the slips were shown"),
    "share_kept": _l("%(draw)s: custodian %(number)s has taken his share"),
    "custodian_replaced": _l("%(draw)s: share %(number)s has another custodian. %(reason)s"),
    "draw_sealed": _l("%(draw)s: the list was sealed"),
    "draw_opened": _l("%(draw)s: the list was opened with two shares"),
}

VALUES: dict[str, dict[str, LazyString]] = {
    "session_moved.move": MOVES,
    "checked_in.how": HOWS,
    **{f"{kind}.draw": DRAWS for kind in FACTS if kind.startswith(("draw_", "slips_", "share_", "custodian_"))},
}

REFUSALS: dict[str, LazyString] = {
    "bad_station": _l("“%(said)s” is no station code: at most 16 signs, and a row counts upwards."),
    "too_many_stations": _l("At most %(most)s stations in a venue."),
    "station_in_use": _l("Station %(station)s was drawn by somebody and stays."),
    "venue_has_stations": _l("%(name)s has stations or sessions. Take those away first."),
    "no_stations": _l("%(name)s has no stations yet. Add them first."),
    "too_many_sessions": _l("That would be more than %(most)s sessions. More stations are needed."),
    "stations_dealt_already": _l("The stations were dealt by the second draw; sessions stay as they are now."),
    "session_begun": _l("A session that has begun stays as it is."),
    "session_full": _l("Session %(number)s has %(stations)s stations, and all of them are taken."),
    "session_move": _l("Session %(number)s is not in a state for this."),
    "empty_session": _l("Nobody sits in session %(number)s."),
    "nobody_with_code": _l("Nobody in this session has the code %(said)s."),
    "not_entered": _l("“%(said)s” is not entered in this trade."),
    "badge_of_another_trade": _l("This badge belongs to %(trade)s."),
    "not_competing": _l("%(name)s does not take part (%(why)s). The organiser can change that on the entry's page."),
    "checked_in_already": _l("%(name)s is checked in already."),
    "not_checked_in": _l("%(name)s is not checked in."),
    "too_late": _l(
        "%(name)s is %(minutes)s minutes late; %(limit)s are allowed. The chief judge may admit him with a reason."
    ),
    "draw_made": _l("This draw has been made. It is not made a second time."),
    "draw_committed": _l("The seed of this draw was made already."),
    "draw_not_made": _l("This draw has not been made yet."),
    "draw_sealed": _l("This list is sealed. Two of its three custodians can open it when the stage is over."),
    "draw_open": _l("This list is open to everybody already."),
    "draw_order": _l("Entry codes are drawn before stations."),
    "first_draw_first": _l("The first draw has to be made before the second."),
    "second_draw_first": _l("The second draw still needs this list."),
    "same_officer": _l(
        "%(name)s has made the other of the first and the third draw. Two different cipher officers make them."
    ),
    "custodians_apart": _l(
        "%(names)s keep shares of the other of the first and the third draw. At most one person may keep shares of both."
    ),
    "custodian_already": _l("This person keeps a share of this draw already."),
    "shares_wanted": _l("The list is sealed: two of its custodians have to type their shares for this."),
    "second_draw_missing": _l("The stations have to be drawn before works are coded."),
    "third_draw_missing": _l("The works have no codes yet. Make the third draw before the stage starts."),
    "unknown_work": _l("Nobody who takes part works at these stations: %(codes)s."),
    "no_works": _l("Tick at least one station whose work was handed in."),
    "draws_made_already": _l("There are draws already; the stage stays as blind as they were made for."),
    "custodians_three": _l("Choose three different custodians."),
    "not_a_custodian": _l("A share is kept by a supervisor, cipher officer, member of the arbitration or organiser."),
    "custody_open": _l("Shares that nobody has taken yet: %(numbers)s. Their custodians have to take them first."),
    "share_taken": _l("This share has been taken; the house does not know it any more."),
    "share_wrong": _l("The list does not open: %(why)s."),
    "open_backwards": _l("Lists are opened backwards: the last draw first."),
    "not_all_checked_in": _l("%(count)s are not checked in. Check them in, or draw for them as well."),
    "no_entry_code": _l("These came after the first draw and have no entry code: %(numbers)s."),
    "unseated": _l("These sit in no session: %(numbers)s."),
    "few_stations": _l("Session %(number)s has %(entries)s entries and only %(stations)s stations."),
}
