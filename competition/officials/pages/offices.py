"""Doors of an event's officers, and of letters of invitation: sending, printing, and what came back."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from competition.accounts import actions as accounts
from competition.accounts import queries as accounts_queries
from competition.accounts.guard import may, me, permitted, public
from competition.events import queries as events
from competition.officials import actions, queries
from competition.officials.pages.blueprint import pages
from competition.officials.queries import Judge, Wanted
from competition.officials.schemas import LoginForm, OfficerForm, reply_of
from competition.officials.words import ANSWERS, OFFICES, ROLES, WARNINGS
from competition.store import Refused, reading, utcnow
from competition.web import qr
from competition.web.errors import refusal_words
from competition.web.forms import Invalid, read
from competition.web.limits import failed, limiter

Errors = dict[str, list[str]]
MOST_SUGGESTED = 30


@dataclass(frozen=True)
class Printed:
    """A letter on its page: to whom, the link to answer by, and its QR code (SVG)."""

    judge: Judge
    link: str
    qr: str


@pages.get("/<event_id>/officers")
@may("official.read")
def officers(event_id: str) -> ResponseReturnValue:
    return _officers(event_id, {}, 200)


@pages.post("/<event_id>/officers")
@may("official.edit")
def appoint(event_id: str) -> ResponseReturnValue:
    try:
        values = read(OfficerForm, request.form)
        actions.appoint(me().id, event_id, values["trade_id"], values["official_id"], values["role"])
    except Invalid as invalid:
        return _officers(event_id, invalid.errors, 422)
    except Refused as refused:
        if refused.status == 404:
            raise
        return _officers(event_id, {"official_id": [refusal_words(refused)]}, refused.status)
    flash(_("The office is given."), "good")
    return redirect(url_for("officials.officers", event_id=event_id), 303)


@pages.post("/<event_id>/officers/<officer_id>/end")
@may("official.edit")
def dismiss(event_id: str, officer_id: str) -> ResponseReturnValue:
    actions.dismiss(me().id, event_id, officer_id)
    flash(_("The office has ended."), "good")
    return redirect(url_for("officials.officers", event_id=event_id), 303)


@pages.get("/<event_id>/officers/<officer_id>/login")
@may("official.edit")
def officer_login(event_id: str, officer_id: str) -> ResponseReturnValue:
    return _login(event_id, officer_id, {}, 200)


@pages.post("/<event_id>/officers/<officer_id>/login")
@may("official.edit")
def officer_login_post(event_id: str, officer_id: str) -> ResponseReturnValue:
    with reading() as s:
        officer = queries.officer(s, officer_id, event_id)
    try:
        values = read(LoginForm, request.form)
        accounts.give_login(officer.person_id, values["login"], values["password"], me().id)
    except Invalid as invalid:
        return _login(event_id, officer_id, invalid.errors, 422)
    except Refused as refused:
        return _login(event_id, officer_id, {"login": [refusal_words(refused)]}, refused.status)
    flash(_("The login is %(login)s.", login=values["login"].lower()), "good")
    return redirect(url_for("officials.officers", event_id=event_id), 303)


@pages.get("/<event_id>/<trade_id>/letters")
@may("official.read")
def letters(event_id: str, trade_id: str) -> ResponseReturnValue:
    """Who was written to, who answered what, and what they must not judge."""
    with reading() as s:
        event, trade = events.event(s, event_id), events.trade(s, trade_id, event_id)
        judges = queries.judges(s, trade_id)
        sent = queries.letters(s, trade_id)
        declared = queries.recusals_of(s, {one.official_id for one in judges if one.official_id})
    return render_template(
        "officials/letters.html", event=event, trade=trade, judges=judges, sent=sent, declared=declared, roles=ROLES,
        answers=ANSWERS, may_edit=permitted("official.edit", event_id, trade_id), here="officials",
    )  # fmt: skip


@pages.post("/<event_id>/<trade_id>/letters")
@may("official.edit")
def send_letters(event_id: str, trade_id: str) -> ResponseReturnValue:
    """A printable page with a letter for each judge ticked; letters sent to them before are no longer good."""
    chosen = request.form.getlist("ids")
    with reading() as s:
        events.trade(s, trade_id, event_id)
    if not chosen:
        flash(_("Tick the judges to write to."), "warn")
        return redirect(url_for("officials.letters", event_id=event_id, trade_id=trade_id), 303)
    sent = actions.send_letters(me().id, event_id, trade_id, chosen)
    base = current_app.extensions["settings"].base_url
    printed = []
    for one in sent:
        link = f"{base}/officials/reply/{one.code}"
        printed.append(Printed(one.judge, link, qr.svg(link)))
    with reading() as s:
        event, trade = events.event(s, event_id), events.trade(s, trade_id, event_id)
        programme = [one for one in events.programme(s, event_id) if one.trade_id in (None, trade_id)]
        venues = {one.id: one for one in events.venues(s, event_id)}
    return render_template(
        "officials/letters_print.html", event=event, trade=trade, letters=printed, programme=programme, venues=venues,
        roles=ROLES, today=utcnow(),
    )  # fmt: skip


@pages.get("/reply/<code>")
@public
@limiter.limit("60 per 10 minutes", deduct_when=failed)
def answer(code: str) -> ResponseReturnValue:
    """The personal page of an invited person: nothing but his own invitation and what he answered."""
    return _reply(code, {}, {}, 200)


@pages.post("/reply/<code>")
@public
@limiter.limit("60 per 10 minutes", deduct_when=failed)
def answer_post(code: str) -> ResponseReturnValue:
    try:
        actions.reply(code, reply_of(request.form))
    except Invalid as invalid:
        return _reply(code, request.form.to_dict(), invalid.errors, 422)
    flash(_("Thank you. Your answer is kept."), "good")
    return redirect(url_for("officials.answer", code=code), 303)


def _reply(code: str, values: dict[str, str], errors: Errors, status: int) -> ResponseReturnValue:
    with reading() as s:
        letter = queries.letter_of(s, code)
        judge = queries.judge(s, letter.judge_id)
        event, trade = events.event(s, letter.event_id), events.trade(s, letter.trade_id)
        programme = [one for one in events.programme(s, event.id) if one.trade_id in (None, trade.id)]
        venues = {one.id: one for one in events.venues(s, event.id)}
        official = queries.official(s, judge.official_id) if judge.official_id else None
        declared = queries.recusals_of(s, [official.id])[official.id] if official else []
    return render_template(
        "officials/reply.html", event=event, trade=trade, letter=letter, judge=judge, programme=programme, venues=venues,
        roles=ROLES, declared=declared, phone=queries.phone_of(official) if official else "", code=code, errors=errors,
        values=values or {"answer": letter.answer, "note": letter.note},
    ), status  # fmt: skip


def _officers(event_id: str, errors: Errors, status: int) -> ResponseReturnValue:
    text = request.args.get("q", "").strip()[:60]
    today = utcnow().date()
    with reading() as s:
        event = events.event(s, event_id)
        trades = {one.id: one for one in events.trades(s, event_id)}
        serving = queries.officers(s, event_id)
        register = queries.search(s, Wanted(text=text), today, limit=MOST_SUGGESTED)
        judges = {one.official_id for some in queries.judges_of_event(s, event_id).values() for one in some}
        people = queries.officials(s, judges | {one.official.id for one in serving})
        logins = {
            one.officer.id: known.login
            for one in serving
            if (known := accounts_queries.known(s, one.officer.person_id)) is not None
        }
    warned = queries.enterprise_warnings(list(people.values()), event.starts_on.year, queries.OLDEST)
    return render_template(
        "officials/officers.html", event=event, trades=trades, serving=serving, register=register, text=text, errors=errors,
        logins=logins, offices=OFFICES, values=request.form, warnings=[str(WARNINGS[key]) % facts for key, facts in warned],
        may_edit=permitted("official.edit", event_id), here="officials",
    ), status  # fmt: skip


def _login(event_id: str, officer_id: str, errors: Errors, status: int) -> ResponseReturnValue:
    with reading() as s:
        event = events.event(s, event_id)
        officer = queries.officer(s, officer_id, event_id)
        official = queries.official(s, officer.official_id)
        known = accounts_queries.known(s, officer.person_id)
    values = {"login": request.form.get("login", known.login if known else None)}
    return render_template(
        "officials/officer_login.html", event=event, official=official, officer=officer, offices=OFFICES, values=values,
        errors=errors, here="officials",
    ), status  # fmt: skip
