"""One match: typing what came out of it, and correcting that."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from competition.accounts import queries as accounts
from competition.accounts.guard import may, me, permitted
from competition.matches import actions, queries
from competition.matches.pages.blueprint import Errors, ground, pages, there
from competition.matches.pages.board import to
from competition.matches.schemas import Correction, Typed, games_of
from competition.matches.words import ABSENT, STATES, TONES
from competition.store import Refused, reading
from competition.web.errors import refusal_words
from competition.web.forms import Invalid, read


@pages.get("/<event_id>/<trade_id>/match/<match_key>")
@may("match.read")
def match(event_id: str, trade_id: str, match_key: str) -> ResponseReturnValue:
    return _page(event_id, trade_id, match_key, {}, 200)


@pages.post("/<event_id>/<trade_id>/match/<match_key>")
@may("match.enter")
def enter(event_id: str, trade_id: str, match_key: str) -> ResponseReturnValue:
    """A result where there is none."""
    return _kept(event_id, trade_id, match_key, correcting=False)


@pages.post("/<event_id>/<trade_id>/match/<match_key>/correct")
@may("match.decide")
def correct(event_id: str, trade_id: str, match_key: str) -> ResponseReturnValue:
    """Another result in the place of a wrong one, with a reason."""
    return _kept(event_id, trade_id, match_key, correcting=True)


def _kept(event_id: str, trade_id: str, match_key: str, *, correcting: bool) -> ResponseReturnValue:
    there(event_id, trade_id)
    try:
        typed = read(Typed, request.form)
        games = games_of(*(request.form.getlist(side) for side in ("first", "second")))
        if correcting:
            why = read(Correction, request.form)
            actions.correct(me().id, event_id, trade_id, match_key, games, typed["absent"], why["reason"], why["seen"])
        else:
            actions.enter(me().id, event_id, trade_id, match_key, games, typed["absent"])
    except Invalid as invalid:
        return _page(event_id, trade_id, match_key, invalid.errors, 422)
    except Refused as refused:
        if refused.status == 404:
            raise
        return _page(event_id, trade_id, match_key, {"": [refusal_words(refused)]}, refused.status)
    flash(_("The result is corrected.") if correcting else _("The result is kept."), "good")
    return redirect(to(event_id, trade_id), 303)


def _page(event_id: str, trade_id: str, match_key: str, errors: Errors, status: int) -> ResponseReturnValue:
    with reading() as s:
        place = ground(s, event_id, trade_id)
        found = queries.play(s, place.stage.id)
        pairing = found.pairing(match_key) if found else None
        if found is None or pairing is None:
            raise Refused("not_there", 404)
        history = queries.results(s, found.tournament.id).get(match_key, [])
        names = accounts.names(s, {one.by for one in history})
    sides = [found.entries[one].name if one else "" for one in (pairing.first, pairing.second)]
    rows = _rows(pairing.best_of, history[-1].games if history else [])
    running = place.stage.state == "RUNNING"
    return (
        render_template(
            "matches/match.html", event=place.event, trade=place.trade, stage=place.stage, found=found, one=pairing,
            sides=sides, rows=rows, history=history, names=names, errors=errors, states=STATES, tones=TONES,
            absents={key: str(words) % {"name": sides[key == "second"]} for key, words in ABSENT.items()},
            absent=request.form.get("absent", history[-1].absent if history else ""),
            may_enter=running and pairing.state == "ready" and permitted("match.enter", event_id, trade_id),
            may_correct=running and pairing.state == "played" and permitted("match.decide", event_id, trade_id),
            here="matches",
        ),
        status,
    )  # fmt: skip


def _rows(best_of: int, games: list[list[int]]) -> list[tuple[Any, Any]]:
    """What the fields of every game show: what was sent, else what is kept."""
    if request.method == "POST":
        sent = [request.form.getlist(side) for side in ("first", "second")]
        return [tuple(side[n] if n < len(side) else "" for side in sent) for n in range(best_of)]  # type: ignore[misc]
    return [(games[n][0], games[n][1]) if n < len(games) else ("", "") for n in range(best_of)]
