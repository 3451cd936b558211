"""Words of the room, and of forms that two people edit at the same time."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

REFUSALS: dict[str, LazyString] = {
    "changed_meanwhile": _l("Somebody else has saved this in the meantime. Look at both and save again."),
}
