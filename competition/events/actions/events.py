"""Setting an event up, changing what is said of it and of who holds it, and taking it away again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from competition.accounts import roles
from competition.accounts.actions import grant
from competition.events import queries
from competition.events.actions.trades import remove_trade
from competition.events.facts import EventChanged, EventCreated, EventRemoved
from competition.events.models import Event, Organiser
from competition.events.states import FIRST
from competition.organisations import queries as organisations
from competition.store import Refused, happened, new_id, transaction, utcnow

ROLES = ("host", "organiser", "co_organiser")


@dataclass(frozen=True, kw_only=True)
class EventDetails:
    """What a person says of an event; `zone` is an IANA name, dates are local to it, instants are aware.

    `members_only` means that only members of the union may register; `notice` is what the public reads first.
    """

    name: str
    name_en: str
    edition: int
    starts_on: date
    ends_on: date
    zone: str
    place: str
    members_only: bool = False
    registration_opens_at: datetime | None = None
    registration_closes_at: datetime | None = None
    notice: str = ""
    notice_en: str = ""


@dataclass(frozen=True, kw_only=True)
class OrganiserDetails:
    """A body and its role, one of `ROLES`; a name that stands in the union tree is linked to its unit."""

    name: str
    role: str = "host"


def create_event(
    actor: str, details: EventDetails, organisers: Sequence[OrganiserDetails] = (), *, previous_id: str | None = None
) -> str:
    """Set up an event; its creator becomes its organiser. Returns the event's id."""
    event_id = new_id()
    host = _host(organisers)
    with transaction() as s:
        s.add(Event(id=event_id, host=host, previous_id=previous_id, **vars(details)))
        s.flush()
        _put(s, event_id, organisers)
        happened(
            EventCreated(
                chain=f"event:{event_id}", actor=actor, event_id=event_id, name=details.name, edition=details.edition,
                starts_on=details.starts_on, ends_on=details.ends_on, zone=details.zone, host=host,
            )
        )  # fmt: skip
        grant(s, actor, "organiser", roles.scope_path(event_id), by=actor)
    return event_id


def edit_event(
    actor: str,
    event_id: str,
    details: EventDetails,
    organisers: Sequence[OrganiserDetails] | None = None,
    *,
    rev: int | None = None,
) -> None:
    """Change what is said of an event, and of who holds it unless `organisers` is None; nothing is recorded when nothing
    differs. Refused: not_there, changed_meanwhile."""
    with transaction() as s:
        one = queries.event(s, event_id)
        if rev is not None and rev != one.rev:
            raise Refused("changed_meanwhile", 409)
        before: dict[str, Any] = {key: getattr(one, key) for key in vars(details)}
        after: dict[str, Any] = dict(vars(details))
        if organisers is not None:
            before |= {
                "host": one.host,
                "organisers": [[row.role, row.name] for row in queries.organisers(s, event_id)],
            }
            after |= {"host": _host(organisers), "organisers": [[row.role, row.name] for row in organisers]}
        differs = [key for key, value in after.items() if before[key] != value]
        if not differs:
            return
        for key in differs:
            if key != "organisers":
                setattr(one, key, after[key])
        if organisers is not None and "organisers" in differs:
            _put(s, event_id, organisers)
        one.rev += 1
        s.flush()
        happened(
            EventChanged(
                chain=f"event:{event_id}", actor=actor, event_id=event_id,
                before={key: before[key] for key in differs}, after={key: after[key] for key in differs},
            )
        )  # fmt: skip


def remove_event(actor: str, event_id: str) -> None:
    """Take away an event that nobody has published or entered, with its trades; the ledger keeps that it was there.

    Refused: not_there, event_not_draft, and trade_has_entries by the contestants' room.
    """
    with transaction() as s:
        one = queries.event(s, event_id)
        if one.state != FIRST or one.public:
            raise Refused("event_not_draft", name=one.name)
        for trade in queries.trades(s, event_id):
            remove_trade(actor, trade.id)
        one.removed_at, one.previous_id = utcnow(), None
        one.rev += 1
        s.flush()
        happened(EventRemoved(chain=f"event:{event_id}", actor=actor, event_id=event_id, name=one.name))


def _host(organisers: Sequence[OrganiserDetails]) -> str:
    """The name of the first host."""
    return next((one.name for one in organisers if one.role == "host"), "")


def _put(s: Session, event_id: str, organisers: Sequence[OrganiserDetails]) -> None:
    """Let exactly these hold the event, in this order."""
    s.execute(delete(Organiser).where(Organiser.event_id == event_id))
    for position, one in enumerate(organisers, 1):
        unit = organisations.find_or_none(s, one.name)
        s.add(
            Organiser(
                event_id=event_id, organisation_id=unit.id if unit else None, name=one.name, role=one.role,
                position=position,
            )
        )  # fmt: skip
    s.flush()
