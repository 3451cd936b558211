"""Working out anew what the rules of an event say of its entries: read in bulk, computed, written where it differs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from competition.eligibility import honours, queries
from competition.eligibility.actions.ground import chain
from competition.eligibility.ground import ground_of
from competition.eligibility.lookups import LOOKUPS
from competition.eligibility.models import Finding, PastEdition, PastHonour
from competition.eligibility.plain import rows_of
from competition.engine.eligibility_rules import PastWinner
from competition.events import queries as events
from competition.store import current_head, reading, transaction, upsert, utcnow

AT_ONCE, CHUNK, AGAIN = 400, 400, 3
"""So many entries are checked at once in the request, written in one transaction, and looked at again when they changed
meanwhile."""
WAITS = timedelta(minutes=10)

Row = dict[str, Any]
Step = Callable[[int, int], None]


def _silent(done: int, total: int) -> None:
    return None


def check_event(event_id: str, step: Step = _silent) -> int:
    """Check every entry of an event against its rules; returns how many there are.

    Whoever finishes last leaves what holds: when something changed while he looked, he looks again. Refused: not_there.
    """
    look_up_past(event_id)
    count = 0
    for _turn in range(AGAIN):
        with reading() as s:
            one = queries.rule_set(s, event_id)
            if one is None:
                return 0
            state = queries.state_of(s, event_id, one.rev)
            ground = ground_of(s, one)
            rows = rows_of(s, ground, ground.results())
            held = {row.entry_id: _digest(row) for row in _held(s, event_id)}
        count = len(rows)
        _write(event_id, rows, held, state, step)
        with reading() as s:
            now = queries.rule_set(s, event_id)
            if now is None or queries.state_of(s, event_id, now.rev) == state:
                return count
    return count


def look_up_past(event_id: str) -> int:
    """Look up the prizes of earlier editions whose results stand, where a rule asks for them and nobody has yet, or they
    have moved since; returns how many editions were looked up."""
    with reading() as s:
        one = queries.rule_set(s, event_id)
        if one is None or not any(isinstance(rule, PastWinner) for rule in queries.rules_of(one)):
            return 0
        waiting = honours.past_of(s, events.event(s, event_id), ()).waiting
    for past_id in waiting:
        with reading() as s:
            moved = honours.moved_at(s, [past_id]).get(past_id)
            won = sorted(set(LOOKUPS.prizes(s, past_id)))
        with transaction() as s:
            current_head(chain(past_id))
            s.execute(delete(PastHonour).where(PastHonour.event_id == past_id))
            rows = [
                {"event_id": past_id, "trade_key": key, "person_id": person, "prize": prize}
                for key, person, prize in won
            ]
            if rows:
                s.execute(insert(PastHonour), rows)
            upsert(s, PastEdition, [{"event_id": past_id, "moved_at": moved}])
    return len(waiting)


def wait_for_worker(event_id: str) -> bool:
    """Say that a check is left to the worker; False when that was said already, ten minutes ago at most."""
    with transaction() as s:
        one = queries.rule_set(s, event_id)
        if one is None or (one.waiting_since is not None and utcnow() - one.waiting_since < WAITS):
            return False
        one.waiting_since = utcnow()
        return True


def _held(s: Session, event_id: str) -> list[Finding]:
    return list(s.scalars(select(Finding).where(Finding.event_id == event_id)))


def _digest(one: Finding | Row) -> tuple[Any, ...]:
    """Everything of a finding, to tell whether it differs."""
    row = one if isinstance(one, dict) else {name: getattr(one, name) for name in _COLUMNS}
    return tuple(row[name] for name in _COLUMNS)


_COLUMNS = (
    "trade_id", "number", "name", "pinyin", "initials", "organisation_name", "verdict", "open_rules", "results",
)  # fmt: skip


def _write(event_id: str, rows: list[Row], held: dict[str, tuple[Any, ...]], state: str, step: Step) -> None:
    """Write what differs, in short transactions, and take away what is of no entry any more."""
    there = {row["entry_id"] for row in rows}
    gone = [entry_id for entry_id in held if entry_id not in there]
    differ = [row for row in rows if held.get(row["entry_id"]) != _digest(row)]
    for at in range(0, len(differ), CHUNK):
        step(at, len(differ))
        with transaction() as s:
            upsert(s, Finding, differ[at : at + CHUNK])
    with transaction() as s:
        for at in range(0, len(gone), CHUNK):
            s.execute(delete(Finding).where(Finding.entry_id.in_(gone[at : at + CHUNK])))
        one = queries.rule_set(s, event_id)
        if one is not None:
            one.checked_state, one.checked_at, one.waiting_since = state, utcnow(), None
