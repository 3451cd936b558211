"""What happened to rules of entry, and what was said of single entries. No fact carries a number of anybody's."""

from dataclasses import dataclass
from typing import Any, ClassVar

from competition.store import Fact


@dataclass(frozen=True, kw_only=True)
class EligibilityRulesSet(Fact):
    """The rules of an event were set or changed; `entries` stood already, and then `reason` says why."""

    kind: ClassVar[str] = "eligibility_rules_set"
    subjects: ClassVar[tuple[str, ...]] = ("event_id",)
    event_id: str
    rules: dict[str, Any]
    was_hash: str
    rules_hash: str
    mode: str
    entries: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class EntryFactSaid(Fact):
    """Something was noted of a person in an entry, and where it is known from."""

    kind: ClassVar[str] = "entry_fact_said"
    subjects: ClassVar[tuple[str, ...]] = ("entry_id",)
    event_id: str
    entry_id: str
    person_id: str
    what: str
    value: Any
    source: str


@dataclass(frozen=True, kw_only=True)
class RuleOverridden(Fact):
    """A person set a rule aside for somebody in an entry; `found` is what the rule itself said."""

    kind: ClassVar[str] = "rule_overridden"
    subjects: ClassVar[tuple[str, ...]] = ("entry_id",)
    event_id: str
    entry_id: str
    person_id: str
    name: str
    rule: str
    found: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class OverrideWithdrawn(Fact):
    """A rule that had been set aside for somebody holds again."""

    kind: ClassVar[str] = "override_withdrawn"
    subjects: ClassVar[tuple[str, ...]] = ("entry_id",)
    event_id: str
    entry_id: str
    person_id: str
    name: str
    rule: str
    reason: str
