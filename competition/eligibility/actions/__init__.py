"""What can be done with rules of entry: setting them, checking entries, noting facts, setting a rule aside."""

from competition.eligibility.actions.checking import AT_ONCE, check_event, look_up_past, wait_for_worker
from competition.eligibility.actions.ground import chain
from competition.eligibility.actions.noting import note, set_aside, set_aside_all, take_back
from competition.eligibility.actions.rules import copy_rules, set_rules

__all__ = [
    "AT_ONCE", "chain", "check_event", "copy_rules", "look_up_past", "note", "set_aside", "set_aside_all", "set_rules",
    "take_back", "wait_for_worker",
]  # fmt: skip
