"""One's own registration in public: the code opens it; seen, corrected, withdrawn. The code is never in an address."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from competition.accounts.guard import public
from competition.contestants.words import LEVELS, SEXES
from competition.events import queries as events
from competition.registration import actions, queries
from competition.registration.access import OPENED
from competition.registration.models import Application
from competition.registration.pages.applying import Errors, choices_of, today_of
from competition.registration.pages.blueprint import pages
from competition.registration.schemas import CodeForm, WithdrawForm, person_of
from competition.registration.states import OPEN
from competition.registration.words import STATES, TONES
from competition.store import Refused, reading
from competition.web.errors import refusal_words
from competition.web.forms import Invalid, read
from competition.web.limits import failed, limiter
from competition.web.mask import masked_id_number, masked_phone


@pages.get("/mine")
@public
def mine() -> ResponseReturnValue:
    if session.get(OPENED):
        return redirect(url_for("registration.mine_entry"), 303)
    return render_template("registration/mine.html", values={}, errors={}, here="register")


@pages.post("/mine")
@public
@limiter.limit("30 per 10 minutes", deduct_when=failed)
def mine_post() -> ResponseReturnValue:
    try:
        code = read(CodeForm, request.form)["code"]
        with reading() as s:
            found = queries.by_code(s, code)
    except Invalid as invalid:
        return render_template("registration/mine.html", values={}, errors=invalid.errors, here="register"), 422
    except Refused as refused:
        said: Errors = {"code": [refusal_words(refused)]}
        return render_template("registration/mine.html", values={}, errors=said, here="register"), refused.status
    session[OPENED] = ["person" if isinstance(found, Application) else "unit", found.id]
    return redirect(url_for("registration.mine_entry"), 303)


@pages.post("/mine/leave")
@public
def mine_leave() -> ResponseReturnValue:
    """Forget the code on this device."""
    session.pop(OPENED, None)
    return redirect(url_for("registration.mine"), 303)


@pages.get("/mine/entry")
@public
def mine_entry() -> ResponseReturnValue:
    opened = session.get(OPENED)
    if not isinstance(opened, list) or len(opened) != 2:
        return redirect(url_for("registration.mine"), 303)
    if opened[0] == "unit":
        return _unit(opened[1])
    return _person(opened[1], None, {}, 200)


@pages.post("/mine/entry")
@public
@limiter.limit("300 per hour")
def mine_correct() -> ResponseReturnValue:
    application_id = _own()
    rev = request.form.get("rev", "")
    try:
        details = _sent(application_id)
        actions.correct(application_id, details, int(rev) if rev.isdigit() else None)
    except Invalid as invalid:
        return _person(application_id, request.form, invalid.errors, 422)
    except Refused as refused:
        if refused.status == 404:
            raise
        return _person(application_id, request.form, {"": [refusal_words(refused)]}, refused.status)
    flash(_("The correction has been sent; your union approves it."), "good")
    return redirect(url_for("registration.mine_entry"), 303)


@pages.post("/mine/withdraw")
@public
@limiter.limit("300 per hour")
def mine_withdraw() -> ResponseReturnValue:
    application_id = _own()
    try:
        actions.withdraw(application_id, read(WithdrawForm, request.form)["reason"])
    except Invalid as invalid:
        return _person(application_id, None, invalid.errors, 422)
    except Refused as refused:
        if refused.status == 404:
            raise
        return _person(application_id, None, {"": [refusal_words(refused)]}, refused.status)
    flash(_("You have withdrawn. You can register again until the contest begins."), "good")
    return redirect(url_for("registration.mine_entry"), 303)


def _own() -> str:
    """The application that this browser's code has opened. Refused: code_not_known (404)."""
    opened = session.get(OPENED)
    if not isinstance(opened, list) or opened[:1] != ["person"]:
        raise Refused("code_not_known", 404)
    return str(opened[1])


def _sent(application_id: str) -> Any:
    """The corrected details; an empty ID or telephone number keeps the one that was sent. Raises Invalid."""
    with reading() as s:
        one = queries.application(s, application_id)
        before = queries.details_of(one)
        event = events.event(s, one.event_id)
    sent = {**request.form.to_dict(), "trade": one.trade_id}
    for name in ("id_number", "phone"):
        if not sent.get(name, "").strip():
            sent[name] = getattr(before, name)
    choices = {one.trade_id: (one.trade_id, before.division_id)}
    return person_of(sent, choices, one.organisation_id, today_of(event)).details


def _person(application_id: str, values: Any, errors: Errors, status: int) -> ResponseReturnValue:
    with reading() as s:
        one = queries.application(s, application_id)
        event = events.event(s, one.event_id)
        trade = events.trade(s, one.trade_id)
        stage = events.first_stage(s, one.trade_id)
        moves = queries.moves_of(s, one.id)
        details = queries.details_of(one)
        first_sent = queries.submission(s, one.submission_id).at
        said = {key: words for key, (words, _trade, _division) in choices_of(s, one.event_id).items()}
    kept = {name: getattr(details, name) for name in ("name", "sex", "employer", "skill_level", "coach")}
    return (
        render_template(
            "registration/entry.html", event=event, one=one, trade=trade, moves=moves, errors=errors,
            first_sent=first_sent,
            trade_words=said.get(f"{one.trade_id}.{details.division_id}") or said.get(one.trade_id),
            masked=(masked_id_number(details.id_number), masked_phone(details.phone)), values=kept if values is None else values,
            may_change=one.state in OPEN and stage.state == "DRAFT", states=STATES, tones=TONES, sex_words=SEXES,
            sexes=[("", _("from the ID number")), ("m", SEXES["m"]), ("f", SEXES["f"])],
            levels=[(str(key), str(words) or _("not said")) for key, words in LEVELS.items()], here="register",
        ),
        status,
    )  # fmt: skip


def _unit(submission_id: str) -> ResponseReturnValue:
    with reading() as s:
        one = queries.submission(s, submission_id)
        event = events.event(s, one.event_id)
        found = queries.of_submission(s, submission_id)
        trades = {trade.id: trade for trade in events.trades(s, one.event_id)}
    return render_template(
        "registration/unit_sent.html", event=event, one=one, found=found, trades=trades, states=STATES, tones=TONES,
        here="register",
    )  # fmt: skip
