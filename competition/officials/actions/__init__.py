"""What can be done with the register, judges, panels, officers, recusals, letters, proposals and substitutes."""

from competition.officials.actions.judges import (
    Newcomer,
    add_judge,
    add_judges,
    assign,
    leave,
    seat_all,
    set_panels,
    weigh_conflicts,
    withdraw,
)
from competition.officials.actions.offices import (
    Reply,
    Sent,
    appoint,
    declare_relative,
    declare_unit,
    dismiss,
    end_recusal,
    reply,
    send_letters,
)
from competition.officials.actions.proposals import Accepted, accept_proposal
from competition.officials.actions.registry import (
    OfficialDetails,
    QualificationDetails,
    add_official,
    add_officials,
    add_trade,
    change_official,
    merge,
)
from competition.officials.actions.replacing import pass_seats, seats_to_pass

__all__ = [
    "Accepted", "Newcomer", "OfficialDetails", "QualificationDetails", "Reply", "Sent", "accept_proposal", "add_judge",
    "add_judges", "add_official", "add_officials", "add_trade", "appoint", "assign", "change_official", "declare_relative",
    "declare_unit", "dismiss", "end_recusal", "leave", "merge", "pass_seats", "reply", "seat_all", "seats_to_pass",
    "send_letters", "set_panels", "weigh_conflicts", "withdraw",
]  # fmt: skip
