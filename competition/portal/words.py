"""Words of the public front."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

REFUSALS: dict[str, LazyString] = {}

ROLES: dict[str, LazyString] = {
    "host": _l("Hosted by"),
    "organiser": _l("Organised by"),
    "co_organiser": _l("Together with"),
}
