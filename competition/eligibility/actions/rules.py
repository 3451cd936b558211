"""Setting the rules of an event."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from competition.contestants import queries as contestants
from competition.eligibility import queries
from competition.eligibility.actions.ground import chain
from competition.eligibility.facts import EligibilityRulesSet
from competition.eligibility.models import RuleSet, RuleSetVersion
from competition.engine.eligibility_rules import read_rules
from competition.events import queries as events
from competition.events.facts import EventCopied
from competition.store import Refused, current_head, happened, transaction, utcnow


def set_rules(
    actor: str,
    event_id: str,
    document: Mapping[str, Any],
    mode: str,
    *,
    rev: int | None = None,
    reason: str = "",
) -> None:
    """Set the rules of an event; what changes nothing leaves no trace.

    They may change freely until somebody is entered, and after that with a reason that the public reads. Refused:
    not_there, changed_meanwhile, eligibility_reason_missing. Raises PlanRefused for rules that cannot be.
    """
    read_rules(document)
    if mode not in queries.MODES:
        raise ValueError(f"no such mode: {mode}")
    with transaction() as s:
        events.event(s, event_id)
        current_head(chain(event_id))
        one = queries.rule_set(s, event_id)
        if one is not None:
            s.refresh(one)
        if rev is not None and rev != (one.rev if one else 0):
            raise Refused("changed_meanwhile", 409)
        name = rules_hash(document)
        if (one.hash, one.mode) == (name, mode) if one is not None else not document["rules"]:
            return
        counted = contestants.counts_of_events(s, [event_id])
        entries = counted[event_id].all if event_id in counted else 0
        if entries and not reason:
            raise Refused("eligibility_reason_missing", 422, count=entries)
        _write(s, actor, event_id, one, dict(document), mode, entries, reason if entries else "")


def _write(
    s: Session,
    actor: str,
    event_id: str,
    one: RuleSet | None,
    document: dict[str, Any],
    mode: str,
    entries: int,
    reason: str,
) -> None:
    was, name = one.hash if one else "", rules_hash(document)
    if one is None:
        one = RuleSet(event_id=event_id, rev=0, checked_state="")
        s.add(one)
    one.document, one.hash, one.mode, one.reason, one.set_at = document, name, mode, reason, utcnow()
    one.rev += 1
    s.add(
        RuleSetVersion(
            event_id=event_id, rev=one.rev, document=document, hash=name, mode=mode, entries=entries, reason=reason,
            by=actor,
        )
    )  # fmt: skip
    s.flush()
    happened(
        EligibilityRulesSet(
            chain=chain(event_id), actor=actor, event_id=event_id, rules=document, was_hash=was, rules_hash=name,
            mode=mode, entries=entries, reason=reason,
        )
    )  # fmt: skip


def rules_hash(document: Mapping[str, Any]) -> str:
    """SHA-256 of the rules as canonical JSON."""
    plain = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(plain.encode()).hexdigest()


def copy_rules(s: Session, fact: EventCopied) -> None:
    """Together with a new edition: it has the rules of the one before, days moved by as many years; they say nothing of
    who may enter trades that were not taken over."""
    one = queries.rule_set(s, fact.from_event_id)
    if one is None or "trades" not in fact.taken:
        return
    before, after = (events.event(s, event_id) for event_id in (fact.from_event_id, fact.to_event_id))
    years = after.starts_on.year - before.starts_on.year
    rules = [_moved(rule, years) for rule in one.document["rules"]]
    _write(s, fact.actor, after.id, None, {"rules": rules}, one.mode, 0, "")


def _moved(rule: Mapping[str, Any], years: int) -> dict[str, Any]:
    if not rule.get("on"):
        return dict(rule)
    day = date.fromisoformat(rule["on"])
    leap = (day.month, day.day) == (2, 29)
    moved = date(day.year + years, 2, 28) if leap and years % 4 else day.replace(year=day.year + years)
    return {**rule, "on": moved.isoformat()}
