"""Doors of amendments: what a draft would change, proposing it, and the second person's word."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from competition.accounts import queries as accounts
from competition.accounts.guard import may, me, permitted
from competition.amendments import actions, outlook, queries
from competition.amendments.ground import Ground, ground_of
from competition.amendments.schemas import Approving, Declining, Proposing
from competition.amendments.words import MEDALS, PROBLEMS, TONES, VERDICTS
from competition.engine.plans import plan_hash
from competition.engine.visibility import codes_beside_names
from competition.events.states import AFTER, plan_may_change
from competition.judging import queries as judging
from competition.schemes import queries as schemes
from competition.store import Refused, reading
from competition.web.apart import apart
from competition.web.errors import refusal_words
from competition.web.forms import Invalid, read

pages = Blueprint("amendments", __name__, url_prefix="/amendments")

MOST_ROWS = 300


@pages.get("/<event_id>/<trade_id>")
@may("plan.amend")
def show(event_id: str, trade_id: str) -> ResponseReturnValue:
    """What the open proposal, or else the draft, would change; before the start too, without proposing."""
    return _page(event_id, trade_id, {}, 200)


@pages.post("/<event_id>/<trade_id>")
@may("plan.edit")
def propose(event_id: str, trade_id: str) -> ResponseReturnValue:
    def act() -> str:
        sent = read(Proposing, request.form)
        actions.propose(me().id, trade_id, sent["reason"], sent["rev"])
        return str(_("The change is proposed. It takes effect when a second person approves it."))

    return _done(event_id, trade_id, act)


@pages.post("/<event_id>/<trade_id>/<amendment_id>/approve")
@may("plan.approve")
def approve(event_id: str, trade_id: str, amendment_id: str) -> ResponseReturnValue:
    def act() -> str:
        sent = read(Approving, request.form)
        number = actions.approve(me().id, trade_id, amendment_id, sent["reason"])
        return str(_("Version %(number)s has taken effect; standings and boards follow it.", number=number))

    return _done(event_id, trade_id, act)


@pages.post("/<event_id>/<trade_id>/<amendment_id>/decline")
@may("plan.approve")
def decline(event_id: str, trade_id: str, amendment_id: str) -> ResponseReturnValue:
    def act() -> str:
        actions.decline(me().id, trade_id, amendment_id, read(Declining, request.form)["reason"])
        return str(_("The proposal is declined; nothing has changed."))

    return _done(event_id, trade_id, act)


@pages.post("/<event_id>/<trade_id>/<amendment_id>/withdraw")
@may("plan.edit")
def withdraw(event_id: str, trade_id: str, amendment_id: str) -> ResponseReturnValue:
    def act() -> str:
        actions.withdraw(me().id, trade_id, amendment_id)
        return str(_("The proposal is withdrawn; nothing has changed."))

    return _done(event_id, trade_id, act)


def _done(event_id: str, trade_id: str, act: Callable[[], str]) -> ResponseReturnValue:
    """Do it and say so, or show the page with what is wrong. A 404 goes on to the error page."""
    with reading() as s:
        ground_of(s, trade_id, event_id)
    try:
        flash(act(), "good")
    except Invalid as invalid:
        return _page(event_id, trade_id, invalid.errors, 422)
    except Refused as refused:
        if refused.status == 404:
            raise
        return _page(event_id, trade_id, {"": [refusal_words(refused)]}, refused.status)
    return redirect(url_for("amendments.show", event_id=event_id, trade_id=trade_id), 303)


def _page(event_id: str, trade_id: str, errors: dict[str, list[str]], status: int) -> ResponseReturnValue:
    with reading() as s:
        ground = ground_of(s, trade_id, event_id)
        past = queries.amendments(s, trade_id)
        waiting = next((one for one, decision in past if decision is None), None)
        draft = schemes.draft(s, trade_id)
        stale = waiting is not None and not ground.current(waiting.was_hash, waiting.plan_hash, waiting.draft_rev)
        document = waiting.document if waiting and not stale else draft.document if draft else None
        looked = _looked(ground, document)
        people = {one.by for one, _decision in past} | {decision.by for _one, decision in past if decision}
        names = accounts.names(s, people)
    changes = [] if looked["read"] is None else apart(outlook.changes, ground.plan, looked["after"], looked["read"])
    shown = [one for one in changes if one.differs]
    return (
        render_template(
            "amendments/show.html", event=ground.event, trade=ground.trade, stage=ground.stage, ground=ground, past=past,
            waiting=waiting, draft=draft, stale=stale, names=names, errors=errors, sent=request.form, here="trades",
            looked=looked, changes=shown[:MOST_ROWS], more=len(shown[MOST_ROWS:]), counted=outlook.honours(changes),
            total=len(changes), open=plan_may_change(ground.event.state, ground.stage.state), named_rows=_names_shown(ground),
            problem_words=PROBLEMS, verdicts=VERDICTS, tones=TONES, medals=MEDALS, mine=waiting is not None and waiting.by == me().id,
            may_propose=permitted("plan.edit", event_id, trade_id), may_approve=permitted("plan.approve", event_id, trade_id),
        ),
        status,
    )  # fmt: skip


def _looked(ground: Ground, document: dict[str, Any] | None) -> dict[str, Any]:
    """What is known of a document beside the plan in force. `state`: none there, unfinished (the engine does not read
    it), same, or changed; `read` are the marks where there are some and all of them fit."""
    looked: dict[str, Any] = {"state": "none", "after": None, "sizes": [], "problems": [], "read": None}
    if document is None or ground.stage.plan_id is None:
        return looked
    if not schemes.sound(document):
        return looked | {"state": "unfinished"}
    after = schemes.ruled_document(document)
    found = ground.problems(document)
    same = plan_hash(document) == ground.stage.plan_hash
    marked = ground.started and not found and not same
    return looked | {
        "state": "same" if same else "changed", "after": after, "sizes": outlook.sizes(ground.plan, after), "problems": found,
        "read": ground.read() if marked else None,
    }  # fmt: skip


def _names_shown(ground: Ground) -> bool:
    """Whether entries stand here by name: not while marking is blind, before the reveal."""
    stage, after = ground.stage, ground.event.state in AFTER and not judging.sealed(ground.stage)
    return codes_beside_names(stage.anonymity, stage.state, revealed=stage.revealed_at is not None) or after
