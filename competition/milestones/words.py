"""Words of labour contests: how a milestone stands, what happened, what is refused."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

WHYS: dict[str, LazyString] = {
    "counted": _l("Counts"),
    "too_late": _l("Too late for points"),
    "evidence_missing": _l("Evidence is missing"),
    "not_accepted": _l("Not accepted"),
    "open": _l("Still open"),
    "missed": _l("Missed"),
}

TONES = {
    "counted": "good", "too_late": "bad", "evidence_missing": "warn", "not_accepted": "warn", "open": "", "missed": "bad",
}  # fmt: skip

STATES: dict[str, LazyString] = {
    "waiting": _l("Waits for the organiser"),
    "accepted": _l("Accepted"),
    "returned": _l("Returned"),
}

STATE_TONES = {"waiting": "warn", "accepted": "good", "returned": "bad"}

ROUNDINGS: dict[str, LazyString] = {
    "half_up": _l("halves up"),
    "half_even": _l("halves to even"),
    "down": _l("cut off"),
}

FACTS: dict[str, LazyString] = {
    "milestones_set": _l("The stage is decided by %(count)s milestones"),
    "milestones_dropped": _l("The stage is decided without milestones"),
    "milestone_reported": _l("%(name)s reports “%(node)s” as done on %(done_on)s, pieces of evidence: %(evidence)s"),
    "milestone_accepted": _l("“%(node)s” of %(name)s was accepted"),
    "milestone_returned": _l("“%(node)s” of %(name)s was returned. %(reason)s"),
    "milestones_settled": _l("The scores of the milestones were settled; %(count)s figures were written"),
}

REFUSALS: dict[str, LazyString] = {
    "milestones_blind": _l("Who reported what cannot be hidden: milestones need a stage whose marking is open."),
    "not_in_milestones": _l("This stage is not decided by milestones."),
    "milestone_entry_out": _l("%(name)s does not take part any more."),
    "milestone_day_ahead": _l("%(day)s is still to come: only what is done can be reported."),
    "milestone_counts_already": _l("This milestone is accepted already."),
    "milestone_evidence": _l("A number of pieces from 0 to %(most)s."),
    "report_superseded": _l("There is a later report on this milestone. Look at that one."),
    "report_own": _l("You made this report yourself; somebody else decides on it."),
    "report_decided": _l("Somebody has decided on this report already."),
    "milestones_waiting": _l("Reports that wait for a decision: %(count)s."),
    "milestones_settled": _l("The scores are settled as they stand."),
    "milestones_unsettled": _l("The scores of the milestones are not settled yet, so their figures are missing."),
}
