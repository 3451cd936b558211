"""Doors of judges and panels: the event's trades, one trade, adding, seating, withdrawing, a login for the desk."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from competition.accounts import actions as accounts
from competition.accounts import queries as people
from competition.accounts.guard import may, me, permitted, signed_in
from competition.events import queries as events
from competition.officials import actions, queries
from competition.officials.pages import sight
from competition.officials.pages.blueprint import pages
from competition.officials.schemas import JudgeForm, LoginForm, SeveralForm, newcomers, seating
from competition.officials.words import ANSWERS, CONFLICTS, DEVICE_STATES, METHODS, ROLES, SEATED, WARNINGS
from competition.store import Refused, reading
from competition.web.errors import refusal_words
from competition.web.forms import Invalid, read

Errors = dict[str, list[str]]


@pages.get("/<event_id>")
@signed_in
def index(event_id: str) -> ResponseReturnValue:
    """The trades whose officials this person may see: a chief judge finds his own here. Refused: forbidden (403)."""
    with reading() as s:
        event = events.event(s, event_id)
        trades = [one for one in sight.trades(s, event_id) if permitted("official.read", event_id, one.id)]
    if not trades and not permitted("official.read", event_id):
        raise Refused("forbidden", 403)
    return render_template("officials/index.html", event=event, trades=trades, here="officials")


@pages.get("/<event_id>/<trade_id>")
@may("official.read")
def trade(event_id: str, trade_id: str) -> ResponseReturnValue:
    return _trade(event_id, trade_id)


@pages.post("/<event_id>/<trade_id>/judges")
@may("official.edit")
def add(event_id: str, trade_id: str) -> ResponseReturnValue:
    try:
        values = read(JudgeForm, request.form)
        actions.add_judge(me().id, event_id, trade_id, **values)
    except Invalid as invalid:
        return _trade(event_id, trade_id, values=request.form, errors=invalid.errors, status=422)
    except Refused as refused:
        field = "role" if refused.code == "chief_exists" else "name"
        return _trade(event_id, trade_id, values=request.form, errors={field: [_words(refused)]}, status=refused.status)
    flash(_("%(name)s has been added.", name=values["name"]), "good")
    kept = values["organisation"] or None
    return redirect(
        url_for("officials.trade", event_id=event_id, trade_id=trade_id, organisation=kept, _anchor="field-name"), 303
    )


@pages.post("/<event_id>/<trade_id>/several")
@may("official.edit")
def add_several(event_id: str, trade_id: str) -> ResponseReturnValue:
    try:
        found = newcomers(read(SeveralForm, request.form)["lines"])
        added = actions.add_judges(me().id, event_id, trade_id, found)
    except Invalid as invalid:
        return _trade(event_id, trade_id, values=request.form, errors=invalid.errors, status=422)
    except Refused as refused:
        return _trade(
            event_id, trade_id, values=request.form, errors={"lines": [_words(refused)]}, status=refused.status
        )
    flash(ngettext("One judge has been added.", "%(num)d judges have been added.", len(added)), "good")
    return _back(event_id, trade_id, "judges")


@pages.post("/<event_id>/<trade_id>/panels")
@may("official.edit")
def seat(event_id: str, trade_id: str) -> ResponseReturnValue:
    """The whole matrix: every module's panel as sent."""
    try:
        with reading() as s:
            events.trade(s, trade_id, event_id)
            keys = [module.key for module in queries.modules(s, events.stage_of_trade(s, trade_id).id)]
        reason = request.form.get("reason", "").strip()[:300]
        actions.set_panels(me().id, event_id, trade_id, seating(request.form, keys), reason)
    except Refused as refused:
        if refused.status == 404:
            raise
        return _trade(
            event_id, trade_id, typed=request.form, errors={"panels": [_words(refused)]}, status=refused.status
        )
    flash(_("The panels have been saved."), "good")
    return _back(event_id, trade_id, "panels")


@pages.post("/<event_id>/<trade_id>/panels/all")
@may("official.edit")
def seat_everywhere(event_id: str, trade_id: str) -> ResponseReturnValue:
    """Every scoring judge in every module, in the order of their numbers."""
    try:
        with reading() as s:
            judge_ids = [judge.id for judge in queries.judges(s, trade_id) if judge.role == "scoring_judge"]
        actions.seat_all(me().id, event_id, trade_id, judge_ids)
    except Refused as refused:
        if refused.status == 404:
            raise
        return _trade(event_id, trade_id, errors={"panels": [_words(refused)]}, status=refused.status)
    flash(_("All judges sit in every module, in the order of their numbers."), "good")
    return _back(event_id, trade_id, "panels")


@pages.post("/<event_id>/<trade_id>/judges/<judge_id>/withdraw")
@may("official.edit")
def withdraw(event_id: str, trade_id: str, judge_id: str) -> ResponseReturnValue:
    with reading() as s:
        name = queries.judge(s, judge_id, trade_id).name
    try:
        actions.withdraw(me().id, event_id, trade_id, judge_id)
    except Refused as refused:
        if refused.status == 404:
            raise
        flash(_words(refused), "bad")
        return _back(event_id, trade_id, "judges")
    flash(_("%(name)s has withdrawn; what was marked stays.", name=name), "good")
    return _back(event_id, trade_id, "judges")


@pages.get("/<event_id>/<trade_id>/judges/<judge_id>/login")
@may("official.edit")
def login(event_id: str, trade_id: str, judge_id: str) -> ResponseReturnValue:
    return _login(event_id, trade_id, judge_id, {}, 200)


@pages.post("/<event_id>/<trade_id>/judges/<judge_id>/login")
@may("official.edit")
def login_post(event_id: str, trade_id: str, judge_id: str) -> ResponseReturnValue:
    with reading() as s:
        events.trade(s, trade_id, event_id)
        judge = queries.judge(s, judge_id, trade_id)
    try:
        values = read(LoginForm, request.form)
        if judge.withdrawn_at is not None:
            raise Refused("judge_gone", name=judge.name)
        accounts.give_login(judge.person_id, values["login"], values["password"], me().id)
    except Invalid as invalid:
        return _login(event_id, trade_id, judge_id, invalid.errors, 422)
    except Refused as refused:
        return _login(event_id, trade_id, judge_id, {"login": [_words(refused)]}, refused.status)
    flash(
        _("%(name)s can now sign in to the desk as %(login)s.", name=judge.name, login=values["login"].lower()), "good"
    )
    return _back(event_id, trade_id, "judges")


def _trade(
    event_id: str,
    trade_id: str,
    *,
    values: Any = None,
    typed: Any = None,
    errors: Errors | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    """The page of a trade; `values` is what was typed for a new judge, `typed` what was typed into the matrix."""
    with reading() as s:
        event = events.event(s, event_id)
        stage = events.stage_of_trade(s, trade_id)
        panels = queries.panels(s, stage.id)
        told = _told(s, event, trade_id, stage.id)
    cells = {f"seat.{key}.{seated.judge_id}": str(seated.seat) for key, panel in panels.items() for seated in panel}
    sitting = {seated.judge_id for panel in panels.values() for seated in panel} if stage.state == "RUNNING" else set()
    return (
        render_template(
            "officials/trade.html", **told, event=event, stage=stage, panels=panels, sitting=sitting,
            cells=cells if typed is None else typed,
            values=values or {"organisation": request.args.get("organisation", "")}, errors=errors or {},
            conflict_words={key: str(words) for key, words in CONFLICTS.items()}, answers=ANSWERS,
            reason=request.form.get("reason", ""), seated_roles=SEATED, roles=ROLES, methods=METHODS,
            device_states=DEVICE_STATES, may_replace=permitted("judge.replace", event_id, trade_id),
            may_edit=permitted("official.edit", event_id, trade_id),
            may_invite=permitted("device.invite", event_id, trade_id),
            may_accept=permitted("device.accept", event_id, trade_id), here="officials",
        ),
        status,
    )  # fmt: skip


def _told(s: Session, event: Any, trade_id: str, stage_id: str) -> dict[str, Any]:
    """What the page of a trade tells of its judges. Refused: not_there (404)."""
    judges = queries.judges(s, trade_id)
    people_here = queries.officials(s, {judge.official_id for judge in judges})
    warned = queries.enterprise_warnings(list(people_here.values()), event.starts_on.year, queries.OLDEST)
    logins = {
        judge.id: known.login
        for judge in judges
        if (known := people.known(s, judge.person_id)) is not None and known.login
    }
    return {
        "trade": events.trade(s, trade_id, event.id),
        "served": sight.served(s, trade_id, judges),
        "gone": queries.withdrawn(s, trade_id),
        "modules": queries.modules(s, stage_id),
        "former": queries.former_seats(s, stage_id),
        "conflicts": queries.conflicts(s, event.id, trade_id),
        "letters": queries.letters(s, trade_id),
        "warnings": [str(WARNINGS[key]) % facts for key, facts in warned],
        "logins": logins,
    }


def _login(event_id: str, trade_id: str, judge_id: str, errors: Errors, status: int) -> ResponseReturnValue:
    with reading() as s:
        event = events.event(s, event_id)
        one = events.trade(s, trade_id, event_id)
        judge = queries.judge(s, judge_id, trade_id)
        known = people.known(s, judge.person_id)
    values = {"login": request.form.get("login", known.login if known else None)}
    page = render_template(
        "officials/login.html", event=event, trade=one, judge=judge, values=values, errors=errors, here="officials"
    )
    return page, status


def _back(event_id: str, trade_id: str, part: str) -> ResponseReturnValue:
    return redirect(url_for("officials.trade", event_id=event_id, trade_id=trade_id, _anchor=part), 303)


def _words(refused: Refused) -> str:
    return refusal_words(refused)
