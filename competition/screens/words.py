"""The words the big screen's JavaScript shows, in the reader's language."""

from __future__ import annotations

from flask_babel import gettext as _

from competition.standings.words import live_words


def screen_words() -> dict[str, str]:
    """Key -> sentence with {placeholders}, for `t()` in static/js/lib/words.js."""
    return live_words() | {
        "head.module": _("{stage} – module {module}"),
        "clock.now": _("Time of day"),
        "foot.places": _("Places {from}–{to} of {count}"),
        "foot.count": _("{count} contestants"),
        "foot.blind": _("{n} entries still being marked blind"),
        "empty.title": _("No scores yet"),
        "empty.text": _("{count} contestants. The ranking appears here with the first marks."),
        "hidden.title": _("Marking is under way"),
        "hidden.text": _("This stage is marked without names. Ranks and scores follow when it is released."),
        "hidden.marked": _("{done} of {due} modules marked"),
        "nothing.title": _("No standings yet"),
        "nothing.text": _("They appear here as soon as a stage of this event starts."),
    }
