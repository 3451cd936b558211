"""Words of officials: roles, qualifications, why somebody must not judge, answers to letters, what happened, what is refused."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

ROLES: dict[str, LazyString] = {
    "chief_judge": _l("Chief judge"),
    "scoring_judge": _l("Judge"),
    "floor_judge": _l("Floor judge"),
    "trainee_judge": _l("Trainee judge"),
    "score_clerk": _l("Score clerk"),
}
"""What a judge of a trade may be."""

SEATED = frozenset({"chief_judge", "scoring_judge", "score_clerk"})
"""The roles that may sit on a panel and get sheets: floor judges watch the hall, trainees only look on."""

OFFICES: dict[str, LazyString] = {
    "check_in": _l("Check-in officer"),
    "cipher_officer": _l("Cipher officer"),
    "score_clerk": _l("Score clerk"),
    "supervisor": _l("Supervisor"),
    "arbitration": _l("Arbitration"),
    "expert_lead": _l("Lead of the experts"),
}
"""What an officer of an event, or of one trade of it, may be."""

SCORING = frozenset({"chief_judge", "scoring_judge", "floor_judge", "trainee_judge", "score_clerk"})
"""Roles that nobody may hold beside the cipher (field rule 4)."""

KINDS: dict[str, LazyString] = {
    "national": _l("National judge"),
    "provincial": _l("Provincial judge"),
    "municipal": _l("Municipal judge"),
    "technician": _l("Technician"),
    "assessor": _l("Assessor of skill levels"),
    "expert": _l("Technical expert"),
}
"""Kinds of qualification, the highest first."""

LEVELS: dict[str, LazyString] = {
    "": _l("No level"),
    "senior_technician": _l("Senior technician (level 1)"),
    "technician": _l("Technician (level 2)"),
    "advanced": _l("Advanced worker (level 3)"),
    "engineer": _l("Engineer"),
    "senior_engineer": _l("Senior engineer"),
    "professor": _l("Professor"),
}

CONFLICTS: dict[str, LazyString] = {
    "unit": _l("same unit: %(detail)s"),
    "enterprise": _l("same enterprise: %(detail)s"),
    "declared": _l("declared unit: %(detail)s"),
    "coach": _l("coach of this contestant"),
    "kinship": _l("relative: %(detail)s"),
}

ANSWERS: dict[str, LazyString] = {
    "": _l("No answer yet"),
    "accepted": _l("Accepted"),
    "declined": _l("Declined"),
}

REASONS: dict[str, LazyString] = {
    "kept": _l("sits here now"),
    "last": _l("sat here in the last edition"),
    "even": _l("%(seats)s seats in this trade, %(elsewhere)s in others"),
    "qualified": _l("%(kind)s, holds"),
    "unqualified": _l("no qualification that holds"),
    "alone": _l("the only one from %(organisation)s"),
    "clear": _l("nothing between this judge and %(entries)s entries"),
    "register": _l("from the register"),
}
"""Why a proposal puts somebody on a seat."""

LEFT_OUT: dict[str, LazyString] = {
    "conflict": _l("recusal: %(count)s entries, such as %(entry)s"),
    "cipher": _l("holds the cipher in this event"),
    "role": _l("does not mark"),
}

IMPORT_WRONG: dict[str, LazyString] = {
    "name": _l("no name of 2 to 60 characters"),
    "twice": _l("stands twice in this list"),
    "trade": _l("no such trade: %(text)s"),
    "phone": _l("no telephone number: %(text)s"),
    "qualification": _l("no such qualification: %(text)s"),
}

METHODS: dict[str, LazyString] = {
    "mean": _l("mean"),
    "trimmed_mean": _l("trimmed mean"),
    "median": _l("median"),
}

DEVICE_STATES: dict[str, LazyString] = {
    "pending": _l("Waiting for acceptance"),
    "accepted": _l("Accepted"),
    "revoked": _l("Disabled"),
}

WARNINGS: dict[str, LazyString] = {
    "few_enterprise": _l("%(from_enterprises)s of %(all)s come from enterprises; at least a third should."),
    "same_enterprise": _l("%(count)s come from %(organisation)s; one from each enterprise is the rule."),
    "too_old": _l("%(name)s is older than %(limit)s."),
    "expired": _l("The qualification of %(name)s has run out."),
}
"""What the rule for judges would have otherwise (field rule CN-9); none of it stops anybody."""

ACTS: dict[str, LazyString] = {
    "officials.trades": _l("%(count)s officials can now judge %(trade)s"),
    "officials.proposal": _l("Panels of %(trade)s taken from a proposal"),
}

FACTS: dict[str, LazyString] = {
    "official_added": _l("Entered in the register of officials"),
    "official_changed": _l("Changed in the register"),
    "official_merged": _l("Merged with a double entry"),
    "judge_added": _l("Joined a trade as judge, number %(number)s"),
    "judge_withdrawn": _l("Left a trade"),
    "judge_replaced": _l("Replaced on the panel: %(reason)s"),
    "recusal_declared": _l("A recusal was declared"),
    "recusal_ended": _l("A recusal was taken back"),
    "conflict_overridden": _l("Seated in spite of a recusal: %(reason)s"),
    "officer_appointed": _l("Appointed as an officer"),
    "officer_dismissed": _l("An appointment as an officer has ended"),
    "letter_sent": _l("A letter of invitation was made"),
    "letter_answered": _l("The letter of invitation was answered"),
}

REFUSALS: dict[str, LazyString] = {
    "judge_exists": _l("%(name)s is on the list of this trade already."),
    "chief_exists": _l("This trade already has a chief judge: %(name)s."),
    "judge_gone": _l("%(name)s has withdrawn from this trade."),
    "judge_is_marking": _l("The stage is running and %(name)s sits on a panel; let somebody take the place."),
    "seats_stage_started": _l("The stage has started: seats can no longer be changed."),
    "seat_twice": _l("Module %(module)s: seat %(seat)s is given twice."),
    "seat_role": _l("%(name)s does not mark: floor judges and trainees take no seat on a panel."),
    "seat_conflict": _l(
        "%(name)s must not judge %(entry)s (%(count)s in all). Give a reason to seat %(name)s all the same."
    ),
    "seat_kinship": _l("%(name)s is a relative of %(entry)s and cannot be seated."),
    "cipher_and_scoring": _l("%(name)s cannot hold both the cipher and marks in one event."),
    "officer_exists": _l("%(name)s holds this office already."),
    "official_exists": _l("%(name)s of the same unit is in the register already."),
    "official_merged": _l("This entry was merged with another."),
    "merge_one": _l("Tick at least two entries of the same person."),
    "module_not_there": _l("The marking scheme has no module %(module)s."),
    "no_scheme_yet": _l("This trade has no marking scheme yet."),
    "line_wrong": _l("Line %(line)s cannot be read: %(text)s"),
    "import_empty": _l("There is no row with a name in it."),
    "import_columns": _l("The first row must name the columns; one of them is the name."),
    "import_long": _l("At most %(most)s rows at once."),
    "import_unreadable": _l("This file cannot be read. Send an .xlsx or a .csv file."),
    "letter_over": _l("This letter is no longer good; a newer one was sent, or the place has been given up."),
    "stage_not_marking": _l("The stage does not run; change the panels instead."),
    "replaced_by_himself": _l("Choose somebody else to take the place."),
    "substitute_sits": _l("%(name)s sits on the panel of module %(module)s already."),
    "not_seated": _l("%(name)s sits on no panel."),
    "proposal_stale": _l("Judges or panels have changed since this was proposed; look at a new proposal."),
}
