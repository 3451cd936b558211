"""Words of the union tree: its levels and what it refuses."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

LEVELS: dict[str, LazyString] = {
    "province": _l("Province"),
    "city": _l("City"),
    "county": _l("County or district"),
    "park": _l("Industrial park"),
    "enterprise": _l("Enterprise"),
    "team": _l("Shift team"),
}

REFUSALS: dict[str, LazyString] = {
    "organisation_exists": _l("There is already an organisation called %(name)s."),
    "organisation_below_itself": _l("%(name)s cannot stand below itself."),
    "organisation_not_there": _l("This organisation is not in the list."),
}
