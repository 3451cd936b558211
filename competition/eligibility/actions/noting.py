"""Noting what the house knows from nowhere else of a person in an entry, and setting a rule aside for him."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from competition.contestants import queries as contestants
from competition.eligibility import queries
from competition.eligibility.actions.ground import chain
from competition.eligibility.facts import EntryFactSaid, OverrideWithdrawn, RuleOverridden
from competition.eligibility.ground import results_of
from competition.eligibility.models import EntryFact, OverrideMove
from competition.eligibility.queries.said import SET, WITHDRAWN, Said
from competition.engine.eligibility import MET, OVERRIDDEN, Override, OverrideRefused, Result, permit
from competition.store import Refused, current_head, happened, transaction


def note(actor: str, entry_id: str, person_id: str, values: Mapping[str, Any], source: str) -> int:
    """Note facts of a person in an entry, by kind (`models.EntryFact`); returns how many are new. What is known already
    leaves no trace. Refused: not_there (404), fact_unchanged where nothing is new."""
    with transaction() as s:
        event_id = _event_of(s, entry_id, person_id)
        current_head(chain(event_id))
        known = queries.facts_of_event(s, event_id, [entry_id]).get(Said(entry_id, person_id), {})
        fresh = {kind: value for kind, value in values.items() if value != known.get(kind)}
        if not fresh:
            raise Refused("fact_unchanged", 422)
        for kind, value in fresh.items():
            s.add(
                EntryFact(
                    event_id=event_id, entry_id=entry_id, person_id=person_id, kind=kind, value=value, source=source,
                    by=actor,
                )
            )  # fmt: skip
            s.flush()
            happened(
                EntryFactSaid(
                    chain=chain(event_id), actor=actor, event_id=event_id, entry_id=entry_id, person_id=person_id,
                    what=kind, value=value, source=source,
                )
            )  # fmt: skip
        return len(fresh)


def set_aside(actor: str, entry_id: str, person_id: str, rule: str, reason: str) -> None:
    """Set a rule aside for a person in an entry; what the rule itself says stays to be seen.

    Refused: not_there (404), rule_not_there, rule_firm, rule_not_failed, rule_set_aside (somebody was quicker).
    """
    with transaction() as s:
        event_id = _event_of(s, entry_id, person_id)
        current_head(chain(event_id))
        one = queries.rule_set(s, event_id)
        if one is None:
            raise Refused("rule_not_there", 404)
        s.refresh(one)
        _permitted(one, Override(entry_id, person_id, rule, actor, reason))
        ground, found = results_of(s, one, [entry_id])
        name = next(who.name for who in ground.entrants if (who.entry_id, who.person_id) == (entry_id, person_id))
        result = next(said for said in found[entry_id, person_id] if said.rule == rule)
        if result.found == MET:
            raise Refused("rule_not_failed")
        if result.verdict == OVERRIDDEN:
            raise Refused("rule_set_aside", 409, name=name)
        _set(s, actor, event_id, Said(entry_id, person_id), name, result, reason)


def set_aside_all(
    s: Session, actor: str, event_id: str, who: Said, name: str, failed: list[Result], reason: str
) -> None:
    """Set every failed rule aside for a person, within the caller's transaction."""
    current_head(chain(event_id))
    for result in failed:
        _set(s, actor, event_id, who, name, result, reason)


def take_back(actor: str, entry_id: str, person_id: str, rule: str, reason: str) -> None:
    """Let a rule hold again that had been set aside. Refused: not_there (404), override_not_there."""
    with transaction() as s:
        event_id = _event_of(s, entry_id, person_id)
        current_head(chain(event_id))
        held = {(one.person, one.rule) for one in queries.overrides(s, event_id, [entry_id])}
        if (person_id, rule) not in held:
            raise Refused("override_not_there", 409)
        name = contestants.contestant(s, person_id).name
        s.add(
            OverrideMove(
                event_id=event_id, entry_id=entry_id, person_id=person_id, rule=rule, kind=WITHDRAWN, reason=reason,
                by=actor,
            )
        )  # fmt: skip
        s.flush()
        happened(
            OverrideWithdrawn(
                chain=chain(event_id), actor=actor, event_id=event_id, entry_id=entry_id, person_id=person_id,
                name=name, rule=rule, reason=reason,
            )
        )  # fmt: skip


def _set(s: Session, actor: str, event_id: str, who: Said, name: str, result: Result, reason: str) -> None:
    s.add(
        OverrideMove(
            event_id=event_id, entry_id=who.entry_id, person_id=who.person_id, rule=result.rule, kind=SET,
            reason=reason, by=actor,
        )
    )  # fmt: skip
    s.flush()
    happened(
        RuleOverridden(
            chain=chain(event_id), actor=actor, event_id=event_id, entry_id=who.entry_id, person_id=who.person_id,
            name=name, rule=result.rule, found=result.found, reason=reason,
        )
    )  # fmt: skip


def _event_of(s: Session, entry_id: str, person_id: str) -> str:
    """The event of an entry that this person is in. Refused: not_there (404)."""
    entry = contestants.entry(s, entry_id)
    if person_id not in contestants.people_of(s, [entry_id]).get(entry_id, ()):
        raise Refused("not_there", 404)
    return entry.event_id


def _permitted(one: queries.RuleSet, override: Override) -> None:
    """Refused: rule_not_there, rule_firm."""
    try:
        permit(queries.rules_of(one), override)
    except OverrideRefused as refused:
        if refused.code == "unknown_rule":
            raise Refused("rule_not_there", 404) from None
        raise Refused("rule_firm") from None
