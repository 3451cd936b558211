"""Words of series: kinds of rounds, what counts, and what is refused."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

KINDS: dict[str, LazyString] = {
    "training": _l("weekly training"),
    "assessment": _l("monthly assessment"),
    "final": _l("yearly final"),
}

MEASURES: dict[str, LazyString] = {
    "place": _l("points by place"),
    "total": _l("the marks themselves"),
}

RULE_REFUSALS: dict[str, LazyString] = {
    "unknown_measure": _l("Choose what counts."),
    "bad_places": _l("Write one to 64 numbers parted by commas, the first place first."),
    "places_rise": _l("A later place cannot give more points than an earlier one."),
    "bad_weights": _l("Every kind of round needs a weight."),
    "not_a_number": _l("A number from 0 to 10,000."),
    "not_whole": _l("A whole number from 1 to 366, or nothing."),
}

REFUSALS: dict[str, LazyString] = {
    "series_exists": _l("There is already a series called %(name)s."),
    "round_exists": _l("%(name)s is a round of this series already."),
}

FACTS: dict[str, LazyString] = {
    "series_saved": _l("The series %(name)s was saved"),
    "series_round_added": _l("%(event_name)s became a round"),
    "series_round_removed": _l("%(event_name)s was taken out of the rounds"),
}
