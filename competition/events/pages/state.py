"""The state of an event: the diagram of its moves, what keeps each closed, and how it came to be where it is."""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from competition.accounts import queries as accounts
from competition.accounts.guard import may, me, permitted
from competition.engine.moves import Move, Station
from competition.events import actions, queries
from competition.events.actions.moving import came_from
from competition.events.guards import GUARDS, Ground, Missing, failing
from competition.events.models import Event
from competition.events.pages.blueprint import checks, pages
from competition.events.schemas import MoveForm
from competition.events.states import TABLE
from competition.events.words import EVENT_STATES, MOVES, RETURN, STATE_NOTES, STATE_TONES
from competition.store import Refused, reading
from competition.web.errors import refusal_words
from competition.web.forms import Invalid, read


@dataclass(frozen=True, kw_only=True)
class Way:
    """A move as the page shows it: open, or closed with what is missing; `itself` where nobody makes it."""

    move: Move
    words: str
    back: bool
    allowed: bool
    itself: bool
    missing: tuple[Missing, ...]
    asks: tuple[str, ...]

    @property
    def open(self) -> bool:
        """Whether the person can make it now."""
        return self.allowed and not self.missing


@dataclass(frozen=True, kw_only=True)
class Diagram:
    """The main path and the side states as stations, and every way out of the state the event is in."""

    stations: list[Station]
    sides: list[Station]
    ways: list[Way]
    came_from: str | None


def diagram(s: Session, event: Event, event_id: str) -> Diagram:
    """How the event's states stand for whoever asks."""
    before = came_from(s, event)
    missing = failing(TABLE.needed(event.state, before), Ground(s, event, checks()))
    standings = TABLE.standings(event.state, lambda key: permitted(key, event_id), missing, before)
    at = TABLE.index(event.state)
    ways = [
        Way(
            move=one.move, words=move_words(one.move),
            back=-1 < TABLE.index(one.move.to) < at or one.move.to not in TABLE.path, allowed=one.allowed,
            itself=one.move.may is None, missing=tuple(missing[key] for key in one.failing),
            asks=tuple(str(GUARDS[key].title) for key in one.move.needs),
        )
        for one in standings
    ]  # fmt: skip
    visited = {one.from_state for one in queries.moves(s, event_id)}
    return Diagram(
        stations=TABLE.stations(event.state, visited, before), sides=TABLE.aside(event.state, before), ways=ways,
        came_from=before,
    )  # fmt: skip


def move_words(move: Move) -> str:
    """What a move is called on its button."""
    if move.returns:
        return str(RETURN)
    return str(MOVES.get((move.frm, move.to)) or MOVES["", move.to])


@pages.get("/<event_id>/state")
@may("event.read")
def state(event_id: str) -> ResponseReturnValue:
    """The diagram, the moves and their history."""
    return _page(event_id, {}, 200)


@pages.post("/<event_id>/state")
@may("event.edit")
def state_post(event_id: str) -> ResponseReturnValue:
    """Make a move."""
    with reading() as s:
        queries.event(s, event_id)
    try:
        values = read(MoveForm, request.form)
        actions.move_event(me().id, event_id, checks=checks(), **values)
    except Invalid as invalid:
        return _page(event_id, invalid.errors, 422)
    except Refused as refused:
        return _page(event_id, {"": [refusal_words(refused)]}, refused.status)
    flash(_("The event is now: %(state)s", state=EVENT_STATES[values["to"]]), "good")
    return redirect(url_for("events.state", event_id=event_id), 303)


def _page(event_id: str, errors: dict[str, list[str]], status: int) -> ResponseReturnValue:
    with reading() as s:
        event = queries.event(s, event_id)
        drawn = diagram(s, event, event_id)
        history = queries.moves(s, event_id)
        names = accounts.names(s, {one.by for one in history})
    return (
        render_template(
            "events/state.html", event=event, diagram=drawn, history=history, names=names, errors=errors,
            sent=request.form, states=EVENT_STATES, notes=STATE_NOTES, tones=STATE_TONES, here="overview",
        ),
        status,
    )  # fmt: skip
