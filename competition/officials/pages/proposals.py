"""Doors of proposals: what a fair dealing of the seats would be, looked at, edited, and accepted as a whole."""

from __future__ import annotations

import json
import secrets
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from competition.accounts.guard import may, me
from competition.acts.pages import flash_act
from competition.events import queries as events
from competition.officials import actions, proposing, queries
from competition.officials.actions import Accepted
from competition.officials.pages.blueprint import pages
from competition.officials.schemas import seating
from competition.officials.words import LEFT_OUT, REASONS
from competition.store import Refused, reading, utcnow
from competition.web.apart import apart
from competition.web.errors import refusal_words

MOST_SEATS = 30


@pages.get("/<event_id>/<trade_id>/proposal")
@may("official.edit")
def proposal(event_id: str, trade_id: str) -> ResponseReturnValue:
    """Arguments: seed, judges, seats.<module>, last, floor. The same arguments give the same proposal."""
    return _page(event_id, trade_id, request.args, "", 200)


@pages.post("/<event_id>/<trade_id>/proposal")
@may("official.edit")
def proposal_accept(event_id: str, trade_id: str) -> ResponseReturnValue:
    """Take the proposal, perhaps edited, as a whole."""
    try:
        with reading() as s:
            trade = events.trade(s, trade_id, event_id)
            keys = [one.key for one in queries.modules(s, events.stage_of_trade(s, trade_id).id)]
        accepted = Accepted(
            seats=seating(request.form, keys),
            before=_before(request.form.get("before", "")),
            chief=request.form.get("chief", ""),
            floor=request.form.get("floor", ""),
            reason=request.form.get("reason", "").strip()[:300],
        )
        act_id = actions.accept_proposal(me().id, event_id, trade_id, accepted)
    except Refused as refused:
        if refused.status == 404:
            raise
        return _page(event_id, trade_id, request.form, refusal_words(refused), refused.status)
    flash_act(act_id, _("The panels of %(trade)s are set.", trade=trade.name))
    return redirect(url_for("officials.trade", event_id=event_id, trade_id=trade_id, _anchor="panels"), 303)


def _page(event_id: str, trade_id: str, given: Any, wrong: str, status: int) -> ResponseReturnValue:
    with reading() as s:
        event, trade = events.event(s, event_id), events.trade(s, trade_id, event_id)
        stage = events.stage_of_trade(s, trade_id)
        modules = queries.modules(s, stage.id)
        ground = proposing.survey(s, event_id, trade_id, utcnow().date())
    seats = {
        one.key: _number(given.get(f"seats.{one.key}"), max(1, one.panel.minimum, len(ground.before.get(one.key, ()))))
        for one in modules
    }
    asked = proposing.Asked(
        seats=seats, judges=_number(given.get("judges"), max(len(ground.here), *seats.values(), 1)),
        seed=(given.get("seed") or "").strip()[:20] or f"{secrets.randbelow(10**6):06d}",
        last=bool(given.get("last")), floor=bool(given.get("floor") or given.get("floor_wanted")),
    )  # fmt: skip
    drafted = apart(proposing.draft, ground, asked) if modules else None
    return render_template(
        "officials/proposal.html", event=event, trade=trade, stage=stage, modules=modules, asked=asked, drafted=drafted,
        ground=ground, rows=_rows(drafted, [one.key for one in modules], ground) if drafted else [],
        said=lambda why: str(REASONS[why[0]]) % why[1], left=lambda why: str(LEFT_OUT[why[0]]) % why[1],
        short_words=_(", ").join(
            _("module %(module)s lacks %(count)s", module=key, count=count) for key, count in drafted.proposal.short.items()
        )
        if drafted
        else "",
        before=json.dumps(dict(ground.before)), wrong=wrong, typed=request.form, here="officials",
    ), status  # fmt: skip


def _rows(drafted: proposing.Draft, keys: list[str], ground: proposing.Ground) -> list[dict[str, Any]]:
    """Everybody who sits now or would: for each module the seat before and after, and the reasons once."""
    known = {one.key: one for one in (*ground.here, *drafted.people.values())}
    found = []
    for key, one in known.items():
        cells: list[dict[str, Any]] = []
        why: list[proposing.Reason] = []
        for module in keys:
            seated, before = drafted.proposal.seats[module], ground.before.get(module, ())
            was = before.index(key) + 1 if key in before else None
            now = seated.index(key) + 1 if key in seated else None
            why = why or list(drafted.reasons.get((module, key), ()))
            cells.append({"module": module, "was": was, "now": now})
        if any(cell["was"] or cell["now"] for cell in cells) or one.here:
            found.append({"person": one, "cells": cells, "why": why})
    return found


def _before(text: str) -> dict[str, list[str]]:
    try:
        sent = json.loads(text)
        return {str(key): [str(one) for one in ids] for key, ids in sent.items()}
    except (ValueError, AttributeError, TypeError):
        raise Refused("proposal_stale") from None


def _number(text: str | None, otherwise: int) -> int:
    return min(MOST_SEATS, max(1, int(text))) if text and text.isdecimal() else otherwise
