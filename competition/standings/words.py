"""The words that boards show in the browser, on phones and on the big screen alike."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

FACTS = {"stage.recounted": _l("Tabulated by both engines: %(cells)s cells, %(differing)s differ")}
REFUSALS = {"stage_not_started": _l("The stage of %(name)s has not started; there is nothing to recount.")}


def live_words() -> dict[str, str]:
    """What every live board may have to say: key -> sentence with {placeholders}, for `t()` in static/js/lib/words.js."""
    return {
        "live.live": _("Live"),
        "live.polled": _("Updated every 3 seconds"),
        "live.reconnecting": _("Reconnecting"),
        "live.offline": _("Offline since {time}"),
        "label.provisional": _("Provisional results"),
        "label.final": _("Final results"),
        "label.hidden": _("Ranks not public yet"),
        "clock.left": _("Stage time left"),
        "clock.over": _("Time is up"),
        "row.tied": _("tied"),
        "row.up": _("up {n}"),
        "row.down": _("down {n}"),
        "row.modules": _("{done} of {all} modules done"),
        "status.DNS": _("Did not start"),
        "status.DNF": _("Did not finish"),
        "status.DQ": _("Disqualified"),
        "status.WD": _("Withdrawn"),
    }


def board_words() -> dict[str, str]:
    """The words of the phone pages."""
    return live_words() | {
        "page.updated": _("Updated {time}"),
        "page.blind": _("{n} entries still being marked blind"),
        "page.found": _("{n} found"),
        "page.leads": _("{name} now leads"),
        "card.marked": _("{done} of {due} modules marked"),
    }
