"""The outlook of a pool while marks come in, for the desk."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from competition.accounts.guard import may, permitted
from competition.advancement import words
from competition.advancement.outlook import pool_of
from competition.advancement.pages.blueprint import pages
from competition.engine.visibility import codes_beside_names
from competition.events import queries as events
from competition.events.states import AFTER
from competition.ladders import queries as ladders
from competition.ladders.telling import limits, ways
from competition.store import Refused, reading


@pages.get("/<event_id>/<trade_id>/outlook")
@may("monitor.read")
def outlook(event_id: str, trade_id: str) -> ResponseReturnValue:
    """Each entry safe, open or out as the marks stand; while marking is blind by station alone, and without figures for
    whoever may not read marks."""
    with reading() as s:
        event = events.event(s, event_id)
        trade = events.trade(s, trade_id, event_id)
        stage = events.stage_of_trade(s, trade_id)
        passage = ladders.passage_onward(s, stage)
        if passage is None:
            raise Refused("not_there", 404)
        rule = ladders.rule_of(passage)
        upper = ladders.upper(s, passage)
        pool = pool_of(s, rule, ladders.sources(s, passage.id), trade_id)
    return render_template(
        "advancement/outlook.html", event=event, trade=trade, stage=stage, passage=passage, upper=upper, pool=pool,
        ways=ways(rule), limits=limits(rule), words=words, here="monitor",
        names=codes_beside_names(stage.anonymity, stage.state, revealed=stage.revealed_at is not None) or event.state in AFTER,
        figures=stage.anonymity == "open" or permitted("mark.read", event_id, trade_id),
        may_see_cut=permitted("cut.read", event_id),
    )  # fmt: skip
