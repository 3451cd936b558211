"""What was done lately, and what happened to one thing, in words."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import LazyString
from sqlalchemy import select
from sqlalchemy.orm import Session

from competition.accounts import queries as accounts
from competition.acts.models import Act
from competition.acts.words import ACTS, FACTS, VALUES
from competition.store import utcnow
from competition.store.ledger import lines_of

UNDO_DAYS = 7


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
            dt.datetime.fromisoformat(line.at),
            names.get(line.actor, ""),
            spoken(FACTS[line.kind], _called(line.kind, json.loads(line.body))),
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


@dataclass(frozen=True)
class Done:
    """One line of the log of acts: `undone_by` is None while it stands, `old` when its time to be taken back is over."""

    id: str
    at: dt.datetime
    by: str
    words: str
    permission: str
    event_id: str | None
    undone_at: dt.datetime | None
    undone_by: str | None
    old: bool


def log(s: Session, event_id: str | None, limit: int = 100) -> list[Done]:
    """The log of acts of an event (None: of the house), the latest first, with the names of who did them."""
    acts = acts_of(s, event_id, limit)
    names = accounts.names(s, {person for act in acts for person in (act.by, act.undone_by) if person})
    oldest = utcnow() - dt.timedelta(days=UNDO_DAYS)
    return [
        Done(
            act.id, act.at, names.get(act.by, ""), said(act), act.permission, act.event_id, act.undone_at,
            names.get(act.undone_by or "", "") if act.undone_at else None, act.at < oldest,
        )
        for act in acts
    ]  # fmt: skip


def said(act: Act) -> str:
    """What an act did, in the reader's language; the bare kind when its room is gone."""
    return spoken(ACTS.get(act.kind), {**act.facts, "count": act.count}) or act.kind


def spoken(words: LazyString | None, facts: Mapping[str, Any]) -> str:
    """Words with their places filled; a place that the facts do not fill shows a dash, so that old facts stay readable."""
    if words is None:
        return ""
    said = str(words)
    try:
        return said % _Facts(facts)
    except (TypeError, ValueError):
        return said


def _called(kind: str, facts: dict[str, Any]) -> dict[str, Any]:
    """The facts with the keys that a room has words for said in words."""
    return {
        name: str(VALUES[f"{kind}.{name}"].get(value, value)) if f"{kind}.{name}" in VALUES else value
        for name, value in facts.items()
    }


class _Facts(dict[str, Any]):
    """What a fact says, for the places of its words."""

    def __missing__(self, place: str) -> str:
        return "–"

    def __getitem__(self, place: str) -> Any:
        value = super().__getitem__(place)
        if isinstance(value, list):
            return ", ".join(str(one) for one in value)
        return "–" if value is None or value == "" else value
