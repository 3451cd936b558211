"""Who may not have a hand in both the first and the third draw of a stage (rules 5.1, step 10)."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from competition.accounts import queries as accounts
from competition.sessions import queries
from competition.sessions.models import Draw
from competition.store import Refused

SHARED = 1
"""How many may keep shares of both draws: two of them could open both."""


def officers(s: Session, stage_id: str, kind: str, actor: str) -> None:
    """Refused: same_officer, naming who made the other of the two draws."""
    other = _other(s, stage_id, kind)
    if other is not None and actor in (other.committed_by, other.drawn_by):
        name = accounts.names(s, {actor}).get(actor, actor)
        raise Refused("same_officer", 409, name=name)


def custodians(s: Session, stage_id: str, kind: str, holders: Iterable[str]) -> None:
    """Refused: custodians_apart, naming those who keep shares of the other draw already."""
    other = _other(s, stage_id, kind)
    if other is None:
        return
    both = {one.holder_id for one in queries.custody(s, other.id)} & set(holders)
    if len(both) > SHARED:
        names = accounts.names(s, both)
        raise Refused("custodians_apart", 409, names="、".join(sorted(names.values())))


def _other(s: Session, stage_id: str, kind: str) -> Draw | None:
    """The third draw for the first, the first for the third, none for the second; nor where there are only two."""
    made = queries.draws_of_stage(s, stage_id)
    return made.get({"entry_code": queries.WORKS, queries.WORKS: "entry_code"}.get(kind, ""))
