"""A judge leaves in the middle: who takes the place, what would happen, and doing it."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from competition.accounts.guard import may, me
from competition.events import queries as events
from competition.judging import actions
from competition.judging.pages.blueprint import pages
from competition.judging.schemas import ReplacementForm
from competition.officials import queries as officials
from competition.officials.words import CONFLICTS, SEATED
from competition.store import Refused, reading
from competition.web.errors import refusal_words
from competition.web.forms import Invalid, read


@pages.get("/<event_id>/<trade_id>/judges/<judge_id>/replace")
@may("judge.replace")
def replace(event_id: str, trade_id: str, judge_id: str) -> ResponseReturnValue:
    """With `substitute` and `reason` what would happen; nothing does yet."""
    return _page(event_id, trade_id, judge_id, {}, 200)


@pages.post("/<event_id>/<trade_id>/judges/<judge_id>/replace")
@may("judge.replace")
def replace_post(event_id: str, trade_id: str, judge_id: str) -> ResponseReturnValue:
    try:
        values = read(ReplacementForm, request.form)
        passed = actions.replace_judge(event_id, trade_id, judge_id, values["substitute"], values["reason"], me().id)
    except Invalid as invalid:
        return _page(event_id, trade_id, judge_id, invalid.errors, 422)
    except Refused as refused:
        if refused.status == 404:
            raise
        return _page(event_id, trade_id, judge_id, {"substitute": [refusal_words(refused)]}, refused.status)
    flash(
        _("The place is taken; %(count)s sheets have passed on. Sign in a tablet for the new judge.", count=passed),
        "good",
    )
    return redirect(url_for("officials.trade", event_id=event_id, trade_id=trade_id, _anchor="tablets"), 303)


def _page(
    event_id: str, trade_id: str, judge_id: str, errors: dict[str, list[str]], status: int
) -> ResponseReturnValue:
    """The choice of a substitute, and once one is chosen the outlook."""
    substitute_id = request.values.get("substitute", "")
    with reading() as s:
        event, trade = events.event(s, event_id), events.trade(s, trade_id, event_id)
        judge = officials.judge(s, judge_id, trade_id)
        others = [one for one in officials.judges(s, trade_id) if one.id != judge_id and one.role in SEATED]
    outlook = None
    if substitute_id and not errors:
        try:
            outlook = actions.outlook(event_id, trade_id, judge_id, substitute_id)
        except Refused as refused:
            errors, status = {"substitute": [refusal_words(refused)]}, refused.status
    return render_template(
        "judging/replace.html", event=event, trade=trade, judge=judge, others=others, outlook=outlook, errors=errors,
        substitute=next((one for one in others if one.id == substitute_id), None), reason=request.values.get("reason", ""),
        conflict_words={key: str(words) for key, words in CONFLICTS.items()}, here="officials",
    ), status  # fmt: skip
