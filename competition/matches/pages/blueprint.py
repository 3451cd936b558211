"""What the doors of this room share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, flash, redirect
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from competition.events import queries as events
from competition.store import Refused, reading
from competition.web.errors import refusal_words
from competition.web.forms import Invalid

pages = Blueprint("matches", __name__, url_prefix="/matches")

Errors = dict[str, list[str]]


@dataclass(frozen=True)
class Ground:
    """An event, one of its trades, and that one's stage."""

    event: events.Event
    trade: events.Trade
    stage: events.Stage


def ground(s: Session, event_id: str, trade_id: str) -> Ground:
    """Refused: not_there (404), also for a trade of another event."""
    event = events.event(s, event_id)
    trade = events.trade(s, trade_id, event_id)
    return Ground(event, trade, events.stage_of_trade(s, trade_id))


def there(event_id: str, trade_id: str) -> Ground:
    """The ground in a session of its own, before a form is looked at."""
    with reading() as s:
        return ground(s, event_id, trade_id)


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


def round_words(number: int, rounds: int) -> str:
    """What a round of a bracket is called, from its end."""
    named = {0: _("Final"), 1: _("Semi-finals"), 2: _("Quarter-finals")}
    left = rounds - number
    if left in named:
        return str(named[left])
    return str(_("Last %(num)s", num=2 ** (left + 1)))


def turn_words(number: int) -> str:
    """What a round of a round robin is called."""
    return str(_("Round %(number)s", number=number))


def written(count: int) -> str:
    """How many figures went onto sheets."""
    return str(ngettext("Accepted; %(num)d figure was written.", "Accepted; %(num)d figures were written.", count))
