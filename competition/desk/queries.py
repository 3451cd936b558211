"""One search over everything a person may read, in groups."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from urllib.parse import urlencode

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from competition.accounts import roles
from competition.accounts.queries import Known
from competition.contestants import queries as contestants
from competition.events import queries as events
from competition.members import queries as members
from competition.officials import queries as officials
from competition.organisations import queries as organisations
from competition.web.lists import LONGEST_SEARCH, Found

MOST = 6
SHORTEST_NUMBER = 7

Events = Collection[str] | None


@dataclass(frozen=True)
class Group:
    """What was found of one kind: at most `MOST`; `more` is the address of the list when there may be more."""

    key: str
    title: str
    found: list[Found]
    more: str


def reach(person: Known, permission: str) -> Events:
    """The events in which a person may, or None: in every one. A right over one trade alone reaches no event."""
    allowed = roles.PERMISSIONS[permission]
    scopes = {scope for role, scope in person.grants if role in allowed}
    if "/" in scopes:
        return None
    return frozenset(parts[2] for scope in scopes if len(parts := scope.split("/")) == 3)


def everything(s: Session, person: Known, text: str, event_id: str | None = None) -> list[Group]:
    """What fits `text` among all that this person may read, what belongs to the event at hand first.

    Names, pinyin, initials and numbers are looked up by their beginning, ID, card and phone numbers only whole.
    """
    text = text.strip()[:LONGEST_SEARCH]
    if not text:
        return []
    near = event_id if event_id and person.may("event.read", roles.scope_path(event_id)) else None
    house = roles.scope_path()
    set_up = _within(person, "event.read", lambda ids: events.found(s, ids, text, 2 * (MOST + 1)))
    groups = [
        _group("contestants", _("Contestants"), text, f"/contestants/{near}" if near else "", _entries(s, person, text, near)),
        _group("events", _("Events"), text, "/events/", [one for one in set_up if one.picture == "calendar"]),
        _group("trades", _("Trades"), text, "", [one for one in set_up if one.picture != "calendar"]),
        _group("organisations", _("Organisations"), text, "/organisations/list",
               organisations.found(s, text, MOST + 1) if person.may("organisation.read", house) else []),
        _group("members", _("Members"), text, "/members/",
               members.found(s, text, MOST + 1) if person.may("member.read", house) else []),
        _group("officials", _("Judges"), text, "/officials/people" if person.may("official.read", house) else "",
               _within(person, "official.read", lambda ids: officials.found(s, ids, text, MOST + 1))),
    ]  # fmt: skip
    return [group for group in groups if group.found]


def _within(person: Known, permission: str, search: Callable[[Events], list[Found]]) -> list[Found]:
    """What a room finds in the events within a person's reach."""
    within = reach(person, permission)
    return [] if within is not None and not within else search(within)


def _entries(s: Session, person: Known, text: str, near: str | None) -> list[Found]:
    """The entries within reach, those of the event `near` first; a number in a trade means only those."""
    within = reach(person, "contestant.read")
    first: list[Found] = []
    if near and (within is None or near in within):
        first = contestants.found(s, (near,), text, MOST + 1)
    if len(first) > MOST or (near and text.isdecimal() and len(text) < SHORTEST_NUMBER):
        return first
    there = {one.href for one in first}
    others = _within(person, "contestant.read", lambda ids: contestants.found(s, ids, text, MOST + 1))
    return first + [one for one in others if one.href not in there]


def _group(key: str, title: str, text: str, address: str, found: list[Found]) -> Group:
    more = f"{address}?{urlencode({'q': text})}" if address and len(found) > MOST else ""
    return Group(key, title, found[:MOST], more)
