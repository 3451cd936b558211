"""What other rooms may know of rules of entry and of what they say of an event's entries."""

from competition.eligibility.queries.lists import SORTS, Row, Wanted, count_found, counts, finding, findings, search
from competition.eligibility.queries.rules import (
    MODES,
    REFUSE,
    WARN,
    RuleSet,
    RuleSetVersion,
    rule_set,
    rules_of,
    state_of,
    versions,
)
from competition.eligibility.queries.said import (
    KINDS,
    EntryFact,
    OverrideMove,
    Said,
    facts_of_entry,
    facts_of_event,
    moves_of_entry,
    overrides,
)

__all__ = [
    "KINDS", "MODES", "REFUSE", "SORTS", "WARN", "EntryFact", "OverrideMove", "Row", "RuleSet", "RuleSetVersion", "Said",
    "Wanted", "count_found", "counts", "facts_of_entry", "facts_of_event", "finding", "findings", "moves_of_entry",
    "overrides", "rule_set", "rules_of", "search", "state_of", "versions",
]  # fmt: skip
