"""Words of registration: states, acts and what is refused."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

STATES: dict[str, LazyString] = {
    "SENT": _l("Waiting for approval"),
    "RETURNED": _l("Returned for correction"),
    "ENTERED": _l("Approved and entered"),
    "REJECTED": _l("Not approved"),
    "WITHDRAWN": _l("Withdrawn"),
}

TONES: dict[str, str] = {"SENT": "warn", "RETURNED": "pri", "ENTERED": "good", "REJECTED": "bad", "WITHDRAWN": "hollow"}

REFUSALS: dict[str, LazyString] = {
    "registration_closed": _l("Registration for this event is not open."),
    "application_changed": _l("%(name)s has been decided on or changed in the meantime."),
    "application_fixed": _l("The contest has begun; this can no longer be changed here. Ask the organiser."),
    "applied_already": _l("%(name)s is registered for %(trade)s already."),
    "code_not_known": _l("This code is not known. Check it, or ask whoever registered you."),
    "registration_teams_only": _l("%(trade)s is for teams; the union enters the team with the organiser."),
    "application_fixed_of": _l("The contest of %(name)s has begun; nobody is entered any more."),
    "nothing_to_decide": _l("None of these registrations is there any more."),
    "sent_already": _l("This form was sent before. Open the registration with its code."),
    "too_many_people": _l("At most %(most)s people at a time."),
}

FACTS: dict[str, LazyString] = {
    "applications_sent": _l("Sent in by %(unit)s: %(count)s"),
    "application_moved": _l("Registration: %(frm)s → %(to)s. Reason: %(reason)s"),
    "unit_officer_named": _l("%(name)s may approve registrations"),
    "unit_officer_ended": _l("%(name)s may no longer approve registrations"),
}

VALUES: dict[str, dict[str, LazyString]] = {"application_moved.frm": STATES, "application_moved.to": STATES}

ACTS: dict[str, LazyString] = {
    "registration.approve": _l("%(count)s registrations approved"),
    "registration.return": _l("%(count)s registrations returned"),
    "registration.reject": _l("%(count)s registrations not approved"),
}
