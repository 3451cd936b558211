"""Words of officials: roles, how judges' figures become one, what is refused."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

ROLES: dict[str, LazyString] = {
    "chief_judge": _l("Chief judge"),
    "scoring_judge": _l("Judge"),
    "score_clerk": _l("Score clerk"),
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

REFUSALS: dict[str, LazyString] = {
    "judge_exists": _l("%(name)s is on the list of this trade already."),
    "chief_exists": _l("This trade already has a chief judge: %(name)s."),
    "judge_gone": _l("%(name)s has withdrawn from this trade."),
    "judge_is_marking": _l("The stage is running and %(name)s sits on a panel; end the stage first."),
    "seats_stage_started": _l("The stage has started: seats can no longer be changed."),
    "seat_twice": _l("Module %(module)s: seat %(seat)s is given twice."),
    "module_not_there": _l("The marking scheme has no module %(module)s."),
    "no_scheme_yet": _l("This trade has no marking scheme yet."),
    "line_wrong": _l("Line %(line)s cannot be read: %(text)s"),
}
