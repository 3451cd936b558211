"""What every action on an application shares: its details sealed, its moves kept, one writer at a time an event."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable

from sqlalchemy.orm import Session

from competition.contestants.actions import ContestantDetails
from competition.registration.facts import ApplicationMoved
from competition.registration.models import Application, ApplicationMove
from competition.store import happened, lock_heads
from competition.store.vault import vault
from competition.web.pinyin import initials, pinyin


def alone(event_ids: Iterable[str], trade_ids: Iterable[str] = ()) -> None:
    """Until the transaction is over nobody else writes about registrations of these events; ask before reading them."""
    lock_heads({f"event:{one}" for one in event_ids} | {f"trade:{one}" for one in trade_ids})


def written(details: ContestantDetails) -> str:
    """Details as the text that is sealed."""
    said = dataclasses.asdict(details)
    said["born_on"] = details.born_on.isoformat() if details.born_on else None
    return json.dumps(said, ensure_ascii=False)


def seal(one: Application, details: ContestantDetails) -> None:
    """Put the details into the application, with what it is found by."""
    one.name, one.pinyin, one.initials = details.name, pinyin(details.name), initials(details.name)
    one.number_index = vault().index("id_number", details.id_number) if details.id_number else None
    one.details_sealed = vault().seal("application", one.id, "details", written(details))


def move(s: Session, one: Application, to: str, by: str, reason: str) -> None:
    """Bring the application into a state, with what is said about it."""
    before, one.state, one.reason = one.state, to, reason
    one.rev += 1
    record(s, one, before, by, reason)


def record(s: Session, one: Application, before: str, by: str, reason: str) -> None:
    """Keep that the application came from the state `before` into the one it has."""
    s.add(ApplicationMove(application_id=one.id, frm=before, to=one.state, by=by, reason=reason))
    s.flush()
    happened(
        ApplicationMoved(
            chain=f"event:{one.event_id}", actor=by, event_id=one.event_id, application_id=one.id,
            entry_ids=[one.entry_id] if one.entry_id else [], frm=before, to=one.state, reason=reason,
        )
    )  # fmt: skip
