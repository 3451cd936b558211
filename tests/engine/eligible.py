"""Candidates, overrides and small rules, for the tests of eligibility."""

from __future__ import annotations

from datetime import date

from competition.engine.eligibility import Candidate, Context, Override
from competition.engine.eligibility_rules import Rule, read_rules

DAY = Context(date(2024, 9, 1), 5)
SOMEBODY = Candidate(entry="E1", person="P1", trade="welder")
MET, FAILED, UNKNOWN = "met", "failed", "unknown"
ROLL: dict[str, object] = {"kind": "membership"}


def rules(*documents: dict[str, object]) -> tuple[Rule, ...]:
    return read_rules({"rules": [{"key": f"r{number}", **one} for number, one in enumerate(documents, start=1)]})


def overriding(rule: str, entry: str = "E1", person: str = "P1", reason: str = "letter seen") -> Override:
    return Override(entry, person, rule, "clerk", reason)
