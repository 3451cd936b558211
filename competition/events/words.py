"""Words of events: states, anonymity and what is refused."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

EVENT_STATES: dict[str, LazyString] = {
    "DRAFT": _l("Being prepared"),
    "RUNNING": _l("Under way"),
    "ENDED": _l("Ended"),
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
    "stage_not_draft": _l("The stage of %(name)s has started; this can no longer be changed."),
    "stage_not_running": _l("The stage of %(name)s is not running."),
    "stage_has_no_plan": _l("%(name)s has no marking scheme yet."),
}
