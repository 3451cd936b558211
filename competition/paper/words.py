"""Words of paper: states of a record, what happened, what is refused."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

STATES: dict[str, LazyString] = {
    "TYPED": _l("Typed once"),
    "DIFFERS": _l("Typed twice, differs"),
    "CHECKED": _l("Waits for the chief judge"),
    "IN": _l("Marks are in"),
    "WITHDRAWN": _l("Typing withdrawn"),
}

TONES = {"TYPED": "pri", "DIFFERS": "warn", "CHECKED": "warn", "IN": "good", "WITHDRAWN": "hollow"}

CHOICES: dict[str, LazyString] = {
    "paper": _l("What stands on the paper"),
    "tablet": _l("What is in force"),
}

FACTS: dict[str, LazyString] = {
    "paper_typed": _l("Paper sheet %(number)s was typed by a first person"),
    "paper_compared": _l("Paper sheet %(number)s was typed by a second person, %(differing)s values differ"),
    "paper_settled": _l("The differences on paper sheet %(number)s were settled"),
    "paper_held": _l("Paper sheet %(number)s says otherwise than marks in force; the chief judge decides"),
    "paper_decided": _l("The chief judge decided on paper sheet %(number)s: %(reason)s"),
    "paper_put_in": _l("Paper sheet %(number)s is in: %(marks)s marks"),
    "paper_withdrawn": _l("What was typed from paper sheet %(number)s was withdrawn: %(reason)s"),
}

REFUSALS: dict[str, LazyString] = {
    "paper_number": _l("“%(said)s” is not the number of a sheet of this stage. Check digits and letter."),
    "paper_open": _l("Somebody has typed this sheet already. It is on its page."),
    "paper_moved": _l("Somebody was faster: this paper is in another state now. Load the page again."),
    "paper_same_person": _l("You typed this sheet yourself. A second person has to type it."),
    "paper_second_only": _l("Only the second person, who typed the differing values, settles them."),
    "paper_reason": _l("Give a reason of 2 to 300 characters for each difference."),
    "paper_unread": _l("Some values cannot be read or are missing."),
    "paper_empty": _l("Nothing was typed."),
    "paper_undecided": _l("Decide on each aspect: paper or tablet."),
    "paper_own": _l("You typed this paper; another chief judge has to decide."),
    "paper_not_running": _l("Paper marks are typed while the stage runs."),
}


def typing_words() -> dict[str, str]:
    """What the form says while somebody types, in the request's language; {name} is replaced in the browser."""
    return {
        "fault.too_long": _("{aspect}: the value is too long."),
        "fault.not_a_number": _("{aspect}: this is not a number."),
        "fault.out_of_range": _("{aspect}: only from {least} to {most}."),
        "fault.between_steps": _("{aspect}: only in steps of {step}."),
        "fault.too_many_decimals": _("{aspect}: at most {decimals} decimals."),
        "ask.implausible": _("{aspect}: {value} is unusual. Press Enter again if the paper says so."),
    }
