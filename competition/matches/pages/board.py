"""The matches of an event and of a trade, for the desk and the referees; on paper; going out and accepting."""

from __future__ import annotations

from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from competition.accounts import queries as accounts
from competition.accounts.guard import may, me, permitted
from competition.contestants import queries as contestants
from competition.events import queries as events
from competition.matches import actions, queries
from competition.matches.pages.blueprint import Ground, done, ground, pages, round_words, there, turn_words, written
from competition.matches.play import Play
from competition.matches.schemas import Reason, Seen
from competition.matches.words import CHAIN, FIGURES, LOTS, SEEDINGS, SHORT, STATES, TONES, WITHDRAWN
from competition.store import Refused, reading
from competition.web.forms import read


@pages.get("/<event_id>")
@may("match.read")
def index(event_id: str) -> ResponseReturnValue:
    """Every trade of an event, and how it is played."""
    with reading() as s:
        event = events.event(s, event_id)
        trades = events.trades(s, event_id)
        stages = events.stages(s, event_id)
        listed = queries.tournaments_of_event(s, event_id)
        counts = contestants.counts(s, event_id)
    return render_template(
        "matches/index.html", event=event, trades=trades, stages=stages, listed=listed, counts=counts, formats=SHORT,
        here="matches",
    )  # fmt: skip


@pages.get("/<event_id>/<trade_id>")
@may("match.read")
def show(event_id: str, trade_id: str) -> ResponseReturnValue:
    """Who meets whom and what came out of it, or how it will be played."""
    with reading() as s:
        place = ground(s, event_id, trade_id)
        found = queries.play(s, place.stage.id)
        gone = queries.withdrawals(s, found.tournament.id) if found else []
        by = {one.by for one in found.results.values()} | {one.by for one in gone} if found else set()
        names = accounts.names(s, by)
    return render_template(
        "matches/show.html", **told(place, found), names=names, gone=[one for one in gone if one.gone],
        may_edit=permitted("match.edit", event_id, trade_id), may_enter=permitted("match.enter", event_id, trade_id),
        may_decide=permitted("match.decide", event_id, trade_id), states=STATES, tones=TONES, here="matches",
    )  # fmt: skip


@pages.get("/<event_id>/<trade_id>/print")
@may("match.read")
def printed(event_id: str, trade_id: str) -> ResponseReturnValue:
    """The bracket, or table and schedule, to hang in the hall."""
    with reading() as s:
        place = ground(s, event_id, trade_id)
        found = queries.play(s, place.stage.id)
    if found is None or not found.drawn:
        raise Refused("not_there", 404)
    return render_template("matches/print.html", **told(place, found))


@pages.post("/<event_id>/<trade_id>/accept")
@may("match.decide")
def accept(event_id: str, trade_id: str) -> ResponseReturnValue:
    there(event_id, trade_id)

    def act() -> str:
        return written(actions.accept(me().id, event_id, trade_id, read(Seen, request.form)["seen"]))

    return done(to(event_id, trade_id), act)


@pages.post("/<event_id>/<trade_id>/entrants/<entry_id>/withdraw")
@may("match.decide")
def withdraw(event_id: str, trade_id: str, entry_id: str) -> ResponseReturnValue:
    there(event_id, trade_id)

    def act() -> str:
        actions.withdraw(me().id, event_id, trade_id, entry_id, read(Reason, request.form)["reason"])
        return str(_("Taken out; the table follows the rule."))

    return done(to(event_id, trade_id), act)


@pages.post("/<event_id>/<trade_id>/entrants/<entry_id>/back")
@may("match.decide")
def put_back(event_id: str, trade_id: str, entry_id: str) -> ResponseReturnValue:
    there(event_id, trade_id)

    def act() -> str:
        actions.put_back(me().id, event_id, trade_id, entry_id, read(Reason, request.form)["reason"])
        return str(_("In again."))

    return done(to(event_id, trade_id), act)


def told(place: Ground, found: Play | None) -> dict[str, Any]:
    """What every page of a trade's matches shows."""
    rounds = found.rounds if found else {}
    last = max(rounds, default=0)
    bracket = found is not None and found.is_bracket
    return {
        "event": place.event, "trade": place.trade, "stage": place.stage, "found": found, "rounds": rounds,
        "titles": {one: round_words(one, last) if bracket else turn_words(one) for one in rounds},
        "table": found.table() if found and found.drawn and not bracket else (),
        "placing": found.placing() if found and bracket and found.finished else (),
        "formats": SHORT, "seedings": SEEDINGS, "figures": FIGURES, "chain": CHAIN, "withdrawns": WITHDRAWN,
        "lot_words": LOTS,
    }  # fmt: skip


def to(event_id: str, trade_id: str) -> str:
    """The address of a trade's matches."""
    return url_for("matches.show", event_id=event_id, trade_id=trade_id)
