"""The blueprint of the room, and what its pages share."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, current_app
from sqlalchemy.orm import Session

from competition.accounts import roles
from competition.accounts.queries import Known
from competition.acts.queries import activity
from competition.events.beside import Beside, Telling
from competition.events.readiness import Check
from competition.store import utcnow
from competition.web.forms import Conflict

pages = Blueprint("events", __name__, url_prefix="/events")


def checks() -> tuple[Check, ...]:
    """The guided path of the house."""
    found: tuple[Check, ...] = current_app.extensions.get("readiness", ())
    return found


def besides(s: Session, event_id: str) -> list[Beside]:
    """What rooms above say of an event."""
    told: tuple[Telling, ...] = current_app.extensions.get("besides", ())
    return [line for telling in told for line in telling(s, event_id)]


def readable(person: Known) -> tuple[set[str] | None, set[str]]:
    """The events a person may read (None: every one), and those in which he only watches a trade, a chief judge's."""
    if person.may("event.read", "/"):
        return None, set()
    parts = [(scope.split("/"), scope) for _role, scope in person.grants if scope.startswith("/events/")]
    read = {part[2] for part, _scope in parts if person.may("event.read", roles.scope_path(part[2]))}
    watched = {part[2] for part, scope in parts if "trades" in part and person.may("monitor.read", scope)}
    return read, watched - read


def href_of(event_id: str, person: Known) -> str:
    """Where the name of an event leads a person: to its overview, or to the trade he watches."""
    return f"/events/{event_id}" if person.may("event.read", roles.scope_path(event_id)) else f"/judging/{event_id}"


def conflict(s: Session, subject_id: str, stored: Mapping[str, str], sent: Mapping[str, str]) -> Conflict:
    """Who changed a thing since its form was opened, and what is stored now where that is not what was sent."""
    last = next(iter(activity(s, subject_id, limit=1)), None)
    fields = {name: value for name, value in stored.items() if value != sent.get(name, "")}
    return Conflict(by=last.by if last else "", at=last.at if last else utcnow(), fields=fields)
