"""The rules of an event: as they hold, as they were, and what its entries were last checked against."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from competition.contestants import queries as contestants
from competition.eligibility.models import EntryFact, OverrideMove
from competition.eligibility.models import RuleSet as RuleSet
from competition.eligibility.models import RuleSetVersion as RuleSetVersion
from competition.engine.eligibility_rules import Rule, read_rules

WARN, REFUSE = "warn", "refuse"
MODES = (WARN, REFUSE)


def rule_set(s: Session, event_id: str) -> RuleSet | None:
    """The rules of an event, None where nobody set any."""
    return s.get(RuleSet, event_id)


def rules_of(one: RuleSet | RuleSetVersion | None) -> tuple[Rule, ...]:
    """The rules as the engine reads them; none where there is no document."""
    return read_rules(one.document) if one is not None else ()


def versions(s: Session, event_id: str) -> list[RuleSetVersion]:
    """The rules as they were set one after another, the latest first."""
    query = select(RuleSetVersion).where(RuleSetVersion.event_id == event_id)
    return list(s.scalars(query.order_by(RuleSetVersion.rev.desc())))


def state_of(s: Session, event_id: str, rev: int) -> str:
    """A text that is another one as soon as rules, entries, facts or overrides of the event have changed."""
    facts, moves = (
        s.scalar(select(func.count()).select_from(table).where(table.event_id == event_id))
        for table in (EntryFact, OverrideMove)
    )
    return f"{rev}.{facts}.{moves}.{contestants.state_of(s, event_id)}"
