"""What can be done with cuts and places; one function, one transaction."""

from competition.advancement.actions.cuts import (
    confirm,
    correct,
    direct_entry,
    discard,
    propose,
    unname,
    wild_card,
)
from competition.advancement.actions.many import PROPOSE, PlannedCuts, plan_cuts, record_proposed
from competition.advancement.actions.places import ACCEPT, Planned, accept, plan_accept, plan_withdraw, withdraw

__all__ = [
    "ACCEPT", "PROPOSE", "Planned", "PlannedCuts", "accept", "confirm", "correct", "direct_entry", "discard",
    "plan_accept", "plan_cuts", "plan_withdraw", "propose", "record_proposed", "unname", "wild_card", "withdraw",
]  # fmt: skip
