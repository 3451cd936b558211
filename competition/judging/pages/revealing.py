"""The reveal of a stage with three draws: proposing it, approving it, how far it is, and whose each work is after it."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from competition.accounts import queries as accounts
from competition.accounts.guard import may, me, permitted
from competition.events import queries as events
from competition.judging import actions, queries
from competition.judging.pages.blueprint import pages
from competition.judging.words import REVEAL_STATES, REVEAL_TONES
from competition.sessions import queries as sessions
from competition.sessions.words import DRAWS
from competition.store import Refused, reading
from competition.web.errors import refusal_words


@pages.get("/<event_id>/<trade_id>/reveal")
@may("session.read")
def reveal(event_id: str, trade_id: str) -> ResponseReturnValue:
    """The steps of the reveal; after it the way from every number to its work, with names for who may read them."""
    with reading() as s:
        event = events.event(s, event_id)
        trade = events.trade(s, trade_id, event_id)
        stage = events.stage_of_trade(s, trade_id)
        works = sessions.works(s, stage.id)
        made = sessions.draws_of_stage(s, stage.id)
        found = queries.reveal(s, stage.id)
        unlocked = len(queries.unlocked(s, stage.id)) if works else 0
        chain = sessions.chain(s, stage.id) if stage.revealed_at is not None else []
        people = {found.proposed_by, found.approved_by or ""} if found else set()
        names = accounts.names(s, people | {one.opened_by for one in made.values() if one.opened_by})
    return render_template(
        "judging/reveal.html", event=event, trade=trade, stage=stage, works=works, made=made, reveal=found,
        unlocked=unlocked, chain=chain, names=names, kinds=[(key, DRAWS[key]) for key in (sessions.WORKS, *reversed(sessions.KINDS))],
        states=REVEAL_STATES, tones=REVEAL_TONES, mine=found is not None and found.proposed_by == me().id,
        may_propose=permitted("reveal.propose", event_id, trade_id), here="monitor",
        may_approve=permitted("reveal.approve", event_id, trade_id), may_name=permitted("contestant.read", event_id, trade_id),
    )  # fmt: skip


@pages.post("/<event_id>/<trade_id>/reveal/propose")
@may("reveal.propose")
def propose_reveal(event_id: str, trade_id: str) -> ResponseReturnValue:
    def act() -> str:
        actions.propose_reveal(me().id, event_id, trade_id)
        return str(_("The reveal is proposed. A second person approves it."))

    return _done(event_id, trade_id, act)


@pages.post("/<event_id>/<trade_id>/reveal/approve")
@may("reveal.approve")
def approve_reveal(event_id: str, trade_id: str) -> ResponseReturnValue:
    def act() -> str:
        actions.approve_reveal(me().id, event_id, trade_id)
        return str(_("The reveal is approved. Two custodians open the list of the third draw first."))

    return _done(event_id, trade_id, act)


@pages.post("/<event_id>/<trade_id>/reveal/withdraw")
@may("reveal.propose")
def withdraw_reveal(event_id: str, trade_id: str) -> ResponseReturnValue:
    def act() -> str:
        actions.withdraw_reveal(me().id, event_id, trade_id)
        return str(_("The proposal is taken back."))

    return _done(event_id, trade_id, act)


def _done(event_id: str, trade_id: str, act: Callable[[], str]) -> ResponseReturnValue:
    """Do it and say so on the page of the reveal, or say why not. A 404 goes on to the error page."""
    with reading() as s:
        events.trade(s, trade_id, event_id)
    try:
        flash(act(), "good")
    except Refused as refused:
        if refused.status == 404:
            raise
        flash(refusal_words(refused), "bad")
    return redirect(url_for("judging.reveal", event_id=event_id, trade_id=trade_id), 303)
