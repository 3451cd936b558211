"""What the doors of this room share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, flash, redirect
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from competition.accounts.guard import permitted
from competition.events import queries as events
from competition.sessions.models import Draw
from competition.store import Refused, reading
from competition.web.errors import refusal_words
from competition.web.forms import Invalid

pages = Blueprint("sessions", __name__, url_prefix="/sessions")

Errors = dict[str, list[str]]


@dataclass(frozen=True)
class Ground:
    """An event, one of its trades, and that one's stage."""

    event: events.Event
    trade: events.Trade
    stage: events.Stage

    @property
    def blind(self) -> bool:
        """Whether codes and names are kept apart."""
        return self.stage.anonymity != "open"


def ground(s: Session, event_id: str, trade_id: str) -> Ground:
    """Refused: not_there (404), also for a trade of another event."""
    event = events.event(s, event_id)
    trade = events.trade(s, trade_id, event_id)
    return Ground(event, trade, events.stage_of_trade(s, trade_id))


def there(event_id: str, trade_id: str) -> Ground:
    """The ground in a session of its own, before a form is looked at."""
    with reading() as s:
        return ground(s, event_id, trade_id)


def shown(s: Session, event_id: str) -> events.Event:
    """An event that whoever asks may see. Refused: not_there (404) before it is public, but for its desk."""
    event = events.event(s, event_id)
    if not event.public and not permitted("session.read", event_id):
        raise Refused("not_there", 404)
    return event


def done(to: str, act: Callable[[], str]) -> ResponseReturnValue:
    """Do it and say so on the page `to`, or say there why not. A 404 goes on to the error page."""
    try:
        flash(act(), "good")
    except Invalid as invalid:
        flash(" ".join(message for messages in invalid.errors.values() for message in messages), "bad")
    except Refused as refused:
        if refused.status == 404:
            raise
        flash(refusal_words(refused), "bad")
    return redirect(to, 303)


def state_of(draw: Draw | None) -> str:
    """How far a draw is, as a key of `words.DRAW_STATES`."""
    if draw is None:
        return ""
    return "SEALED" if draw.state == "DRAWN" and draw.sealed_at else draw.state
