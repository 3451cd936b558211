"""What was done lately, and what happened to one thing, in words."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from competition.accounts import queries as accounts
from competition.acts.models import Act
from competition.acts.words import ACTS, FACTS
from competition.store.ledger import lines_of


@dataclass(frozen=True)
class Happening:
    """One line of a thing's log: when, the name of who did it ("" the house itself), and what, in the reader's language."""

    at: dt.datetime
    by: str
    words: str


def activity(s: Session, subject_id: str, offset: int = 0, limit: int = 50) -> list[Happening]:
    """What happened to a thing, the latest first; facts that no room has words for are not told."""
    found = [line for line in lines_of(s, subject_id, offset, limit) if line.kind in FACTS]
    names = accounts.names(s, {line.actor for line in found})
    return [
        Happening(
            dt.datetime.fromisoformat(line.at), names.get(line.actor, ""), str(FACTS[line.kind]) % json.loads(line.body)
        )
        for line in found
    ]


def act(s: Session, act_id: str) -> Act | None:
    """The act, or None."""
    return s.get(Act, act_id)


def acts_of(s: Session, event_id: str | None, limit: int = 50) -> list[Act]:
    """What was done to many things at once in an event (None: in the house), the latest first."""
    query = select(Act).where(Act.event_id == event_id) if event_id else select(Act).where(Act.event_id.is_(None))
    return list(s.scalars(query.order_by(Act.at.desc()).limit(limit)))


def said(act: Act) -> str:
    """What an act did, in the reader's language."""
    return str(ACTS[act.kind]) % {"count": act.count, **act.facts}
