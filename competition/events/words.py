"""Words of events: states, anonymity and what is refused."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

EVENT_STATES: dict[str, LazyString] = {
    "DRAFT": _l("Being prepared"),
    "PUBLISHED": _l("Announced"),
    "REGISTRATION_OPEN": _l("Registration open"),
    "REGISTRATION_CLOSED": _l("Registration closed"),
    "ELIGIBILITY_DONE": _l("Entries checked"),
    "READY": _l("Ready"),
    "IN_SESSION": _l("Under way"),
    "SCORING": _l("Being marked"),
    "REVIEW": _l("Under review"),
    "REVEALED": _l("Names revealed"),
    "PROVISIONAL": _l("Provisional results"),
    "APPEAL_WINDOW": _l("Open to appeals"),
    "CONFIRMED": _l("Results confirmed"),
    "NOTICE": _l("Public notice"),
    "AWARDED": _l("Awarded"),
    "ARCHIVED": _l("Archived"),
    "SUSPENDED": _l("Suspended"),
    "CANCELLED": _l("Cancelled"),
}

STATE_TONES: dict[str, str] = {
    "IN_SESSION": "live",
    "SCORING": "live",
    "REGISTRATION_OPEN": "pri",
    "PROVISIONAL": "warn",
    "APPEAL_WINDOW": "warn",
    "SUSPENDED": "warn",
    "CANCELLED": "bad",
    "CONFIRMED": "good",
    "NOTICE": "good",
    "AWARDED": "good",
    "ARCHIVED": "hollow",
}

STATE_NOTES: dict[str, LazyString] = {
    "DRAFT": _l("Only the desk sees it."),
    "PUBLISHED": _l("Everybody can read it: dates, place, trades and programme."),
    "REGISTRATION_OPEN": _l("Units and contestants can register within the window."),
    "REGISTRATION_CLOSED": _l("Nobody can register any more; entries are checked."),
    "ELIGIBILITY_DONE": _l("It stands who takes part."),
    "READY": _l("Judges, stations and schemes stand; the rules are frozen."),
    "IN_SESSION": _l("The contest is on: it begins by itself with the first stage."),
    "SCORING": _l("Nobody competes any more; sheets are still being marked and locked."),
    "REVIEW": _l("Every sheet is locked; totals are looked over. It begins by itself when the last stage ends."),
    "REVEALED": _l("Blind codes have their names again."),
    "PROVISIONAL": _l("Results are published and may still change."),
    "APPEAL_WINDOW": _l("Team leaders can appeal against results."),
    "CONFIRMED": _l("Every appeal is decided; the results stand."),
    "NOTICE": _l("Names and results are on public notice."),
    "AWARDED": _l("Prizes and certificates are given."),
    "ARCHIVED": _l("The event is closed and kept."),
    "SUSPENDED": _l("Nothing starts until it is taken up again."),
    "CANCELLED": _l("It does not take place."),
}

MOVES: dict[tuple[str, str], LazyString] = {
    ("", "PUBLISHED"): _l("Publish the event"),
    ("", "REGISTRATION_OPEN"): _l("Open registration"),
    ("", "REGISTRATION_CLOSED"): _l("Close registration"),
    ("", "ELIGIBILITY_DONE"): _l("Entries are checked"),
    ("", "READY"): _l("Everything is ready"),
    ("", "IN_SESSION"): _l("The first stage starts"),
    ("", "SCORING"): _l("End the contest, go on marking"),
    ("", "REVIEW"): _l("Go back to the review"),
    ("", "REVEALED"): _l("Names are revealed"),
    ("", "PROVISIONAL"): _l("Publish provisional results"),
    ("", "APPEAL_WINDOW"): _l("Open the window for appeals"),
    ("", "CONFIRMED"): _l("Confirm the results"),
    ("", "NOTICE"): _l("Put up the public notice"),
    ("", "AWARDED"): _l("Prizes are given"),
    ("", "ARCHIVED"): _l("Archive the event"),
    ("", "SUSPENDED"): _l("Suspend the event"),
    ("", "CANCELLED"): _l("Cancel the event"),
    ("", "DRAFT"): _l("Take it back from the public"),
    ("PUBLISHED", "READY"): _l("Ready without public registration"),
    ("REGISTRATION_OPEN", "PUBLISHED"): _l("Take the opening back"),
    ("REGISTRATION_CLOSED", "REGISTRATION_OPEN"): _l("Open registration again"),
    ("ELIGIBILITY_DONE", "REGISTRATION_CLOSED"): _l("Check entries again"),
    ("READY", "ELIGIBILITY_DONE"): _l("Prepare further, entries checked"),
    ("READY", "PUBLISHED"): _l("Prepare further, without registration"),
    ("SCORING", "REVIEW"): _l("The last stage ends"),
    ("CONFIRMED", "APPEAL_WINDOW"): _l("Open the window for appeals again"),
    ("SCORING", "IN_SESSION"): _l("Another stage starts"),
    ("REVIEW", "IN_SESSION"): _l("Another stage starts"),
}

RETURN = _l("Take it up again")

ROLES: dict[str, LazyString] = {
    "host": _l("Host"),
    "organiser": _l("Organiser of the event"),
    "co_organiser": _l("Co-organiser"),
}

PHASES: dict[str, LazyString] = {
    "before": _l("In preparation"),
    "during": _l("Taking place"),
    "after": _l("With results"),
    "suspended": _l("Suspended"),
    "cancelled": _l("Cancelled"),
}

TAKEN: dict[str, tuple[LazyString, LazyString]] = {
    "organisers": (_l("Who holds it"), _l("Hosts, organisers and co-organisers")),
    "trades": (_l("Trades"), _l("With their codes and their order")),
    "settings": (_l("Settings of the stages"), _l("Anonymity, minutes and size of teams")),
    "divisions": (_l("Divisions"), _l("With their bounds of age")),
    "plans": (_l("Marking schemes"), _l("The current version of each becomes version 1")),
    "venues": (_l("Venues"), _l("With their addresses")),
    "programme": (_l("Programme"), _l("Moved to the new dates, at the same times of the day")),
    "judges": (_l("Judges"), _l("Those who serve in each trade, unseated and not yet invited")),
}

STAGE_STATES: dict[str, LazyString] = {
    "DRAFT": _l("Not started"),
    "RUNNING": _l("Running"),
    "ENDED": _l("Ended"),
}

ANONYMITY: dict[str, LazyString] = {
    "open": _l("Open: judges see names"),
    "station": _l("By station: judges see station codes"),
    "three_stage": _l("Three draws: entry, station and work codes"),
}

REFUSALS: dict[str, LazyString] = {
    "not_there": _l("This page or record does not exist."),
    "trade_exists": _l("This event already has a trade called %(name)s."),
    "trade_has_entries": _l("%(name)s has %(count)s contestants; take them out first."),
    "division_has_entries": _l("%(count)s entries are in a division that would go; move them first."),
    "stage_not_draft": _l("The stage of %(name)s has started; this can no longer be changed."),
    "too_many_stages": _l("A trade has %(most)s stages at most."),
    "stage_named_already": _l("There is already a stage called %(name)s."),
    "stage_not_last": _l("Only the last stage can be taken away, while nobody has come to it."),
    "stage_not_running": _l("The stage of %(name)s is not running."),
    "stage_not_started": _l("The stage of %(name)s has not started; its scheme changes without a second person."),
    "plan_settled": _l("The results of %(name)s stand, or it is halted; its schemes stay as they are."),
    "plan_overtaken": _l("The scheme has changed meanwhile; look at it again."),
    "two_people": _l("The same person cannot propose and approve; somebody else has to look at it."),
    "stage_has_no_plan": _l("%(name)s has no marking scheme yet."),
    "event_moved": _l("The state of %(name)s has changed meanwhile; look at it again."),
    "no_such_move": _l("%(name)s cannot be moved there from where it is."),
    "reason_missing": _l("Say why: this move needs a reason."),
    "move_closed": _l("This move is still closed. %(missing)s"),
    "event_halted": _l("%(name)s is suspended or cancelled; no stage starts in it."),
    "event_decided": _l("%(name)s has results already; take it back to the review before another stage starts."),
    "event_not_draft": _l("%(name)s has been published; it can be cancelled, not removed."),
    "venue_exists": _l("This event already has a venue called %(name)s."),
    "venue_in_use": _l("%(count)s points of the programme are at %(name)s; change them first."),
}

FACTS: dict[str, LazyString] = {
    "event_created": _l("Set up: %(name)s"),
    "event_changed": _l("Details changed"),
    "event_moved": _l("State: from %(from_state)s to %(to_state)s"),
    "event_removed": _l("Removed: %(name)s"),
    "event_copied": _l("The next edition was set up from %(name)s, edition %(edition)s"),
    "trade_added": _l("Trade added: %(name)s"),
    "trade_removed": _l("Trade taken out: %(name)s"),
    "stage_added": _l("The stage %(name)s was added"),
    "stage_renamed": _l("The stage %(before)s is called %(after)s now"),
    "stage_removed": _l("The stage %(name)s was taken away"),
    "stage_opened": _l("The trade has come to the stage %(name)s"),
    "stage_set": _l("Stage set: %(minutes)s minutes"),
    "plan_chosen": _l("Marking scheme chosen"),
    "plan_replaced": _l("Version %(version)s of the marking scheme took effect after the start: %(reason)s"),
    "teams_set": _l("Teams of %(team_size)s with %(team_reserves)s reserves"),
    "divisions_set": _l("Divisions: %(names)s"),
    "venue_set": _l("Venue: %(name)s"),
    "point_set": _l("Programme: %(title)s"),
    "programme_removed": _l("Taken out of the programme: %(name)s"),
}

VALUES: dict[str, dict[str, LazyString]] = {
    "event_moved.from_state": EVENT_STATES,
    "event_moved.to_state": EVENT_STATES,
}
