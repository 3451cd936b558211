"""Words of amendments: verdicts, why marks cannot be read under a new plan, what happened, what is refused."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

VERDICTS: dict[str, LazyString] = {
    "approved": _l("Approved"),
    "declined": _l("Declined"),
    "withdrawn": _l("Taken back"),
    "replaced": _l("Replaced by another proposal"),
}

TONES = {"approved": "good", "declined": "bad", "withdrawn": "", "replaced": ""}

PROBLEMS: dict[str, LazyString] = {
    "module_gone": _l("Module %(module)s is gone, and sheets were dealt for it."),
    "module_new": _l("Module %(module)s is new, and no sheets were dealt for it."),
    "panel_too_small": _l("Module %(module)s asks for more judges than sit on its panel."),
    "sheet_missing": _l("In module %(module)s, seat %(seat)s would have something to mark and has no sheet."),
    "aspect_gone": _l("%(aspect)s in module %(module)s is gone, and it is marked."),
    "seat_out": _l("%(aspect)s is no longer marked by seat %(seat)s, which has marked it."),
    "value_out": _l("%(aspect)s has marks that the new scheme cannot read."),
    "unmarked": _l("%(aspect)s must be marked, and the sheets that lack it are handed in."),
}

FACTS: dict[str, LazyString] = {
    "amendment_proposed": _l("A change of the scheme after the start was proposed: %(reason)s"),
    "amendment_decided": _l("The proposed change of the scheme: %(verdict)s. %(reason)s"),
}

VALUES: dict[str, dict[str, LazyString]] = {"amendment_decided.verdict": VERDICTS}

REFUSALS: dict[str, LazyString] = {
    "amendment_over": _l("This proposal has been decided already."),
    "amendment_stale": _l("The scheme or its draft has changed since this was proposed; it has to be proposed again."),
    "amendment_not_yours": _l("Only whoever proposed it can withdraw it."),
    "amendment_unreadable": _l("%(count)s things that were marked do not fit the new scheme; the list says which."),
}

MEDALS: dict[str, LazyString] = {
    "gold": _l("Gold medal"),
    "silver": _l("Silver medal"),
    "bronze": _l("Bronze medal"),
}
