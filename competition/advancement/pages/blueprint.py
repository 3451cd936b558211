"""The blueprint of the room, and who may pass its doors: an address names a passage, whose events say whose it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint
from sqlalchemy.orm import Session

from competition.accounts.guard import me, permitted
from competition.advancement.access import reads_cut
from competition.ladders import queries as ladders
from competition.ladders.queries import Passage, Source, Upper
from competition.store import Refused, reading
from competition.web.lists import Asked

pages = Blueprint("advancement", __name__, url_prefix="/advancement")

Errors = dict[str, list[str]]


@dataclass(frozen=True)
class Place:
    """A passage that somebody may look at."""

    passage: Passage
    upper: Upper
    sources: Sequence[Source]


def seen(s: Session, passage_id: str) -> Place:
    """The passage, if the signed-in person may see its cuts. Refused: not_there (404), forbidden (403)."""
    passage = ladders.passage(s, passage_id)
    place = Place(passage, ladders.upper(s, passage), ladders.sources(s, passage_id))
    if not reads_cut(me(), place.upper.event.id, [one.event_id for one in place.sources]):
        raise Refused("forbidden", 403)
    return place


def decide(permission: str, passage_id: str) -> Place:
    """The passage, if the signed-in person may do this over its upper event. Refused: not_there (404), forbidden (403)."""
    with reading() as s:
        passage = ladders.passage(s, passage_id)
        place = Place(passage, ladders.upper(s, passage), ())
    if not permitted(permission, place.upper.event.id):
        raise Refused("forbidden", 403)
    return place


def kept(wishes: Asked) -> dict[str, Any]:
    """What a list asks for, as arguments of its address."""
    return dict(wishes.kept())
