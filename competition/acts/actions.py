"""Keeping what was done to many things at once, and taking it back."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from competition.acts.facts import ActUndone
from competition.acts.models import Act
from competition.acts.queries import UNDO_DAYS
from competition.store import Refused, happened, new_id, transaction, utcnow
from competition.store.vault import vault

Undoing = Callable[[Session, str, dict[str, Any]], None]

_undoings: dict[str, Undoing] = {}


def undoes(kind: str) -> Callable[[Undoing], Undoing]:
    """Register how a kind of act is undone: `function(s, actor, undo)` in the undoing transaction.

    It checks first and refuses with act_overtaken(count) when what it would restore has been changed since.
    """

    def register(undoing: Undoing) -> Undoing:
        _undoings[kind] = undoing
        return undoing

    return register


def record(
    s: Session,
    actor: str,
    kind: str,
    *,
    permission: str,
    count: int,
    undo: dict[str, Any],
    event_id: str | None = None,
    **facts: Any,
) -> str:
    """Keep a bulk act in the transaction that does it; returns its id. `undo` is JSON and is kept sealed."""
    act_id = new_id()
    sealed = vault().seal("act", act_id, "undo", json.dumps(undo))
    s.add(
        Act(
            id=act_id, kind=kind, permission=permission, event_id=event_id, by=actor, count=count, facts=facts,
            undo_sealed=sealed,
        )
    )  # fmt: skip
    s.flush()
    return act_id


def undo(actor: str, act_id: str) -> Act:
    """Take a bulk act back as a whole; returns it. Refused: not_there, act_undone, act_too_old, and what its kind refuses."""
    with transaction() as s:
        act = s.get(Act, act_id)
        if act is None:
            raise Refused("not_there", 404)
        if act.undone_at is not None or act.undo_sealed is None:
            raise Refused("act_undone")
        if act.at < utcnow() - dt.timedelta(days=UNDO_DAYS):
            raise Refused("act_too_old")
        _undoings[act.kind](s, actor, json.loads(vault().open("act", act.id, "undo", act.undo_sealed)))
        act.undone_at, act.undone_by, act.undo_sealed = utcnow(), actor, None
        s.flush()
        happened(
            ActUndone(
                chain=f"event:{act.event_id}" if act.event_id else "house", actor=actor, act_id=act.id,
                act_kind=act.kind, count=act.count,
            )
        )  # fmt: skip
        return act
