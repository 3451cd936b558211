"""Doors of accounts: the first organiser, signing in and out, one's own page, the language, and the tablet's entrance."""

from __future__ import annotations

import hmac
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, current_app, flash, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from competition.accounts import actions, queries
from competition.accounts.guard import TOKEN, current_person, me, public, signed_in
from competition.accounts.schemas import FirstForm, LanguageForm, MeForm, PasswordForm, SignInForm
from competition.store import Refused, reading
from competition.web.errors import refusal_words
from competition.web.forms import Invalid, read
from competition.web.limits import failed, limiter

pages = Blueprint("accounts", __name__, url_prefix="/accounts")


def safe_next(address: str | None) -> str:
    """Where to go after signing in: a path of ours, never another host."""
    if not address or not address.startswith("/") or address.startswith(("//", "/\\")) or urlsplit(address).netloc:
        return "/desk"
    return address


def enter(person_id: str) -> None:
    """A new session for this browser; whatever the old one held is gone."""
    session.clear()
    session[TOKEN] = actions.open_session(person_id, request.headers.get("User-Agent", ""))
    session.permanent = True


def _form(template: str, status: int, errors: dict[str, list[str]], **more: Any) -> ResponseReturnValue:
    values = {name: value for name, value in request.form.items() if "password" not in name}
    return render_template(template, errors=errors, values=values, **more), status


@pages.get("/sign-in")
@public
def sign_in() -> ResponseReturnValue:
    if current_person() is not None:
        return redirect(safe_next(request.args.get("next")))
    with reading() as s:
        if not queries.anybody(s):
            return redirect(url_for("accounts.first"))
    return render_template("accounts/sign_in.html", errors={}, values={}, next=request.args.get("next", ""))


@pages.post("/sign-in")
@public
@limiter.limit("60 per 10 minutes", deduct_when=failed)
def sign_in_post() -> ResponseReturnValue:
    onward = request.form.get("next", "")
    try:
        values = read(SignInForm, request.form)
        person_id = actions.check_password(values["login"], values["password"])
    except Invalid as invalid:
        return _form("accounts/sign_in.html", 422, invalid.errors, next=onward)
    except Refused as refused:
        return _form("accounts/sign_in.html", refused.status, {"": [refusal_words(refused)]}, next=onward)
    enter(person_id)
    return redirect(safe_next(onward), 303)


@pages.post("/sign-out")
@signed_in
def sign_out() -> ResponseReturnValue:
    person = me()
    if person.sign_in_id:
        actions.end_session(person.sign_in_id, person.id)
    session.clear()
    flash(_("You are signed out."), "good")
    return redirect(url_for("accounts.sign_in"), 303)


@pages.get("/first")
@public
def first() -> ResponseReturnValue:
    with reading() as s:
        if queries.anybody(s):
            return redirect(url_for("accounts.sign_in"))
    return render_template("accounts/first.html", errors={}, values={})


@pages.post("/first")
@public
@limiter.limit("20 per 10 minutes", deduct_when=failed)
def first_post() -> ResponseReturnValue:
    try:
        values = read(FirstForm, request.form)
        if not hmac.compare_digest(
            values["setup_code"].upper().encode(), current_app.extensions["setup_code"].encode()
        ):
            raise Refused("setup_code_wrong", 403)
        person_id = actions.set_up_first(name=values["name"], login=values["login"], password=values["password"])
    except Invalid as invalid:
        return _form("accounts/first.html", 422, invalid.errors)
    except Refused as refused:
        field = "setup_code" if refused.code == "setup_code_wrong" else ""
        return _form("accounts/first.html", refused.status, {field: [refusal_words(refused)]})
    enter(person_id)
    return redirect("/desk", 303)


@pages.get("/me", endpoint="me")
@signed_in
def me_page() -> ResponseReturnValue:
    return _me({}, 200)


@pages.post("/me")
@signed_in
def me_post() -> ResponseReturnValue:
    try:
        values = read(MeForm, request.form)
    except Invalid as invalid:
        return _me(invalid.errors, 422)
    actions.choose(me().id, name=values["name"], locale=values["locale"])
    flash(_("Saved."), "good")
    return redirect(url_for("accounts.me"), 303)


@pages.post("/me/password")
@signed_in
@limiter.limit("20 per 10 minutes", deduct_when=failed)
def password_post() -> ResponseReturnValue:
    person = me()
    try:
        values = read(PasswordForm, request.form)
        actions.change_password(person.id, person.sign_in_id, values["old"], values["new"])
    except Invalid as invalid:
        return _me(invalid.errors, 422)
    except Refused as refused:
        return _me({"old": [refusal_words(refused)]}, refused.status)
    flash(_("The password is changed; every other session has ended."), "good")
    return redirect(url_for("accounts.me"), 303)


@pages.post("/me/sessions/<sign_in_id>/end")
@signed_in
def end_session(sign_in_id: str) -> ResponseReturnValue:
    actions.end_session(sign_in_id, me().id)
    flash(_("That session has ended."), "good")
    return redirect(url_for("accounts.me"), 303)


@pages.post("/me/sessions/end")
@signed_in
def end_other_sessions() -> ResponseReturnValue:
    actions.end_other_sessions(me().id, me().sign_in_id)
    flash(_("You are signed out everywhere else."), "good")
    return redirect(url_for("accounts.me"), 303)


@pages.post("/language")
@public
def language() -> ResponseReturnValue:
    values = read(LanguageForm, request.form)
    person = current_person()
    if person is not None:
        actions.choose(person.id, locale=values["locale"])
    answer = make_response(redirect(safe_next(request.form.get("next")), 303))
    answer.set_cookie(
        "lang", values["locale"], max_age=31536000, samesite="Lax", secure=request.is_secure, httponly=True
    )
    return answer


def _me(errors: dict[str, list[str]], status: int) -> ResponseReturnValue:
    person = me()
    with reading() as s:
        opened = queries.sign_ins(s, person.id)
    rows = [
        {
            "id": o.id,
            "created_at": o.created_at,
            "last_seen": o.last_seen,
            "agent": o.agent,
            "here": o.id == person.sign_in_id,
        }
        for o in opened
    ]
    values = {
        "name": request.form.get("name", person.name),
        "locale": request.form.get("locale", person.locale or "zh"),
    }
    return render_template("accounts/me.html", errors=errors, values=values, sessions=rows, person=person), status
