"""What can be done in registration: people sent in, corrected and withdrawn in public, decided on by their union."""

from competition.registration.actions.deciding import AT_ONCE, MOST_DECIDED, as_entered, decide, differences
from competition.registration.actions.officers import end_officer, name_officer, scope_of_unit
from competition.registration.actions.sending import MOST_PEOPLE, Applying, Sender, Sent, correct, send, withdraw

__all__ = [
    "AT_ONCE", "MOST_DECIDED", "MOST_PEOPLE", "Applying", "Sender", "Sent", "as_entered", "correct", "decide", "differences",
    "end_officer", "name_officer", "scope_of_unit", "send", "withdraw",
]  # fmt: skip
