"""Words of the room."""

from flask_babel import LazyString

REFUSALS: dict[str, LazyString] = {}
